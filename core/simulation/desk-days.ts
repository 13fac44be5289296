/**
 * The days of the floor under the draft. As long as the simulated sheet is the recorded one, every answer is exact. From the first
 * other answer on, the day goes on from the simulated sheet: the same visitors come at the same times, and what the person in charge
 * of a visitor did is done by the person who would have been in charge.
 */
import { type DeskSheet, type Entry, replay, type VisitOnFloor } from '../desk/index.ts';
import type { ClauseId, Decision } from '../kernel/decision.ts';
import { minutesBetween } from '../kernel/instant.ts';
import { sameJson } from '../kernel/same.ts';
import { decideKind, type KindName } from '../kinds.ts';
import type { HouseRules } from '../rules.ts';
import type { Change, PersonFigures, RecordedDecision, RecordedEntry, What } from './types.ts';
import { isPlain, isSheet, withPerson } from './walk.ts';

/** A visitor as one of the two courses of the day has them; null while it does not know them. */
type Seen = Pick<VisitOnFloor, 'serverId' | 'creditedTo' | 'state' | 'service'> | null;
interface VisitCourse {
  recorded: Seen;
  simulated: Seen;
  customerId: string | null;
  arrivedAt: string;
  waitedRecorded: number | null;
  waitedSimulated: number | null;
  /** The decision where the two courses part. */
  parted: {
    readonly entry: RecordedEntry;
    readonly clauses: readonly ClauseId[];
    readonly assumes: Change['assumes'];
  } | null;
}

interface Day {
  readonly day: string;
  /** null while the day is as recorded. */
  simulated: DeskSheet | null;
  /** The clauses over which the day left its recorded course; what follows from it rests on them too. */
  cause: readonly ClauseId[];
  /** Both sheets after the last entry, for the opening of the next day. */
  last: { readonly recorded: DeskSheet; readonly simulated: DeskSheet } | null;
  readonly visits: Map<string, VisitCourse>;
}

/** Facts about the customer at the door, as the simulated claims have them. */
export type AdjustFacts = (
  entry: RecordedEntry,
  facts: unknown,
) => { readonly facts: unknown; readonly changed: boolean };

const entriesOf = (decision: RecordedDecision | Decision<unknown>): readonly Entry[] => {
  const outcome = decision.accepted ? decision.outcome : null;
  return isPlain(outcome) && Array.isArray(outcome.entries) ? (outcome.entries as Entry[]) : [];
};
const resultOf = (decision: RecordedDecision | Decision<unknown>): unknown =>
  decision.accepted && isPlain(decision.outcome) ? decision.outcome.result : null;

/** Equal but for the running numbers, which count what was written and say nothing about the floor. */
const sameFloor = (one: DeskSheet, other: DeskSheet): boolean =>
  sameJson({ ...one, lastSeq: 0, visitsNumbered: 0 }, { ...other, lastSeq: 0, visitsNumbered: 0 });

/**
 * The clauses two answers part over: of those either rests on, the ones whose parameters the draft sets otherwise. Where none is
 * among them, the clauses one answer rests on and the other does not; and those of the new one when they rest on the same.
 */
export function clausesBetween(
  changed: ReadonlySet<ClauseId>,
  before: readonly ClauseId[],
  after: readonly ClauseId[],
): readonly ClauseId[] {
  const all = [...new Set([...after, ...before])];
  const blamed = all.filter((clause) => changed.has(clause));
  if (blamed.length > 0) return blamed;
  const apart = all.filter((clause) => !before.includes(clause) || !after.includes(clause));
  return apart.length > 0 ? apart : after;
}

export class DeskDays {
  private readonly draft: HouseRules;
  private readonly changed: ReadonlySet<ClauseId>;
  private readonly adjust: AdjustFacts;
  private readonly days = new Map<string, Day>();
  private readonly figures = { before: new Map<string, Tally>(), after: new Map<string, Tally>() };
  /** Who would have been in charge of a customer instead of whom, by customer. */
  readonly inCharge = new Map<string, { readonly recorded: string; readonly simulated: string }>();

