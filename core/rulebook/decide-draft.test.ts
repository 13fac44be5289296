import { expect, test } from 'vitest';
import {
  decideAskReview,
  decidePublishDraft,
  decideRemind,
  decideReview,
  decideSign,
  decidePublish,
  decideWithdraw,
} from './index.ts';

const now = '2024-03-04T01:00:00.000Z';
const later = '2024-03-04T01:00:00.001Z';
const code = (decision: { accepted: boolean; code?: string }): string =>
  decision.accepted ? 'accepted' : (decision.code ?? '');

test('a review is asked of somebody who may give it, or of anybody', () => {
  const facts = { state: 'open', reviewers: ['li'] } as const;
  expect(code(decideAskReview(facts, null))).toBe('accepted');
  expect(code(decideAskReview(facts, 'li'))).toBe('accepted');
  expect(code(decideAskReview(facts, 'wang'))).toBe('REVIEWER_MAY_NOT');
  expect(code(decideAskReview({ ...facts, state: 'published' }, 'li'))).toBe('DRAFT_CLOSED');
});

test('four eyes: whoever wrote in a draft does not approve it, unless nobody else may', () => {
  const facts = {
    state: 'open',
    asked: { reviewerId: null },
    answeredBy: null,
    editorIds: ['wang', 'zhao'],
    otherReviewers: 1,
  } as const;
  expect(decideReview(facts, 'approved', 'li')).toMatchObject({ outcome: { verdict: 'approved', byAuthor: false } });
  expect(code(decideReview(facts, 'approved', 'zhao'))).toBe('OWN_DRAFT');
  const alone = { ...facts, otherReviewers: 0 };
  expect(decideReview(alone, 'approved', 'wang')).toMatchObject({ outcome: { byAuthor: true } });
  expect(code(decideReview({ ...facts, asked: { reviewerId: 'sun' } }, 'returned', 'li'))).toBe('NOT_THE_REVIEWER');
  expect(code(decideReview({ ...facts, asked: null }, 'approved', 'li'))).toBe('REVIEW_NOT_ASKED');
  expect(decideReview({ ...facts, asked: null, answeredBy: 'sun' }, 'approved', 'li')).toMatchObject({
    code: 'ALREADY_REVIEWED',
    detail: { reviewer: 'sun' },
  });
  expect(code(decideReview({ ...facts, state: 'discarded' }, 'approved', 'li'))).toBe('DRAFT_CLOSED');
});

test('[S4.01.a52] a reviewed draft becomes a version now or later; refusals in order', () => {
  const facts = {
    state: 'open',
    basedOn: 2,
    latestNumber: 2,
    highestNumber: 3,
    sourceChanged: true,
    isReviewed: true,
    comingFrom: later,
  } as const;
  const rows: [Partial<Parameters<typeof decidePublishDraft>[0]>, string | null, string][] = [
    [{ state: 'published', basedOn: 1 }, null, 'DRAFT_CLOSED'],
    [{ basedOn: 1, sourceChanged: false }, null, 'DRAFT_OVERTAKEN'],
    [{ basedOn: null }, null, 'DRAFT_OVERTAKEN'],
    [{ sourceChanged: false, isReviewed: false }, null, 'NOTHING_CHANGED'],
    [{ isReviewed: false }, '2024-03-04T00:59:59.999Z', 'REVIEW_MISSING'],
    [{}, '2024-03-04T00:59:59.999Z', 'EFFECTIVE_IN_PAST'],
    [{}, now, 'EFFECTIVE_BEFORE_COMING'],
    [{}, later, 'accepted'],
  ];
  expect(
    rows.map(([change, from]) => code(decidePublishDraft({ ...facts, ...change }, { effectiveFrom: from }, now))),
  ).toEqual(rows.map(([, , expected]) => expected));
  // A withdrawn version keeps its number.
  expect(decidePublishDraft(facts, { effectiveFrom: later }, now)).toMatchObject({
    outcome: { number: 4, effectiveFrom: later },
  });
});

test('no version takes effect before the one it builds on', () => {
  const facts = { latestNumber: 3, startedFrom: 3, sourceChanged: true, comingFrom: later };
  expect(code(decidePublish(facts, { effectiveFrom: null }, now))).toBe('EFFECTIVE_BEFORE_COMING');
  expect(code(decidePublish(facts, { effectiveFrom: later }, now))).toBe('accepted');
});

test('the newest version may be taken back until the instant it takes effect', () => {
  const facts = { number: 3, effectiveFrom: later, isWithdrawn: false, latestNumber: 3, versions: 3 };
  expect(code(decideWithdraw(facts, now))).toBe('accepted');
  expect(code(decideWithdraw(facts, later))).toBe('ALREADY_IN_FORCE');
  expect(code(decideWithdraw({ ...facts, latestNumber: 4 }, now))).toBe('LATER_VERSION_EXISTS');
  expect(code(decideWithdraw({ ...facts, versions: 1 }, now))).toBe('ONLY_VERSION');
  expect(code(decideWithdraw({ ...facts, isWithdrawn: true }, now))).toBe('NOTHING_CHANGED');
});

test('[S1.06.v1] staff sign the version in force, once', () => {
  expect(decideSign({ inForce: 2, signedAt: null }, 2, now)).toMatchObject({ outcome: { signedAt: now } });
  expect(code(decideSign({ inForce: null, signedAt: null }, 2, now))).toBe('NOT_BOUND');
  expect(decideSign({ inForce: 3, signedAt: null }, 2, now)).toMatchObject({
    code: 'VERSION_NOT_IN_FORCE',
    detail: { current: 3 },
  });
  expect(code(decideSign({ inForce: 2, signedAt: now }, 2, now))).toBe('ALREADY_SIGNED');
});

test('[S1.06.v1] who has not signed is reminded, but nobody twice within a day', () => {
  const remind = (missing: number, longestSince: string | null, at: string) =>
    decideRemind({ missing, longestSince }, at);
  const asked = '2024-03-04T01:00:00.000Z';
  expect(remind(2, asked, '2024-03-05T00:59:59.999Z')).toMatchObject({
    code: 'REMINDED_LATELY',
    detail: { next: '2024-03-05T01:00:00.000Z', hours: 24 },
  });
  expect(remind(2, asked, '2024-03-05T01:00:00.000Z')).toMatchObject({ outcome: { before: asked } });
  expect(code(remind(2, null, asked))).toBe('accepted');
  expect(code(remind(0, null, asked))).toBe('accepted');
});

test('a text that changes the answers of examples is published once each of them has been accepted', () => {
  const facts = { state: 'open', basedOn: 2, latestNumber: 2, sourceChanged: true, isReviewed: true } as const;
  const changed = { ...facts, changedExamples: ['A17-1', 'A29-1'] };
  expect(decidePublishDraft(changed, { effectiveFrom: null, confirmExamples: ['A17-1'] }, now)).toMatchObject({
    code: 'EXAMPLES_CHANGED',
    detail: { count: 1, examples: 'A29-1' },
  });
  const all = { effectiveFrom: null, confirmExamples: ['A29-1', 'A17-1'] };
  expect(decidePublishDraft(changed, all, now).accepted).toBe(true);
});
