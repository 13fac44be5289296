/** The shapes approvals are decided on. Plain JSON: the journal keeps the route and the people as they stood when somebody signed. */
import type { Instant } from '../kernel/instant.ts';
import type { Matter } from './matters.ts';

export type StaffId = string;

export type ApprovalState = 'pending' | 'returned' | 'approved' | 'rejected' | 'withdrawn' | 'expired';
export const approvalMoves = {
  pending: ['approved', 'rejected', 'returned', 'withdrawn', 'expired'],
  returned: ['pending', 'withdrawn'], // put right and sent again: a new round
  approved: [],
  rejected: [],
  withdrawn: [],
  expired: [],
} satisfies Record<ApprovalState, readonly ApprovalState[]>;

/** One signature that a step asks for: of anybody who holds one of the roles, or of one person. */
export interface Seat {
  readonly roles: readonly string[];
  readonly staffId: StaffId | null;
}
export interface Step {
  readonly key: string;
  /** The house's table, the limits of authority, somebody who asked for another opinion, or a superior who passed it on. */
  readonly origin: 'route' | 'limit' | 'added' | 'passed_on';
  readonly seats: readonly Seat[];
}

/** In whose right somebody signs. */
export type SignedAs = 'holder' | 'delegate' | 'stand_in' | 'next_level';
export interface Signature {
  readonly stepKey: string;
  readonly signerId: StaffId;
  readonly as: SignedAs;
  /** For whom, when as a delegate. */
  readonly forId: StaffId | null;
  /** The seats of the step it may count for; it counts for one. */
  readonly seats: readonly number[];
}

/** Who signs when a superior is away: so many of these roles together; 0: nobody stands in, it goes one level up. */
export interface StandIns {
  readonly needed: number;
  readonly roles: readonly string[];
}

export interface ApprovalFacts {
  readonly id: string;
  readonly matter: Matter;
  readonly state: ApprovalState;
  readonly round: number;
  readonly applicantId: StaffId | null;
  /** Whoever applied, sent it in, or has a part in it: they never sign. */
  readonly barred: readonly StaffId[];
  readonly steps: readonly Step[];
  /** The step whose turn it is; null when it is over. */
  readonly stepKey: string | null;
  readonly standIns: StandIns;
  readonly dueAt: Instant | null;
  /** Unsigned when the time is up, it is over; otherwise the next level is reminded. */
  readonly lapses: boolean;
  /** Of this round. */
  readonly signatures: readonly Signature[];
}

/** Somebody who could come into question at this site. */
export interface PersonFacts {
  readonly id: StaffId;
  readonly roles: readonly string[];
  /** On leave by the record, or has said to be away. */
  readonly absent: boolean;
  /** Who signs for them now, by what they arranged. */
  readonly delegates: readonly StaffId[];
}

/** What is measured against the limits of authority. */
export interface Magnitude {
  readonly discountPercent?: number | undefined;
  readonly belowListFen?: number | undefined;
  readonly amountFen?: number | undefined;
  readonly lateDays?: number | undefined;
}
