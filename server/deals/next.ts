/** What may be done next with a deal: for every action the refusal its command would give now, or nothing. */
import type { DealAction } from '#contract/deals.ts';
import {
  contractChecks,
  type Deal,
  type DealRuleValues,
  decideBreachSettled,
  decideCancelCredit,
  decideChangeName,
  decideChangeTerms,
  decideCorrection,
  decideHandover,
  decideRegister,
  decideSign,
  decideSpecialReview,
  decideStep,
  decideSubmit,
  decideSubmitContract,
  decideWithdraw,
  decideWithdrawn,
  disclosuresNeeded,
  isReportedFor,
  isReturned,
  type MajorStanding,
  type StepRecord,
  type SubmitFacts,
} from '#core/deals/index.ts';
import { accept, type Decision, refuse } from '#core/kernel/decision.ts';
import { holdFor, type Unit } from '#server/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import { coversDeal, lacks, whyNot } from './access.ts';
import { deliveryOf } from './store-delivery.ts';
import { ofChanges, unsignedPapers } from './store-documents.ts';
import { pendingChange, copiesOut, depositSet, hasContact, type Terms } from './store-parts.ts';
import { standingOf } from './store-room.ts';

interface Facts extends SubmitFacts {
  readonly hasOpenChange: boolean;
  readonly copiesOut: number;
  readonly unsigned: readonly string[];
  readonly major: MajorStanding;
}

/** What the commands would look at, without taking any lock; the price is looked at when it is put up. */
export async function factsFor(
  context: Context,
  deal: Deal,
  given: {
    unit: Unit | null;
    timeZone: string;
    papers: string[];
    terms: readonly Terms[];
    records: readonly StepRecord[];
  },
): Promise<Facts> {
  const { tx } = context;
  const { unit, terms } = given;
  const hold = unit?.state === 'held' ? await holdFor(context, unit.id) : null;
  const nobodys = hold?.customerId === null && hold.consultantId === deal.consultantId;
  return {
    deal,
    timeZone: given.timeZone,
    papers: given.papers,
    unit: unit && {
      ...{ id: unit.id, code: unit.code, state: unit.state, dealId: unit.dealId, isMarked: unit.isMarked },
      heldForId: nobodys ? deal.customerId : (hold?.customerId ?? null),
    },
    price: null,
    depositSetFen: await depositSet(tx, deal.siteId, deal.kind),
    hasContact: await hasContact(tx, deal.customerId),
    granted: terms.filter((one) => one.state === 'granted'),
    hasOpenTerms: terms.some((one) => one.state === 'pending'),
    isReported: isReportedFor((await context.rules(deal.siteId)).values.deals, given.records),
    hasOpenChange: deal.withdrawal !== null || (await pendingChange(tx, deal.id)) !== null,
    copiesOut: await copiesOut(tx, deal.id, 'subscription'),
    delivery: await deliveryOf(tx, deal.id),
    unsigned: await unsignedPapers(tx, deal.id),
    major: await standingOf(tx, deal.id),
  };
}

/** What the form of a handover asks for is no reason not to open it. */
export const asFound = {
  check: { quality: { ok: true, note: '' }, quantity: { ok: true, note: '' }, remark: '', defects: [] },
  lateCause: '.',
} as const;

type Stage = Decision<null, 'DEAL_NOT_AT_THIS_STAGE'>;
const when = (deal: Deal, holds: boolean): Stage =>
  holds ? accept(null, []) : refuse('DEAL_NOT_AT_THIS_STAGE', [], { state: deal.state });

