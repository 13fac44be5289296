/** A visitor is at the door: who serves, whether the turn is used, whose customer it becomes, and what the ledger says about it. */
import { type Accepted, type Alternative, accept, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Plan } from './case.ts';
import { classify } from './classify.ts';
import {
  alternativesOf,
  canBeAskedFor,
  firstForParallel,
  isBusy,
  isOnSite,
  lastInLine,
  type Passed,
  type Pick,
  presenceOf,
  walkLine,
} from './line.ts';
import type { DeskRuleValues } from './rules.ts';
import { countedPair, Ledger, unitOf } from './sheet.ts';
import type {
  Change,
  DeskFacts,
  DeskHint,
  DeskOutcome,
  DeskSheet,
  EntryKind,
  OwnerConsequence,
  ReceiveResult,
  Service,
  StaffId,
  UnitId,
  VisitInput,
  VisitOnFloor,
} from './types.ts';

export const receiveVisitRefusals = {
  VISIT_ALREADY_RECEIVED: { mayPassLater: false },
  PERSON_UNKNOWN_HERE: { mayPassLater: false },
  QUESTIONS_UNANSWERED: { mayPassLater: true },
  SERVER_REQUIRED: { mayPassLater: true },
} as const;
export type ReceiveVisitCode = keyof typeof receiveVisitRefusals;

/** Who ends up serving and how. `uses`: the pick whose turn is used. */
interface Assignment {
  readonly service: Service;
  readonly serverId: StaffId | null;
  readonly uses: Pick | null;
  readonly passed: readonly Passed[];
  readonly onBehalfOf: StaffId | null;
  readonly clauses: readonly ClauseId[];
  readonly hints: readonly DeskHint[];
}

const nobodyFree: Assignment = {
  service: 'waiting',
  serverId: null,
  uses: null,
  passed: [],
  onBehalfOf: null,
  clauses: ['S4.01.a04.prompt'],
  hints: ['nobody_free'],
};

interface Scene {
  readonly rules: DeskRuleValues;
  readonly sheet: DeskSheet;
  readonly facts: DeskFacts;
  readonly input: VisitInput;
  /** People who handed this visitor on and must not get them back. */
  readonly excluded: ReadonlySet<StaffId>;
}

const direct = (service: Service, serverId: StaffId, clauses: readonly ClauseId[] = []): Assignment => ({
  ...nobodyFree,
  service,
  serverId,
  clauses,
  hints: [],
});

/** The turn itself: first free in line, else withheld colleagues, off-duty help, both at once, or the visitor waits. */
function byRotation({ rules, sheet, facts, excluded }: Scene): Assignment {
  const walk = walkLine(rules, sheet, facts, excluded);
  if (walk.pick !== null) return taken(walk.pick, walk.passed);
  const unwithheld = walkLine(rules, sheet, null, excluded);
  if (unwithheld.pick !== null) return { ...taken(unwithheld.pick, unwithheld.passed), hints: ['supervisor_informed'] };
  const help = sheet.offDutyHelp.find((staffId) => !excluded.has(staffId) && !isBusy(sheet, staffId));
  if (help !== undefined) return direct('off_duty_help', help, ['S1.19.d.9']);
  const parallel = rules.whenNobodyFree === 'parallel' ? firstForParallel(sheet, excluded) : null;
  if (parallel === null) return { ...nobodyFree, passed: walk.passed, clauses: [...nobodyFree.clauses, 'S1.19.x.7'] };
  const before = walk.passed.slice(
    0,
    walk.passed.findIndex((passed) => passed.unitId === parallel.unitId),
  );
  return {
    ...nobodyFree,
    service: 'parallel',
    serverId: parallel.staffId,
    uses: parallel,
    passed: before.filter((passed) => !['busy', 'withheld', 'excluded'].includes(passed.availability.because ?? '')),
    clauses: ['S4.01.a30.understaffed', 'S4.01.a30.nointerrupt'],
    hints: [],
  };
}

