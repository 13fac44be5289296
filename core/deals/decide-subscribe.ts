/** From a draft to a subscription or order that is in effect. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addDays, type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import { type Delivery, decideTerms } from './delivery.ts';
import { disclosureClauses, disclosuresNeeded, papersMissing } from './papers.ts';
import type { DealRuleValues } from './rules.ts';
import { countingStage, needsContract, needsRegistration } from './stages.ts';
import { type Deal, mayMove, takesUnit } from './types.ts';

/** The unit as sales control has it. */
export interface UnitFacts {
  readonly id: string;
  readonly code: string;
  readonly state: string;
  readonly heldForId: string | null;
  readonly dealId: string | null;
  readonly isMarked: boolean;
}
/** What sales control says of the price; null where nothing is listed. */
export interface PriceFacts {
  readonly needsApproval: boolean;
  readonly belowListFen: number;
  readonly discountPercent: number;
}
export interface Granted {
  readonly kind: string;
  readonly priceFen: number | null;
  readonly untilOn: LocalDate | null;
}
export interface SubmitFacts {
  readonly deal: Deal;
  readonly timeZone: string;
  readonly unit: UnitFacts | null;
  readonly price: PriceFacts | null;
  /** What the company has set per unit; null: nothing yet. */
  readonly depositSetFen: number | null;
  readonly hasContact: boolean;
  readonly papers: readonly string[];
  readonly granted: readonly Granted[];
  readonly hasOpenTerms: boolean;
  /** What is agreed about delivering; decisions of earlier releases knew nothing of it. */
  readonly delivery?: Delivery | undefined;
  /** The supervisor has been told; left out where nobody asks. */
  readonly isReported?: boolean | undefined;
}
export interface SubmitInput {
  readonly disclosures: readonly string[];
}
export interface Submitted {
  readonly state: 'subscribing';
  readonly matter: 'subscription' | 'order';
  readonly disclosures: readonly string[];
  readonly belowListFen: number;
  readonly discountPercent: number;
}
export type SubmitRefusal =
  | 'DEAL_NOT_AT_THIS_STAGE'
  | 'REPORT_FIRST'
  | 'UNIT_NEEDED'
  | 'UNIT_NOT_VACANT'
  | 'DISCLOSURES_MISSING'
  | 'CONTACT_MISSING'
  | 'PAPERS_MISSING'
  | 'DEPOSIT_NOT_SET'
  | 'DEPOSIT_WRONG'
  | 'PRICE_NEEDED'
  | 'PLAN_NOT_WHOLE'
  | 'TERMS_UNDECIDED'
  | 'PRICE_BELOW_LIMIT'
  | 'DELIVERY_TERMS_MISSING';

export function decideSubmit(
  rules: DealRuleValues,
  facts: SubmitFacts,
  input: SubmitInput,
): Decision<Submitted, SubmitRefusal> {
  const { deal, unit } = facts;
  // What was returned is put right and put up again; meanwhile it keeps its unit.
  if (!mayMove(deal.state, 'subscribing') && !isReturned(deal))
    return refuse('DEAL_NOT_AT_THIS_STAGE', ['S1.18.s1b', 'S0.08.d.1'], { state: deal.state });
  if (rules.reportFirst && facts.isReported !== true) return refuse('REPORT_FIRST', ['S0.07.rep.flow', 'S1.04.a8']);
  if (unit === null && (deal.kind !== 'vehicle' || deal.wanted === null))
    return refuse('UNIT_NEEDED', ['S1.18.s1'], { field: 'unitId' });
  if (unit !== null && !isVacantFor(unit, deal))
    return refuse('UNIT_NOT_VACANT', ['S1.18.s1', 'S0.02.info.8'], { unit: unit.code, state: unit.state });
  const needed = disclosuresNeeded(rules, deal);
  const unsaid = needed.filter((key) => !input.disclosures.includes(key));
  if (unsaid.length > 0)
    return refuse('DISCLOSURES_MISSING', [...new Set(unsaid.map((key) => disclosureClauses[key]))], {
      missing: unsaid.join(','),
    });
  if (rules.contactNeeded && !facts.hasContact) return refuse('CONTACT_MISSING', ['S1.18.s3']);
  const papers = papersMissing(rules, deal, 'subscription', facts.papers);
  if (papers.length > 0) return refuse('PAPERS_MISSING', ['S1.18.s3'], { missing: papers.join(',') });
  const money = decideMoney(rules, facts);
  if (!money.accepted) return money;
  const agreed = decideTerms(rules, deal, facts.delivery, 'order');
  if (!agreed.accepted) return agreed;
  return accept(
    {
      state: 'subscribing',
      matter: deal.kind === 'room' ? 'subscription' : 'order',
      disclosures: needed,
      belowListFen: facts.price?.belowListFen ?? 0,
      discountPercent: facts.price?.discountPercent ?? 0,
    },
    [
      ...['S1.18.s1', 'S0.02.info.8', 'S1.18.s1b', 'S1.18.a0'],
      ...new Set(needed.map((key) => disclosureClauses[key])),
      ...agreed.clauses,
    ],
  );
}

export const isReturned = (deal: Pick<Deal, 'state' | 'submittedAt' | 'approvedAt'>): boolean =>
  deal.state === 'subscribing' && deal.submittedAt === null && deal.approvedAt === null;

