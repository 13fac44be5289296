/** The ways out: withdrawal, breach, and credit taken away from whoever sold. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addDays, type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import type { DealRuleValues } from './rules.ts';
import { type Deal, type DealState, mayMove, type RefundMethod } from './types.ts';

export interface WithdrawInput {
  readonly reason: string;
  readonly cause: 'customer' | 'company';
  /** What was said to make the customer stay. */
  readonly persuasion: string;
  readonly refundMethod: RefundMethod;
}
export interface WithdrawFacts {
  readonly deal: Deal;
  readonly timeZone: string;
  readonly hasOpenChange: boolean;
  /** Whoever asks may allow exceptions. */
  readonly mayOverride: boolean;
}
export interface WithdrawalAsked {
  readonly isExceptional: boolean;
  readonly refundFen: number;
  readonly refundNotBefore: LocalDate;
}
export type WithdrawRefusal =
  | 'DEAL_NOT_AT_THIS_STAGE'
  | 'WITHDRAWAL_OPEN'
  | 'CHANGE_PENDING'
  | 'WITHDRAWAL_AFTER_CONTRACT'
  | 'PERSUADE_FIRST';

export function decideWithdraw(
  rules: DealRuleValues,
  facts: WithdrawFacts,
  input: WithdrawInput,
  now: Instant,
): Decision<WithdrawalAsked, WithdrawRefusal> {
  const { deal } = facts;
  const clauses = ['S1.18.s6', 'S0.02.chg.4'];
  if (deal.state === 'handed_over') return refuse('WITHDRAWAL_AFTER_CONTRACT', ['S0.02.chg.4']);
  if (deal.effectiveAt === null || !mayMove(deal.state, 'cancelled') || deal.state === 'breached')
    return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  if (deal.withdrawal !== null) return refuse('WITHDRAWAL_OPEN', clauses);
  if (facts.hasOpenChange) return refuse('CHANGE_PENDING', clauses);
  const isSigned = deal.signedAt !== null;
  if (isSigned && (rules.withdrawalAfterContract === 'refused' || !facts.mayOverride))
    return refuse('WITHDRAWAL_AFTER_CONTRACT', ['S0.02.chg.4'], { exceptional: rules.withdrawalAfterContract });
  if (!isSigned && rules.persuadeFirst && input.cause === 'customer' && input.persuasion.trim() === '')
    return refuse('PERSUADE_FIRST', ['S0.02.chg.4'], { field: 'persuasion' });
  return accept(
    {
      isExceptional: isSigned,
      refundFen: deal.paidFen,
      refundNotBefore: addDays(localDateOf(now, facts.timeZone), noticeDays(rules, input.refundMethod)),
    },
    [...clauses, 'S1.18.s6b'],
  );
}

/** A cheque takes finance a week, anything else is as quick as cash. */
export const noticeDays = (
  rules: Pick<DealRuleValues, 'refundNoticeCashDays' | 'refundNoticeChequeDays'>,
  method: RefundMethod,
): number => (method === 'cheque' ? rules.refundNoticeChequeDays : rules.refundNoticeCashDays);

export interface BackInput {
  readonly agreementBack: boolean;
  readonly receiptBack: boolean;
  readonly bookSigned: boolean;
}
/** The papers are taken back and signed for before the deal is closed as withdrawn. */
export function decideWithdrawn(
  rules: DealRuleValues,
  facts: {
    readonly deal: Deal;
    readonly hasPaid: boolean;
    /** A final text of the withdrawal lies unsigned. */
    readonly isUnsigned?: boolean | undefined;
  },
  input: BackInput,
): Decision<
  { readonly state: 'cancelled'; readonly cause: 'customer' | 'company'; readonly refundFen: number },
  'DEAL_NOT_AT_THIS_STAGE' | 'WITHDRAWAL_NOT_CONSENTED' | 'PAPERS_NOT_BACK'
