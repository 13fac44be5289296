/** Who stands where, who is free, and what happens to those the rotation passes over. */
import type { Alternative, ClauseId } from '../kernel/decision.ts';
import type { DeskRuleValues } from './rules.ts';
import type { DeskFacts, DeskSheet, PresenceStatus, Service, StaffId, UnitId, VisitOnFloor } from './types.ts';

export type PassedEffect = 'keep' | 'skip' | 'forfeit' | 'missed';

/** Why somebody cannot take a visitor now. `free` is null when they can. */
export interface Availability {
  readonly because: null | 'busy' | 'withheld' | Exclude<PresenceStatus, 'on_floor'> | 'excluded';
  readonly effect: PassedEffect;
  readonly clauses: readonly ClauseId[];
}

const free: Availability = { because: null, effect: 'keep', clauses: [] };

export const visitsServedBy = (sheet: DeskSheet, staffId: StaffId): readonly VisitOnFloor[] =>
  Object.values(sheet.visits).filter((visit) => visit.serverId === staffId || visit.helpers.includes(staffId));

export const isBusy = (sheet: DeskSheet, staffId: StaffId): boolean => visitsServedBy(sheet, staffId).length > 0;

export const presenceOf = (sheet: DeskSheet, staffId: StaffId): PresenceStatus =>
  sheet.presence[staffId]?.status ?? 'off_duty';

const assisting: readonly Service[] = ['assist', 'stand_in', 'last', 'duty', 'off_hours'];

/** What being passed over costs a consultant who is with this visitor. */
function busyEffect(rules: DeskRuleValues, visit: VisitOnFloor, staffId: StaffId): Availability {
  if (visit.helpers.includes(staffId) || assisting.includes(visit.service)) {
    return { because: 'busy', effect: rules.busyWithAssist, clauses: ['S4.01.a12.absent', 'S4.01.a15', 'S4.01.a18'] };
  }
  if (visit.service === 'requested' || visit.service === 'own') {
    return {
      because: 'busy',
      effect: rules.busyWithRequested,
      clauses: ['S4.01.a11.skip', 'S4.02.i10.notclosed', 'S0.02.rec.3'],
    };
  }
  return { because: 'busy', effect: rules.busyWithNew, clauses: ['S0.02.rec.3', 'S4.02.i10.notclosed', 'S1.19.x.7'] };
}

// Of several visitors at once the mildest effect counts: nobody loses a turn for helping a colleague on the side.
const mildness: readonly PassedEffect[] = ['keep', 'missed', 'skip', 'forfeit'];

const away = (
  rules: DeskRuleValues,
): Readonly<Record<Exclude<PresenceStatus, 'on_floor'>, readonly [PassedEffect, ClauseId[]]>> => ({
  not_arrived: [rules.awayLate, ['S4.01.a09.personal']],
  own_work: [rules.withOwnWork, ['S4.02.i07.busy']],
  with_leader: [rules.withLeader, ['S4.02.i07.leader', 'S4.01.a09.official']],
  errand_company: [rules.awayOnErrand, ['S4.01.a09.official', 'S0.02.rec.3', 'S0.02.rec.3b']],
  errand_personal: [rules.awayPersonal, ['S4.01.a09.personal']],
  meal: [rules.awayAtMeal, ['S1.19.x.6', 'S4.01.a09.personal']],
  leave: [rules.awayPersonal, ['S4.01.a09.personal']],
  rest: [rules.awayPersonal, ['S4.01.a09.personal']],
  off_duty: [rules.awayPersonal, ['S4.01.a09.personal', 'S1.19.d.9']],
});

export const isWithheld = (rules: DeskRuleValues, facts: DeskFacts, staffId: StaffId): boolean => {
  const load = facts.workload[staffId];
  if (load === undefined) return false;
  const tooMany = (limit: number, value: number) => limit > 0 && value >= limit;
  return (
    tooMany(rules.withholdOverdueFollowUps, load.overdueFollowUps) ||
    tooMany(rules.withholdUnfinishedRegistrations, load.unfinishedRegistrations)
  );
};

/** Whether somebody can take the next visitor of the rotation, and what it costs them if not. */
export function availability(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  facts: DeskFacts | null,
  staffId: StaffId,
): Availability {
  const status = presenceOf(sheet, staffId);
  if (status !== 'on_floor') {
    const [effect, clauses] = away(rules)[status];
    return { because: status, effect, clauses };
  }
  const busy = visitsServedBy(sheet, staffId).map((visit) => busyEffect(rules, visit, staffId));
  const mildest = busy.toSorted((a, b) => mildness.indexOf(a.effect) - mildness.indexOf(b.effect))[0];
  if (mildest !== undefined) return mildest;
  if (facts !== null && isWithheld(rules, facts, staffId)) {
    return { because: 'withheld', effect: rules.withheldTurn, clauses: ['S0.02.reg.10', 'S4.01.a28'] };
  }
  return free;
}

/** On the floor and with nobody: may serve a customer who asks for them, even while doing paperwork or with the turn withheld. */
export const canBeAskedFor = (sheet: DeskSheet, staffId: StaffId): boolean =>
  ['on_floor', 'own_work'].includes(presenceOf(sheet, staffId)) && !isBusy(sheet, staffId);

