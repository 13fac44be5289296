/** What happens to a unit besides being held: sold to somebody, withheld from sale, marked as ordered, edited. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { displace } from './decide-hold.ts';
import type { InventoryRuleValues } from './rules.ts';
import {
  type CustomerId,
  type HoldFacts,
  type HoldId,
  isSingle,
  isSold,
  type StaffId,
  type UnitFacts,
} from './types.ts';

export interface TakeFacts {
  readonly unit: UnitFacts;
  readonly withheldReason: string;
  readonly hold: HoldFacts | null;
  readonly launch: { readonly name: string; readonly opensAt: Instant } | null;
  /** The deal that has it now. */
  readonly deal: { readonly id: string; readonly consultantId: StaffId | null } | null;
  readonly customerId: CustomerId;
  readonly consultantId: StaffId;
  readonly controls: boolean;
}
export interface TakeInput {
  readonly unitId: string;
  readonly dealId: string;
  readonly override: boolean;
}
export interface Taken {
  readonly converts: HoldId | null;
  readonly displaces: HoldId | null;
  readonly displacesDeal: string | null;
  readonly liableId: StaffId | null;
  readonly isMarked: boolean;
}
export type TakeRefusal =
  | 'UNIT_OUT_OF_STOCK'
  | 'UNIT_WITHHELD'
  | 'UNIT_SOLD'
  | 'UNIT_HELD_BY'
  | 'UNIT_MARKED'
  | 'UNIT_IN_LAUNCH';

const clauses = ['S1.18.s1', 'S0.02.info.8'];
const markClauses = ['S0.08.b.29', 'S0.08.b.29b', 'S2.15.c2.29'];

/** Before anybody signs or pays, sales control must show the unit vacant, or held for this very customer. */
export function decideTake(
  rules: InventoryRuleValues,
  facts: TakeFacts,
  input: TakeInput,
): Decision<Taken, TakeRefusal> {
  const { unit, hold } = facts;
  const detail = { unitId: unit.id };
  const marked = unit.kind !== 'vehicle' || rules.marking === 'board';
  const taken = { converts: null, displaces: null, displacesDeal: null, liableId: null, isMarked: marked };
  if (unit.state === 'withheld') return refuse('UNIT_WITHHELD', clauses, { ...detail, reason: facts.withheldReason });
  if (!isSingle(unit.kind))
    return unit.quantity !== null && unit.quantity < 1
      ? refuse('UNIT_OUT_OF_STOCK', clauses, detail)
      : accept({ ...taken, isMarked: false }, clauses);
  if (isSold(unit.state)) return sellOrdered(rules, facts, input, taken);
  if (hold !== null) {
    const theirs = hold.customerId === facts.customerId;
    const nobodys = hold.customerId === null && hold.consultantId === facts.consultantId;
    if (theirs || nobodys) return accept({ ...taken, converts: hold.id, isMarked: marked || unit.isMarked }, clauses);
    const displaced = displace(rules, unit, hold, facts, input);
    if (!displaced.accepted) return displaced;
    return accept({ ...taken, ...displaced.outcome }, [...clauses, ...displaced.clauses]);
  }
  if (facts.launch !== null && !facts.controls)
    return refuse('UNIT_IN_LAUNCH', clauses, { ...detail, launch: facts.launch.name, at: facts.launch.opensAt });
  return accept(taken, clauses);
}

/** An order nobody marked does not keep a vehicle; a marked one is sold by a superior's word only, and the seller answers for it. */
function sellOrdered(
  rules: InventoryRuleValues,
  facts: TakeFacts,
  input: TakeInput,
  taken: Taken,
): Decision<Taken, TakeRefusal> {
  const { unit, deal } = facts;
  const byId = deal?.consultantId ?? null;
  const detail = { unitId: unit.id, byId };
  if (unit.kind !== 'vehicle' || unit.state !== 'subscribed' || deal === null)
    return refuse('UNIT_SOLD', clauses, detail);
  if (!unit.isMarked && rules.unmarked === 'free') return accept({ ...taken, displacesDeal: deal.id }, markClauses);
  if (input.override && facts.controls)
    return accept({ ...taken, displacesDeal: deal.id, liableId: facts.consultantId }, markClauses);
  return unit.isMarked && rules.marking === 'by_hand'
    ? refuse('UNIT_MARKED', markClauses, detail)
    : refuse('UNIT_SOLD', clauses, detail);
}

