/** What happens to a visit between the door and the farewell: accepted, passed on, corrected, another consultant, helpers. */
import { accept, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { availability, canBeAskedFor } from './line.ts';
import { type ReceiveVisitCode, receiveVisit } from './receive.ts';
import type { DeskRuleValues, VisitRules } from './rules.ts';
import { countedPair, type EntryDraft, Ledger, unitOf } from './sheet.ts';
import type {
  Change,
  DeskFacts,
  DeskOutcome,
  DeskSheet,
  EntryKind,
  MakeUp,
  PresenceStatus,
  ReceiveResult,
  StaffId,
  VisitId,
  VisitInput,
  VisitOnFloor,
} from './types.ts';

export const visitRefusals = {
  VISIT_NOT_ON_FLOOR: { mayPassLater: false },
  NOBODY_CALLED_YET: { mayPassLater: true },
  TURN_ALREADY_TAKEN: { mayPassLater: false },
  TURN_IS_ANOTHERS: { mayPassLater: false },
  RECEPTION_MAY_NOT_BE_BROKEN_OFF: { mayPassLater: false },
  COURTESY_MAY_NOT_BE_REFUSED: { mayPassLater: false },
  NOTHING_TO_HAND_OVER: { mayPassLater: true },
  REASON_REQUIRED: { mayPassLater: true },
  SAME_CONSULTANT: { mayPassLater: false },
  COLLEAGUE_NOT_FREE: { mayPassLater: true },
  STAND_IN_NOT_ALLOWED: { mayPassLater: false },
  ALREADY_BEING_SERVED: { mayPassLater: false },
} as const;
export type VisitCode = keyof typeof visitRefusals;

export interface VisitResult {
  readonly visit: VisitOnFloor;
}
export type VisitDecision<Result = VisitResult> = Decision<DeskOutcome<Result>, VisitCode>;

export const notOnFloor = refuse('VISIT_NOT_ON_FLOOR', ['S4.01.a03.sheet']);

export const written = <Result>(ledger: Ledger, result: Result, clauses: readonly ClauseId[]) =>
  accept<DeskOutcome<Result>>({ result, entries: ledger.entries, sheet: ledger.sheet }, clauses);

export const put = (value: VisitOnFloor): Change => ({ set: 'visit', value });

/** Takes back what a visit reserved: the count, and the place in front if a turn was used. */
export function giveBack(
  ledger: Ledger,
  visit: VisitOnFloor,
  draft: Pick<EntryDraft, 'kind' | 'clauses' | 'reason'>,
  toFront: boolean,
) {
  const credit = visit.creditedTo;
  const cleared: VisitOnFloor = { ...visit, creditedTo: null, turnUsed: false };
  const changes: Change[] = ledger.sheet.visits[visit.visitId] === undefined ? [] : [put(cleared)];
  if (credit !== null && visit.customerId !== null) {
    changes.push({ set: 'counted_pair', pair: countedPair(visit.customerId, credit.staffId), present: false });
  }
  const unitId = credit?.unitId ?? visit.unitId;
  const restores = toFront && visit.turnUsed && ledger.placeOf(unitId) !== null;
  ledger.write({
    ...draft,
    unitId,
    staffId: credit?.staffId ?? visit.serverId,
    visitId: visit.visitId,
    delta: credit === null ? 0 : -1,
    ...(restores ? { to: 1 } : {}),
    changes,
  });
  if (toFront && visit.service === 'make_up' && credit !== null && credit.unitId !== null) {
    const makeUp: MakeUp = {
      id: `${visit.visitId}:again`,
      unitId: credit.unitId,
      staffId: credit.staffId,
      state: 'placed',
      missedAt: ledger.now,
      missedBecause: 'busy',
      closingsLeft: 1,
    };
    ledger.write({
      kind: 'make_up_placed',
      clauses: draft.clauses,
      unitId: makeUp.unitId,
      staffId: makeUp.staffId,
      makeUpId: makeUp.id,
      from: null,
      to: 1,
      changes: [{ set: 'make_up', value: makeUp }],
    });
  }
  return cleared;
}

/** "You are up": the person called takes the visitor. In a team any free member may, and gets the count. */
export function acceptTurn(
  sheet: DeskSheet,
  input: { visitId: VisitId; staffId: StaffId },
  now: Instant,
): VisitDecision {
  const visit = sheet.visits[input.visitId];
  if (visit === undefined) return notOnFloor;
  const clauses = ['S4.01.a06.order', 'S4.01.a10.single'];
  if (visit.state === 'serving')
    return refuse('TURN_ALREADY_TAKEN', clauses, { staffId: visit.serverId, number: visit.number });
  if (visit.serverId === null) return refuse('NOBODY_CALLED_YET', clauses);
  const ledger = new Ledger(sheet, now, input.staffId);
  let serving: VisitOnFloor = { ...visit, state: 'serving', startedAt: now };
  if (input.staffId !== visit.serverId) {
    const team = visit.unitId === null ? undefined : sheet.units[visit.unitId];
    const mayTakeOver =
      visit.service === 'rotation' && team?.members.includes(input.staffId) && canBeAskedFor(sheet, input.staffId);
    if (!mayTakeOver) return refuse('TURN_IS_ANOTHERS', clauses, { staffId: visit.serverId, number: visit.number });
    serving = { ...serving, serverId: input.staffId };
    if (visit.creditedTo !== null) {
      serving = { ...serving, creditedTo: { ...visit.creditedTo, staffId: input.staffId } };
      ledger.write({
        kind: 'turn_cancelled',
        staffId: visit.serverId,
        visitId: visit.visitId,
        delta: -1,
        clauses,
        reason: 'team',
      });
      ledger.write({
        kind: 'counted',
        staffId: input.staffId,
        visitId: visit.visitId,
        delta: 1,
        clauses,
        reason: 'team',
      });
    }
  }
  ledger.write({
    kind: 'accepted',
    unitId: visit.unitId,
    staffId: input.staffId,
    visitId: visit.visitId,
    clauses,
    changes: [put(serving)],
  });
  return written(ledger, { visit: serving }, clauses);
}

export type PassReason = Exclude<PresenceStatus, 'on_floor' | 'not_arrived' | 'off_duty'> | 'declined';

const ownCustomer = ['requested', 'own', 'assist', 'stand_in'];

/**
 * The person called cannot come. Why they cannot decides what it costs, as if the rotation had passed them; the visitor goes to
 * the next. Declining without a reason gives the turn up, and is not possible for one's own customer or a courtesy reception.
 */
export function passTurn(
  rules: VisitRules,
  sheet: DeskSheet,
  facts: DeskFacts,
  input: { visit: VisitInput; staffId: StaffId; reason: PassReason; note: string | null },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<ReceiveResult>, VisitCode | ReceiveVisitCode> {
  const visit = sheet.visits[input.visit.visitId];
  if (visit === undefined) return notOnFloor;
  if (visit.serverId === null) return refuse('NOBODY_CALLED_YET', ['S4.01.a06.order']);
  if (visit.serverId !== input.staffId)
    return refuse('TURN_IS_ANOTHERS', ['S4.01.a06.order'], { staffId: visit.serverId });
  if (visit.state === 'serving') {
    return refuse('RECEPTION_MAY_NOT_BE_BROKEN_OFF', ['S4.01.a16.nointerrupt', 'S4.01.a30.nointerrupt']);
  }
  if (input.reason === 'declined' && ownCustomer.includes(visit.service)) {
    return refuse('COURTESY_MAY_NOT_BE_REFUSED', ['S0.02.rec.5b', 'S4.01.a18', 'S0.02.own.23']);
  }
  const ledger = new Ledger(sheet, now, by);
  const { effect, clauses } = costOfPassing(rules, sheet, input, now);
  giveBack(ledger, visit, { kind: 'passed', clauses, reason: input.note ?? input.reason }, effect === 'keep');
  writePresenceAndLoss(ledger, rules, visit, input, effect, clauses);
  const again = receiveVisit(rules, ledger.sheet, facts, input.visit, now, by, new Set([input.staffId]));
  if (!again.accepted) return again;
  return {
    ...again,
    outcome: { ...again.outcome, entries: [...ledger.entries, ...again.outcome.entries] },
    clauses: [...new Set([...clauses, ...again.clauses])],
    rejected: [{ what: input.staffId, reason: `passed_${input.reason}`, clauses }, ...again.rejected],
  };
}

function costOfPassing(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  input: { staffId: StaffId; reason: PassReason },
  now: Instant,
) {
  if (input.reason === 'declined') return { effect: 'forfeit', clauses: ['S4.01.a29.all', 'S4.01.a06.order'] } as const;
  const away = { status: input.reason, since: now, note: null };
  return availability(
    rules,
    { ...sheet, visits: {}, presence: { ...sheet.presence, [input.staffId]: away } },
    null,
    input.staffId,
  );
}

function writePresenceAndLoss(
  ledger: Ledger,
  rules: DeskRuleValues,
  visit: VisitOnFloor,
  input: { staffId: StaffId; reason: PassReason; note: string | null },
  effect: string,
  clauses: readonly ClauseId[],
): void {
  const unitId = unitOf(ledger.sheet, input.staffId)?.id ?? null;
  const changes: Change[] = [
    put({ ...visit, state: 'waiting', serverId: null, unitId: null, creditedTo: null, turnUsed: false }),
  ];
  if (input.reason !== 'declined') {
    const value = { status: input.reason, since: ledger.now, note: input.note };
    changes.push({ set: 'presence', staffId: input.staffId, value });
  }
  const lost =
    visit.turnUsed && effect !== 'keep' ? ({ skip: 'skipped', forfeit: 'forfeited', missed: 'missed' } as const) : null;
  if (
    lost !== null &&
    effect === 'missed' &&
    rules.makeUp !== 'none' &&
    unitId !== null &&
    input.reason !== 'declined'
  ) {
    const value: MakeUp = {
      id: `${visit.visitId}:${unitId}`,
      unitId,
      staffId: input.staffId,
      state: 'owed',
      missedAt: ledger.now,
      missedBecause: input.reason,
      closingsLeft: rules.makeUpExpires ? rules.makeUpOpeningsAfter + 1 : null,
    };
    changes.push({ set: 'make_up', value });
  }
  const kind: EntryKind = lost === null ? 'presence' : lost[effect as keyof typeof lost];
  ledger.write({
    kind,
    unitId,
    staffId: input.staffId,
    visitId: visit.visitId,
    reason: input.reason,
    clauses,
    changes,
  });
}

/**
 * What was said at the door turns out to be incomplete: a colleague's customer, or one who now names somebody (a12, case 1). The
 * reservation is given back and the visit decided anew; whoever has begun keeps serving if the answer is still them.
 */
export function handOver(
  rules: VisitRules,
  sheet: DeskSheet,
  facts: DeskFacts,
  input: VisitInput,
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<ReceiveResult>, VisitCode | ReceiveVisitCode> {
  const visit = sheet.visits[input.visitId];
  if (visit === undefined) return notOnFloor;
  const ledger = new Ledger(sheet, now, by);
  const clauses = ['S4.01.a12.handover', 'S0.02.own.31'];
  const cleared = giveBack(ledger, visit, { kind: 'handed_over', clauses, reason: visit.row }, true);
  const { service: _, ...rest } = cleared;
  const waiting: VisitOnFloor = {
    ...rest,
    service: 'waiting',
    state: 'waiting',
    serverId: null,
    unitId: null,
    helpers: [],
  };
  ledger.write({ kind: 'waiting', visitId: visit.visitId, clauses, changes: [put(waiting)] });
  const again = receiveVisit(rules, ledger.sheet, facts, input, now, by);
  if (!again.accepted) return again;
  const next = again.outcome.result.visit;
  if (next.serverId === visit.serverId && next.row === visit.row) {
    return refuse('NOTHING_TO_HAND_OVER', ['S4.01.a10.single', 'S4.01.a16.nointerrupt'], { staffId: visit.serverId });
  }
  const goesOn = next.serverId === visit.serverId && visit.state === 'serving';
  const after = new Ledger(again.outcome.sheet, now, by);
  const final: VisitOnFloor = goesOn ? { ...next, state: 'serving', startedAt: visit.startedAt } : next;
  if (goesOn)
    after.write({
      kind: 'accepted',
      unitId: next.unitId,
      staffId: next.serverId,
      visitId: next.visitId,
      clauses,
      changes: [put(final)],
    });
  return {
    ...again,
    outcome: {
      result: { ...again.outcome.result, visit: final },
      entries: [...ledger.entries, ...again.outcome.entries, ...after.entries],
      sheet: after.sheet,
    },
    clauses: [...new Set([...clauses, ...again.clauses])],
  };
}
