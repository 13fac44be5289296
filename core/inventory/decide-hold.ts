/** Holding a unit for a customer: placing, extending, passing on, releasing, running out. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addHours, type Instant } from '../kernel/instant.ts';
import type { InventoryRuleValues } from './rules.ts';
import {
  type CustomerId,
  type HoldFacts,
  type HoldId,
  isSingle,
  isSold,
  type StaffId,
  type UnitFacts,
  type UnitId,
} from './types.ts';

export interface PlaceFacts {
  readonly unit: UnitFacts;
  readonly withheldReason: string;
  /** Who holds it now. */
  readonly hold: HoldFacts | null;
  /** A launch that is not over keeps its units for its buyers. */
  readonly launch: { readonly name: string; readonly opensAt: Instant } | null;
  readonly customer: { readonly id: CustomerId; readonly ownerId: StaffId | null } | null;
  readonly consultantId: StaffId;
  /** Live holds besides this one. */
  readonly consultantHolds: number;
  readonly customerHolds: number;
  /** When this consultant's own hold of this unit last ran out unused. */
  readonly lastExpiredAt: Instant | null;
  /** Whoever controls sales is not bound by limits, launches and having a customer. */
  readonly controls: boolean;
}
export interface PlaceInput {
  readonly unitId: UnitId;
  readonly customerId: CustomerId | null;
  readonly reason: string;
  readonly hours: number | null;
  readonly override: boolean;
}
export interface PlacedHold {
  readonly expiresAt: Instant;
  readonly isMarked: boolean;
  /** A hold nobody had marked, or that a superior overruled. */
  readonly displaces: HoldId | null;
  /** Who answers for selling what was marked for somebody else. */
  readonly liableId: StaffId | null;
}
export type PlaceRefusal =
  | 'UNIT_NOT_HELD_SINGLY'
  | 'UNIT_SOLD'
  | 'UNIT_WITHHELD'
  | 'UNIT_HELD_BY'
  | 'UNIT_MARKED'
  | 'UNIT_IN_LAUNCH'
  | 'HOLD_NEEDS_CUSTOMER'
  | 'CUSTOMER_OF_COLLEAGUE'
  | 'HOLD_TOO_LONG'
  | 'HOLD_TOO_SOON'
  | 'HOLD_LIMIT_CONSULTANT'
  | 'HOLD_LIMIT_CUSTOMER';

const clauses = ['S0.02.info.8', 'S0.02.info.8b', 'S1.18.s1'];

export function decideHold(
  rules: InventoryRuleValues,
  facts: PlaceFacts,
  input: PlaceInput,
  now: Instant,
): Decision<PlacedHold, PlaceRefusal> {
  const { unit, customer } = facts;
  const detail = { unitId: unit.id };
  if (!isSingle(unit.kind)) return refuse('UNIT_NOT_HELD_SINGLY', clauses, detail);
  if (isSold(unit.state)) return refuse('UNIT_SOLD', clauses, detail);
  if (unit.state === 'withheld') return refuse('UNIT_WITHHELD', clauses, { ...detail, reason: facts.withheldReason });
  const displaced = facts.hold === null ? null : displace(rules, facts.unit, facts.hold, facts, input);
  if (displaced !== null && !displaced.accepted) return displaced;
  if (facts.launch !== null && !facts.controls)
    return refuse('UNIT_IN_LAUNCH', clauses, { ...detail, launch: facts.launch.name, at: facts.launch.opensAt });
  if (customer === null && !facts.controls) return refuse('HOLD_NEEDS_CUSTOMER', clauses, { field: 'customerId' });
  const colleague = customer?.ownerId ?? null;
  if (rules.holdCustomer === 'own_or_free' && colleague !== null && colleague !== facts.consultantId)
    return refuse('CUSTOMER_OF_COLLEAGUE', clauses, { ownerId: colleague });
  if (input.hours !== null && input.hours > rules.holdHours)
    return refuse('HOLD_TOO_LONG', clauses, { hours: rules.holdHours, field: 'hours' });
  const limited = facts.controls ? null : overLimit(rules, facts, now);
  if (limited !== null) return limited;
  return accept(
    {
      expiresAt: addHours(now, input.hours ?? rules.holdHours),
      isMarked: unit.kind !== 'vehicle' || rules.marking === 'board',
      displaces: displaced?.outcome.displaces ?? null,
      liableId: displaced?.outcome.liableId ?? null,
    },
    [...clauses, ...(displaced?.clauses ?? [])],
  );
}

