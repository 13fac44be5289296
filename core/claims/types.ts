/** The shapes claims are decided on. Plain JSON: the journal stores them and must be able to decide again from them. */
import type { Instant, LocalDate } from '../kernel/instant.ts';

export type StaffId = string;
export type CustomerId = string;
export type SiteId = string;
export type ClaimId = string;

export type ClaimState =
  | 'draft'
  | 'awaiting_signature'
  | 'live'
  | 'waste'
  | 'void'
  | 'cancelled'
  | 'lapsed'
  | 'transferred'
  | 'closed';

/** Where a signed card stands: which follow-up is due, or that the second one waits for its signature. */
export type ClaimStage = 'first_due' | 'second_due' | 'signing' | 'running';

export type EndedReason =
  | 'missed_follow_up'
  | 'window_passed'
  | 'filing_expired'
  | 'day_over'
  | 'sms_only'
  | 'duplicate'
  | 'withdrawn'
  | 'passed_on'
  | 'customer_request'
  | 'owner_left'
  | 'ruled'
  | 'refunded'
  | 'returned_as_new';

/** A claim as the other capabilities see it. */
export interface ClaimFacts {
  readonly id: ClaimId;
  readonly customerId: CustomerId;
  readonly ownerId: StaffId;
  readonly siteId: SiteId;
  readonly state: ClaimState;
  readonly registeredAt: Instant;
  readonly effectiveAt: Instant | null;
  /** When the next follow-up is due at the latest; null when nothing is due. */
  readonly dueAt: Instant | null;
  /** The first instant at which the claim no longer protects; null while nothing limits it. */
  readonly protectedUntil: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedReason: EndedReason | null;
}

export interface Claim extends ClaimFacts {
  readonly stage: ClaimStage | null;
  readonly signedAt: Instant | null;
  /** Valid follow-ups so far. */
  readonly followUps: number;
  /** Text messages in a row since the last two-way contact. */
  readonly smsRun: number;
  readonly lastContactAt: Instant | null;
  /** The second follow-up that waits for the leader's signature. */
  readonly signingSince: Instant | null;
  /** The day the leader set for the second follow-up. */
  readonly secondDueOn: LocalDate | null;
  readonly longTerm: boolean;
  readonly firstSmsDueAt: Instant | null;
  readonly firstSmsAt: Instant | null;
  readonly closedAt: Instant | null;
  /** The claim this one continues, or duplicates. */
  readonly previousClaimId: ClaimId | null;
  readonly helpsClaimId: ClaimId | null;
}

export type ContactChannel = 'call' | 'visit' | 'reception' | 'sms' | 'chat' | 'email' | 'note';

export interface Contact {
  readonly at: Instant;
  readonly channel: ContactChannel;
  /** The customer answered: the call was taken, the message replied to. */
  readonly answered: boolean;
}

/** Roles are the ones of the organisation; a higher one may do what a lower one may. */
export type LeadingRole = 'team_leader' | 'supervisor' | 'manager';
export interface Actor {
  readonly id: StaffId;
  readonly roles: readonly string[];
}
