/** Who is on the floor, and the make-up turns that follow from having been away. */
import { type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import { type Instant, localDateOf } from '../kernel/instant.ts';
import { written } from './during.ts';
import { handMessages } from './finish.ts';
import { isBusy, presenceOf } from './line.ts';
import type { DeskRuleValues } from './rules.ts';
import { Ledger, unitOf } from './sheet.ts';
import type {
  Change,
  DeskOutcome,
  DeskSheet,
  MakeUp,
  PendingMessage,
  PresenceStatus,
  StaffId,
  VisitId,
} from './types.ts';

export const presenceRefusals = {
  DAY_NOT_OPEN: { mayPassLater: true },
  STILL_WITH_CUSTOMER: { mayPassLater: true },
  MAKE_UP_NOT_GIVEN_HERE: { mayPassLater: false },
  NO_TURN_MISSED: { mayPassLater: false },
  NOT_YOUR_MAKE_UP: { mayPassLater: false },
  ALREADY_APPLIED: { mayPassLater: false },
  APPLIED_TOO_LATE: { mayPassLater: false },
  NOT_APPLIED_FOR: { mayPassLater: true },
  SELF_PLACEMENT: { mayPassLater: false },
  PLACE_NOT_IN_LINE: { mayPassLater: true },
} as const;
export type PresenceCode = keyof typeof presenceRefusals;

export interface PresenceResult {
  readonly staffId: StaffId;
  readonly status: PresenceStatus;
  readonly makeUpsPlaced: readonly string[];
  readonly messages: readonly PendingMessage[];
  /** A visitor who waited for somebody to be free. */
  readonly nextWaiting: VisitId | null;
}

const clausesOf = (status: PresenceStatus): readonly ClauseId[] =>
  status === 'errand_company' || status === 'with_leader'
    ? ['S4.01.a09.official', 'S0.02.rec.3', 'S4.02.i07.leader']
    : status === 'own_work'
      ? ['S4.02.i07.busy']
      : status === 'on_floor'
        ? ['S4.01.a06.fill', 'S4.02.i06']
        : ['S4.01.a09.personal', 'S1.19.x.6'];

/**
 * Leaving the floor changes no place by itself: only being passed over does. Coming back may: a late arrival by the house's rule,
 * a turn missed on business where it is made up at once.
 */
export function setPresence(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  input: { staffId: StaffId; status: PresenceStatus; note: string | null },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<PresenceResult>, PresenceCode> {
  const { staffId, status, note } = input;
  if (sheet.status === 'closed') return refuse('DAY_NOT_OPEN', ['S4.01.a03.sheet']);
  if (status !== 'on_floor' && isBusy(sheet, staffId)) {
    return refuse('STILL_WITH_CUSTOMER', ['S4.01.a16.nointerrupt', 'S4.01.a30.nointerrupt'], { staffId });
  }
  const before = presenceOf(sheet, staffId);
  const unit = unitOf(sheet, staffId);
  const clauses = clausesOf(status);
  const ledger = new Ledger(sheet, now, by);
  const isLate = before === 'not_arrived' && status === 'on_floor' && unit !== null;
  const toEnd =
    isLate &&
    rules.orderSource !== 'check_in' &&
    rules.lateArrival === 'append_at_end' &&
    ledger.placeOf(unit.id) !== null;
  const joins = isLate && ledger.placeOf(unit.id) === null;
  ledger.write({
    kind: joins ? 'joined' : toEnd ? 'late' : 'presence',
    unitId: unit?.id ?? null,
    staffId,
    clauses,
    reason: note ?? status,
    ...(toEnd ? { to: ledger.end } : {}),
    ...(joins ? { from: null, to: ledger.end + 1 } : {}),
    changes: [{ set: 'presence', staffId, value: { status, since: now, note } }],
  });
  const makeUpsPlaced =
    status === 'on_floor' && rules.makeUp === 'automatic_on_return' ? placeOwed(ledger, staffId) : [];
  const messages = status === 'on_floor' ? handMessages(ledger, staffId) : [];
  const waiting =
    status === 'on_floor' ? Object.values(ledger.sheet.visits).filter(({ state }) => state === 'waiting') : [];
  const [next] = waiting.toSorted((a, b) => a.number - b.number);
  return written(ledger, { staffId, status, makeUpsPlaced, messages, nextWaiting: next?.visitId ?? null }, clauses);
}

/** R7: as many turns as were missed, so many new customers, before the ordinary line and after make-ups already standing there. */
function placeOwed(ledger: Ledger, staffId: StaffId): readonly string[] {
  const owed = Object.values(ledger.sheet.makeUps)
    .filter((makeUp) => makeUp.staffId === staffId && makeUp.state === 'owed')
    .toSorted((a, b) => (a.missedAt < b.missedAt ? -1 : a.missedAt > b.missedAt ? 1 : 0));
  for (const makeUp of owed) {
    const firstOrdinary = ledger.sheet.line.findIndex((item) => item.makeUpId === null);
    const place = firstOrdinary < 0 ? ledger.sheet.line.length : firstOrdinary;
    putInLine(ledger, makeUp, place + 1, makeUp.closingsLeft, ['S0.02.rec.3b'], null);
  }
  return owed.map(({ id }) => id);
}

function putInLine(
  ledger: Ledger,
  makeUp: MakeUp,
  place: number,
  closingsLeft: number | null,
  clauses: readonly ClauseId[],
  reason: string | null,
) {
  const value: MakeUp = { ...makeUp, state: 'placed', closingsLeft };
  const changes: Change[] = [{ set: 'make_up', value }];
  const { unitId, staffId, id: makeUpId } = makeUp;
  ledger.write({ kind: 'make_up_placed', unitId, staffId, makeUpId, from: null, to: place, clauses, reason, changes });
  return value;
}

/** The id comes from outside and need not be one: "constructor" is no make-up turn. */
const makeUpOf = (sheet: DeskSheet, id: string): MakeUp | undefined =>
  Object.hasOwn(sheet.makeUps, id) ? sheet.makeUps[id] : undefined;

/** A missed turn may be asked for, once (a09); where it takes an application to the shift leader, on the same day (F04). */
export function applyForMakeUp(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  input: { makeUpId: string; staffId: StaffId; reason: string },
  now: Instant,
): Decision<DeskOutcome<{ makeUp: MakeUp }>, PresenceCode> {
  const clauses = ['S4.02.i07.leader', 'S4.01.a09.official'];
  if (rules.makeUp !== 'on_application' && rules.makeUp !== 'supervisor_grants')
    return refuse('MAKE_UP_NOT_GIVEN_HERE', clauses, { makeUp: rules.makeUp });
  const makeUp = makeUpOf(sheet, input.makeUpId);
  if (makeUp === undefined) return refuse('NO_TURN_MISSED', clauses);
  if (makeUp.staffId !== input.staffId) return refuse('NOT_YOUR_MAKE_UP', clauses, { staffId: makeUp.staffId });
  if (makeUp.state !== 'owed') return refuse('ALREADY_APPLIED', clauses);
  const isSameDay = localDateOf(makeUp.missedAt, sheet.timeZone) === localDateOf(now, sheet.timeZone);
  if (rules.makeUp === 'on_application' && !isSameDay) return refuse('APPLIED_TOO_LATE', clauses);
  const ledger = new Ledger(sheet, now, input.staffId);
  const value: MakeUp = { ...makeUp, state: 'applied' };
  const changes: Change[] = [{ set: 'make_up', value }];
  ledger.write({
    kind: 'make_up_applied',
    unitId: makeUp.unitId,
    staffId: makeUp.staffId,
    clauses,
    reason: input.reason,
    changes,
  });
  return written(ledger, { makeUp: value }, clauses);
}

/** The supervisor (or shift leader) grants a missed turn and alone decides where it stands: in front of the given place. */
export function placeMakeUp(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  input: { makeUpId: string; place: number; reason: string | null },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<{ makeUp: MakeUp }>, PresenceCode> {
  const clauses = ['S4.01.a08', 'S4.01.a09.official', 'S4.02.i07.leader'];
  if (rules.makeUp === 'none' || rules.makeUp === 'automatic_on_return') {
    return refuse('MAKE_UP_NOT_GIVEN_HERE', clauses, { makeUp: rules.makeUp });
  }
  const makeUp = makeUpOf(sheet, input.makeUpId);
  if (makeUp === undefined || makeUp.state === 'placed') return refuse('NO_TURN_MISSED', clauses);
  if (rules.makeUp === 'on_application' && makeUp.state !== 'applied') return refuse('NOT_APPLIED_FOR', clauses);
  if (by === makeUp.staffId) return refuse('SELF_PLACEMENT', ['S4.01.a08'], { staffId: by });
  if (!Number.isInteger(input.place) || input.place < 1 || input.place > sheet.line.length + 1) {
    return refuse('PLACE_NOT_IN_LINE', ['S4.01.a08'], { place: input.place, places: sheet.line.length });
  }
  const ledger = new Ledger(sheet, now, by);
  const closingsLeft = rules.makeUpExpires ? rules.makeUpOpeningsAfter + 1 : null;
  return written(
    ledger,
    { makeUp: putInLine(ledger, makeUp, input.place, closingsLeft, clauses, input.reason) },
    clauses,
  );
}

/** The supervisor says no to a make-up turn: it is at their discretion (a09). */
export function refuseMakeUp(
  sheet: DeskSheet,
  input: { makeUpId: string; reason: string },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<{ makeUp: MakeUp }>, PresenceCode> {
  const clauses = ['S4.01.a09.official', 'S4.02.i07.leader'];
  const makeUp = makeUpOf(sheet, input.makeUpId);
  if (makeUp === undefined || makeUp.state === 'placed') return refuse('NO_TURN_MISSED', clauses);
  const ledger = new Ledger(sheet, now, by);
  const changes: Change[] = [{ set: 'make_up_gone', id: makeUp.id }];
  ledger.write({
    kind: 'make_up_refused',
    unitId: makeUp.unitId,
    staffId: makeUp.staffId,
    clauses,
    reason: input.reason,
    changes,
  });
  return written(ledger, { makeUp }, clauses);
}
