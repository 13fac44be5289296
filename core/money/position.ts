/** Where a month stands: what was sold and collected, day by day, against its plan; and what follows when it is bad. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  type Instant,
  type LocalDate,
  localDateOf,
  startOfDay,
} from '../kernel/instant.ts';
import type { PositionRuleValues } from './position-rules.ts';

const clauses = ['S0.07.sup.2'];

export interface PositionFigures {
  readonly contracts: number;
  readonly salesFen: number;
  readonly collectionsFen: number;
}
export type PositionMeasure = keyof PositionFigures;
export const positionMeasures = ['contracts', 'salesFen', 'collectionsFen'] as const;

/** A month's share of the plan after so many of its days, rounded down; exact also where plan × days leaves the safe integers. */
export function proRata(plan: number, passed: number, total: number): number {
  if (total === 0 || passed >= total) return plan;
  const whole = Math.floor(plan / total);
  return whole * passed + Math.floor(((plan - whole * total) * passed) / total);
}
const percentOf = (actual: number, due: number): number | null =>
  due <= 0 ? null : Number((BigInt(actual) * 1000n) / BigInt(due)) / 10;
const isBelow = (actual: number, due: number, floorPercent: number): boolean =>
  BigInt(actual) * 100n < BigInt(due) * BigInt(floorPercent);

export const daysOfMonth = (month: string): LocalDate[] => {
  const first = `${month}-01`;
  return Array.from({ length: daysBetween(first, addMonths(first, 1)) }, (_, index) => addDays(first, index));
};
/** The days a plan is spread over. A month without one (all of it a holiday) goes by every day. */
export function planDays(
  rules: Pick<PositionRuleValues, 'positionDays'>,
  month: string,
  daysOff: readonly LocalDate[],
): LocalDate[] {
  const days = daysOfMonth(month);
  const working = rules.positionDays === 'every' ? days : days.filter((day) => !daysOff.includes(day));
  return working.length === 0 ? days : working;
}
export function dueBy(plan: PositionFigures, days: readonly LocalDate[], through: LocalDate): PositionFigures {
  const passed = days.filter((day) => day <= through).length;
  return {
    contracts: proRata(plan.contracts, passed, days.length),
    salesFen: proRata(plan.salesFen, passed, days.length),
    collectionsFen: proRata(plan.collectionsFen, passed, days.length),
  };
}

export interface Measured {
  readonly due: number;
  readonly actual: number;
  readonly percent: number | null;
  readonly isBelow: boolean;
}
export type Measures = { readonly [M in PositionMeasure]: Measured };
export function measure(due: PositionFigures, actual: PositionFigures, floorPercent: number): Measures {
  const of = (one: PositionMeasure): Measured => ({
    due: due[one],
    actual: actual[one],
    percent: percentOf(actual[one], due[one]),
    isBelow: isBelow(actual[one], due[one], floorPercent),
  });
  return { contracts: of('contracts'), salesFen: of('salesFen'), collectionsFen: of('collectionsFen') };
}

export interface PositionFacts {
  readonly month: string;
  /** The last day that is counted. */
  readonly through: LocalDate;
  readonly daysOff: readonly LocalDate[];
  readonly plan: PositionFigures;
  readonly actual: PositionFigures;
  /** Somebody has not yet said why an earlier check was bad. */
  readonly hasOpenDuty: boolean;
}
export interface BadPosition {
  readonly below: readonly ('sales' | 'collections')[];
  readonly measures: Measures;
}
/** The week's check: sales or collections below the floor make a duty to find the cause; the number of contracts is shown only. */
export function decidePosition(
  rules: PositionRuleValues,
  facts: PositionFacts,
): Decision<BadPosition, 'POSITION_GOOD' | 'DUTY_OPEN'> {
  const days = planDays(rules, facts.month, facts.daysOff);
  const measures = measure(dueBy(facts.plan, days, facts.through), facts.actual, rules.positionFloorPercent);
  const below = [
    ...(measures.salesFen.isBelow ? (['sales'] as const) : []),
    ...(measures.collectionsFen.isBelow ? (['collections'] as const) : []),
  ];
  if (below.length === 0) return refuse('POSITION_GOOD', clauses);
  if (facts.hasOpenDuty) return refuse('DUTY_OPEN', clauses);
  return accept({ below, measures }, clauses);
}

/** The next morning on which the position is checked: the house's weekday, or the first of a month, which closes the last one. */
export function nextCheck(
  rules: Pick<PositionRuleValues, 'positionWeekday'>,
  now: Instant,
  timeZone: string,
): { readonly on: LocalDate; readonly at: Instant } {
  let on = addDays(localDateOf(now, timeZone), 1);
  while (!on.endsWith('-01') && Temporal.PlainDate.from(on).dayOfWeek !== rules.positionWeekday) on = addDays(on, 1);
  return { on, at: startOfDay(on, timeZone) };
}

export interface PlanSetFacts {
  readonly month: string;
  readonly thisMonth: string;
  /** 0: no plan yet. */
  readonly version: number;
}
export interface PlanSetInput extends PositionFigures {
  readonly reason: string;
}
/** A plan is set for this month or a later one; changing one takes a reason, and the version before stays. */
export function decideSetPosition(
  facts: PlanSetFacts,
  input: PlanSetInput,
): Decision<{ readonly version: number }, 'MONTH_OVER' | 'PLAN_EMPTY' | 'PLAN_REASON_NEEDED'> {
  if (facts.month < facts.thisMonth) return refuse('MONTH_OVER', clauses, { field: 'month' });
  if (positionMeasures.every((one) => input[one] === 0)) return refuse('PLAN_EMPTY', clauses, { field: 'salesFen' });
  if (facts.version > 0 && input.reason.trim() === '')
    return refuse('PLAN_REASON_NEEDED', clauses, { field: 'reason' });
  return accept({ version: facts.version + 1 }, clauses);
}

export interface CauseFacts {
  readonly state: 'open' | 'noted' | 'closed';
  readonly below: readonly string[];
}
/** The cause is noted and told to the departments concerned; with their answers the duty is done. */
export function decideCause(
  facts: CauseFacts,
  input: { readonly cause: string; readonly departmentIds: readonly string[] },
): Decision<{ readonly state: 'noted' }, 'CAUSE_NOTED' | 'CAUSE_NEEDED' | 'CAUSE_TO_NOBODY'> {
  if (facts.state !== 'open') return refuse('CAUSE_NOTED', clauses);
  if (input.cause.trim() === '') return refuse('CAUSE_NEEDED', clauses, { field: 'cause' });
  if (input.departmentIds.length === 0) return refuse('CAUSE_TO_NOBODY', clauses, { field: 'departmentIds' });
  return accept({ state: 'noted' as const }, clauses);
}
