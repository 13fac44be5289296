/** The order of the day: how it begins, how a supervisor changes it, how it ends and who opens tomorrow. */
import { accept, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant, LocalDate, TimeOfDay } from '../kernel/instant.ts';
import { written } from './during.ts';
import type { DeskRuleValues } from './rules.ts';
import { emptySheet, Ledger } from './sheet.ts';
import type {
  DeskOutcome,
  DeskSheet,
  LineItem,
  MakeUp,
  Presence,
  PresenceStatus,
  StaffId,
  Unit,
  UnitId,
} from './types.ts';

export const orderRefusals = {
  DAY_ALREADY_OPEN: { mayPassLater: false },
  DAY_NOT_OPEN: { mayPassLater: true },
  NOBODY_IN_ROTATION: { mayPassLater: true },
  UNIT_IS_NOT_A_PERSON: { mayPassLater: false },
  ONE_PERSON_TWICE: { mayPassLater: false },
  ORDER_NEEDED: { mayPassLater: true },
  VISITORS_STILL_HERE: { mayPassLater: true },
  REASON_REQUIRED: { mayPassLater: true },
  SELF_PLACEMENT: { mayPassLater: false },
  NOT_IN_LINE: { mayPassLater: false },
  ORDER_INCOMPLETE: { mayPassLater: true },
  SAME_PLACE: { mayPassLater: false },
  CLAUSE_UNKNOWN: { mayPassLater: true },
} as const;
export type OrderCode = keyof typeof orderRefusals;

export interface OpenDayInput {
  readonly siteId: string;
  readonly day: LocalDate;
  readonly timeZone: string;
  readonly closesAt: TimeOfDay;
  /** Everybody who rotates here, in the order used when nothing else decides. */
  readonly units: readonly Unit[];
  /** Today's duty list, or the order the supervisor publishes; it goes before any other source. */
  readonly dutyList: readonly UnitId[];
  readonly checkIns: Readonly<Record<StaffId, Instant>>;
  readonly receptions: Readonly<Record<UnitId, number>>;
  readonly presence: Readonly<Record<StaffId, PresenceStatus>>;
}

export interface OpenDayResult {
  readonly order: readonly UnitId[];
}

