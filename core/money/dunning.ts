/** Collecting what is overdue: the demand notice, the contact it asks for, and the line beyond which it is a breach. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import {
  addDays,
  endAfterDays,
  endAfterSpan,
  type Instant,
  type LocalDate,
  localDateOf,
  startOfDay,
} from '../kernel/instant.ts';
import { overdueOf } from './ageing.ts';
import type { LedgerRuleValues } from './ledger-rules.ts';
import type { DueStanding } from './ledger-types.ts';

export interface Clocks {
  /** A demand notice is issued; null: nothing falls due. */
  readonly demandAt: Instant | null;
  readonly breachAt: Instant | null;
}

/** When the next open debt becomes overdue, and when the oldest one becomes a breach. */
export function clocksOf(
  rules: LedgerRuleValues,
  rows: readonly DueStanding[],
  timeZone: string,
  now: Instant,
): Clocks {
  const days = rows
    .filter(({ openFen }) => openFen > 0)
    .flatMap(({ dueOn }) => (dueOn === null ? [] : [startOfDay(dueOn, timeZone)]))
    .sort();
  const overdueAt = days.map((start) => endAfterDays(start, rules.demandAfterDays, timeZone));
  const [oldest] = days;
  return {
    demandAt: overdueAt.find((at) => at > now) ?? null,
    breachAt: oldest === undefined ? null : endAfterSpan(oldest, rules.breachAfter, timeZone),
  };
}

export const demandReasons = ['overdue', 'month_end', 'by_hand', 'complaint_rejected'] as const;
export type DemandReason = (typeof demandReasons)[number];

export interface DemandFacts {
  readonly rows: readonly DueStanding[];
  readonly timeZone: string;
  /** One demand at a time: until then the last one waits for its contact. */
  readonly waitsUntil: Instant | null;
  /** What a complaint is open about is not demanded. */
  readonly complainedFen: number;
}
export interface DemandOutcome {
  readonly amountFen: number;
  readonly oldestDueOn: LocalDate;
  readonly days: number;
  readonly contactBy: Instant;
  /** A complaint that did not stand: collected by then. */
  readonly collectBy: LocalDate | null;
}
const demanding = ['S0.02.chg.3', 'S0.07.rep.7'];

export function decideDemand(
  rules: LedgerRuleValues,
  facts: DemandFacts,
  input: { readonly reason: DemandReason },
  now: Instant,
): Decision<DemandOutcome, 'DEMAND_IS_OPEN' | 'NOTHING_OVERDUE'> {
  const today = localDateOf(now, facts.timeZone);
  if (facts.waitsUntil !== null && now < facts.waitsUntil) return refuse('DEMAND_IS_OPEN', demanding);
  const overdue = overdueOf(facts.rows, today);
  if (overdue === null || overdue.amountFen <= facts.complainedFen) return refuse('NOTHING_OVERDUE', demanding);
  const rejected = input.reason === 'complaint_rejected';
  return accept(
    {
      ...overdue,
      amountFen: overdue.amountFen - facts.complainedFen,
      contactBy: endAfterDays(now, rules.contactDays, facts.timeZone),
      collectBy: rejected ? addDays(today, rules.complaintCollectDays) : null,
    },
    [...demanding, 'S0.07.rep.7b', ...(rejected ? ['S2.13.a09.13'] : [])],
  );
}

export type DemandState = 'open' | 'contacted' | 'closed';
export const demandMoves = {
  open: ['contacted', 'closed'],
  contacted: ['closed'],
  closed: [],
} satisfies Record<DemandState, readonly DemandState[]>;

export interface ContactFacts {
  readonly demand: { readonly state: DemandState; readonly consultantId: string; readonly contactBy: Instant };
  readonly by: { readonly id: string; readonly leads: boolean };
  readonly today: LocalDate;
}
export interface ContactInput {
  readonly channel: string;
  readonly note: string;
  readonly promisedOn: LocalDate | null;
  /** The customer disagrees: it is reported upwards. */
  readonly disagrees: boolean;
}
export function decideContact(
  facts: ContactFacts,
  input: ContactInput,
  now: Instant,
): Decision<
  { readonly inTime: boolean; readonly reportUp: boolean },
  'DEMAND_CLOSED' | 'NOT_YOUR_DEMAND' | 'PROMISE_IN_PAST'
> {
  const clauses = ['S0.07.rep.7', 'S0.07.rep.7b'];
  if (facts.demand.state === 'closed') return refuse('DEMAND_CLOSED', clauses);
  if (facts.demand.consultantId !== facts.by.id && !facts.by.leads) return refuse('NOT_YOUR_DEMAND', clauses);
  if (input.promisedOn !== null && input.promisedOn < facts.today)
    return refuse('PROMISE_IN_PAST', clauses, { field: 'promisedOn' });
  return accept(
    { inTime: now < facts.demand.contactBy, reportUp: input.disagrees },
    input.disagrees ? [...clauses, 'S2.13.a09.13', 'S0.04.d8'] : clauses,
  );
}

/** Nobody contacted the customer in time. */
export function decideMissed(
  facts: { readonly state: DemandState; readonly contactBy: Instant },
  now: Instant,
): Decision<{ readonly missed: true }, 'NOT_MISSED'> {
  const clauses = ['S0.07.rep.7b'];
  return facts.state === 'open' && now >= facts.contactBy
    ? accept({ missed: true }, clauses)
    : refuse('NOT_MISSED', clauses);
}

/** Overdue for longer than the house bears: the terms about breach apply. */
export function decideBreach(
  rules: LedgerRuleValues,
  facts: { readonly rows: readonly DueStanding[]; readonly timeZone: string },
  now: Instant,
): Decision<{ readonly amountFen: number; readonly oldestDueOn: LocalDate }, 'NOTHING_OVERDUE' | 'NOT_YET_A_BREACH'> {
  const clauses = ['S0.02.chg.3b'];
  const overdue = overdueOf(facts.rows, localDateOf(now, facts.timeZone));
  if (overdue === null) return refuse('NOTHING_OVERDUE', clauses);
  const until = endAfterSpan(startOfDay(overdue.oldestDueOn, facts.timeZone), rules.breachAfter, facts.timeZone);
  if (now < until) return refuse('NOT_YET_A_BREACH', clauses, { until });
  return accept({ amountFen: overdue.amountFen, oldestDueOn: overdue.oldestDueOn }, clauses);
}