function taken(pick: Pick, passed: readonly Passed[]): Assignment {
  const standInFor = pick.standInFor ?? null;
  return {
    service: standInFor !== null ? 'stand_in' : pick.makeUpId !== null ? 'make_up' : 'rotation',
    serverId: pick.staffId,
    uses: pick,
    passed,
    onBehalfOf: standInFor,
    clauses:
      standInFor !== null
        ? ['S4.02.i10.closed']
        : pick.makeUpId !== null
          ? ['S4.01.a08', 'S0.02.rec.3b']
          : ['S4.01.a27'],
    hints: [],
  };
}

/** The consultant on turn or the last in line, for a service that uses no turn: nobody passed over loses anything. */
function withoutTurn({ rules, sheet, excluded }: Scene, who: 'head' | 'last', not: StaffId | null): StaffId | null {
  const barred = new Set([...excluded, ...(not === null ? [] : [not])]);
  if (who === 'last') return lastInLine(rules, sheet, barred)?.staffId ?? null;
  return walkLine(rules, sheet, null, barred).pick?.staffId ?? null;
}

function byHead(scene: Scene, who: 'head' | 'last', service: Service): Assignment {
  const free = withoutTurn(scene, who, null);
  const parallel =
    scene.rules.whenNobodyFree === 'parallel' ? firstForParallel(scene.sheet, scene.excluded)?.staffId : undefined;
  const serverId = free ?? parallel;
  return serverId === undefined ? nobodyFree : direct(service, serverId);
}

/** One particular consultant: they serve if they can, else somebody assists for them and must brief them. */
function byStaff(scene: Scene, staffId: StaffId, service: 'requested' | 'own'): Assignment {
  const { rules, sheet, input, excluded } = scene;
  const invited =
    input.appointment?.staffId === staffId && presenceOf(sheet, staffId) === 'off_duty' && !isBusy(sheet, staffId);
  const mayComeIn = invited && (rules.offDutyReception === 'allowed' || input.appointment?.leaderInformed === true);
  if (mayComeIn && !excluded.has(staffId)) return direct(service, staffId, ['S1.19.d.9']);
  if (canBeAskedFor(sheet, staffId) && !excluded.has(staffId)) return direct(service, staffId);
  const occupied = isOnSite(sheet, staffId);
  const chosen = occupied && input.entrustedTo !== null && !excluded.has(input.entrustedTo) ? input.entrustedTo : null;
  const entrusted = chosen !== null && canBeAskedFor(sheet, chosen) ? chosen : null;
  const assistant = entrusted ?? withoutTurn(scene, occupied ? rules.ownerBusy : rules.ownerAbsent, staffId);
  if (assistant !== null) {
    return {
      ...direct('assist', assistant),
      onBehalfOf: staffId,
      clauses: occupied
        ? ['S4.01.a15', 'S4.01.a23.brief', 'S4.01.a46', 'S0.02.rec.5b']
        : ['S4.01.a12.absent', 'S4.01.a23.brief', 'S4.01.a46', 'S0.02.own.33', 'S0.02.rec.5b'],
      hints: ['brief_owner'],
    };
  }
  const both =
    rules.whenNobodyFree === 'parallel' && presenceOf(sheet, staffId) === 'on_floor' && !excluded.has(staffId);
  return both ? direct(service, staffId, ['S4.01.a30.understaffed', 'S4.01.a30.nointerrupt']) : nobodyFree;
}

function assign(scene: Scene, plan: Plan): Assignment {
  switch (plan.serve.by) {
    case 'rotation':
      return byRotation(scene);
    case 'head':
      return byHead(scene, 'head', 'requested');
    case 'last':
      return byHead(scene, 'last', 'last');
    case 'staff':
      return byStaff(scene, plan.serve.staffId, plan.serve.service);
    case 'there':
      return direct(plan.serve.service, plan.serve.staffId);
  }
}

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