  constructor(draft: HouseRules, changed: ReadonlySet<ClauseId>, adjust: AdjustFacts) {
    this.draft = draft;
    this.changed = changed;
    this.adjust = adjust;
  }

  take(entry: RecordedEntry): readonly Change[] {
    const facts = entry.facts;
    if (!isPlain(facts) || !isSheet(facts.sheet)) return [];
    const recorded = facts.sheet;
    const { day, changes } = this.dayOf(entry, recorded);
    const recordedAfter = replay(recorded, entriesOf(entry.decision));
    const answer = this.answer(entry, day, recorded);
    const before = day.simulated ?? recorded;
    const after = answer.decision === null ? before : replayed(before, entriesOf(answer.decision));
    const wasApart = day.simulated !== null;
    const apart = !sameFloor(after, recordedAfter);
    if (apart && !wasApart && (answer.assumes === null || day.cause.length === 0))
      day.cause = clausesBetween(this.changed, entry.decision.clauses, answer.decision?.clauses ?? []);
    day.simulated = apart ? after : null;
    day.last = { recorded: recordedAfter, simulated: after };
    this.note(entry, day, recordedAfter, after, answer, wasApart);
    return [
      ...changes,
      ...otherAnswers(entry, answer, wasApart, this.changed),
      ...this.ended(day, recordedAfter, after),
    ];
  }

  end(): readonly Change[] {
    return [...this.days.values()].flatMap((day) => this.close(day));
  }

  /** Figures of both courses, of everybody who appears in either. */
  fairness(): { readonly before: Map<string, Tally>; readonly after: Map<string, Tally> } {
    return this.figures;
  }

  private dayOf(entry: RecordedEntry, sheet: DeskSheet): { day: Day; changes: readonly Change[] } {
    const key = entry.siteId ?? '';
    const known = this.days.get(key);
    if (known?.day === sheet.day) return { day: known, changes: [] };
    const changes = known ? this.close(known) : [];
    const day: Day = {
      day: sheet.day,
      simulated: null,
      cause: known?.cause ?? [],
      last: known?.last ?? null,
      visits: new Map(),
    };
    this.days.set(key, day);
    return { day, changes };
  }

  private answer(entry: RecordedEntry, day: Day, recorded: DeskSheet): Answer {
    const sheet = day.simulated ?? recorded;
    const adjusted = this.adjust(entry, entry.facts);
    const previous = this.yesterday(day, adjusted.facts);
    const swap = swapFor(entry, recorded, sheet);
    const facts = { ...(previous.facts as object), sheet };
    const [by, given, input] = swap
      ? [
          entry.actorId === swap.recorded ? swap.simulated : entry.actorId,
          { ...(withPerson({ ...facts, sheet: null }, swap.recorded, swap.simulated) as object), sheet },
          withPerson(entry.input, swap.recorded, swap.simulated),
        ]
      : [entry.actorId, facts, entry.input];
    const assumes = swap
      ? 'same_acts'
      : adjusted.changed
        ? 'claim_changed'
        : day.simulated || previous.changed
          ? 'same_arrivals'
          : null;
    try {
      const decision = decideKind(
        entry.kind as KindName,
        { rules: this.draft, now: entry.at, actorId: by },
        given,
        input,
      );
      return { decision, assumes };
    } catch {
      return { decision: null, assumes: assumes ?? 'same_acts' }; // an act the simulated floor has no place for
    }
  }

  /** The opening of a day looks at how the day before ended. */
  private yesterday(day: Day, facts: unknown): { facts: unknown; changed: boolean } {
    const { last } = day;
    if (!isPlain(facts) || !isSheet(facts.previous) || !last || facts.previous.day !== last.recorded.day)
      return { facts, changed: false };
    if (sameFloor(last.recorded, last.simulated)) return { facts, changed: false };
    return { facts: { ...facts, previous: last.simulated }, changed: true };
  }

