/** The customer file in the words of the rules. Everything is plain JSON, because it is kept in the journal and decided again. */
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { formNames, relationNames, requirableFields } from './rules.ts';

export type CustomerId = string;
export type StaffId = string;
export type SiteId = string;
export type TeamId = string;

export type CustomerKind = 'person' | 'company';
export const customerTypes = ['end_customer', 'dealer', 'distributor', 'supplier', 'special'] as const;
export type CustomerType = (typeof customerTypes)[number];
export const sourceNames = [
  'walk_in',
  'phone',
  'website',
  'exhibition',
  'meeting',
  'referral',
  'agent',
  'advertisement',
  'outreach',
  'import',
  'other',
] as const;
export type Source = (typeof sourceNames)[number];
export const grades = ['A', 'B', 'C', 'D'] as const;
export type Grade = (typeof grades)[number];

export type RequirableField = (typeof requirableFields)[number];
export type FormName = (typeof formNames)[number];
export type Relation = (typeof relationNames)[number];

/** What identifies somebody. Values are already normalised; an identity number arrives as a keyed hash, never in the clear. */
export const keyKinds = ['phone', 'id_number', 'card', 'plate'] as const;
export type KeyKind = (typeof keyKinds)[number];
export interface CustomerKey {
  readonly kind: KeyKind;
  readonly value: string;
}

/** The identity of one person or company as the matching rules compare it. */
export interface Identity {
  readonly keys: readonly CustomerKey[];
  /** Folded name and address (see keys.ts); empty when unknown. */
  readonly nameKey: string;
  readonly addressKey: string;
}

/** What everybody may learn of a live claim: whose, and until when. */
export interface ClaimBrief {
  readonly ownerId: StaffId;
  readonly ownerName: string;
  readonly until: Instant | null;
}

export interface Candidate {
  readonly customerId: CustomerId;
  readonly identity: Identity;
  readonly claim: ClaimBrief | null;
  /** Inside the viewer's scope: decided by visibility.ts on the server before the match is shown. */
  readonly visible: boolean;
}

export type Scope = 'self' | 'team' | 'site' | 'company';
export interface Viewer {
  readonly staffId: StaffId;
  /** Null: this person's roles give no view of customers at all. */
  readonly scope: Scope | null;
  readonly teamIds: readonly TeamId[];
  readonly siteIds: readonly SiteId[];
}

/** Who handles a customer, which is all that visibility depends on. */
export interface Handling {
  readonly ownerId: StaffId | null;
  /** People who serve, assist or are second contact right now; earlier owners are not here. */
  readonly servingIds: readonly StaffId[];
  readonly teamId: TeamId | null;
  readonly siteId: SiteId | null;
  readonly confidential: boolean;
}

export interface Dated {
  readonly at: Instant;
  readonly on: LocalDate;
}
