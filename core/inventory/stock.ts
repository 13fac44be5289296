/** Where vehicles stand: moving them, calling them back from second-tier stores, reporting the stock twice a day. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import {
  addDays,
  daysBetween,
  endOfDay,
  type Instant,
  instantAt,
  type LocalDate,
  localDateOf,
} from '../kernel/instant.ts';
import type { InventoryRuleValues } from './rules.ts';
import type { StockState } from './types.ts';

export interface MoveFacts {
  readonly kind: string;
  readonly location: string;
  readonly stockState: StockState | null;
  readonly atBranchSince: LocalDate | null;
  readonly timeZone: string;
}
export interface MoveInput {
  readonly location: string;
  readonly stockState: StockState;
  readonly movedBy: 'company' | 'local_dealer';
  readonly inspected: boolean;
}
export interface Moved {
  readonly location: string;
  readonly stockState: StockState;
  readonly atBranchSince: LocalDate | null;
  /** The first instant at which it has stood there too long. */
  readonly recallAt: Instant | null;
}
export type MoveRefusal = 'VEHICLE_ONLY' | 'NOT_MOVED' | 'MOVE_BY_DEALER_ONLY' | 'MOVE_NEEDS_INSPECTION';

export const recallAt = (rules: InventoryRuleValues, since: LocalDate, timeZone: string): Instant | null =>
  rules.branchDaysMax > 0 ? endOfDay(addDays(since, rules.branchDaysMax), timeZone) : null;

export function decideMove(
  rules: InventoryRuleValues,
  facts: MoveFacts,
  input: MoveInput,
  now: Instant,
): Decision<Moved, MoveRefusal> {
  const clauses = ['S0.08.f.17', 'S2.15.c6.17'];
  if (facts.kind !== 'vehicle') return refuse('VEHICLE_ONLY', clauses);
  if (facts.location === input.location && facts.stockState === input.stockState) return refuse('NOT_MOVED', clauses);
  const [wasThere, willBe] = [facts.stockState === 'at_branch', input.stockState === 'at_branch'];
  if ((wasThere || willBe) && rules.branchMoves === 'dealer') {
    if (input.movedBy !== 'local_dealer') return refuse('MOVE_BY_DEALER_ONLY', ['S2.15.c6.14'], { field: 'movedBy' });
    if (!input.inspected) return refuse('MOVE_NEEDS_INSPECTION', ['S2.15.c6.14'], { field: 'inspected' });
  }
  const today = localDateOf(now, facts.timeZone);
  // From one second-tier store to the next the count begins anew only when the vehicle has been home.
  const since = willBe ? ((wasThere ? facts.atBranchSince : null) ?? today) : null;
  return accept(
    {
      location: input.location,
      stockState: input.stockState,
      atBranchSince: since,
      recallAt: since === null ? null : recallAt(rules, since, facts.timeZone),
    },
    [...clauses, ...(wasThere || willBe ? ['S2.15.c6.13', 'S2.15.c6.14'] : [])],
  );
}

/** A vehicle has stood at a second-tier store for longer than the house allows: the steward fetches it, each day later counts. */
export function decideRecall(
  rules: InventoryRuleValues,
  facts: {
    readonly stockState: StockState | null;
    readonly atBranchSince: LocalDate | null;
    readonly timeZone: string;
  },
  now: Instant,
): Decision<{ readonly dueOn: LocalDate; readonly days: number }, 'NOT_DUE'> {
  const clauses = ['S2.15.c6.13'];
  const { atBranchSince } = facts;
  const due = atBranchSince === null ? null : recallAt(rules, atBranchSince, facts.timeZone);
  if (facts.stockState !== 'at_branch' || atBranchSince === null || due === null || now < due)
    return refuse('NOT_DUE', clauses);
  return accept(
    {
      dueOn: addDays(atBranchSince, rules.branchDaysMax),
      days: daysBetween(atBranchSince, localDateOf(now, facts.timeZone)),
    },
    clauses,
  );
}

export type Slot = 'morning' | 'afternoon';
export const reportDueAt = (rules: InventoryRuleValues, day: LocalDate, slot: Slot, timeZone: string): Instant =>
  instantAt(day, slot === 'morning' ? rules.morningReportBy : rules.afternoonReportBy, timeZone);

/** The next report that falls due after an instant; null when the house wants none. */
export function nextReport(
  rules: InventoryRuleValues,
  after: Instant,
  timeZone: string,
): { readonly day: LocalDate; readonly slot: Slot; readonly dueAt: Instant } | null {
  if (rules.stockReports === 'none') return null;
  const today = localDateOf(after, timeZone);
  const rounds = [today, addDays(today, 1)].flatMap((day) =>
    (['morning', 'afternoon'] as const).map((slot) => ({ day, slot, dueAt: reportDueAt(rules, day, slot, timeZone) })),
  );
  return rounds.sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1)).find(({ dueAt }) => dueAt > after) ?? null;
}

export interface StockedVehicle {
  readonly id: string;
  readonly code: string;
  readonly location: string;
}
export interface ReportFacts {
  readonly timeZone: string;
  /** What the board says is here: everything that has arrived and is not handed over. */
  readonly expected: readonly StockedVehicle[];
  readonly isInAlready: boolean;
}
export interface ReportInput {
  readonly slot: Slot;
  readonly found: readonly { readonly code: string; readonly location: string }[];
}
export interface Difference {
  readonly unitId: string | null;
  readonly code: string;
  readonly what: 'missing' | 'unexpected' | 'elsewhere';
  readonly board: string;
  readonly found: string;
}
export interface Reported {
  readonly day: LocalDate;
  readonly dueAt: Instant;
  readonly isLate: boolean;
  readonly differences: readonly Difference[];
}

/** Before nine and before five: a report at the very minute is late. Every difference between board and yard is named. */
export function decideReport(
  rules: InventoryRuleValues,
  facts: ReportFacts,
  input: ReportInput,
  now: Instant,
): Decision<Reported, 'REPORT_ALREADY_IN'> {
  const clauses = ['S0.08.f.2', 'S2.15.c6.02', 'S2.15.c6.17'];
  const day = localDateOf(now, facts.timeZone);
  if (facts.isInAlready) return refuse('REPORT_ALREADY_IN', clauses, { slot: input.slot });
  const dueAt = reportDueAt(rules, day, input.slot, facts.timeZone);
  const found = new Map(input.found.map((one) => [one.code, one.location]));
  const known = new Set(facts.expected.map(({ code }) => code));
  const wrong = facts.expected.flatMap(({ id, code, location }): Difference[] => {
    const place = found.get(code);
    if (place === undefined) return [{ unitId: id, code, what: 'missing', board: location, found: '' }];
    if (place === '' || place === location) return [];
    return [{ unitId: id, code, what: 'elsewhere', board: location, found: place }];
  });
  const strange = [...found].flatMap(([code, place]): Difference[] =>
    known.has(code) ? [] : [{ unitId: null, code, what: 'unexpected', board: '', found: place }],
  );
  return accept({ day, dueAt, isLate: now >= dueAt, differences: [...wrong, ...strange] }, clauses);
}

/** The hour has come and nobody has reported. */
export function decideReportMissing(facts: { readonly isInAlready: boolean }): Decision<{ readonly missing: boolean }> {
  return accept({ missing: !facts.isInAlready }, ['S0.08.f.2', 'S2.15.c6.02']);
}
