import { expect, test } from 'vitest';
import { decideAdoption, decidePublish } from './index.ts';

const now = '2024-03-04T01:00:00.000Z';
const facts = { latestNumber: 3, startedFrom: 3, sourceChanged: true };
const code = (decision: { accepted: boolean; code?: string }): string =>
  decision.accepted ? 'accepted' : (decision.code ?? '');
const publish = (given: Parameters<typeof decidePublish>[0], effectiveFrom: string | null, at: string) =>
  decidePublish(given, { effectiveFrom }, at);

test('a version takes effect now or later, never before now', () => {
  expect(publish(facts, null, now)).toMatchObject({ outcome: { number: 4, effectiveFrom: now } });
  expect(publish(facts, now, now)).toMatchObject({ outcome: { effectiveFrom: now } });
  expect(code(publish(facts, '2024-03-04T00:59:59.999Z', now))).toBe('EFFECTIVE_IN_PAST');
});

test('a version written from an older one, or equal to the newest, is refused', () => {
  expect(code(publish({ ...facts, startedFrom: 2 }, null, now))).toBe('VERSION_OVERTAKEN');
  expect(code(publish({ ...facts, sourceChanged: false }, null, now))).toBe('NOTHING_CHANGED');
});

test('a site adopts a book that is in force by then', () => {
  const adoption = { currentBookId: 'a', inForceFrom: '2024-03-05T00:00:00.000Z' };
  expect(code(decideAdoption(adoption, 'b', null, now))).toBe('BOOK_NOT_IN_FORCE');
  expect(code(decideAdoption(adoption, 'b', '2024-03-05T00:00:00.000Z', now))).toBe('accepted');
  expect(code(decideAdoption(adoption, 'a', '2024-03-05T00:00:00.000Z', now))).toBe('NOTHING_CHANGED');
  expect(code(decideAdoption({ ...adoption, inForceFrom: null }, 'b', null, now))).toBe('BOOK_NOT_IN_FORCE');
  expect(code(decideAdoption(adoption, 'b', '2024-03-04T00:00:00.000Z', now))).toBe('EFFECTIVE_IN_PAST');
});

test('examples whose answer changes are asked for one by one, after everything else that stands in the way', () => {
  const changed = { ...facts, changedExamples: ['A17-1', 'A29-1'] };
  const confirm = (...confirmExamples: string[]) =>
    decidePublish(changed, { effectiveFrom: null, confirmExamples }, now);
  expect(publish(changed, null, now)).toMatchObject({
    code: 'EXAMPLES_CHANGED',
    detail: { field: 'confirmExamples', count: 2, examples: 'A17-1 A29-1' },
  });
  expect(confirm('A29-1', 'another')).toMatchObject({ detail: { count: 1, examples: 'A17-1' } });
  expect(confirm('A29-1', 'A17-1')).toMatchObject({ accepted: true, outcome: { number: 4 } });
  expect(code(publish({ ...changed, sourceChanged: false }, null, now))).toBe('NOTHING_CHANGED');
  expect(code(publish({ ...facts, changedExamples: [] }, null, now))).toBe('accepted');
});