export function openDay(
  rules: DeskRuleValues,
  today: DeskSheet | null,
  previous: DeskSheet | null,
  input: OpenDayInput,
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<OpenDayResult>, OrderCode> {
  const clauses = ['S4.01.a03.sheet', 'S4.01.a03.unit', 'S4.02.i01', ...sourceClauses[rules.orderSource]];
  if (today !== null && today.status !== 'planned') return refuse('DAY_ALREADY_OPEN', clauses, { day: input.day });
  const wrong = faultOfUnits(rules, input);
  if (wrong !== null) return refuse(wrong, clauses);
  const order = orderOfDay(rules, previous, input);
  const units = Object.fromEntries(input.units.map((unit) => [unit.id, withEarlierInnerOrder(unit, previous)]));
  const makeUps = carriedMakeUps(previous, units);
  const line = lineOfDay(order, previous, makeUps);
  const ledger = new Ledger(today ?? emptySheet(input.siteId, input.day, input.timeZone), now, by);
  const presence = presenceAtOpening(rules, input, now);
  const offDuty = ledger.sheet.presence;
  ledger.write({
    kind: 'day_opened',
    clauses,
    reason: rules.orderSource,
    changes: [
      {
        set: 'sheet',
        value: {
          status: 'open',
          openedAt: now,
          closesAt: input.closesAt,
          units,
          line,
          makeUps,
          presence: { ...offDuty, ...presence },
        },
      },
    ],
  });
  return written(ledger, { order: line.filter((item) => item.makeUpId === null).map((item) => item.unitId) }, clauses);
}

const sourceClauses: Readonly<Record<DeskRuleValues['orderSource'], readonly ClauseId[]>> = {
  duty_list: ['S0.02.rec.1'],
  check_in: ['S0.02.rec.1'],
  fewest_received: ['S4.01.a04.adjust'],
  carry_over: ['S4.01.a07'],
};

function faultOfUnits(rules: DeskRuleValues, input: OpenDayInput): OrderCode | null {
  if (input.units.length === 0) return 'NOBODY_IN_ROTATION';
  if (rules.rotationUnit === 'person' && input.units.some((unit) => unit.members.length !== 1))
    return 'UNIT_IS_NOT_A_PERSON';
  const people = input.units.flatMap((unit) => unit.members);
  if (new Set(people).size !== people.length) return 'ONE_PERSON_TWICE';
  const known = new Set(input.units.map((unit) => unit.id));
  const listed = input.dutyList.filter((unitId) => known.has(unitId));
  if (rules.orderSource === 'duty_list' && listed.length === 0) return 'ORDER_NEEDED';
  return new Set(listed).size === input.dutyList.length ? null : 'ORDER_NEEDED';
}

function orderOfDay(rules: DeskRuleValues, previous: DeskSheet | null, input: OpenDayInput): readonly UnitId[] {
  const ids = input.units.map((unit) => unit.id);
  if (rules.orderSource !== 'duty_list' && input.dutyList.length > 0) {
    return [...input.dutyList, ...ids.filter((id) => !input.dutyList.includes(id))];
  }
  switch (rules.orderSource) {
    case 'duty_list':
      return input.dutyList;
    case 'check_in': {
      const arrived = new Map(
        input.units.flatMap((unit) => {
          const [first] = unit.members.flatMap((staffId) => input.checkIns[staffId] ?? []).toSorted();
          return first === undefined ? [] : [[unit.id, first] as const];
        }),
      );
      // Who has not checked in stands nowhere yet: arriving puts them at the end.
      return ids
        .filter((id) => arrived.has(id))
        .toSorted((a, b) => ((arrived.get(a) ?? '') < (arrived.get(b) ?? '') ? -1 : 1));
    }
    case 'fewest_received':
      return ids.toSorted((a, b) => (input.receptions[a] ?? 0) - (input.receptions[b] ?? 0));
    case 'carry_over':
      return carriedOrder(previous, ids);
  }
}

/**
 * a07: whoever stands after the last rotation reception opens tomorrow. Everybody who used a turn went to the end, so yesterday's
 * line at close already is tomorrow's. New colleagues come last.
 */
function carriedOrder(previous: DeskSheet | null, ids: readonly UnitId[]): readonly UnitId[] {
  const yesterday = (previous?.line ?? []).filter((item) => item.makeUpId === null && ids.includes(item.unitId));
  const kept = yesterday.map((item) => item.unitId);
  return [...kept, ...ids.filter((id) => !kept.includes(id))];
}

function withEarlierInnerOrder(unit: Unit, previous: DeskSheet | null): Unit {
  const earlier = (previous?.units[unit.id]?.members ?? []).filter((staffId) => unit.members.includes(staffId));
  return { id: unit.id, members: [...earlier, ...unit.members.filter((staffId) => !earlier.includes(staffId))] };
}

const carriedMakeUps = (
  previous: DeskSheet | null,
  units: Readonly<Record<UnitId, Unit>>,
): Readonly<Record<string, MakeUp>> =>
  Object.fromEntries(
    Object.entries(previous?.makeUps ?? {}).filter(([, makeUp]) =>
      units[makeUp.unitId]?.members.includes(makeUp.staffId),
    ),
  );

/** The units in order, with yesterday's make-up turns still in front of the unit they were placed before. */
function lineOfDay(
  order: readonly UnitId[],
  previous: DeskSheet | null,
  makeUps: Readonly<Record<string, MakeUp>>,
): readonly LineItem[] {
  const line: LineItem[] = order.map((unitId) => ({ unitId, makeUpId: null }));
  const old = previous?.line ?? [];
  for (const [index, item] of old.entries()) {
    if (item.makeUpId === null || makeUps[item.makeUpId]?.state !== 'placed') continue;
    const before = old.slice(index + 1).find((next) => next.makeUpId === null && order.includes(next.unitId));
    const place =
      before === undefined ? -1 : line.findIndex((next) => next.makeUpId === null && next.unitId === before.unitId);
    line.splice(place < 0 ? line.length : place, 0, item);
  }
  return line;
}

function presenceAtOpening(
  rules: DeskRuleValues,
  input: OpenDayInput,
  now: Instant,
): Readonly<Record<StaffId, Presence>> {
  const listed = rules.orderSource === 'duty_list' ? new Set<UnitId>(input.dutyList) : null;
  const statusOf = (unit: Unit, staffId: StaffId): PresenceStatus => {
    const given = input.presence[staffId];
    if (given !== undefined) return given;
    if (listed !== null && !listed.has(unit.id)) return 'off_duty';
    return rules.orderSource === 'check_in' && input.checkIns[staffId] === undefined ? 'not_arrived' : 'on_floor';
  };
  const people = input.units.flatMap((unit) =>
    unit.members.map((staffId) => [staffId, statusOf(unit, staffId)] as const),
  );
  return Object.fromEntries(people.map(([staffId, status]) => [staffId, { status, since: now, note: null }]));
}

export interface CloseDayResult {
  readonly nextHead: UnitId | null;
  readonly order: readonly UnitId[];
  readonly expiredMakeUps: readonly string[];
}

export function closeDay(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  input: { reason: string | null },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<CloseDayResult>, OrderCode> {
  const clauses = ['S4.01.a07', 'S4.01.a04.adjust'];
  if (sheet.status !== 'open') return refuse('DAY_NOT_OPEN', clauses, { day: sheet.day });
  const here = Object.keys(sheet.visits).length;
  if (here > 0 && (input.reason ?? '').trim() === '')
    return refuse('VISITORS_STILL_HERE', ['S4.01.a04.prompt'], { visitors: here });
  const ledger = new Ledger(sheet, now, by);
  const expired = Object.values(sheet.makeUps).filter((makeUp) => lastsOneMore(rules, makeUp) === 0);
  for (const makeUp of Object.values(sheet.makeUps)) ageMakeUp(ledger, rules, makeUp);
  const order = ledger.sheet.line.filter((item) => item.makeUpId === null).map((item) => item.unitId);
  ledger.write({
    kind: 'day_closed',
    clauses,
    reason: input.reason,
    changes: [{ set: 'sheet', value: { status: 'closed', event: null } }],
  });
  return written(ledger, { nextHead: order[0] ?? null, order, expiredMakeUps: expired.map(({ id }) => id) }, clauses);
}

/** AMB.R10: a make-up turn ends at the close of the next business day; one never applied for, the same day (AMB.D03). */
function lastsOneMore(rules: DeskRuleValues, makeUp: MakeUp): number | null {
  if (rules.makeUp === 'on_application' && makeUp.state === 'owed') return 0;
  return makeUp.closingsLeft === null ? null : makeUp.closingsLeft - 1;
}

function ageMakeUp(ledger: Ledger, rules: DeskRuleValues, makeUp: MakeUp): void {
  const closingsLeft = lastsOneMore(rules, makeUp);
  const { id, unitId, staffId } = makeUp;
  const clauses = ['S4.01.a08'];
  if (closingsLeft === 0) {
    const place = ledger.placeOf(unitId, id);
    const leaves = place === null ? {} : { makeUpId: id, to: null };
    ledger.write({
      kind: 'make_up_expired',
      unitId,
      staffId,
      clauses,
      ...leaves,
      changes: [{ set: 'make_up_gone', id }],
    });
  } else if (closingsLeft !== null) {
    ledger.write({
      kind: 'day_closed',
      staffId,
      clauses,
      changes: [{ set: 'make_up', value: { ...makeUp, closingsLeft } }],
    });
  }
}

const movesOneself = (sheet: DeskSheet, unitIds: readonly UnitId[], by: StaffId | null): boolean =>
  by !== null && unitIds.some((unitId) => sheet.units[unitId]?.members.includes(by));

/** a04: the supervisor puts the line in another order, with a reason. One entry for every turn that changes its place. */
export function adjustOrder(
  sheet: DeskSheet,
  input: { line: readonly LineItem[]; reason: string },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<{ moved: number }>, OrderCode> {
  const clauses = ['S4.01.a04.adjust', 'S4.01.a08'];
  if (sheet.status !== 'open') return refuse('DAY_NOT_OPEN', clauses, { day: sheet.day });
  if (input.reason.trim() === '') return refuse('REASON_REQUIRED', clauses);
  const key = (item: LineItem) => `${item.unitId} ${item.makeUpId ?? ''}`;
  const wanted = input.line.map(key);
  if (wanted.length !== sheet.line.length || wanted.toSorted().join('|') !== sheet.line.map(key).toSorted().join('|')) {
    return refuse('ORDER_INCOMPLETE', clauses, { places: sheet.line.length });
  }
  const ahead = input.line.filter((item, index) => index < sheet.line.findIndex((other) => key(other) === key(item)));
  if (
    movesOneself(
      sheet,
      ahead.map((item) => item.unitId),
      by,
    )
  )
    return refuse('SELF_PLACEMENT', ['S4.01.a08'], { staffId: by });
  const ledger = new Ledger(sheet, now, by);
  for (const [index, { unitId, makeUpId }] of input.line.entries()) {
    if (ledger.placeOf(unitId, makeUpId) === index + 1) continue;
    ledger.write({ kind: 'adjusted', unitId, makeUpId, to: index + 1, clauses, reason: input.reason });
  }
  if (ledger.entries.length === 0) return refuse('SAME_PLACE', clauses);
  return written(ledger, { moved: ledger.entries.length }, clauses);
}

/** Two units change places, arranged by the supervisor. */
export function swapPlaces(
  sheet: DeskSheet,
  input: { unitId: UnitId; withUnitId: UnitId; reason: string },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<{ places: readonly [number, number] }>, OrderCode> {
  const clauses = ['S4.01.a04.adjust', 'S4.01.a08'];
  if (sheet.status !== 'open') return refuse('DAY_NOT_OPEN', clauses, { day: sheet.day });
  if (input.reason.trim() === '') return refuse('REASON_REQUIRED', clauses);
  const ledger = new Ledger(sheet, now, by);
  const [one, other] = [ledger.placeOf(input.unitId), ledger.placeOf(input.withUnitId)];
  if (one === null || other === null) return refuse('NOT_IN_LINE', clauses);
  if (one === other) return refuse('SAME_PLACE', clauses);
  if (movesOneself(sheet, [input.unitId, input.withUnitId], by))
    return refuse('SELF_PLACEMENT', ['S4.01.a08'], { staffId: by });
  const first = one < other ? input.unitId : input.withUnitId;
  const second = first === input.unitId ? input.withUnitId : input.unitId;
  const [front, back] = [Math.min(one, other), Math.max(one, other)];
  ledger.write({ kind: 'swapped', unitId: second, to: front, clauses, reason: input.reason });
  ledger.write({ kind: 'swapped', unitId: first, to: back, clauses, reason: input.reason });
  return written(ledger, { places: [back, front] }, clauses);
}

export interface PenaltyInput {
  readonly unitId: UnitId;
  readonly effect: 'note' | 'lose_turn';
  /** The rule that was broken, by its number in the house's document. */
  readonly clause: string;
  /** The catalogue clauses it carries out, none where it is the house's own; null: the house has no such clause. */
  readonly cites: readonly ClauseId[] | null;
  readonly reason: string;
}

/** A penalty on the ledger: noted, or paid with the turn. */
export function penalise(
  sheet: DeskSheet,
  input: PenaltyInput,
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<{ unitId: UnitId }>, OrderCode> {
  if (input.cites === null) return refuse('CLAUSE_UNKNOWN', [], { clause: input.clause });
  const clauses = input.cites.length > 0 ? input.cites : [input.clause];
  if (input.reason.trim() === '') return refuse('REASON_REQUIRED', clauses);
  const ledger = new Ledger(sheet, now, by);
  if (ledger.placeOf(input.unitId) === null) return refuse('NOT_IN_LINE', clauses);
  const to = input.effect === 'lose_turn' ? { to: ledger.end } : {};
  const [staffId = null] = sheet.units[input.unitId]?.members ?? [];
  ledger.write({ kind: 'penalty', unitId: input.unitId, staffId, clauses, reason: input.reason, ...to });
  return written(ledger, { unitId: input.unitId }, clauses);
}

/** A colleague who joins during the day stands last. */
export function joinLine(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  input: { unit: Unit; status: PresenceStatus },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<{ place: number }>, OrderCode> {
  const clauses = ['S4.01.a03.sheet', 'S4.01.a04.adjust'];
  if (sheet.status !== 'open') return refuse('DAY_NOT_OPEN', clauses, { day: sheet.day });
  if (rules.rotationUnit === 'person' && input.unit.members.length !== 1)
    return refuse('UNIT_IS_NOT_A_PERSON', clauses);
  const ledger = new Ledger(sheet, now, by);
  const taken = input.unit.members.some((staffId) =>
    Object.values(sheet.units).some((unit) => unit.id !== input.unit.id && unit.members.includes(staffId)),
  );
  if (ledger.placeOf(input.unit.id) !== null || taken) return refuse('ONE_PERSON_TWICE', clauses);
  const place = ledger.end + 1;
  ledger.write({
    kind: 'joined',
    unitId: input.unit.id,
    from: null,
    to: place,
    clauses,
    changes: [
      { set: 'unit', value: input.unit },
      ...input.unit.members.map((staffId) => ({
        set: 'presence' as const,
        staffId,
        value: { status: input.status, since: now, note: null },
      })),
    ],
  });
  return accept({ result: { place }, entries: ledger.entries, sheet: ledger.sheet }, clauses);
}