export function whyNotsOf(
  context: Context,
  rules: DealRuleValues,
  facts: Facts,
): Record<DealAction, { code: string; zh: string; en: string } | null> {
  const { deal, timeZone, papers, hasOpenChange, delivery, unsigned } = facts;
  const { now } = context;
  type Code = Parameters<typeof whyNot>[0];
  const may = (permission: string, decision: () => Code) =>
    coversDeal(context, permission, deal) ? whyNot(decision()) : lacks(permission);
  const is = (...states: readonly Deal['state'][]): boolean => states.includes(deal.state);
  const step = (of: 'review' | 'fill' | 'check') =>
    decideStep(rules, { deal }, { step: of, checks: contractChecks, specialReasons: [] });
  const asNow = {
    priceFen: deal.priceFen,
    depositFen: deal.depositFen,
    paymentMethod: deal.paymentMethod,
    plan: deal.plan,
    loan: deal.loan,
  };
  const changeable = () =>
    decideChangeTerms({ deal, hasOpenChange, price: null, granted: facts.granted }, { ...asNow, reason: '' });
  const renamed = () =>
    decideChangeName(rules, facts, { buyers: '', feeFen: rules.transferFeeYuan * 100 || 1, reason: '' });
  const withdrawal = { reason: '', cause: 'customer', persuasion: '.', refundMethod: 'cash' } as const;
  const fined = { where: '', isSealed: true, fineYuan: rules.correctionFineLeast };
  const waits = deal.contract?.submittedAt !== null && deal.contract !== null;
  return {
    edit: may('deals.open', () => when(deal, is('draft') || isReturned(deal))),
    smallDeposit: may('deals.open', () =>
      deal.smallDepositFen === null ? when(deal, is('draft')) : refuse('SMALL_DEPOSIT_THERE', []),
    ),
    askTerms: may('deals.open', () => when(deal, !is('handed_over', 'cancelled'))),
    submit: may('deals.open', () => decideSubmit(rules, facts, { disclosures: disclosuresNeeded(rules, deal) })),
    recall: may('deals.open', () => when(deal, is('subscribing') || hasOpenChange || (is('contracting') && waits))),
    drop: may('deals.open', () => when(deal, is('draft', 'subscribing'))),
    register: may('deals.register', () => decideRegister(rules, { deal, timeZone }, now)),
    changeTerms: may('deals.open', changeable),
    changeUnit: may('deals.open', renamed),
    changeName: may('deals.open', renamed),
    receivePaper: may('deals.open', () => when(deal, !is('cancelled'))),
    moveCopy: may('deals.register', () => when(deal, deal.effectiveAt !== null)),
    cover: may('deals.review', () => when(deal, !is('cancelled'))),
    reviewContract: may('deals.register', () => step('review')),
    fillContract: may('deals.open', () => step('fill')),
    specialReview: may('deals.open', () => decideSpecialReview(rules, { deal })),
    checkContract: may('deals.review', () => step('check')),
    submitContract: may('deals.open', () => decideSubmitContract(rules, { deal, hasOpenChange, delivery })),
    correct: may('deals.open', () => decideCorrection(rules, { deal }, fined)),
    sign: may('deals.open', () =>
      decideSign(
        rules,
        { deal, papers, subscriptionCopiesOut: facts.copiesOut, hasOpenChange, delivery, major: facts.major },
        { consultantPresent: true, subscriptionTakenBack: true },
      ),
    ),
    supplement: may('deals.open', () => when(deal, is('contracted', 'handed_over'))),
    withdraw: may('deals.open', () =>
      decideWithdraw(
        rules,
        {
          deal,
          timeZone,
          hasOpenChange: hasOpenChange && deal.withdrawal === null,
          mayOverride: coversDeal(context, 'deals.override', deal),
        },
        withdrawal,
        now,
      ),
    ),
    completeWithdrawal: may('deals.open', () =>
      decideWithdrawn(
        rules,
        { deal, hasPaid: deal.paidFen > 0, isUnsigned: unsigned.includes('withdrawal') },
        { agreementBack: true, receiptBack: true, bookSigned: true },
      ),
    ),
    settleBreach: may('deals.override', () => decideBreachSettled({ deal }, { outcome: 'goes_on', reason: '' })),
    allocate: may('deals.deliver', () => when(deal, deal.kind === 'vehicle' && is('subscribed', 'contracted'))),
    handOver: may('deals.deliver', () =>
      decideHandover(
        rules,
        { deal, papers, hasOpenChange, delivery, timeZone, unsigned: ofChanges(unsigned) },
        asFound,
        now,
      ),
    ),
    cancelCredit: may('deals.override', () =>
      decideCancelCredit(
        { deal, deciderId: context.actor.staffId ?? '' },
        { cause: 'complaint', performance: true, commission: true, reason: '' },
      ),
    ),
  };
}
