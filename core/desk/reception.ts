/** What a reception writes on the sheet: the visit, whose count it is, and what it cost whoever was passed over. */
import type { Instant } from '../kernel/instant.ts';
import type { Assignment, Scene } from './assign.ts';
import type { Plan } from './case.ts';
import type { Passed } from './line.ts';
import type { DeskRuleValues } from './rules.ts';
import { countedPair, type Ledger, unitOf } from './sheet.ts';
import type { Change, DeskSheet, EntryKind, Service, StaffId, UnitId, VisitOnFloor } from './types.ts';

const passedKinds = { keep: 'kept', skip: 'skipped', forfeit: 'forfeited', missed: 'missed' } as const;

/** Writes what being passed over does to each unit: kept, skipped, forfeited, or missed with a make-up turn owed. */
function writePassed(ledger: Ledger, rules: DeskRuleValues, visitId: string, passed: readonly Passed[]): void {
  for (const { unitId, staffId, availability } of passed) {
    const { effect, because } = availability;
    if (because === 'excluded') continue;
    const owes = effect === 'missed' && rules.makeUp !== 'none' && because !== null && because !== 'withheld';
    const id = `${visitId}:${unitId}`;
    const makeUp: Change[] = owes
      ? [
          {
            set: 'make_up',
            value: {
              id,
              unitId,
              staffId,
              state: 'owed',
              missedAt: ledger.now,
              missedBecause: because,
              closingsLeft: rules.makeUpExpires ? rules.makeUpOpeningsAfter + 1 : null,
            },
          },
        ]
      : [];
    ledger.write({
      kind: passedKinds[effect],
      unitId,
      staffId,
      visitId,
      ...(effect === 'keep' ? {} : { to: ledger.end }),
      reason: because,
      clauses: availability.clauses,
      changes: makeUp,
    });
  }
}

const serviceKinds: Readonly<Record<Service, EntryKind>> = {
  rotation: 'reception',
  make_up: 'make_up_used',
  parallel: 'parallel',
  requested: 'requested',
  own: 'own_customer',
  assist: 'assist',
  stand_in: 'stand_in',
  last: 'not_a_customer',
  duty: 'duty',
  off_hours: 'off_hours',
  event: 'event',
  off_duty_help: 'off_duty_help',
  override: 'override',
  waiting: 'waiting',
};

/** The team's inner order after one of its members served in turn. */
function innerOrder(ledger: Ledger, unitId: UnitId, staffId: StaffId): Change[] {
  const unit = ledger.sheet.units[unitId];
  if (unit === undefined || unit.members.length < 2) return [];
  return [
    { set: 'unit', value: { ...unit, members: [...unit.members.filter((member) => member !== staffId), staffId] } },
  ];
}

/** Who gets the count: the person stood in for, the person assisted when the row counts for them (E12, F10), else the server. */
function creditOf(sheet: DeskSheet, plan: Plan, assignment: Assignment): VisitOnFloor['creditedTo'] {
  if (!plan.counts || assignment.serverId === null || assignment.service === 'off_duty_help') return null;
  const staffId = assignment.onBehalfOf ?? assignment.serverId;
  if (assignment.service === 'assist' && plan.row !== 'referral_named') return null;
  return { unitId: assignment.uses?.unitId ?? unitOf(sheet, staffId)?.id ?? null, staffId };
}

// These never move anybody's place, even where a house counts them.
const outsideTheOrder: readonly Service[] = ['assist', 'event', 'off_hours', 'duty'];

export function visitOf(scene: Scene, plan: Plan, assignment: Assignment, now: Instant): VisitOnFloor {
  const { sheet, facts, input } = scene;
  const earlier = sheet.visits[input.visitId];
  const creditedTo = creditOf(sheet, plan, assignment);
  const serverUnit = assignment.serverId === null ? null : (unitOf(sheet, assignment.serverId)?.id ?? null);
  const inLine =
    creditedTo !== null && sheet.line.some((item) => item.unitId === creditedTo.unitId && item.makeUpId === null);
  const movesBecauseCounted = scene.rules.countConsumesTurn && inLine && !outsideTheOrder.includes(assignment.service);
  return {
    visitId: input.visitId,
    number: earlier?.number ?? sheet.visitsNumbered + 1,
    customerId: facts.customer?.customerId ?? null,
    standing: facts.customer?.standing ?? 'none',
    state: assignment.serverId === null ? 'waiting' : 'called',
    row: plan.row,
    service: assignment.service,
    serverId: assignment.serverId,
    unitId: serverUnit,
    helpers: [],
    onBehalfOf: assignment.onBehalfOf,
    creditedTo,
    turnUsed: assignment.uses !== null ? assignment.service !== 'make_up' : movesBecauseCounted,
    countsUntilExplained: plan.countsUntilExplained,
    standIn: null,
    partySize: input.partySize,
    arrivedAt: earlier?.arrivedAt ?? now,
    calledAt: assignment.serverId === null ? null : now,
    startedAt: null,
  };
}

export function writeReception(
  ledger: Ledger,
  rules: DeskRuleValues,
  plan: Plan,
  assignment: Assignment,
  visit: VisitOnFloor,
): void {
  if (visit.serverId !== null) writePassed(ledger, rules, visit.visitId, assignment.passed);
  const credit = visit.creditedTo;
  const { uses } = assignment;
  const pair = credit !== null && visit.customerId !== null ? countedPair(visit.customerId, credit.staffId) : null;
  const changes: Change[] = [{ set: 'visit', value: visit }];
  if (pair !== null) changes.push({ set: 'counted_pair', pair, present: true });
  if (visit.service === 'rotation' || visit.service === 'parallel') {
    const unitId = uses?.unitId ?? '';
    changes.push({ set: 'sheet', value: { lastRotation: { unitId, visitId: visit.visitId, at: ledger.now } } });
  }
  const { event } = ledger.sheet;
  if (visit.service === 'event' && event !== null && visit.serverId !== null && event.list.includes(visit.serverId)) {
    const list = [...event.list.filter((staffId) => staffId !== visit.serverId), visit.serverId];
    changes.push({ set: 'sheet', value: { event: { ...event, list } } });
  }
  const clauses = [...plan.clauses, ...assignment.clauses];
  const common = { visitId: visit.visitId, clauses, reason: visit.row };
  if (uses?.makeUpId != null) {
    changes.push({ set: 'make_up_gone', id: uses.makeUpId });
    ledger.write({
      ...common,
      kind: 'make_up_used',
      unitId: uses.unitId,
      staffId: visit.serverId,
      makeUpId: uses.makeUpId,
      to: null,
      delta: credit === null ? 0 : 1,
      changes,
    });
    return;
  }
  if (credit !== null && credit.staffId !== visit.serverId) {
    // The count goes to the person served for (E12 away, F10); the one who serves keeps the place.
    ledger.write({
      ...common,
      kind: serviceKinds[visit.service],
      unitId: visit.unitId,
      staffId: visit.serverId,
      changes,
    });
    const to = visit.turnUsed ? { to: ledger.end } : {};
    ledger.write({ ...common, kind: 'credited', unitId: credit.unitId, staffId: credit.staffId, delta: 1, ...to });
    return;
  }
  if (visit.turnUsed && credit !== null && credit.unitId !== null)
    changes.push(...innerOrder(ledger, credit.unitId, credit.staffId));
  ledger.write({
    ...common,
    kind: serviceKinds[visit.service],
    unitId: credit?.unitId ?? visit.unitId,
    staffId: visit.serverId,
    delta: credit === null ? 0 : 1,
    ...(visit.turnUsed ? { to: ledger.end } : {}),
    changes,
  });
}