/** Whoever stands in for somebody's turn (F10) wins the customer for them. */
const ownerFor = (plan: Plan, visit: VisitOnFloor): OwnerConsequence => {
  const server = visit.service === 'stand_in' ? visit.onBehalfOf : visit.serverId;
  return { ...plan.owner, ownerId: plan.owner.ownerId === 'server' ? server : plan.owner.ownerId };
};

/** Who gets the count: the person stood in for, the person assisted when the row counts for them (E12, F10), else the server. */
function creditOf(sheet: DeskSheet, plan: Plan, assignment: Assignment): VisitOnFloor['creditedTo'] {
  if (!plan.counts || assignment.serverId === null || assignment.service === 'off_duty_help') return null;
  const staffId = assignment.onBehalfOf ?? assignment.serverId;
  if (assignment.service === 'assist' && plan.row !== 'referral_named') return null;
  return { unitId: assignment.uses?.unitId ?? unitOf(sheet, staffId)?.id ?? null, staffId };
}

// These never move anybody's place, even where a house counts them.
const outsideTheOrder: readonly Service[] = ['assist', 'event', 'off_hours', 'duty'];

function visitOf(scene: Scene, plan: Plan, assignment: Assignment, now: Instant): VisitOnFloor {
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

function writeReception(
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

/** Names people the sheet has never heard of: neither in the line nor with a presence here today. */
function strangerAmong(sheet: DeskSheet, input: VisitInput): StaffId | null {
  const people = [input.servedBy, input.entrustedTo, input.recognisedBy].filter((staffId) => staffId !== null);
  return people.find((staffId) => sheet.presence[staffId] === undefined && unitOf(sheet, staffId) === null) ?? null;
}

export function receiveVisit(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  facts: DeskFacts,
  input: VisitInput,
  now: Instant,
  by: StaffId | null,
  excluded: ReadonlySet<StaffId> = new Set(),
): Decision<DeskOutcome<ReceiveResult>, ReceiveVisitCode> {
  const there = sheet.visits[input.visitId];
  if (there !== undefined && there.state !== 'waiting') {
    return refuse('VISIT_ALREADY_RECEIVED', ['S4.01.a10.single'], { staffId: there.serverId, number: there.number });
  }
  const stranger = sheet.status === 'planned' ? null : strangerAmong(sheet, input);
  if (stranger !== null) return refuse('PERSON_UNKNOWN_HERE', ['S4.01.a03.sheet'], { staffId: stranger });
  const plan = classify(rules, sheet, facts, input, now);
  if ('accepted' in plan) return plan;
  // Whom the customer will not see, and who handed them on, do not come into question.
  const barred = new Set([...excluded, input.refuses, input.complainsAbout].filter((staffId) => staffId !== null));
  return carryOut({ rules, sheet, facts, input, excluded: barred }, plan, new Ledger(sheet, now, by));
}

function carryOut(scene: Scene, plan: Plan, ledger: Ledger): Accepted<DeskOutcome<ReceiveResult>> {
  const assignment = assign(scene, plan);
  const visit = visitOf(scene, plan, assignment, ledger.now);
  writeReception(ledger, scene.rules, plan, assignment, visit);
  const hints = new Set<DeskHint>([...plan.hints, ...assignment.hints]);
  if (visit.partySize > scene.rules.largePartySize) hints.add('helpers_suggested');
  const joint: ClauseId[] = scene.input.parties > 1 ? ['S4.01.a50'] : [];
  const rejected: Alternative[] = [...plan.rejected, ...alternativesOf(assignment.passed)];
  return accept(
    {
      result: { visit, counted: visit.creditedTo !== null, owner: ownerFor(plan, visit), hints: [...hints] },
      entries: ledger.entries,
      sheet: ledger.sheet,
    },
    [...new Set([...plan.clauses, ...assignment.clauses, ...joint])],
    rejected,
  );
}
