/** What was promised about delivering: the day, how it is brought about, how it is paid; and what a change of it brings with it. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addDays, daysBetween, type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import { type DeliveryTerm, deliveryTerms, type ProgressKind, type Wish } from './delivery-words.ts';
import type { DealRuleValues } from './rules.ts';
import { needsContract } from './stages.ts';
import type { Deal, PaymentMethod } from './types.ts';

export interface Delivery {
  /** The day the customer was told. */
  readonly promisedOn: LocalDate | null;
  /** The day by which punctuality is measured: a date the house itself has put off does not make a late delivery punctual. */
  readonly dueOn: LocalDate | null;
  /** How the house goes about it, in words. */
  readonly plan: string;
  /** The way of paying the customer has confirmed. */
  readonly paymentAgreed: PaymentMethod | null;
}
export const noDelivery: Delivery = { promisedOn: null, dueOn: null, plan: '', paymentAgreed: null };

/** Where no contract is signed the order is the contract. */
function isAsked(rules: DealRuleValues, deal: Pick<Deal, 'kind'>, before: 'order' | 'contract'): boolean {
  if (rules.deliveryTerms === 'none') return false;
  return before === 'contract' || rules.deliveryTerms === 'order' || !needsContract(rules, deal.kind);
}

/** Of the three terms, those the house asks for here and nobody has agreed with the customer. */
export function termsMissing(
  rules: DealRuleValues,
  deal: Pick<Deal, 'kind' | 'paymentMethod'>,
  delivery: Delivery | undefined,
  before: 'order' | 'contract',
): DeliveryTerm[] {
  if (!isAsked(rules, deal, before)) return [];
  const { promisedOn, plan, paymentAgreed } = delivery ?? noDelivery;
  const has: Readonly<Record<DeliveryTerm, boolean>> = {
    payment_method: paymentAgreed === deal.paymentMethod,
    delivery_deadline: promisedOn !== null,
    implementation_plan: plan.trim() !== '',
  };
  return deliveryTerms.filter((term) => !has[term]);
}

export function decideTerms(
  rules: DealRuleValues,
  deal: Pick<Deal, 'kind' | 'paymentMethod'>,
  delivery: Delivery | undefined,
  before: 'order' | 'contract',
): Decision<null, 'DELIVERY_TERMS_MISSING'> {
  const missing = termsMissing(rules, deal, delivery, before);
  const clauses = isAsked(rules, deal, before) ? ['S1.10.s2'] : [];
  return missing.length > 0
    ? refuse('DELIVERY_TERMS_MISSING', clauses, { missing: missing.join(','), field: 'delivery' })
    : accept(null, clauses);
}

export interface PromiseInput {
  /** Left out: the day stays as it is. */
  readonly promisedOn: LocalDate | null;
  readonly plan: string | null;
  readonly paymentMethod: PaymentMethod | null;
  readonly wish: Wish | null;
  readonly reason: string;
}
export interface Promised extends Delivery {
  /** The day moved after the order took effect: it goes on record, and the customer hears of it. */
  readonly isMoved: boolean;
  /** The day from which the consultant is warned. */
  readonly warnOn: LocalDate | null;
}
export type PromiseRefusal =
  | 'DEAL_NOT_AT_THIS_STAGE'
  | 'DATE_IMPOSSIBLE'
  | 'PAYMENT_NOT_AS_AGREED'
  | 'MOVE_REASON_NEEDED'
  | 'NOTHING_PROMISED';

const YEARS_MAX = 20; // further away is a slip of the hand

