/** How often customers are to be contacted, and what a person has to do today. */
import type { ClauseId } from '../kernel/decision.ts';
import { addMonths, type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import { lapseAt } from './clocks.ts';
import { isOpen } from './lifecycle.ts';
import type { ClaimRuleValues } from './rules.ts';
import type { Claim, ClaimId, CustomerId } from './types.ts';

/** The next call-back after a delivery: often in the first year, seldomer later. */
export function nextCallBackOn(rules: ClaimRuleValues, deliveredOn: LocalDate, lastOn: LocalDate | null): LocalDate {
  const from = lastOn !== null && lastOn > deliveredOn ? lastOn : deliveredOn;
  const young = addMonths(from, rules.callBackMonthsYoung);
  return young <= addMonths(deliveredOn, rules.callBackYoungMonths) ? young : addMonths(from, rules.callBackMonthsOld);
}

/** Born on 29 February, one is greeted on the 28th in the other years. */
export function isBirthday(bornOn: LocalDate, today: LocalDate): boolean {
  if (bornOn.slice(5) === today.slice(5)) return true;
  const leap = Temporal.PlainDate.from(today).inLeapYear;
  return bornOn.slice(5) === '02-29' && !leap && today.slice(5) === '02-28';
}

export type TaskKind =
  | 'sign_card'
  | 'sign_follow_up'
  | 'first_sms'
  | 'follow_up_overdue_today'
  | 'follow_up_soon'
  | 'planned'
  | 'take_over_contact'
  | 'call_back'
  | 'notify_signing'
  | 'notify_payment'
  | 'birthday'
  | 'holiday';

export interface Task {
  readonly kind: TaskKind;
  readonly customerId: CustomerId;
  readonly claimId: ClaimId | null;
  /** The last instant at which doing it is still in time; null when the day is all that counts. */
  readonly dueAt: Instant | null;
  readonly clauses: readonly ClauseId[];
}

export interface TodayFacts {
  readonly claim: Claim;
  /** The date the consultant set at the last follow-up. */
  readonly plannedOn: LocalDate | null;
  readonly bornOn: LocalDate | null;
  readonly deliveredOn: LocalDate | null;
  readonly callBackOn: LocalDate | null;
  readonly takeOverBy: Instant | null;
  readonly signingDueOn: LocalDate | null;
  readonly paymentDueOn: LocalDate | null;
}

/** What one customer asks of their owner today, most urgent first. */
export function tasksFor(
  rules: ClaimRuleValues,
  facts: TodayFacts,
  context: { readonly timeZone: string; readonly isHoliday: boolean },
  now: Instant,
): readonly Task[] {
  const { claim } = facts;
  if (!isOpen(claim)) return [];
  const today = localDateOf(now, context.timeZone);
  const task = (kind: TaskKind, dueAt: Instant | null, clauses: readonly ClauseId[]): Task => ({
    kind,
    customerId: claim.customerId,
    claimId: claim.id,
    dueAt,
    clauses,
  });
  const tasks: Task[] = [];
  if (claim.firstSmsDueAt !== null && claim.firstSmsAt === null && now < claim.firstSmsDueAt)
    tasks.push(task('first_sms', claim.firstSmsDueAt, ['S0.08.c.12']));
  const lapse = lapseAt(claim);
  if (lapse !== null && now < lapse) {
    const daysLeft =
      Temporal.PlainDate.from(today).until(localDateOf(lapse, context.timeZone), { largestUnit: 'days' }).days - 1;
    if (daysLeft <= 0) tasks.push(task('follow_up_overdue_today', lapse, ['S0.08.c.2c', 'S4.01.a17.lapse']));
    else if (daysLeft <= 2) tasks.push(task('follow_up_soon', lapse, ['S0.08.c.2c', 'S4.01.a17.lapse']));
  }
  if (facts.takeOverBy !== null) tasks.push(task('take_over_contact', facts.takeOverBy, ['S2.03.a8.replace']));
  if (facts.plannedOn !== null && facts.plannedOn <= today)
    tasks.push(task('planned', null, ['S1.14.a7.1', 'S0.02.reg.10']));
  if (facts.signingDueOn !== null && facts.signingDueOn <= today)
    tasks.push(task('notify_signing', null, ['S0.02.reg.10']));
  if (facts.paymentDueOn !== null && facts.paymentDueOn <= today)
    tasks.push(task('notify_payment', null, ['S0.02.reg.10']));
  if (facts.deliveredOn !== null && nextCallBackOn(rules, facts.deliveredOn, facts.callBackOn) <= today)
    tasks.push(task('call_back', null, ['S4.03.s5.freq']));
  if (rules.greetBirthdays && facts.bornOn !== null && isBirthday(facts.bornOn, today))
    tasks.push(task('birthday', null, ['S0.07.rep.6c']));
  if (rules.greetHolidays && context.isHoliday) tasks.push(task('holiday', null, ['S0.07.rep.6c']));
  return tasks;
}

export interface CadenceStanding {
  readonly contactsToday: number;
  readonly contactsMissing: number;
  readonly returnVisitsThisMonth: number;
  readonly returnVisitsMissing: number;
}

/** How a consultant stands against the minimum of the day and of the month. */
export function cadenceStanding(
  rules: ClaimRuleValues,
  counts: { readonly contactsToday: number; readonly returnVisitsThisMonth: number; readonly customers: number },
): CadenceStanding {
  const times = rules.cadencePer === 'customer' ? counts.customers : 1;
  return {
    contactsToday: counts.contactsToday,
    contactsMissing: Math.max(0, rules.dailyContactsMin * times - counts.contactsToday),
    returnVisitsThisMonth: counts.returnVisitsThisMonth,
    returnVisitsMissing: Math.max(0, rules.monthlyReturnVisitsMin * times - counts.returnVisitsThisMonth),
  };
}