/** Vacant, or kept for this customer. O5: an order nobody marked keeps no vehicle; sales control then has the last word. */
const isVacantFor = (unit: UnitFacts, deal: Deal): boolean =>
  unit.state === 'available' ||
  (unit.state === 'held' && unit.heldForId === deal.customerId) ||
  (deal.kind === 'vehicle' && unit.state === 'subscribed' && !unit.isMarked) ||
  (takesUnit(deal.state) && unit.dealId === deal.id);

type MoneyRefusal = Extract<
  SubmitRefusal,
  'DEPOSIT_NOT_SET' | 'DEPOSIT_WRONG' | 'PRICE_NEEDED' | 'PLAN_NOT_WHOLE' | 'TERMS_UNDECIDED' | 'PRICE_BELOW_LIMIT'
>;
function decideMoney(rules: DealRuleValues, facts: SubmitFacts): Decision<null, MoneyRefusal> {
  const { deal } = facts;
  if (rules.deposit === 'fixed') {
    if (facts.depositSetFen === null) return refuse('DEPOSIT_NOT_SET', ['S1.18.s2']);
    if (deal.depositFen !== facts.depositSetFen)
      return refuse('DEPOSIT_WRONG', ['S1.18.s2'], { amountFen: facts.depositSetFen, field: 'depositFen' });
  }
  if (deal.priceFen <= 0) return refuse('PRICE_NEEDED', ['S1.16.f6'], { field: 'priceFen' });
  if (!planIsWhole(deal)) return refuse('PLAN_NOT_WHOLE', ['S0.02.info.10', 'S1.16.f8'], { field: 'plan' });
  if (facts.hasOpenTerms) return refuse('TERMS_UNDECIDED', ['S4.01.a24.escalate', 'S1.18.a0']);
  return priceAllowed(facts.granted, deal.priceFen, facts.price);
}

/** Below the limit only with a consent that reaches as far. */
export function priceAllowed(
  granted: readonly Granted[],
  priceFen: number,
  price: PriceFacts | null,
): Decision<null, 'PRICE_BELOW_LIMIT'> {
  const clauses = ['S4.01.a24.escalate', 'S0.07.ct.3b'];
  const consents = granted.some((one) => one.priceFen !== null && one.priceFen <= priceFen);
  if (!price?.needsApproval || consents) return accept(null, clauses);
  return refuse('PRICE_BELOW_LIMIT', clauses, { belowFen: price.belowListFen, field: 'priceFen' });
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);

/** Deposit, instalments and loan make the price to the fen; a plan that is not written down has nothing to add up. */
export function planIsWhole(deal: Pick<Deal, 'priceFen' | 'depositFen' | 'plan' | 'loan' | 'paymentMethod'>): boolean {
  if (deal.depositFen > deal.priceFen) return false;
  const { plan, loan } = deal;
  const hasLoan = deal.paymentMethod === 'mortgage' || deal.paymentMethod === 'finance_company';
  if (hasLoan && loan === null) return false;
  if (loan !== null && loan.amountFen + loan.downPaymentFen !== deal.priceFen) return false;
  if (plan.length === 0) return deal.paymentMethod !== 'instalments';
  return sumOf(plan.map((one) => one.amountFen)) === deal.priceFen;
}

export interface Effective {
  readonly state: 'subscribed';
  readonly orderDate: LocalDate;
  readonly contractDueOn: LocalDate | null;
  readonly copies: Readonly<Record<string, number>>;
  readonly counts: boolean;
}
const effective = (rules: DealRuleValues, deal: Deal, timeZone: string, now: Instant): Effective => {
  const today = localDateOf(now, timeZone);
  const later = needsContract(rules, deal.kind) && rules.contractDays > 0;
  return {
    state: 'subscribed',
    orderDate: today,
    contractDueOn: later ? (deal.contractDueOn ?? addDays(today, rules.contractDays)) : null,
    copies: rules.copies.subscription ?? {},
    counts: countingStage(rules, deal.kind) === 'subscription',
  };
};

/** Everybody who has to agree has agreed. Where orders are registered, the assistant's registration is still to come. */
export function decideApproved(
  rules: DealRuleValues,
  facts: { readonly deal: Deal; readonly timeZone: string },
  now: Instant,
): Decision<Effective | { readonly state: 'subscribing' }, 'DEAL_NOT_AT_THIS_STAGE'> {
  const { deal, timeZone } = facts;
  const clauses = deal.kind === 'room' ? ['S1.18.s1b', 'S1.18.s4', 'S0.02.info.9b'] : ['S0.08.d.1', 'S2.15.c4.01.sign'];
  if (deal.state !== 'subscribing') return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  if (needsRegistration(rules, deal.kind) && deal.registeredAt === null)
    return accept({ state: 'subscribing' as const }, clauses);
  return accept(effective(rules, deal, timeZone, now), clauses);
}

/** O1: signed first, registered second, in effect with the registration. */
export function decideRegister(
  rules: DealRuleValues,
  facts: { readonly deal: Deal; readonly timeZone: string },
  now: Instant,
): Decision<Effective, 'DEAL_NOT_AT_THIS_STAGE' | 'NOT_APPROVED_YET'> {
  const { deal, timeZone } = facts;
  const clauses = ['S0.08.d.1', 'S2.15.c4.01.sign'];
  if (deal.state !== 'subscribing') return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  if (deal.approvedAt === null) return refuse('NOT_APPROVED_YET', clauses);
  return accept(effective(rules, deal, timeZone, now), clauses);
}
