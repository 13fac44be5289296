import { expect, test } from 'vitest';
import { decideAdoption, decideVersion } from './index.ts';

const now = '2024-03-04T01:00:00.000Z';
const facts = { latestNumber: 3, startedFrom: 3, sourceChanged: true };
const code = (decision: { accepted: boolean; code?: string }): string =>
  decision.accepted ? 'accepted' : (decision.code ?? '');

test('a version takes effect now or later, never before now', () => {
  expect(decideVersion(facts, null, now)).toMatchObject({ outcome: { number: 4, effectiveFrom: now } });
  expect(decideVersion(facts, now, now)).toMatchObject({ outcome: { effectiveFrom: now } });
  expect(code(decideVersion(facts, '2024-03-04T00:59:59.999Z', now))).toBe('EFFECTIVE_IN_PAST');
});

test('a version written from an older one, or equal to the newest, is refused', () => {
  expect(code(decideVersion({ ...facts, startedFrom: 2 }, null, now))).toBe('VERSION_OVERTAKEN');
  expect(code(decideVersion({ ...facts, sourceChanged: false }, null, now))).toBe('NOTHING_CHANGED');
});

test('a site adopts a book that is in force by then', () => {
  const adoption = { currentBookId: 'a', inForceFrom: '2024-03-05T00:00:00.000Z' };
  expect(code(decideAdoption(adoption, 'b', null, now))).toBe('BOOK_NOT_IN_FORCE');
  expect(code(decideAdoption(adoption, 'b', '2024-03-05T00:00:00.000Z', now))).toBe('accepted');
  expect(code(decideAdoption(adoption, 'a', '2024-03-05T00:00:00.000Z', now))).toBe('NOTHING_CHANGED');
  expect(code(decideAdoption({ ...adoption, inForceFrom: null }, 'b', null, now))).toBe('BOOK_NOT_IN_FORCE');
  expect(code(decideAdoption(adoption, 'b', '2024-03-04T00:00:00.000Z', now))).toBe('EFFECTIVE_IN_PAST');
});
