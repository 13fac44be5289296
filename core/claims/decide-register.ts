/** Opening a claim and signing it: from the first meeting to the instant it protects. */
import { accept, type Alternative, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import { addHours, endOfDay, type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import { cardClocks, laterOf, startClocks } from './clocks.ts';
import { endClaim, isOpen, liveClaimAt, liveOwnerAt, ranksAtLeast } from './lifecycle.ts';
import type { ClaimRuleValues } from './rules.ts';
import type { Actor, Claim, ClaimId, CustomerId, SiteId, StaffId } from './types.ts';

export interface RegisterClaim {
  readonly id: ClaimId;
  readonly customerId: CustomerId;
  readonly ownerId: StaffId;
  readonly siteId: SiteId;
  readonly origin: 'visit' | 'call' | 'referral' | 'event' | 'import' | 'manual';
  /** The customer left a telephone number with the consultant on duty. */
  readonly phoneLeft: boolean;
  /** Written down but not yet handed in for signature. */
  readonly asDraft: boolean;
}

export type RegisterRefusal = 'CALL_CREATES_NO_CLAIM' | 'CUSTOMER_HAS_OWNER' | 'CARD_ALREADY_OPEN';

export const blankClaim = (
  input: Pick<RegisterClaim, 'id' | 'customerId' | 'ownerId' | 'siteId'>,
  now: Instant,
): Claim => ({
  id: input.id,
  customerId: input.customerId,
  ownerId: input.ownerId,
  siteId: input.siteId,
  state: 'draft',
  registeredAt: now,
  effectiveAt: null,
  dueAt: null,
  protectedUntil: null,
  endedAt: null,
  endedReason: null,
  stage: null,
  signedAt: null,
  followUps: 0,
  smsRun: 0,
  lastContactAt: null,
  signingSince: null,
  secondDueOn: null,
  longTerm: false,
  firstSmsDueAt: null,
  firstSmsAt: null,
  closedAt: null,
  previousClaimId: null,
  helpsClaimId: null,
});

const beginClauses: Record<ClaimRuleValues['model'], readonly ClauseId[]> = {
  filing: ['S0.02.own.1', 'S0.02.own.21'],
  contact_window: ['S4.01.a17.first', 'S4.01.a17.lapse'],
  card: ['S0.08.c.1', 'S0.08.c.1b'],
  day_designation: ['S1.19.x.1'],
};

/** The claim in force from `at`, with its first clocks running. */
export const takeEffect = (rules: ClaimRuleValues, claim: Claim, at: Instant, timeZone: string): Claim => ({
  ...claim,
  state: 'live',
  stage: rules.model === 'card' ? 'first_due' : null,
  effectiveAt: at,
  // A reception that opens the claim is itself the last contact the window counts from.
  lastContactAt: rules.model === 'contact_window' ? laterOf(at, claim.lastContactAt) : claim.lastContactAt,
  ...startClocks(rules, at, timeZone),
});

export function decideRegister(
  rules: ClaimRuleValues,
  facts: { readonly claims: readonly Claim[]; readonly timeZone: string },
  input: RegisterClaim,
  now: Instant,
): Decision<{ readonly claim: Claim; readonly duplicates: ClaimId | null }, RegisterRefusal> {
  if (input.origin === 'call' && !rules.callCreatesClaim) return refuse('CALL_CREATES_NO_CLAIM', ['S4.01.a39']);
  const live = liveClaimAt(rules, facts.claims, now);
  // A card may be opened beside a live one, since only signing decides; without a signature the first registration already has.
  if (live && (!rules.signatureRequired || live.ownerId === input.ownerId))
    return refuse('CUSTOMER_HAS_OWNER', ['S0.02.own.1', 'S4.01.a17.first'], {
      ownerId: live.ownerId,
      until: live.protectedUntil,
      mine: live.ownerId === input.ownerId,
    });
  const waiting = facts.claims.find(
    (claim) => isOpen(claim) && claim.effectiveAt === null && claim.ownerId === input.ownerId,
  );
  if (waiting) return refuse('CARD_ALREADY_OPEN', ['S0.08.c.1'], { claimId: waiting.id });

  const smsDue = rules.firstSmsSameDay && input.phoneLeft;
  const opened: Claim = {
    ...blankClaim(input, now),
    firstSmsDueAt: smsDue ? endOfDay(localDateOf(now, facts.timeZone), facts.timeZone) : null,
  };
  const clauses = [...beginClauses[rules.model], ...(smsDue ? ['S0.08.c.12'] : [])];
  if (input.asDraft) return accept({ claim: opened, duplicates: live?.id ?? null }, clauses);
  if (rules.signatureRequired)
    return accept({ claim: { ...opened, state: 'awaiting_signature' }, duplicates: live?.id ?? null }, clauses);
  return accept({ claim: takeEffect(rules, opened, now, facts.timeZone), duplicates: null }, clauses);
}

/** Hands a draft in. Late when not on the day of the first contact; the card then protects only from its later signature. */
export function decideOpenCard(
  rules: ClaimRuleValues,
  facts: { readonly claim: Claim; readonly claims: readonly Claim[]; readonly timeZone: string },
  now: Instant,
): Decision<{ readonly claim: Claim; readonly late: boolean }, 'NOT_A_DRAFT' | 'CUSTOMER_HAS_OWNER'> {
  if (facts.claim.state !== 'draft') return refuse('NOT_A_DRAFT', ['S0.08.c.1'], { state: facts.claim.state });
  const late = localDateOf(facts.claim.registeredAt, facts.timeZone) !== localDateOf(now, facts.timeZone);
  if (rules.signatureRequired)
    return accept({ claim: { ...facts.claim, state: 'awaiting_signature' }, late }, ['S0.08.c.1', 'S0.08.c.1b']);
  const live = liveClaimAt(rules, facts.claims, now);
  if (live) return refuse('CUSTOMER_HAS_OWNER', ['S0.02.own.1'], { ownerId: live.ownerId, until: live.protectedUntil });
  return accept({ claim: takeEffect(rules, facts.claim, now, facts.timeZone), late }, ['S0.08.c.1']);
}

export type SignRefusal = 'NOT_AWAITING_SIGNATURE' | 'NOT_THE_SIGNER';
export interface SignOutcome {
  /** The signed card: live, or void because another one was first. */
  readonly claim: Claim;
  /** A live card of somebody else that gives way. */
  readonly voided: Claim | null;
}

export function decideSign(
  rules: ClaimRuleValues,
  facts: {
    readonly claim: Claim;
    readonly others: readonly Claim[];
    readonly signer: Actor;
    readonly timeZone: string;
    readonly secondDueOn: LocalDate | null;
  },
  now: Instant,
): Decision<SignOutcome, SignRefusal> {
  const { claim } = facts;
  const second = claim.state === 'live' && claim.stage === 'signing';
  if (claim.state !== 'awaiting_signature' && !second)
    return refuse('NOT_AWAITING_SIGNATURE', ['S0.08.c.1b'], { state: claim.state });
  if (!ranksAtLeast(facts.signer, rules.signerRole))
    return refuse('NOT_THE_SIGNER', ['S0.08.c.1b'], { signerRole: rules.signerRole });
  return second ? signSecond(rules, claim, facts.timeZone, now) : signFirst(rules, facts, now);
}

/** Signed within the window the validity runs from the visit itself, later from the day of the signature. */
function signSecond(
  rules: ClaimRuleValues,
  claim: Claim,
  timeZone: string,
  now: Instant,
): Decision<SignOutcome, SignRefusal> {
  const visited = claim.signingSince ?? now;
  const inTime = now <= addHours(visited, rules.secondSignatureHours);
  const base = laterOf(inTime ? visited : now, claim.lastContactAt);
  const signed: Claim = {
    ...claim,
    stage: 'running',
    signingSince: null,
    ...cardClocks(rules, 'running', base, claim, timeZone),
  };
  return accept({ claim: signed, voided: null }, ['S0.08.c.2b', 'S0.08.c.2c']);
}

function signFirst(
  rules: ClaimRuleValues,
  facts: {
    readonly claim: Claim;
    readonly others: readonly Claim[];
    readonly timeZone: string;
    readonly secondDueOn: LocalDate | null;
  },
  now: Instant,
): Decision<SignOutcome, SignRefusal> {
  const { claim, timeZone } = facts;
  const rival = facts.others.find((other) => other.id !== claim.id && liveOwnerAt(rules, other, now) !== null);
  // A deal settles whose the customer is: a card signed after it comes too late, however early it was registered.
  const rivalGivesWay =
    rival &&
    rival.state !== 'closed' &&
    rules.duplicateWinner === 'earliest_registration' &&
    claim.registeredAt < rival.registeredAt;
  if (rival && !rivalGivesWay) {
    const lost: Alternative = { what: claim.ownerId, reason: 'SIGNED_LATER', clauses: ['S0.08.c.5'] };
    const voided = { ...endClaim({ ...claim, signedAt: now }, 'void', now, 'duplicate'), helpsClaimId: rival.id };
    return accept({ claim: voided, voided: null }, ['S0.08.c.5', 'S0.08.c.5b', 'S0.02.own.1'], [lost]);
  }
  const sameDay = localDateOf(claim.registeredAt, timeZone) === localDateOf(now, timeZone);
  const from = sameDay || rules.lateSignature === 'opening_time' ? claim.registeredAt : now;
  // Never before the end of somebody else's claim: two persons cannot have owned the customer at one instant.
  const free = facts.others.reduce<Instant>((at, other) => (other.effectiveAt ? laterOf(at, other.endedAt) : at), from);
  const effectiveAt = rivalGivesWay ? now : free;
  const signed = { ...takeEffect(rules, claim, effectiveAt, timeZone), signedAt: now, secondDueOn: facts.secondDueOn };
  return accept(
    {
      claim: withEarlyFirstSms(rules, signed, timeZone),
      voided: rivalGivesWay ? { ...endClaim(rival, 'void', now, 'duplicate'), helpsClaimId: claim.id } : null,
    },
    [...(sameDay ? ['S0.08.c.1b'] : ['S0.08.c.1b', 'S0.08.c.1c']), ...(rivalGivesWay ? ['S0.02.own.1'] : [])],
  );
}

/** The text message of the first day usually leaves before the leader has signed; it is then already the first follow-up. */
function withEarlyFirstSms(rules: ClaimRuleValues, claim: Claim, timeZone: string): Claim {
  if (
    rules.model !== 'card' ||
    claim.firstSmsAt === null ||
    !rules.firstSmsIsFirstFollowUp ||
    claim.effectiveAt === null
  )
    return claim;
  const at = laterOf(claim.effectiveAt, claim.firstSmsAt);
  return {
    ...claim,
    stage: 'second_due',
    followUps: 1,
    lastContactAt: claim.firstSmsAt,
    smsRun: rules.firstSmsFeedsRun ? 1 : 0,
    ...cardClocks(rules, 'second_due', at, claim, timeZone),
  };
}