> {
  const { deal } = facts;
  const clauses = ['S1.18.s6', 'S1.18.s6c'];
  if (!mayMove(deal.state, 'cancelled')) return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  const { withdrawal } = deal;
  if (withdrawal === null || withdrawal.approvedAt === null) return refuse('WITHDRAWAL_NOT_CONSENTED', ['S1.18.s6']);
  const missing = [
    ...(input.agreementBack ? [] : ['agreement']),
    ...(input.receiptBack || !facts.hasPaid ? [] : ['receipt']),
    ...(input.bookSigned || !facts.hasPaid ? [] : ['book']),
    ...(facts.isUnsigned ? ['withdrawal_paper'] : []),
  ];
  if (rules.takeBackPapers && missing.length > 0)
    return refuse('PAPERS_NOT_BACK', ['S1.18.s6c'], { missing: missing.join(',') });
  return accept({ state: 'cancelled', cause: withdrawal.cause, refundFen: deal.paidFen }, [...clauses, 'S1.18.s6b']);
}

/** Money has found that a payment is overdue for longer than the house bears. */
export function decideBreach(
  facts: { readonly deal: Deal },
  _input: { readonly overdueSince: LocalDate; readonly overdueFen: number },
): Decision<{ readonly state: 'breached' }, 'DEAL_NOT_AT_THIS_STAGE'> {
  const clauses = ['S0.02.chg.3b'];
  return mayMove(facts.deal.state, 'breached')
    ? accept({ state: 'breached' }, clauses)
    : refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: facts.deal.state });
}

/** Settled by whoever may allow exceptions: the arrears came in and the deal goes on, or it ends by its liability terms. */
export function decideBreachSettled(
  facts: { readonly deal: Deal },
  input: { readonly outcome: 'goes_on' | 'ends'; readonly reason: string },
): Decision<{ readonly state: DealState; readonly refundFen: number }, 'DEAL_NOT_AT_THIS_STAGE'> {
  const { deal } = facts;
  const clauses = ['S0.02.chg.3b'];
  if (deal.state !== 'breached') return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  if (input.outcome === 'ends') return accept({ state: 'cancelled', refundFen: deal.paidFen }, clauses);
  const before: DealState =
    deal.signedAt !== null ? 'contracted' : deal.contract !== null ? 'contracting' : 'subscribed';
  return accept({ state: before, refundFen: 0 }, clauses);
}

export interface CreditInput {
  readonly cause: 'complaint' | 'leak' | 'lost_tools';
  readonly performance: boolean;
  readonly commission: boolean;
  readonly reason: string;
}
/** O13, O14: a complaint is weighed by the manager; stock leaked to customers, or tools lost, cost the credit as the clause says. */
export function decideCancelCredit(
  facts: { readonly deal: Deal; readonly deciderId: string },
  input: CreditInput,
): Decision<
  { readonly performance: boolean; readonly commission: boolean },
  'DEAL_NOT_AT_THIS_STAGE' | 'CREDIT_GONE_ALREADY' | 'OWN_DEAL' | 'NOTHING_CANCELLED'
> {
  const { deal } = facts;
  const clauses = {
    complaint: ['S0.08.b.21', 'S2.15.c2.21'],
    leak: ['S0.08.d.3b', 'S2.15.c4.03'],
    lost_tools: ['S0.08.g.12', 'S2.15.c7.12'],
  }[input.cause];
  if (deal.effectiveAt === null) return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  if (deal.creditCancelled !== null) return refuse('CREDIT_GONE_ALREADY', clauses);
  if (deal.consultantId === facts.deciderId) return refuse('OWN_DEAL', clauses);
  if (input.cause === 'leak') return accept({ performance: true, commission: true }, clauses);
  if (input.cause === 'lost_tools') return accept({ performance: true, commission: input.commission }, clauses);
  if (!input.performance && !input.commission) return refuse('NOTHING_CANCELLED', clauses);
  return accept({ performance: input.performance, commission: input.commission }, clauses);
}
