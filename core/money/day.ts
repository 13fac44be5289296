/** Closing the cashier's day and month: what was counted must be what the books say, and a closed day is never written into again. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { LocalDate } from '../kernel/instant.ts';

export const countedMethods = ['cash', 'card', 'cheque'] as const;
export type CountedMethod = (typeof countedMethods)[number];
export type Amounts = Readonly<Record<CountedMethod, number>>;

export interface CloseDayFacts {
  readonly day: LocalDate;
  readonly today: LocalDate;
  readonly closedThrough: LocalDate | null;
  /** Earlier days with entries that nobody has closed. */
  readonly openBefore: LocalDate | null;
  /** By the books, of that day. */
  readonly booked: Amounts;
}
export interface CloseDayInput {
  readonly counted: Amounts;
  readonly explanation: string;
}
export interface CloseDayOutcome {
  readonly state: 'closed' | 'pending';
  readonly difference: Amounts;
  readonly differenceFen: number;
}
export type CloseDayRefusal = 'DAY_CLOSED' | 'DAY_IN_FUTURE' | 'EARLIER_DAY_OPEN' | 'DIFFERENCE_UNEXPLAINED';

const clauses = ['S0.10.a.8', 'S0.10.a.10'];

export function decideCloseDay(facts: CloseDayFacts, input: CloseDayInput): Decision<CloseDayOutcome, CloseDayRefusal> {
  const { day, closedThrough } = facts;
  if (closedThrough !== null && day <= closedThrough)
    return refuse('DAY_CLOSED', clauses, { field: 'day', day, closedThrough });
  if (day > facts.today) return refuse('DAY_IN_FUTURE', clauses, { field: 'day', today: facts.today });
  if (facts.openBefore !== null) return refuse('EARLIER_DAY_OPEN', clauses, { field: 'day', day: facts.openBefore });
  const difference = Object.fromEntries(
    countedMethods.map((method) => [method, input.counted[method] - facts.booked[method]]),
  ) as unknown as Amounts;
  const balances = countedMethods.every((method) => difference[method] === 0);
  const differenceFen = countedMethods.reduce((sum, method) => sum + difference[method], 0);
  if (!balances && input.explanation === '')
    return refuse('DIFFERENCE_UNEXPLAINED', clauses, { field: 'explanation', differenceFen });
  return accept({ state: balances ? 'closed' : 'pending', difference, differenceFen }, clauses);
}

export interface CloseMonthFacts {
  /** "2024-03" */
  readonly month: string;
  readonly thisMonth: string;
  readonly isClosed: boolean;
  /** Days of the month, or before it, with entries that nobody has closed. */
  readonly openDay: LocalDate | null;
}
export function decideCloseBooks(
  facts: CloseMonthFacts,
): Decision<{ readonly month: string }, 'MONTH_CLOSED' | 'MONTH_NOT_OVER' | 'EARLIER_DAY_OPEN'> {
  if (facts.isClosed) return refuse('MONTH_CLOSED', clauses, { month: facts.month });
  if (facts.month >= facts.thisMonth) return refuse('MONTH_NOT_OVER', clauses, { month: facts.month });
  if (facts.openDay !== null) return refuse('EARLIER_DAY_OPEN', clauses, { day: facts.openDay });
  return accept({ month: facts.month }, clauses);
}
