/** What can be sold, the states it goes through, and who has it meanwhile. */
import type { Instant } from '../kernel/instant.ts';

export type UnitId = string;
export type HoldId = string;
export type StaffId = string;
export type CustomerId = string;

/** Rooms and vehicles are one of a kind; memberships are sold without limit, goods by number. */
export const unitKinds = ['room', 'vehicle', 'membership', 'stock'] as const;
export type UnitKind = (typeof unitKinds)[number];
export const isSingle = (kind: UnitKind): boolean => kind === 'room' || kind === 'vehicle';

export const unitStates = ['withheld', 'available', 'held', 'subscribed', 'contracted', 'handed_over'] as const;
export type UnitState = (typeof unitStates)[number];

export const stockStates = ['in_transit', 'in_stock', 'at_branch', 'display', 'test_drive'] as const;
export type StockState = (typeof stockStates)[number];

/** A deal moves a unit forward; its end gives the unit back to the floor or under control, from wherever it stood. */
export const unitMoves = {
  withheld: ['available', 'subscribed'],
  available: ['withheld', 'held', 'subscribed'],
  held: ['available', 'subscribed'],
  subscribed: ['contracted', 'handed_over', 'available', 'withheld'],
  contracted: ['subscribed', 'handed_over', 'available', 'withheld'],
  handed_over: ['available', 'withheld'],
} as const satisfies Readonly<Record<UnitState, readonly UnitState[]>>;

export const mayMove = (from: UnitState, to: UnitState): boolean =>
  (unitMoves[from] as readonly UnitState[]).includes(to);
export const isSold = (state: UnitState): boolean =>
  state === 'subscribed' || state === 'contracted' || state === 'handed_over';

export const holdStates = ['live', 'expired', 'released', 'passed_on', 'converted', 'displaced'] as const;
export type HoldState = (typeof holdStates)[number];
/** A hold ends once. Passed on, it ends for the one and a new one lives for the other. */
export const holdMoves = {
  live: ['expired', 'released', 'passed_on', 'converted', 'displaced'],
  expired: [],
  released: [],
  passed_on: [],
  converted: [],
  displaced: [],
} as const satisfies Readonly<Record<HoldState, readonly HoldState[]>>;

/** The unit as rules about selling it see it. */
export interface UnitFacts {
  readonly id: UnitId;
  readonly kind: UnitKind;
  readonly state: UnitState;
  /** Whether the board or the vehicle itself says that it is taken. */
  readonly isMarked: boolean;
  readonly quantity: number | null;
}

/** A live hold as the rules see it. */
export interface HoldFacts {
  readonly id: HoldId;
  readonly customerId: CustomerId | null;
  readonly consultantId: StaffId;
  readonly expiresAt: Instant;
  readonly extended: number;
}
