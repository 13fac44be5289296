/** Which action stands where: those that lead on from a stage, in order, and the exceptions behind the menu. */
import type { DealAction } from '#contract/deals-shapes.ts';
import type { DealOut } from './words.ts';

/** What leads on from here, in the order in which it is done. */
export function nextActions(deal: DealOut): DealAction[] {
  const { contract, state, unit, waitsFor, withdrawal } = deal;
  if (withdrawal && state !== 'cancelled') return withdrawal.approvedAt ? ['completeWithdrawal', 'recall'] : ['recall'];
  if (state === 'draft') return ['submit', 'edit', 'askTerms'];
  if (state === 'subscribing') return waitsFor === 'registration' ? ['register', 'recall'] : ['recall'];
  if (state === 'breached') return ['settleBreach'];
  if (contract.needed && (state === 'subscribed' || state === 'contracting')) return contractActions(deal);
  if (state === 'subscribed' || state === 'contracted') return unit === null ? ['allocate', 'handOver'] : ['handOver'];
  return [];
}

/** Reviewed, filled in, checked, put up for approval, signed: what is done falls away. */
function contractActions({ contract }: DealOut): DealAction[] {
  if (contract.approvedAt) return ['sign', 'correct'];
  if (contract.submittedAt) return ['recall'];
  return [
    ...(contract.steps && !contract.reviewed ? (['reviewContract'] as const) : []),
    ...(contract.filled ? [] : (['fillContract'] as const)),
    ...(contract.isSpecial && !contract.specialApprovedAt ? (['specialReview'] as const) : []),
    ...(contract.steps && !contract.checked ? (['checkContract'] as const) : []),
    'submitContract',
  ];
}

const others: readonly DealAction[] = [
  'edit',
  'askTerms',
  'smallDeposit',
  'changeTerms',
  'changeUnit',
  'changeName',
  'cover',
  'correct',
  'supplement',
  'allocate',
  'recall',
  'withdraw',
  'completeWithdrawal',
  'cancelCredit',
  'drop',
];

/** Behind the menu: what can be done now, and what cannot with its reason; never what this person may not do at all. */
export const otherActions = (deal: DealOut): DealAction[] => {
  const next = nextActions(deal);
  return others.filter((action) => {
    const whyNot = deal.whyNot[action];
    if (next.includes(action) || (action === 'completeWithdrawal' && !deal.withdrawal)) return false;
    return whyNot === null || (whyNot.code !== 'NOT_ALLOWED' && whyNot.code !== 'DEAL_NOT_AT_THIS_STAGE');
  });
};

export const dangerous: ReadonlySet<DealAction> = new Set(['drop', 'withdraw', 'completeWithdrawal', 'cancelCredit']);