  private note(
    entry: RecordedEntry,
    day: Day,
    recorded: DeskSheet,
    simulated: DeskSheet,
    answer: Answer,
    wasApart: boolean,
  ): void {
    for (const visitId of new Set([...Object.keys(recorded.visits), ...Object.keys(simulated.visits)])) {
      const [then, now] = [recorded.visits[visitId], simulated.visits[visitId]];
      const any = then ?? now;
      if (!any) continue;
      const course: VisitCourse = day.visits.get(visitId) ?? {
        recorded: null,
        simulated: null,
        customerId: any.customerId,
        arrivedAt: any.arrivedAt,
        waitedRecorded: null,
        waitedSimulated: null,
        parted: null,
      };
      day.visits.set(visitId, course);
      course.customerId = any.customerId ?? course.customerId;
      if (then) course.recorded = then;
      if (now) course.simulated = now;
      course.waitedRecorded ??= waited(then, entry);
      course.waitedSimulated ??= waited(now, entry);
      this.swapCustomer(course);
      if (course.parted || !differ(course)) continue;
      const exact = !wasApart && answer.assumes === null;
      const own = clausesBetween(this.changed, entry.decision.clauses, answer.decision?.clauses ?? []);
      const clauses =
        exact || day.cause.length === 0 || own.some((clause) => this.changed.has(clause)) ? own : day.cause;
      course.parted = { entry, clauses, assumes: exact ? null : (answer.assumes ?? 'same_arrivals') };
    }
  }

  private swapCustomer({ customerId, recorded, simulated }: VisitCourse): void {
    if (customerId === null) return;
    if (recorded?.serverId && simulated?.serverId && recorded.serverId !== simulated.serverId)
      this.inCharge.set(customerId, { recorded: recorded.serverId, simulated: simulated.serverId });
    else if (recorded?.serverId === simulated?.serverId) this.inCharge.delete(customerId);
  }

  /** Visitors who are gone from both floors. */
  private ended(day: Day, recorded: DeskSheet, simulated: DeskSheet): readonly Change[] {
    const gone = [...day.visits].filter(([id]) => !recorded.visits[id] && !simulated.visits[id]);
    return gone.flatMap(([id, course]) => {
      day.visits.delete(id);
      return this.settle(id, course);
    });
  }

  private close(day: Day): readonly Change[] {
    const changes = [...day.visits].flatMap(([id, course]) => this.settle(id, course));
    day.visits.clear();
    return changes;
  }

  private settle(visitId: string, course: VisitCourse): readonly Change[] {
    count(this.figures.before, course.recorded, course.waitedRecorded);
    count(this.figures.after, course.simulated, course.waitedSimulated);
    const what = differ(course);
    if (!what || !course.parted) return [];
    const { entry, clauses, assumes } = course.parted;
    return [
      {
        topic: 'turn',
        what,
        certainty: assumes === null ? 'exact' : 'first_order',
        assumes,
        journalId: entry.id,
        kind: entry.kind,
        at: entry.at,
        siteId: entry.siteId,
        subjectId: visitId,
        customerId: course.customerId,
        before: summary(course.recorded),
        after: summary(course.simulated),
        staffBefore: people(course.recorded),
        staffAfter: people(course.simulated),
        clauses,
      },
    ];
  }
}

interface Answer {
  /** null when the act has no place on the simulated floor. */
  readonly decision: Decision<unknown> | null;
  readonly assumes: Change['assumes'];
}

export interface Tally {
  receptions: number;
  turns: number;
  waits: number;
  waitedMinutes: number;
}

