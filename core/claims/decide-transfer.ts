/** Passing a customer on: one by one, or all of somebody's at once. The old claim ends and a new one continues it. */
import { accept, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import { endAfterDays, type Instant } from '../kernel/instant.ts';
import { settled } from './decide-end.ts';
import { blankClaim, takeEffect } from './decide-register.ts';
import { endClaim, isOpen, liveClaimAt, ranksAtLeast } from './lifecycle.ts';
import type { ClaimRuleValues } from './rules.ts';
import type { Actor, Claim, ClaimId, CustomerId, EndedReason, LeadingRole, StaffId } from './types.ts';

export type PassOnWhy = 'reallocated' | 'customer_request' | 'owner_left' | 'ruled';

const whyClauses: Record<PassOnWhy, readonly ClauseId[]> = {
  reallocated: ['S0.08.c.3', 'S3.01.r.sup.daily'],
  customer_request: ['S4.01.a16.change', 'S0.02.own.23'],
  owner_left: ['S0.02.own.312', 'S2.03.a6'],
  ruled: ['S0.02.own.4c'],
};
const whyEnded: Record<PassOnWhy, EndedReason> = {
  reallocated: 'passed_on',
  customer_request: 'customer_request',
  owner_left: 'owner_left',
  ruled: 'ruled',
};

export const reassigningRole = (rules: ClaimRuleValues): LeadingRole =>
  rules.mayReassign === 'signer' ? rules.signerRole : rules.mayReassign;

export type PassOnRefusal =
  | 'NOT_ALLOWED_TO_PASS_ON'
  | 'REASON_REQUIRED'
  | 'RECEIVER_NOT_ACTIVE'
  | 'SAME_OWNER'
  | 'CUSTOMER_HAS_OWNER';

export interface PassOnOutcome {
  /** The claim that ended by this, or had ended before. */
  readonly from: Claim;
  readonly to: Claim;
  readonly notice: CustomerNotice;
}
/** What the house owes the customer after a change: word of it, and a first contact by the new person. */
export interface CustomerNotice {
  readonly customerId: CustomerId;
  readonly formerId: StaffId;
  readonly replacementId: StaffId;
  readonly tellBy: Instant;
  readonly contactBy: Instant;
}

export const customerNotice = (
  rules: ClaimRuleValues,
  from: Claim,
  toId: StaffId,
  timeZone: string,
  now: Instant,
): CustomerNotice => ({
  customerId: from.customerId,
  formerId: from.ownerId,
  replacementId: toId,
  tellBy: endAfterDays(now, rules.replacementNoticeDays, timeZone),
  contactBy: endAfterDays(now, rules.replacementContactDays, timeZone),
});

/** The claim under which the receiver goes on. Passing on by the responsible person is itself the signature. */
export function continueClaim(
  rules: ClaimRuleValues,
  from: Claim,
  toId: StaffId,
  newClaimId: ClaimId,
  timeZone: string,
  now: Instant,
): Claim {
  const fresh: Claim = {
    ...blankClaim({ id: newClaimId, customerId: from.customerId, ownerId: toId, siteId: from.siteId }, now),
    previousClaimId: from.id,
    longTerm: from.longTerm,
    signedAt: rules.signatureRequired ? now : null,
  };
  const running = takeEffect(rules, fresh, now, timeZone); // same rules, fresh clocks
  return from.state === 'closed'
    ? { ...running, state: 'closed', stage: null, dueAt: null, protectedUntil: null, closedAt: from.closedAt }
    : running;
}

export function decidePassOn(
  rules: ClaimRuleValues,
  facts: {
    readonly claim: Claim;
    readonly others: readonly Claim[];
    readonly by: Actor;
    readonly receiverActive: boolean;
    readonly timeZone: string;
  },
  input: { readonly toId: StaffId; readonly newClaimId: ClaimId; readonly why: PassOnWhy; readonly reason: string },
  now: Instant,
): Decision<PassOnOutcome, PassOnRefusal> {
  const clauses = whyClauses[input.why];
  const claim = settled(rules, facts.claim, now);
  const role = reassigningRole(rules);
  if (!ranksAtLeast(facts.by, role)) return refuse('NOT_ALLOWED_TO_PASS_ON', clauses, { role });
  if (input.reason.trim() === '') return refuse('REASON_REQUIRED', clauses);
  if (!facts.receiverActive) return refuse('RECEIVER_NOT_ACTIVE', clauses, { staffId: input.toId });
  if (isOpen(claim) && claim.ownerId === input.toId) return refuse('SAME_OWNER', clauses, { staffId: input.toId });
  const other = liveClaimAt(
    rules,
    facts.others.filter((one) => one.id !== claim.id),
    now,
  );
  if (other) return refuse('CUSTOMER_HAS_OWNER', clauses, { ownerId: other.ownerId, until: other.protectedUntil });
  const from = isOpen(claim) ? endClaim(claim, 'transferred', now, whyEnded[input.why]) : claim;
  return accept(
    {
      from,
      to: continueClaim(rules, claim, input.toId, input.newClaimId, facts.timeZone, now),
      notice: customerNotice(rules, claim, input.toId, facts.timeZone, now),
    },
    [...clauses, 'S2.03.a8.replace'],
  );
}

export type HandoverWhy = 'left' | 'transferred' | 'long_leave';
export interface HandoverFacts {
  readonly ownerId: StaffId;
  readonly why: HandoverWhy;
  readonly leaveDays: number | null;
  /** The open claims of that person, in a stable order. */
  readonly claims: readonly { readonly id: ClaimId; readonly customerId: CustomerId }[];
  /** Who may receive, with the customers each holds now. */
  readonly receivers: readonly { readonly id: StaffId; readonly holding: number }[];
  readonly by: Actor;
  /** The drawn order of the claims: drawn at the edge, recorded here, so that the draw can be checked afterwards. */
  readonly drawn: readonly ClaimId[];
  /** The manager's own list. */
  readonly chosen: Readonly<Record<ClaimId, StaffId>>;
}
export interface Handover {
  readonly method: ClaimRuleValues['handoverMethod'];
  readonly assignments: readonly {
    readonly claimId: ClaimId;
    readonly customerId: CustomerId;
    readonly toId: StaffId;
  }[];
}
export type HandoverRefusal =
  | 'NOT_ALLOWED_TO_PASS_ON'
  | 'LEAVE_TOO_SHORT'
  | 'NO_RECEIVERS'
  | 'DRAW_INCOMPLETE'
  | 'CHOICE_INCOMPLETE';

const byLoad = (a: { id: StaffId; holding: number }, b: { id: StaffId; holding: number }): number =>
  a.holding - b.holding || (a.id < b.id ? -1 : 1);

/** Deals the claims one at a time to whoever holds fewest at that moment. */
function dealEvenly(claims: HandoverFacts['claims'], receivers: HandoverFacts['receivers']): Handover['assignments'] {
  const load = receivers.map((receiver) => ({ ...receiver }));
  return claims.flatMap((claim) => {
    const next = [...load].sort(byLoad)[0];
    if (!next) return [];
    next.holding += 1;
    return [{ claimId: claim.id, customerId: claim.customerId, toId: next.id }];
  });
}

export function decideHandover(
  rules: ClaimRuleValues,
  facts: HandoverFacts,
  _now: Instant,
): Decision<Handover, HandoverRefusal> {
  const clauses = ['S0.02.own.312', 'S2.03.a6'];
  const role = reassigningRole(rules);
  if (!ranksAtLeast(facts.by, role)) return refuse('NOT_ALLOWED_TO_PASS_ON', clauses, { role });
  if (facts.why === 'long_leave' && (facts.leaveDays ?? 0) < rules.longLeaveDays)
    return refuse('LEAVE_TOO_SHORT', clauses, { leaveDays: facts.leaveDays ?? 0, longLeaveDays: rules.longLeaveDays });
  const receivers = facts.receivers.filter((receiver) => receiver.id !== facts.ownerId);
  if (receivers.length === 0) return refuse('NO_RECEIVERS', clauses);
  const byId = new Map(facts.claims.map((claim) => [claim.id, claim]));
  const method = rules.handoverMethod;
  if (method === 'manager_choice') {
    const known = new Set(receivers.map((receiver) => receiver.id));
    const missing = facts.claims.filter((claim) => !known.has(facts.chosen[claim.id] ?? ''));
    if (missing.length > 0) return refuse('CHOICE_INCOMPLETE', clauses, { missing: missing.length });
    const assignments = facts.claims.map((claim) => ({
      claimId: claim.id,
      customerId: claim.customerId,
      toId: facts.chosen[claim.id] ?? '',
    }));
    return accept({ method, assignments }, clauses);
  }
  if (method === 'even') return accept({ method, assignments: dealEvenly(facts.claims, receivers) }, clauses);
  // The draw mixes the customers; dealing them round in the order of the names then leaves everybody with the same number.
  const drawn = facts.drawn.flatMap((id) => byId.get(id) ?? []);
  if (drawn.length !== facts.claims.length || new Set(facts.drawn).size !== facts.drawn.length)
    return refuse('DRAW_INCOMPLETE', clauses, { drawn: drawn.length, claims: facts.claims.length });
  const names = receivers.map((receiver) => receiver.id).sort();
  const assignments = drawn.map((claim, turn) => ({
    claimId: claim.id,
    customerId: claim.customerId,
    toId: names[turn % names.length] ?? '',
  }));
  return accept({ method, assignments }, clauses);
}

/** A claim taken over from an older register: it begins now with fresh clocks, signed where the house signs. */
export const adoptedClaim = (
  rules: ClaimRuleValues,
  input: Parameters<typeof blankClaim>[0],
  timeZone: string,
  now: Instant,
): Claim => ({
  ...continueClaim(rules, blankClaim(input, now), input.ownerId, input.id, timeZone, now),
  previousClaimId: null,
});

export interface AdoptFacts {
  /** Whose the customers are by the older register; all of one site. */
  readonly owners: readonly { readonly customerId: CustomerId; readonly ownerId: StaffId; readonly siteId: string }[];
  readonly timeZone: string;
}
/** They all begin at once, so one set of clocks says it of each. */
export interface Adoption {
  readonly claims: number;
  readonly dueAt: Instant | null;
  readonly protectedUntil: Instant | null;
}

export function decideAdopt(rules: ClaimRuleValues, facts: AdoptFacts, now: Instant): Decision<Adoption, never> {
  const any = adoptedClaim(rules, { id: '', customerId: '', ownerId: '', siteId: '' }, facts.timeZone, now);
  const { dueAt, protectedUntil } = any;
  return accept({ claims: facts.owners.length, dueAt, protectedUntil }, ['S0.02.own.21', 'S4.01.a17.first']);
}