export const isOnSite = (sheet: DeskSheet, staffId: StaffId): boolean =>
  ['on_floor', 'own_work', 'with_leader'].includes(presenceOf(sheet, staffId));

export interface Passed {
  readonly unitId: UnitId;
  readonly staffId: StaffId;
  readonly availability: Availability;
}

export interface Pick {
  readonly unitId: UnitId;
  readonly staffId: StaffId;
  readonly makeUpId: string | null;
  /** F10: the member whose turn it is, when somebody else stands in for them. */
  readonly standInFor?: StaffId;
}

export interface Walk {
  readonly pick: Pick | null;
  /** Units the walk went past before it found somebody, in order. */
  readonly passed: readonly Passed[];
}

const rejectedBecause = (passed: Passed): Alternative => ({
  what: passed.staffId,
  reason: `passed_${passed.availability.because ?? 'free'}`,
  clauses: passed.availability.clauses,
  detail: { unitId: passed.unitId, effect: passed.availability.effect },
});

export const alternativesOf = (passed: readonly Passed[]): readonly Alternative[] => passed.map(rejectedBecause);

/** F10: somebody busy with a closed customer may have arranged a stand-in, by name or "the next free one". */
function standInOf(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  facts: DeskFacts | null,
  staffId: StaffId,
  excluded: ReadonlySet<StaffId>,
): StaffId | null {
  if (!rules.standInWhileServingClosed) return null;
  const arranged = visitsServedBy(sheet, staffId).find((visit) => visit.standIn !== null)?.standIn ?? null;
  const isReady = (candidate: StaffId) =>
    candidate !== staffId && !excluded.has(candidate) && availability(rules, sheet, facts, candidate).because === null;
  if (arranged !== 'next') return arranged !== null && isReady(arranged) ? arranged : null;
  const inOrder = sheet.line.flatMap(({ unitId, makeUpId }) =>
    makeUpId === null ? (sheet.units[unitId]?.members ?? []) : [],
  );
  return inOrder.find(isReady) ?? null;
}

/**
 * Goes down the line to the first who is free. A make-up turn whose holder is not free stays where it is; a unit with a free
 * member is taken at its inner first; any other unit is passed over, at the price its inner first member's state sets.
 */
export function walkLine(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  facts: DeskFacts | null,
  excluded: ReadonlySet<StaffId> = new Set(),
): Walk {
  const passed: Passed[] = [];
  const of = (staffId: StaffId): Availability =>
    excluded.has(staffId)
      ? { because: 'excluded', effect: 'keep', clauses: [] }
      : availability(rules, sheet, facts, staffId);
  for (const item of sheet.line) {
    if (item.makeUpId !== null) {
      const holder = sheet.makeUps[item.makeUpId]?.staffId;
      if (holder !== undefined && of(holder).because === null) {
        return { pick: { unitId: item.unitId, staffId: holder, makeUpId: item.makeUpId }, passed };
      }
      continue;
    }
    const members = sheet.units[item.unitId]?.members ?? [];
    const ready = members.find((staffId) => of(staffId).because === null);
    if (ready !== undefined) return { pick: { unitId: item.unitId, staffId: ready, makeUpId: null }, passed };
    const [first] = members;
    const standIn = first === undefined ? null : standInOf(rules, sheet, facts, first, excluded);
    if (first !== undefined && standIn !== null) {
      return { pick: { unitId: item.unitId, staffId: standIn, makeUpId: null, standInFor: first }, passed };
    }
    if (first !== undefined) passed.push({ unitId: item.unitId, staffId: first, availability: of(first) });
  }
  return { pick: null, passed };
}

/** The last free person of the line: takes calls and visitors who are not customers. */
export function lastInLine(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  excluded: ReadonlySet<StaffId> = new Set(),
): Pick | null {
  const units = sheet.line.filter((item) => item.makeUpId === null).toReversed();
  for (const { unitId } of units) {
    const ready = (sheet.units[unitId]?.members ?? []).findLast(
      (staffId) => !excluded.has(staffId) && availability(rules, sheet, null, staffId).because === null,
    );
    if (ready !== undefined) return { unitId, staffId: ready, makeUpId: null };
  }
  return null;
}

/** The first in order who is on the floor though busy: looks after one more when nobody is free. */
export function firstForParallel(sheet: DeskSheet, excluded: ReadonlySet<StaffId> = new Set()): Pick | null {
  for (const { unitId, makeUpId } of sheet.line) {
    if (makeUpId !== null) continue;
    const ready = (sheet.units[unitId]?.members ?? []).find(
      (staffId) => !excluded.has(staffId) && presenceOf(sheet, staffId) === 'on_floor',
    );
    if (ready !== undefined) return { unitId, staffId: ready, makeUpId: null };
  }
  return null;
}

/** First, second, third … at the desk: the free people of the line in order (F01 to F05, empty first position, call answering). */
export function positions(rules: DeskRuleValues, sheet: DeskSheet): readonly StaffId[] {
  return sheet.line
    .filter((item) => item.makeUpId === null)
    .flatMap((item) => {
      const ready = (sheet.units[item.unitId]?.members ?? []).find(
        (staffId) => availability(rules, sheet, null, staffId).because === null,
      );
      return ready === undefined ? [] : [ready];
    })
    .slice(0, rules.deskPositions);
}
