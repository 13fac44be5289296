/** Crossed customers: two cards for one person, introductions, families. */
import { accept, type Alternative, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { settled } from './decide-end.ts';
import { endClaim, firstReceiverOf, isOpen, liveOwnerAt } from './lifecycle.ts';
import type { ClaimRuleValues } from './rules.ts';
import type { Claim, ClaimFacts, ClaimId, StaffId } from './types.ts';

export interface DuplicateVerdict {
  readonly winnerId: ClaimId;
  readonly ownerId: StaffId;
  /** Cards that give way. Their holders owe the owner help in closing the sale. */
  readonly voided: readonly Claim[];
  /** Holders whose late follow-up brought the duplicate about. */
  readonly lateHolders: readonly { readonly claimId: ClaimId; readonly staffId: StaffId; readonly yuan: number }[];
}

/** The last card of every file but the winner's: one that a leader gave to somebody else afterwards made no duplicate (K9). */
function lastOfOtherFiles(claims: readonly Claim[], winnerId: ClaimId): readonly ClaimId[] {
  const files = Map.groupBy(claims, ({ customerId }) => customerId);
  return [...files.values()].flatMap((cards) => {
    if (cards.some(({ id }) => id === winnerId)) return [];
    const [last] = [...cards].sort((a, b) => (a.registeredAt > b.registeredAt ? -1 : 1));
    return last ? [last.id] : [];
  });
}

/**
 * One customer, several cards, each with the file it was opened on: found when two customers prove to be one, or when a leader looks. Only cards in force compete; one
 * that already ended wins nothing by its early signature (reading A27).
 */
export function decideDuplicates(
  rules: ClaimRuleValues,
  claims: readonly Claim[],
  now: Instant,
): Decision<DuplicateVerdict, 'NO_DUPLICATE' | 'NOBODY_SIGNED'> {
  const clauses: ClauseId[] =
    rules.duplicateWinner === 'earliest_signature' ? ['S0.08.c.5', 'S0.08.c.5b'] : ['S0.02.own.1'];
  if (claims.length < 2) return refuse('NO_DUPLICATE', clauses);
  const standing = claims.map((claim) => settled(rules, claim, now));
  const inForce = standing.filter((claim) => liveOwnerAt(rules, claim, now) !== null);
  if (inForce.length === 0) return refuse('NOBODY_SIGNED', clauses);
  const rank = (claim: Claim): string =>
    rules.duplicateWinner === 'earliest_signature'
      ? (claim.signedAt ?? claim.effectiveAt ?? claim.registeredAt)
      : claim.registeredAt;
  const [winner, ...losers] = [...inForce].sort((a, b) =>
    rank(a) < rank(b) || (rank(a) === rank(b) && a.id < b.id) ? -1 : 1,
  );
  if (!winner) return refuse('NOBODY_SIGNED', clauses);
  const waiting = standing.filter((claim) => isOpen(claim) && claim.effectiveAt === null);
  const voided = [...losers, ...waiting].map((claim) => ({
    ...endClaim(claim, 'void', now, 'duplicate'),
    helpsClaimId: winner.id,
  }));
  const late = (rules.duplicateFineYuan > 0 ? lastOfOtherFiles(claims, winner.id) : [])
    .flatMap((id) => standing.filter((claim) => claim.id === id))
    .filter((claim) => claim.endedReason === 'missed_follow_up' && claim.ownerId !== winner.ownerId);
  const rejected = [...voided, ...late].map(
    (claim): Alternative => ({
      what: claim.ownerId,
      reason: claim.state === 'waste' ? 'CARD_LAPSED' : 'LATER_CARD',
      clauses: claim.state === 'waste' ? ['S0.08.c.7'] : clauses,
    }),
  );
  return accept(
    {
      winnerId: winner.id,
      ownerId: winner.ownerId,
      voided,
      lateHolders: late.map((claim) => ({ claimId: claim.id, staffId: claim.ownerId, yuan: rules.duplicateFineYuan })),
    },
    late.length > 0 ? [...clauses, 'S0.08.c.7'] : clauses,
    rejected,
  );
}

export interface ReferralFacts {
  /** Claims of the customer who brings the new one, oldest included. */
  readonly introducerClaims: readonly ClaimFacts[];
  readonly introducerStanding: 'registered' | 'closed' | 'unknown';
  /** Staff who have left; their rights went to whoever took the customer over (reading A08). */
  readonly goneStaff: readonly StaffId[];
  /** Whom the introducer or the newcomer names. */
  readonly named: StaffId | null;
  /** Settled by team leader and manager: whose direct relation it is. */
  readonly confirmedRelation: StaffId | null;
}
export type ReferralRefusal = 'BY_ROTATION' | 'RELATION_NOT_CONFIRMED';

/** To whom a customer brought by an existing one belongs; a refusal means the introduction decides nothing. */
export function decideReferralOwner(
  rules: ClaimRuleValues,
  facts: ReferralFacts,
  now: Instant,
): Decision<{ readonly ownerId: StaffId }, ReferralRefusal> {
  if (rules.referralOwner === 'direct_relation')
    return facts.confirmedRelation
      ? accept({ ownerId: facts.confirmedRelation }, ['S0.08.c.9'])
      : refuse('RELATION_NOT_CONFIRMED', ['S0.08.c.9', 'S0.08.c.9b']);
  if (rules.referralOwner === 'named_only')
    return facts.named !== null && facts.introducerStanding !== 'unknown'
      ? accept({ ownerId: facts.named }, ['S4.01.a13.referralnamed'])
      : refuse('BY_ROTATION', ['S4.01.a13.referralunnamed']);
  const owner = firstOrSuccessor(rules, facts.introducerClaims, facts.goneStaff, now);
  return owner ? accept({ ownerId: owner }, ['S0.02.own.310']) : refuse('BY_ROTATION', ['S0.02.own.310']);
}

/** Whose deal it is when members of one household came at different times. */
export function decideFamilyOwner(
  rules: ClaimRuleValues,
  facts: {
    readonly householdClaims: readonly ClaimFacts[];
    readonly goneStaff: readonly StaffId[];
    readonly confirmed: boolean;
  },
  now: Instant,
): Decision<{ readonly ownerId: StaffId }, 'SEPARATE' | 'FAMILY_NOT_CONFIRMED'> {
  if (rules.familyOwner === 'separate') return refuse('SEPARATE', ['S0.02.own.311']);
  if (!facts.confirmed) return refuse('FAMILY_NOT_CONFIRMED', ['S0.02.own.311']);
  const owner = firstOrSuccessor(rules, facts.householdClaims, facts.goneStaff, now);
  return owner ? accept({ ownerId: owner }, ['S0.02.own.311']) : refuse('SEPARATE', ['S0.02.own.311']);
}

function firstOrSuccessor(
  rules: ClaimRuleValues,
  claims: readonly ClaimFacts[],
  gone: readonly StaffId[],
  now: Instant,
): StaffId | null {
  const first = firstReceiverOf(claims);
  if (first !== null && !gone.includes(first)) return first;
  const successor = claims.find((claim) => liveOwnerAt(rules, claim, now) !== null);
  return successor && !gone.includes(successor.ownerId) ? successor.ownerId : null;
}