const replayed = (sheet: DeskSheet, entries: readonly Entry[]): DeskSheet => replay(sheet, entries);
const people = (seen: Seen): readonly string[] => (seen?.serverId ? [seen.serverId] : []);
const summary = (seen: Seen): Change['before'] =>
  seen ? { serverId: seen.serverId, service: seen.service, countsFor: seen.creditedTo?.staffId ?? null } : {};

/** The person in charge of the entry's visitor, when it is another one on the simulated floor. */
function swapFor(entry: RecordedEntry, recorded: DeskSheet, simulated: DeskSheet) {
  const { input } = entry;
  if (recorded === simulated || !isPlain(input)) return null;
  const visitId = isPlain(input.visit) ? input.visit.visitId : input.visitId;
  if (typeof visitId !== 'string') return null;
  const [then, now] = [recorded.visits[visitId]?.serverId, simulated.visits[visitId]?.serverId];
  return then && now && then !== now ? { recorded: then, simulated: now } : null;
}

function waited(visit: VisitOnFloor | undefined, entry: RecordedEntry): number | null {
  if (!visit || visit.state === 'waiting') return null;
  return Math.max(0, minutesBetween(visit.arrivedAt, visit.calledAt ?? visit.startedAt ?? entry.at));
}

function differ({ recorded, simulated }: VisitCourse): What | null {
  if ((recorded?.serverId ?? null) !== (simulated?.serverId ?? null))
    return simulated?.serverId ? 'server_changed' : 'not_served';
  const [then, now] = [recorded?.creditedTo?.staffId ?? null, simulated?.creditedTo?.staffId ?? null];
  if (then === now) return null;
  return now === null ? 'turn_counts_not' : 'turn_counts';
}

function count(figures: Map<string, Tally>, seen: Seen, waitedMinutes: number | null): void {
  if (!seen?.serverId) return;
  const tally = figures.get(seen.serverId) ?? { receptions: 0, turns: 0, waits: 0, waitedMinutes: 0 };
  tally.receptions += 1;
  if (seen.creditedTo) tally.turns += 1;
  if (waitedMinutes !== null) {
    tally.waits += 1;
    tally.waitedMinutes += waitedMinutes;
  }
  figures.set(seen.serverId, tally);
}

/** Answers that are about no visitor: an order of the day, a make-up turn; and what the draft would refuse. */
function otherAnswers(
  entry: RecordedEntry,
  { decision, assumes }: Answer,
  wasApart: boolean,
  changed: ReadonlySet<ClauseId>,
): readonly Change[] {
  const refused = decision === null || !decision.accepted;
  const visitor = isPlain(entry.input) && (typeof entry.input.visitId === 'string' || isPlain(entry.input.visit));
  const [then, now] = [resultOf(entry.decision), decision ? resultOf(decision) : null];
  if (!refused && (visitor || sameJson(then, now))) return [];
  const what: What = refused ? 'refused_now' : entry.kind === 'desk.openDay' ? 'order_changed' : 'answer_changed';
  const code = decision && !decision.accepted ? decision.code : null;
  return [
    {
      topic: what === 'order_changed' ? 'turn' : 'other',
      what,
      certainty: assumes === null && !wasApart ? 'exact' : 'first_order',
      assumes,
      journalId: entry.id,
      kind: entry.kind,
      at: entry.at,
      siteId: entry.siteId,
      subjectId: entry.subjectId,
      customerId: entry.customerId,
      before: isPlain(then) ? then : {},
      after: refused ? { code } : isPlain(now) ? now : {},
      staffBefore: [],
      staffAfter: [],
      clauses: clausesBetween(changed, entry.decision.clauses, decision?.clauses ?? []),
    },
  ];
}

export const figuresOf = (tally: Tally | undefined, newCustomers: number): PersonFigures => ({
  receptions: tally?.receptions ?? 0,
  turns: tally?.turns ?? 0,
  newCustomers,
  waitingMinutes: tally && tally.waits > 0 ? tally.waitedMinutes / tally.waits : 0,
});