function overLimit(rules: InventoryRuleValues, facts: PlaceFacts, now: Instant) {
  const again = facts.lastExpiredAt === null ? null : addHours(facts.lastExpiredAt, rules.holdAgainHours);
  if (again !== null && now < again) return refuse('HOLD_TOO_SOON', clauses, { until: again });
  if (rules.holdsPerConsultant > 0 && facts.consultantHolds >= rules.holdsPerConsultant)
    return refuse('HOLD_LIMIT_CONSULTANT', clauses, { limit: rules.holdsPerConsultant });
  if (rules.holdsPerCustomer > 0 && facts.customerHolds >= rules.holdsPerCustomer)
    return refuse('HOLD_LIMIT_CUSTOMER', clauses, { limit: rules.holdsPerCustomer });
  return null;
}

const markClauses = ['S0.08.b.29', 'S0.08.b.29b', 'S2.15.c2.29'];

/**
 * Somebody else's hold. A room's stands. A vehicle's stands only while it is marked; whoever sells a marked one, by a superior's word,
 * answers for it.
 */
export function displace(
  rules: InventoryRuleValues,
  unit: UnitFacts,
  hold: HoldFacts,
  facts: { readonly consultantId: StaffId; readonly controls: boolean },
  input: { readonly override: boolean },
): Decision<{ readonly displaces: HoldId; readonly liableId: StaffId | null }, 'UNIT_HELD_BY' | 'UNIT_MARKED'> {
  const detail = { unitId: unit.id, byId: hold.consultantId, until: hold.expiresAt };
  if (unit.kind !== 'vehicle') return refuse('UNIT_HELD_BY', clauses, detail);
  if (!unit.isMarked && rules.unmarked === 'free')
    return hold.consultantId === facts.consultantId
      ? refuse('UNIT_HELD_BY', clauses, detail)
      : accept({ displaces: hold.id, liableId: null }, markClauses);
  if (input.override && facts.controls)
    return accept({ displaces: hold.id, liableId: facts.consultantId }, markClauses);
  return unit.isMarked && rules.marking === 'by_hand'
    ? refuse('UNIT_MARKED', markClauses, detail)
    : refuse('UNIT_HELD_BY', [...clauses, ...markClauses], detail);
}

export interface LiveHoldFacts {
  /** Null: it has ended. */
  readonly hold: HoldFacts | null;
  readonly byId: StaffId | null;
  readonly controls: boolean;
}
type NotYours = 'HOLD_ENDED' | 'HOLD_NOT_YOURS';

const notYours = ({ hold, byId, controls }: LiveHoldFacts) => {
  if (hold === null) return refuse('HOLD_ENDED', clauses);
  return hold.consultantId !== byId && !controls
    ? refuse('HOLD_NOT_YOURS', clauses, { byId: hold.consultantId })
    : null;
};

export interface Extended {
  readonly expiresAt: Instant;
  readonly extended: number;
  /** Nothing changes until somebody agrees. */
  readonly needsApproval: boolean;
}
export type ExtendRefusal = NotYours | 'EXTENSION_PENDING' | 'EXTENSION_LIMIT';

/** `approved`: those who had to agree have agreed. The time counts from the end of the hold as it stands. */
export function decideExtend(
  rules: InventoryRuleValues,
  facts: LiveHoldFacts & { readonly isAsked: boolean; readonly approved: boolean },
): Decision<Extended, ExtendRefusal> {
  const refused = facts.approved && facts.hold !== null ? null : notYours(facts);
  if (refused !== null) return refused;
  const hold = facts.hold as HoldFacts; // notYours has refused the one that ended
  const expiresAt = addHours(hold.expiresAt, rules.extendHours);
  if (facts.approved) return accept({ expiresAt, extended: hold.extended + 1, needsApproval: false }, clauses);
  if (facts.isAsked) return refuse('EXTENSION_PENDING', clauses);
  if (hold.extended < rules.extendTimes)
    return accept({ expiresAt, extended: hold.extended + 1, needsApproval: false }, clauses);
  if (rules.beyondExtensions === 'refused') return refuse('EXTENSION_LIMIT', clauses, { times: hold.extended });
  return accept({ expiresAt, extended: hold.extended, needsApproval: true }, clauses);
}

