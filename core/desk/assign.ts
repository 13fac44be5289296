/** Who serves: the turn, the consultant asked for, their stand-in, or nobody yet. */
import type { ClauseId } from '../kernel/decision.ts';
import type { Plan } from './case.ts';
import {
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
import type { DeskFacts, DeskHint, DeskSheet, Service, StaffId, VisitInput } from './types.ts';

/** Who ends up serving and how. `uses`: the pick whose turn is used. */
export interface Assignment {
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

export interface Scene {
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

export function assign(scene: Scene, plan: Plan): Assignment {
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
