/** How a claim ends: by its own clock, by withdrawal, by a deal, by a refund. */
import { accept, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { lapseAt, lapsedInto } from './clocks.ts';
import { endClaim, isOpen, liveOwnerAt, ranksAtLeast } from './lifecycle.ts';
import type { ClaimRuleValues } from './rules.ts';
import type { Actor, Claim } from './types.ts';

const lapseClauses: Record<ClaimRuleValues['model'], readonly ClauseId[]> = {
  filing: ['S0.02.own.21'],
  contact_window: ['S4.01.a17.lapse'],
  card: ['S0.08.c.2', 'S0.08.c.2c'],
  day_designation: ['S1.19.x.1'],
};

/** The claim ended when its clock ran out, however late this is asked: the same instant in the record whoever notices. */
export function decideLapse(
  rules: ClaimRuleValues,
  claim: Claim,
  now: Instant,
): Decision<Claim, 'NOT_YET_DUE' | 'NOT_LIVE'> {
  if (claim.state !== 'live') return refuse('NOT_LIVE', lapseClauses[rules.model], { state: claim.state });
  const at = lapseAt(claim);
  if (at === null || now < at) return refuse('NOT_YET_DUE', lapseClauses[rules.model], { lapsesAt: at });
  const { state, reason } = lapsedInto(rules);
  return accept(endClaim(claim, state, at, reason), lapseClauses[rules.model]);
}

/** The claim as it stands now, whether or not anybody has written down that it lapsed. */
export function settled(rules: ClaimRuleValues, claim: Claim, now: Instant): Claim {
  const decision = decideLapse(rules, claim, now);
  return decision.accepted ? decision.outcome : claim;
}

/** Short enough to type, long enough to say something. */
export const WITHDRAWAL_REASON_MIN = 6;

export type WithdrawRefusal = 'CLAIM_ENDED' | 'REASON_TOO_SHORT' | 'NOT_THE_SIGNER';

/** The paper card goes to the assistant, who keeps it: a card is withdrawn, never destroyed. */
export function decideWithdraw(
  rules: ClaimRuleValues,
  facts: { readonly claim: Claim; readonly signer: Actor },
  reason: string,
  now: Instant,
): Decision<{ readonly claim: Claim; readonly custodian: 'sales_assistant' }, WithdrawRefusal> {
  const clauses = ['S0.08.c.10', 'S2.15.c3.10'];
  const claim = settled(rules, facts.claim, now);
  if (!isOpen(claim) || claim.state === 'closed') return refuse('CLAIM_ENDED', clauses, { state: claim.state });
  if ([...reason.trim()].length < WITHDRAWAL_REASON_MIN)
    return refuse('REASON_TOO_SHORT', clauses, { charactersMin: WITHDRAWAL_REASON_MIN });
  if (!ranksAtLeast(facts.signer, rules.signerRole))
    return refuse('NOT_THE_SIGNER', clauses, { signerRole: rules.signerRole });
  return accept({ claim: endClaim(claim, 'cancelled', now, 'withdrawn'), custodian: 'sales_assistant' }, clauses);
}

/** A deal settles the claim. The owner stays: they do the later follow-up and the after-sales work. */
export function decideClose(rules: ClaimRuleValues, claim: Claim, now: Instant): Decision<Claim, 'NOT_LIVE'> {
  const clauses = ['S0.02.own.22', 'S0.02.own.39'];
  if (claim.state === 'closed' || liveOwnerAt(rules, claim, now) === null)
    return refuse('NOT_LIVE', clauses, { state: claim.state });
  const closed: Claim = {
    ...claim,
    state: 'closed',
    dueAt: null,
    protectedUntil: null,
    signingSince: null,
    closedAt: now,
  };
  return accept(closed, clauses);
}

/** A customer who gives the unit back belongs to nobody; who names the former consultant comes back to them by the desk's rule. */
export function decideRefund(_rules: ClaimRuleValues, claim: Claim, now: Instant): Decision<Claim, 'NOT_CLOSED'> {
  if (claim.state !== 'closed') return refuse('NOT_CLOSED', ['S4.01.a13.refund'], { state: claim.state });
  return accept(endClaim(claim, 'lapsed', now, 'refunded'), ['S4.01.a13.refund']);
}
