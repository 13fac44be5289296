/** Another consultant, helpers and stand-ins, a visitor who leaves, a person who overrules. */
import { refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { giveBack, notOnFloor, put, type VisitDecision, type VisitResult, written } from './during.ts';
import { canBeAskedFor, isBusy, walkLine } from './line.ts';
import type { DeskRuleValues } from './rules.ts';
import { countedPair, Ledger, unitOf } from './sheet.ts';
import type { Change, DeskSheet, OwnerConsequence, StaffId, VisitId, VisitOnFloor } from './types.ts';

export interface ChangeResult extends VisitResult {
  readonly owner: OwnerConsequence;
}

/** E18: the customer insists on somebody else. No second count; what the first one used stays used unless the house says otherwise. */
export function changeConsultant(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  input: { visitId: VisitId; toStaffId: StaffId | null; reason: string },
  now: Instant,
  by: StaffId | null,
): VisitDecision<ChangeResult> {
  const visit = sheet.visits[input.visitId];
  if (visit === undefined) return notOnFloor;
  const clauses = ['S4.01.a16.change', 'S0.02.own.32', 'S0.02.own.23'];
  if (visit.serverId === null) return refuse('NOBODY_CALLED_YET', clauses);
  if (input.reason.trim() === '') return refuse('REASON_REQUIRED', clauses);
  const first = visit.serverId;
  const next = input.toStaffId ?? walkLine(rules, sheet, null, new Set([first])).pick?.staffId ?? null;
  if (next === first) return refuse('SAME_CONSULTANT', clauses, { staffId: first });
  if (next === null || !canBeAskedFor(sheet, next)) return refuse('COLLEAGUE_NOT_FREE', clauses, { staffId: next });
  const ledger = new Ledger(sheet, now, by);
  const kept = rules.changeGivesTurnBack
    ? giveBack(ledger, visit, { kind: 'turn_cancelled', clauses, reason: input.reason }, true)
    : visit;
  const unitId = unitOf(sheet, next)?.id ?? null;
  const changed: VisitOnFloor = {
    ...kept,
    state: 'called',
    service: 'requested',
    serverId: next,
    unitId,
    onBehalfOf: null,
    standIn: null,
    calledAt: now,
    startedAt: null,
  };
  ledger.write({
    kind: 'changed',
    unitId,
    staffId: next,
    visitId: visit.visitId,
    clauses,
    reason: input.reason,
    changes: [put(changed)],
  });
  const needs = rules.changeNeedsSupervisor ? 'supervisor' : null;
  const previousOwnerId = visit.onBehalfOf ?? first;
  return written(
    ledger,
    { visit: changed, owner: { kind: 'transfer', ownerId: next, previousOwnerId, closesPrevious: true, needs } },
    clauses,
  );
}

/** E19, E33: a helper for a party too large for one, or a colleague asked for help. Not counted, keeps the place. */
export function addHelper(
  sheet: DeskSheet,
  input: { visitId: VisitId; staffId: StaffId; reason: string | null },
  now: Instant,
  by: StaffId | null,
): VisitDecision {
  const visit = sheet.visits[input.visitId];
  if (visit === undefined) return notOnFloor;
  const clauses = ['S4.01.a10.assist', 'S4.01.a18', 'S4.01.a46', 'S0.02.rec.54'];
  if (visit.serverId === null) return refuse('NOBODY_CALLED_YET', clauses);
  if (visit.serverId === input.staffId || visit.helpers.includes(input.staffId)) {
    return refuse('ALREADY_BEING_SERVED', clauses, { staffId: input.staffId });
  }
  // Managers and other departments take no turns and check in nowhere: whether they can come they say themselves.
  const isOnSheet = sheet.presence[input.staffId] !== undefined || unitOf(sheet, input.staffId) !== null;
  if (isOnSheet && !canBeAskedFor(sheet, input.staffId))
    return refuse('COLLEAGUE_NOT_FREE', clauses, { staffId: input.staffId });
  const ledger = new Ledger(sheet, now, by);
  const helped: VisitOnFloor = { ...visit, helpers: [...visit.helpers, input.staffId] };
  const unitId = unitOf(sheet, input.staffId)?.id ?? null;
  const { visitId } = visit;
  ledger.write({
    kind: 'helper',
    unitId,
    staffId: input.staffId,
    visitId,
    clauses,
    reason: input.reason,
    changes: [put(helped)],
  });
  return written(ledger, { visit: helped }, clauses);
}

/** F10, F09: a stand-in for the turn that comes up meanwhile, only while serving a customer whose deal is closed. */
export function arrangeStandIn(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  input: { visitId: VisitId; standIn: StaffId | 'next' },
  now: Instant,
  by: StaffId | null,
): VisitDecision {
  const visit = sheet.visits[input.visitId];
  if (visit === undefined) return notOnFloor;
  if (visit.serverId === null) return refuse('NOBODY_CALLED_YET', ['S4.02.i10.closed']);
  if (!rules.standInWhileServingClosed || visit.standing !== 'closed') {
    return refuse('STAND_IN_NOT_ALLOWED', ['S4.02.i10.notclosed'], { standing: visit.standing });
  }
  const ledger = new Ledger(sheet, now, by);
  const arranged: VisitOnFloor = { ...visit, standIn: input.standIn };
  ledger.write({
    kind: 'stand_in_arranged',
    unitId: visit.unitId,
    staffId: visit.serverId,
    visitId: visit.visitId,
    clauses: ['S4.02.i10.closed'],
    changes: [put(arranged)],
  });
  return written(ledger, { visit: arranged }, ['S4.02.i10.closed']);
}

/** The visitor went away before being served: nothing counts, the turn is as it was. */
export function visitorLeft(
  sheet: DeskSheet,
  input: { visitId: VisitId; reason: string | null },
  now: Instant,
  by: StaffId | null,
) {
  const visit = sheet.visits[input.visitId];
  if (visit === undefined) return notOnFloor;
  const clauses = ['S4.01.a04.prompt'];
  if (visit.state === 'serving') return refuse('ALREADY_BEING_SERVED', clauses, { staffId: visit.serverId });
  const ledger = new Ledger(sheet, now, by);
  const gone = giveBack(ledger, visit, { kind: 'left', clauses, reason: input.reason }, true);
  ledger.write({
    kind: 'finished',
    visitId: visit.visitId,
    clauses,
    changes: [{ set: 'visit_gone', visitId: visit.visitId }],
  });
  return written(ledger, { visit: gone }, clauses);
}

/** A person overrules: another server, or counting differently. Always with a reason; what was reserved before is given back. */
export function overrideVisit(
  sheet: DeskSheet,
  input: { visitId: VisitId; staffId: StaffId; counts: boolean; reason: string },
  now: Instant,
  by: StaffId | null,
): VisitDecision {
  const visit = sheet.visits[input.visitId];
  if (visit === undefined) return notOnFloor;
  const clauses = ['S4.01.a04.adjust', 'S4.01.a51'];
  if (input.reason.trim() === '') return refuse('REASON_REQUIRED', clauses);
  const same = visit.serverId === input.staffId;
  if (!same && isBusy(sheet, input.staffId)) return refuse('COLLEAGUE_NOT_FREE', clauses, { staffId: input.staffId });
  const ledger = new Ledger(sheet, now, by);
  giveBack(ledger, visit, { kind: 'turn_cancelled', clauses, reason: input.reason }, true);
  const unitId = unitOf(sheet, input.staffId)?.id ?? null;
  const inLine = ledger.placeOf(unitId) !== null;
  const moved: VisitOnFloor = {
    ...visit,
    state: same ? visit.state : 'called',
    service: 'override',
    serverId: input.staffId,
    unitId,
    onBehalfOf: same ? visit.onBehalfOf : null,
    helpers: visit.helpers.filter((helper) => helper !== input.staffId),
    creditedTo: input.counts ? { unitId, staffId: input.staffId } : null,
    turnUsed: input.counts && inLine,
    calledAt: same ? visit.calledAt : now,
    startedAt: same ? visit.startedAt : null,
  };
  const changes: Change[] = [put(moved)];
  if (input.counts && visit.customerId !== null) {
    changes.push({ set: 'counted_pair', pair: countedPair(visit.customerId, input.staffId), present: true });
  }
  ledger.write({
    kind: 'override',
    unitId,
    staffId: input.staffId,
    visitId: visit.visitId,
    delta: input.counts ? 1 : 0,
    ...(moved.turnUsed ? { to: ledger.end } : {}),
    reason: input.reason,
    clauses,
    changes,
  });
  return written(ledger, { visit: moved }, clauses);
}
