/**
 * A draft on its way to a version: who may review it, when it may be published, until when a version may be taken back. Four eyes: a
 * text is approved by somebody who did not write in it, unless the company has nobody else who may.
 */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addHours, type Instant } from '../kernel/instant.ts';
import {
  decideVersion,
  type PublishFacts,
  type PublishInput,
  unseenExamples,
  type VersionOutcome,
} from './decide-version.ts';

export type DraftState = 'open' | 'published' | 'discarded';
const CHANGES = ['S4.01.a52', 'S1.06.v1'];

const WORDS = { open: ['进行中', 'open'], published: ['发布', 'published'], discarded: ['作废', 'discarded'] } as const;
const closed = (state: DraftState) =>
  refuse('DRAFT_CLOSED', CHANGES, { state, stateZh: WORDS[state][0], stateEn: WORDS[state][1] });

export interface AskReviewFacts {
  readonly state: DraftState;
  /** Everybody who may review this draft. */
  readonly reviewers: readonly string[];
}

export function decideAskReview(
  { state, reviewers }: AskReviewFacts,
  reviewerId: string | null,
): Decision<{ readonly reviewerId: string | null }, 'DRAFT_CLOSED' | 'REVIEWER_MAY_NOT'> {
  if (state !== 'open') return closed(state);
  if (reviewerId !== null && !reviewers.includes(reviewerId))
    return refuse('REVIEWER_MAY_NOT', CHANGES, { field: 'reviewerId', reviewerId });
  return accept({ reviewerId }, CHANGES);
}

export interface ReviewFacts {
  readonly state: DraftState;
  /** The request that waits; null when nobody asked. Without a reviewer any holder of the right may answer it. */
  readonly asked: { readonly reviewerId: string | null } | null;
  /** Who answered the last request; null when it waits or nobody ever asked. */
  readonly answeredBy: string | null;
  /** Everybody who wrote in the draft. */
  readonly editorIds: readonly string[];
  /** Active people who hold the right to review and did not write in the draft. */
  readonly otherReviewers: number;
}
export type Verdict = 'approved' | 'returned';

export function decideReview(
  { state, asked, answeredBy, editorIds, otherReviewers }: ReviewFacts,
  verdict: Verdict,
  actorId: string | null,
): Decision<
  { readonly verdict: Verdict; readonly byAuthor: boolean },
  'DRAFT_CLOSED' | 'ALREADY_REVIEWED' | 'REVIEW_NOT_ASKED' | 'OWN_DRAFT' | 'NOT_THE_REVIEWER'
> {
  if (state !== 'open') return closed(state);
  if (asked === null && answeredBy !== null) return refuse('ALREADY_REVIEWED', CHANGES, { reviewer: answeredBy });
  if (asked === null) return refuse('REVIEW_NOT_ASKED', CHANGES);
  const byAuthor = actorId !== null && editorIds.includes(actorId);
  if (byAuthor && otherReviewers > 0) return refuse('OWN_DRAFT', CHANGES, { otherReviewers });
  if (asked.reviewerId !== null && asked.reviewerId !== actorId)
    return refuse('NOT_THE_REVIEWER', CHANGES, { reviewer: asked.reviewerId });
  return accept({ verdict, byAuthor }, CHANGES);
}

export interface PublishDraftFacts extends Omit<PublishFacts, 'startedFrom'> {
  readonly state: DraftState;
  /** The version the draft builds on; null while the newer shipped text is not merged with the house's own. */
  readonly basedOn: number | null;
  /** Exactly this text was approved. */
  readonly isReviewed: boolean;
}

export function decidePublishDraft(
  facts: PublishDraftFacts,
  { effectiveFrom, confirmExamples }: PublishInput,
  now: Instant,
): Decision<
  VersionOutcome,
  | 'EXAMPLES_CHANGED'
  | 'DRAFT_CLOSED'
  | 'DRAFT_OVERTAKEN'
  | 'NOTHING_CHANGED'
  | 'REVIEW_MISSING'
  | 'EFFECTIVE_IN_PAST'
  | 'EFFECTIVE_BEFORE_COMING'
