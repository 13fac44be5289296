/** The pool: how a customer without an owner gets there, and who may take one. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { endAfterDays, type Instant } from '../kernel/instant.ts';
import { blankClaim, takeEffect } from './decide-register.ts';
import { isOpen, liveClaimAt, ranksAtLeast } from './lifecycle.ts';
import type { ClaimRuleValues } from './rules.ts';
import type { Actor, Claim, ClaimId, CustomerId, EndedReason, StaffId } from './types.ts';

export interface PoolEntry {
  readonly customerId: CustomerId;
  readonly fromClaimId: ClaimId;
  readonly exOwnerId: StaffId;
  readonly enteredAt: Instant;
  readonly reason: EndedReason;
}

/** Endings after which the customer has nobody; handing on and duplicates leave an owner behind. */
const leavesNobody: readonly EndedReason[] = [
  'missed_follow_up',
  'window_passed',
  'filing_expired',
  'sms_only',
  'withdrawn',
  'refunded',
];

export type EnterPoolRefusal = 'NO_POOL' | 'CLAIM_NOT_ENDED' | 'CUSTOMER_HAS_OWNER' | 'LEADER_DECIDES';

/** `leader` is null when the clock asks, and the person who decides otherwise. The entry dates from the end of the claim. */
export function decideEnterPool(
  rules: ClaimRuleValues,
  facts: { readonly claim: Claim; readonly others: readonly Claim[]; readonly leader: Actor | null },
  now: Instant,
): Decision<PoolEntry, EnterPoolRefusal> {
  const clauses = ['S0.08.c.3', 'S4.01.a17.lapse'];
  const { claim } = facts;
  if (rules.poolEntry === 'none') return refuse('NO_POOL', clauses);
  if (claim.endedAt === null || claim.endedReason === null || !leavesNobody.includes(claim.endedReason))
    return refuse('CLAIM_NOT_ENDED', clauses, { state: claim.state });
  const live = liveClaimAt(rules, facts.others, now);
  if (live) return refuse('CUSTOMER_HAS_OWNER', clauses, { ownerId: live.ownerId, until: live.protectedUntil });
  const mayDecide = facts.leader !== null && ranksAtLeast(facts.leader, rules.signerRole);
  // A card withdrawn for a reason is no lapsed customer: somebody has to say that the customer is worth another try.
  const byLeader = rules.poolEntry === 'leader_decides' || claim.endedReason === 'withdrawn';
  if (byLeader && !mayDecide) return refuse('LEADER_DECIDES', clauses, { signerRole: rules.signerRole });
  return accept(
    {
      customerId: claim.customerId,
      fromClaimId: claim.id,
      exOwnerId: claim.ownerId,
      enteredAt: byLeader ? now : claim.endedAt,
      reason: claim.endedReason,
    },
    clauses,
  );
}

export interface TakeFacts {
  /** Null when the customer is not, or no longer, in the pool. */
  readonly entry: PoolEntry | null;
  readonly claims: readonly Claim[];
  readonly takerId: StaffId;
  readonly takenToday: number;
  readonly holding: number;
  readonly timeZone: string;
}
export type TakeRefusal =
  | 'TAKEN_BY_ANOTHER'
  | 'NOT_IN_POOL'
  | 'FORMER_OWNER_WAITS'
  | 'DAILY_QUOTA_REACHED'
  | 'HOLDING_CAP_REACHED';

export function decideTakeFromPool(
  rules: ClaimRuleValues,
  facts: TakeFacts,
  input: { readonly newClaimId: ClaimId; readonly customerId: CustomerId; readonly siteId: string },
  now: Instant,
): Decision<Claim, TakeRefusal> {
  const clauses = ['S3.01.r.sup.daily'];
  const winner = liveClaimAt(rules, facts.claims, now) ?? facts.claims.find((claim) => isOpen(claim)) ?? null;
  if (winner) return refuse('TAKEN_BY_ANOTHER', clauses, { ownerId: winner.ownerId, takenAt: winner.registeredAt });
  const { entry } = facts;
  if (entry === null) return refuse('NOT_IN_POOL', clauses);
  const waitsUntil =
    rules.exOwnerWaitDays > 0 ? endAfterDays(entry.enteredAt, rules.exOwnerWaitDays, facts.timeZone) : null;
  if (entry.exOwnerId === facts.takerId && waitsUntil !== null && now < waitsUntil)
    return refuse('FORMER_OWNER_WAITS', clauses, { until: waitsUntil });
  if (rules.poolDailyQuota > 0 && facts.takenToday >= rules.poolDailyQuota)
    return refuse('DAILY_QUOTA_REACHED', clauses, { quota: rules.poolDailyQuota });
  if (rules.holdingCap > 0 && facts.holding >= rules.holdingCap)
    return refuse('HOLDING_CAP_REACHED', clauses, { cap: rules.holdingCap });
  const fresh: Claim = {
    ...blankClaim(
      { id: input.newClaimId, customerId: input.customerId, ownerId: facts.takerId, siteId: input.siteId },
      now,
    ),
    previousClaimId: entry.fromClaimId,
  };
  if (rules.signatureRequired)
    return accept({ ...fresh, state: 'awaiting_signature' }, [...clauses, 'S0.08.c.3', 'S0.08.c.1b']);
  return accept(takeEffect(rules, fresh, now, facts.timeZone), clauses);
}

/** Opening one more pooled customer today; one already opened may be looked at again. */
export function decideViewPooled(
  rules: ClaimRuleValues,
  facts: { readonly viewedToday: number; readonly viewedAlready: boolean },
): Decision<{ readonly viewedToday: number }, 'VIEW_QUOTA_REACHED'> {
  const clauses = ['S2.03.a7', 'S2.05.s1.access'];
  if (facts.viewedAlready) return accept({ viewedToday: facts.viewedToday }, clauses);
  if (rules.poolViewDailyQuota > 0 && facts.viewedToday >= rules.poolViewDailyQuota)
    return refuse('VIEW_QUOTA_REACHED', clauses, { quota: rules.poolViewDailyQuota });
  return accept({ viewedToday: facts.viewedToday + 1 }, clauses);
}
