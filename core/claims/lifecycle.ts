import type { Instant } from '../kernel/instant.ts';
import { rankOf } from '../organisation/index.ts';
import type { ClaimRuleValues } from './rules.ts';
import type { Actor, Claim, ClaimFacts, ClaimState, EndedReason, LeadingRole, StaffId } from './types.ts';

/**
 * The life of a claim. A claim handed on ends as `transferred` and continues as a new one, so its history is never rewritten;
 * a closed one still has its owner, who looks after the customer, until refund or handover.
 */
export const claimMoves = {
  draft: ['awaiting_signature', 'live', 'cancelled', 'void', 'transferred'],
  awaiting_signature: ['live', 'cancelled', 'void', 'transferred'],
  live: ['waste', 'void', 'cancelled', 'lapsed', 'transferred', 'closed'],
  closed: ['lapsed', 'transferred', 'live'],
  waste: [],
  void: [],
  cancelled: [],
  lapsed: [],
  transferred: [],
} satisfies Record<ClaimState, readonly ClaimState[]>;

export const isOpen = (claim: ClaimFacts): boolean => claim.endedAt === null;

/**
 * Whose customer this claim makes it at an instant, past instants included: the answer depends on what the claim says, never on
 * whether anybody has yet written down that it lapsed.
 */
export function liveOwnerAt(_rules: ClaimRuleValues, claim: ClaimFacts, now: Instant): StaffId | null {
  if (claim.effectiveAt === null || now < claim.effectiveAt) return null;
  if (claim.endedAt !== null && now >= claim.endedAt) return null;
  if (claim.protectedUntil !== null && now >= claim.protectedUntil) return null;
  return claim.ownerId;
}

export const liveClaimAt = <C extends ClaimFacts>(
  rules: ClaimRuleValues,
  claims: readonly C[],
  now: Instant,
): C | null => claims.find((claim) => liveOwnerAt(rules, claim, now) !== null) ?? null;

export const endClaim = (claim: Claim, state: ClaimState, at: Instant, reason: EndedReason): Claim => ({
  ...claim,
  state,
  dueAt: null,
  endedAt: at,
  endedReason: reason,
});

/** A superior may do what the rulebook gives to a post below; the system's administrator stands outside that line. */
export const ranksAtLeast = (actor: Actor, role: LeadingRole): boolean =>
  actor.roles.some((held) => (rankOf(held) ?? 0) >= (rankOf(role) ?? 0));

const began = (claim: ClaimFacts): string => `${claim.registeredAt} ${claim.effectiveAt} ${claim.id}`;

/**
 * The earliest receiver of a customer: who received first keeps serving, and an introduced customer comes to them. When they left or
 * moved, their rights went to whoever the customer was handed to (reading A08).
 */
export function firstReceiverOf(claims: readonly ClaimFacts[]): StaffId | null {
  const inForce = claims.filter((claim) => claim.effectiveAt !== null).sort((a, b) => (began(a) < began(b) ? -1 : 1));
  const ofFirst = inForce.filter((claim) => claim.customerId === inForce[0]?.customerId);
  const keeper = ofFirst.find((claim) => claim.endedReason !== 'owner_left') ?? ofFirst.at(-1);
  return keeper?.ownerId ?? null;
}