export type ControlRefusal = 'UNIT_SOLD' | 'UNIT_HELD_BY' | 'UNIT_WITHHELD_ALREADY' | 'UNIT_AVAILABLE_ALREADY';

/** All of them or none: the first that cannot be is named. */
export function decideControl(
  facts: { readonly units: readonly { readonly unit: UnitFacts; readonly hold: HoldFacts | null }[] },
  input: { readonly to: 'withheld' | 'available'; readonly reason: string },
): Decision<{ readonly to: 'withheld' | 'available'; readonly unitIds: readonly string[] }, ControlRefusal> {
  for (const { unit, hold } of facts.units) {
    const detail = { unitId: unit.id };
    if (isSold(unit.state)) return refuse('UNIT_SOLD', clauses, detail);
    if (hold !== null)
      return refuse('UNIT_HELD_BY', clauses, { ...detail, byId: hold.consultantId, until: hold.expiresAt });
    if (unit.state === input.to)
      return refuse(input.to === 'withheld' ? 'UNIT_WITHHELD_ALREADY' : 'UNIT_AVAILABLE_ALREADY', clauses, detail);
  }
  return accept({ to: input.to, unitIds: facts.units.map(({ unit }) => unit.id) }, clauses);
}

export type MarkRefusal = 'VEHICLE_ONLY' | 'NOTHING_TO_MARK' | 'HOLD_NOT_YOURS' | 'ALREADY_MARKED';

export function decideMark(
  facts: {
    readonly unit: UnitFacts;
    /** Who holds or has ordered it. */
    readonly orderedBy: StaffId | null;
    readonly byId: StaffId;
    readonly controls: boolean;
  },
  input: { readonly place: 'board' | 'vehicle' },
): Decision<{ readonly place: 'board' | 'vehicle' }, MarkRefusal> {
  const { unit, orderedBy } = facts;
  const detail = { unitId: unit.id };
  if (unit.kind !== 'vehicle') return refuse('VEHICLE_ONLY', markClauses, detail);
  if (orderedBy === null) return refuse('NOTHING_TO_MARK', markClauses, detail);
  if (orderedBy !== facts.byId && !facts.controls) return refuse('HOLD_NOT_YOURS', markClauses, { byId: orderedBy });
  if (unit.isMarked) return refuse('ALREADY_MARKED', markClauses, detail);
  return accept({ place: input.place }, markClauses);
}

export type EditRefusal = 'PRICE_NEEDS_APPROVAL' | 'AREA_LOCKED';

/** Prices change by an approved list, areas by a change both departments have confirmed; the rest is only description. */
export function decideEdit(
  rules: InventoryRuleValues,
  facts: { readonly unit: UnitFacts; readonly isSurveyed: boolean },
  input: { readonly changesPrice: boolean; readonly changesArea: boolean },
): Decision<{ readonly edited: true }, EditRefusal> {
  const priced = ['S0.10.a.4b', 'S1.07.a18', 'S0.07.ct.3b'];
  if (input.changesPrice) return refuse('PRICE_NEEDS_APPROVAL', priced, { field: 'listPriceFen' });
  const locked = rules.areaLock === 'always' || facts.isSurveyed || facts.unit.state !== 'withheld';
  if (input.changesArea && locked) return refuse('AREA_LOCKED', ['S0.10.a.5b'], { field: 'predictedArea' });
  return accept({ edited: true }, input.changesArea ? ['S0.10.a.5b'] : []);
}