export interface PassOnFacts extends LiveHoldFacts {
  readonly to: { readonly id: StaffId; readonly isActive: boolean; readonly isAtSite: boolean };
  readonly recipientHolds: number;
}

/** Passed on, the time that is left stays what it is. */
export function decidePassOn(
  rules: InventoryRuleValues,
  facts: PassOnFacts,
): Decision<
  { readonly fromId: StaffId; readonly toId: StaffId; readonly expiresAt: Instant; readonly tell: readonly StaffId[] },
  NotYours | 'RECIPIENT_UNFIT' | 'HOLD_LIMIT_CONSULTANT'
> {
  const refused = notYours(facts);
  if (refused !== null) return refused;
  const hold = facts.hold as HoldFacts;
  const { to } = facts;
  if (!to.isActive || !to.isAtSite || to.id === hold.consultantId)
    return refuse('RECIPIENT_UNFIT', clauses, { staffId: to.id, field: 'toStaffId' });
  if (rules.holdsPerConsultant > 0 && facts.recipientHolds >= rules.holdsPerConsultant)
    return refuse('HOLD_LIMIT_CONSULTANT', clauses, { limit: rules.holdsPerConsultant, staffId: to.id });
  const fromId = hold.consultantId;
  return accept({ fromId, toId: to.id, expiresAt: hold.expiresAt, tell: [fromId, to.id] }, clauses);
}

export function decideRelease(
  facts: LiveHoldFacts,
): Decision<{ readonly holdId: HoldId; readonly tell: readonly StaffId[] }, NotYours> {
  const refused = notYours(facts);
  if (refused !== null) return refused;
  const hold = facts.hold as HoldFacts;
  return accept({ holdId: hold.id, tell: hold.consultantId === facts.byId ? [] : [hold.consultantId] }, clauses);
}

/** The time is up: the unit is free again, whoever was looking. */
export function decideExpire(
  facts: {
    readonly hold: HoldFacts;
  },
  now: Instant,
): Decision<{ readonly state: 'expired'; readonly tell: readonly StaffId[] }, 'HOLD_NOT_DUE'> {
  if (now < facts.hold.expiresAt) return refuse('HOLD_NOT_DUE', clauses, { until: facts.hold.expiresAt });
  return accept({ state: 'expired', tell: [facts.hold.consultantId] }, clauses);
}

export interface LeaverHoldFacts {
  readonly hold: HoldFacts;
  readonly because: 'leaving' | 'transfer';
  /** The first of their superiors who is at work at this site; null when there is none. */
  readonly heirId: StaffId | null;
}
export type LeaverHoldOutcome =
  | { readonly to: 'passed_on'; readonly toId: StaffId; readonly expiresAt: Instant; readonly tell: readonly StaffId[] }
  | { readonly to: 'released'; readonly tell: readonly StaffId[] };

/**
 * Nobody holds a unit at a site where they no longer work. A superior takes it over for the time that is left, whatever they hold
 * themselves: the customer waits for their answer. Whom nobody succeeds leaves a free unit behind.
 */
export function decideLeaverHold(
  rules: InventoryRuleValues,
  { hold, heirId }: LeaverHoldFacts,
): Decision<LeaverHoldOutcome, never> {
  const resting = ['S2.03.a6', ...clauses];
  return rules.leaverHolds === 'superior' && heirId !== null
    ? accept({ to: 'passed_on', toId: heirId, expiresAt: hold.expiresAt, tell: [heirId] }, resting)
    : accept({ to: 'released', tell: heirId === null ? [] : [heirId] }, resting);
}