> {
  const { state, basedOn, latestNumber, isReviewed } = facts;
  if (state !== 'open') return closed(state);
  if (basedOn !== latestNumber) return refuse('DRAFT_OVERTAKEN', CHANGES, { latest: latestNumber });
  const version = decideVersion({ ...facts, startedFrom: basedOn }, effectiveFrom, now);
  // What a review cannot mend is said before it is asked for.
  if (!version.accepted && version.code === 'NOTHING_CHANGED')
    return refuse('NOTHING_CHANGED', CHANGES, { latest: latestNumber });
  if (!isReviewed) return refuse('REVIEW_MISSING', CHANGES);
  const unseen = unseenExamples(facts.changedExamples, confirmExamples);
  if (version.accepted && unseen) return refuse('EXAMPLES_CHANGED', CHANGES, unseen);
  if (version.accepted) return accept(version.outcome, CHANGES);
  if (version.code === 'VERSION_OVERTAKEN') return refuse('DRAFT_OVERTAKEN', CHANGES, version.detail);
  return refuse(version.code, CHANGES, version.detail);
}

export interface WithdrawFacts {
  readonly number: number;
  readonly effectiveFrom: Instant;
  readonly isWithdrawn: boolean;
  /** The newest version that is not withdrawn. */
  readonly latestNumber: number;
  /** How many versions of the book are not withdrawn. */
  readonly versions: number;
}

export function decideWithdraw(
  { number, effectiveFrom, isWithdrawn, latestNumber, versions }: WithdrawFacts,
  now: Instant,
): Decision<
  { readonly number: number },
  'NOTHING_CHANGED' | 'ALREADY_IN_FORCE' | 'LATER_VERSION_EXISTS' | 'ONLY_VERSION'
> {
  if (isWithdrawn) return refuse('NOTHING_CHANGED', CHANGES, { number });
  if (effectiveFrom <= now) return refuse('ALREADY_IN_FORCE', CHANGES, { number, effectiveFrom });
  if (number !== latestNumber) return refuse('LATER_VERSION_EXISTS', CHANGES, { latest: latestNumber });
  if (versions < 2) return refuse('ONLY_VERSION', CHANGES, { number });
  return accept({ number }, CHANGES);
}

/** So long no superior reminds the same person again: what comes by the hour is no longer read. The catalogue names no interval. */
const REMIND_PAUSE_HOURS = 24;

export interface RemindFacts {
  /** How many of those in question have not signed. */
  readonly missing: number;
  /** When a superior last reminded the one among them who was reminded the longest ago; null when somebody never was. */
  readonly longestSince: Instant | null;
}

/** S1.06.v1: a superior reminds those who have not signed; `before`: whoever was reminded later than that is left in peace. */
export function decideRemind(
  { missing, longestSince }: RemindFacts,
  now: Instant,
): Decision<{ readonly before: Instant }, 'REMINDED_LATELY'> {
  const clauses = ['S1.06.v1'];
  const next = longestSince === null ? now : addHours(longestSince, REMIND_PAUSE_HOURS);
  if (missing > 0 && now < next) return refuse('REMINDED_LATELY', clauses, { next, hours: REMIND_PAUSE_HOURS });
  return accept({ before: addHours(now, -REMIND_PAUSE_HOURS) }, clauses);
}

export interface SignFacts {
  /** The version that is in force for the sites of the person; null when none of their sites goes by the book. */
  readonly inForce: number | null;
  readonly signedAt: Instant | null;
}

/** S1.06.v1: staff learn the latest version; a signature is for one version and one person. */
export function decideSign(
  { inForce, signedAt }: SignFacts,
  number: number,
  now: Instant,
): Decision<{ readonly signedAt: Instant }, 'NOT_BOUND' | 'VERSION_NOT_IN_FORCE' | 'ALREADY_SIGNED'> {
  const clauses = ['S1.06.v1'];
  if (inForce === null) return refuse('NOT_BOUND', clauses);
  if (number !== inForce) return refuse('VERSION_NOT_IN_FORCE', clauses, { current: inForce });
  if (signedAt !== null) return refuse('ALREADY_SIGNED', clauses, { signedAt });
  return accept({ signedAt: now }, clauses);
}