/** S1.09.d3: a day is promised; once the order is in effect it moves only with a reason, and it is known on whose wish. */
export function decidePromise(
  rules: DealRuleValues,
  facts: { readonly deal: Deal; readonly delivery: Delivery; readonly timeZone: string },
  input: PromiseInput,
  now: Instant,
): Decision<Promised, PromiseRefusal> {
  const { deal, delivery, timeZone } = facts;
  const clauses = ['S1.09.d3', 'S1.10.s2'];
  if (deal.state === 'handed_over' || deal.state === 'cancelled')
    return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  const today = localDateOf(now, timeZone);
  const promisedOn = input.promisedOn ?? delivery.promisedOn;
  const plan = (input.plan ?? delivery.plan).trim();
  if (input.promisedOn === null && input.plan === null && input.paymentMethod === null)
    return refuse('NOTHING_PROMISED', clauses, { field: 'promisedOn' });
  const isNew = promisedOn !== null && promisedOn !== delivery.promisedOn;
  if (isNew && (promisedOn < today || daysBetween(today, promisedOn) > YEARS_MAX * 366))
    return refuse('DATE_IMPOSSIBLE', clauses, { field: 'promisedOn' });
  if (input.paymentMethod !== null && input.paymentMethod !== deal.paymentMethod)
    return refuse('PAYMENT_NOT_AS_AGREED', clauses, { payment: deal.paymentMethod, field: 'paymentMethod' });
  const isMoved = isNew && delivery.promisedOn !== null && deal.effectiveAt !== null;
  if (isMoved && (input.reason.trim() === '' || input.wish === null))
    return refuse('MOVE_REASON_NEEDED', clauses, { field: input.wish === null ? 'wish' : 'reason' });
  // What the house puts off, and what is late already, is measured by the day it was promised for, whoever asks afterwards.
  const isLate = delivery.dueOn !== null && delivery.dueOn < today;
  const stays = isMoved && (input.wish === 'house' || isLate) ? delivery.dueOn : null;
  return accept(
    {
      promisedOn,
      dueOn: stays ?? (isNew ? promisedOn : delivery.dueOn),
      plan,
      paymentAgreed: input.paymentMethod ?? delivery.paymentAgreed,
      isMoved,
      warnOn: promisedOn === null ? null : latest(addDays(promisedOn, 0 - rules.deliveryWarnDays), today),
    },
    isMoved ? [...clauses, 'S1.09.o3'] : clauses,
  );
}
const latest = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b);

/** How late, in days of the site's calendar; 0 in time. */
export const daysLateOn = (dueOn: LocalDate | null, today: LocalDate): number | null =>
  dueOn === null ? null : Math.max(0, daysBetween(dueOn, today));

/** The promised day is over and the goods are still here: whoever answers for it hears of it. */
export function decideDeliveryLate(
  facts: { readonly deal: Deal; readonly delivery: Delivery; readonly timeZone: string },
  now: Instant,
): Decision<{ readonly promisedOn: LocalDate; readonly daysLate: number }, 'DEAL_NOT_AT_THIS_STAGE'> {
  const { deal, delivery, timeZone } = facts;
  const clauses = ['S1.09.d3', 'S1.09.o4'];
  const isOpen = deal.effectiveAt !== null && deal.handedOverAt === null && deal.endedAt === null;
  const { promisedOn } = delivery;
  const daysLate = daysLateOn(promisedOn, localDateOf(now, timeZone)) ?? 0;
  if (!isOpen || promisedOn === null || daysLate === 0)
    return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  return accept({ promisedOn, daysLate }, clauses);
}

// ── what the customer is told of ──

/** The day that is so many working days on; days off are those of the house's calendar. */
export function workingDaysAfter(from: LocalDate, days: number, daysOff: readonly LocalDate[]): LocalDate {
  const off = new Set(daysOff);
  let day = from;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (!off.has(day)) left -= 1;
  }
  return day;
}

/** S1.09.o3: a stage reached is told to the customer within so many working days. A day that moves is always told. */
export function decideProgress(
  rules: DealRuleValues,
  facts: { readonly deal: Deal; readonly timeZone: string; readonly daysOff: readonly LocalDate[] },
  input: { readonly what: ProgressKind },
  now: Instant,
): Decision<{ readonly dueOn: LocalDate }, 'DEAL_NOT_AT_THIS_STAGE' | 'NOT_TOLD_HERE'> {
  const { deal, timeZone, daysOff } = facts;
  const clauses = ['S1.09.o3'];
  if (deal.effectiveAt === null || deal.endedAt !== null)
    return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  if (rules.tellDays === 0 && input.what !== 'date_moved') return refuse('NOT_TOLD_HERE', clauses);
  return accept({ dueOn: workingDaysAfter(localDateOf(now, timeZone), Math.max(1, rules.tellDays), daysOff) }, clauses);
}
