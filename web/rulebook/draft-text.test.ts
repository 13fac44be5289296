import { expect, test } from 'vitest';
import { faultOf, faultsByClause, nextPlace, withValue, wordsByName } from './draft-text.ts';
import type { Declared, Problem, RuleText } from './shapes.ts';

const clauses = [
  { id: 'A1', chapter: 0 },
  { id: 'A2', chapter: 0 },
  { id: 'B1', chapter: 1 },
];

test('a clause moves one step at a time, over the border of its chapter too', () => {
  expect(nextPlace(clauses, 'A2', -1, 2)).toEqual({ chapter: 0, after: null });
  expect(nextPlace(clauses, 'A1', 1, 2)).toEqual({ chapter: 0, after: 'A2' });
  expect(nextPlace(clauses, 'A2', 1, 2)).toEqual({ chapter: 1, after: null });
  expect(nextPlace(clauses, 'B1', -1, 2)).toEqual({ chapter: 0, after: 'A2' });
});

test('the first clause cannot go up nor the last down', () => {
  expect(nextPlace(clauses, 'A1', -1, 2)).toBeNull();
  expect(nextPlace(clauses, 'B1', 1, 2)).toBeNull();
});

test('a fault stands beside the clause whose lines it is in', () => {
  const at = (line: number) => ({ code: 'X', line, zh: '', en: '', remedy: { zh: '', en: '' } }) as Problem;
  const sources = [
    { id: 'A1', chapter: 0, gloss: '', cites: [], text: '', line: 10, lines: 3 },
    { id: 'A2', chapter: 0, gloss: '', cites: [], text: '', line: 14, lines: 3 },
  ];
  const found = faultsByClause([at(1), at(12), at(13), at(14)], sources);
  expect(Object.fromEntries(Object.entries(found).map(([id, list]) => [id, list.map(({ line }) => line)]))).toEqual({
    '': [1, 13],
    A1: [12],
    A2: [14],
  });
});

test('a number is held to its bounds, whole numbers only', () => {
  const declared = { type: 'months', min: 1, max: 24 } as Declared;
  expect([0, 1, 24, 25, 1.5].map((value) => faultOf(declared, value))).toEqual(['range', null, null, 'range', 'range']);
  expect(faultOf(declared, null)).toBe('missing');
  const span = { ...declared, daysMax: 744 };
  expect(['30d', '744d', '745d', '0d', 'd', 2].map((value) => faultOf(span, value))).toEqual([
    ...[null, null, 'range', 'range', 'missing', null],
  ]);
});

test('a changed value leaves every other clause the same object', () => {
  const param = { kind: 'param', name: 'claims.filingMonths', type: 'months', value: 2, zh: '2 m', en: '2 months' };
  const clause = (id: string, names: string[]) => ({
    id,
    parameters: names,
    body: [{ kind: 'paragraph', content: names.length ? [param] : [] }],
  });
  const text = {
    chapters: [{ clauses: [clause('A1', ['claims.filingMonths']), clause('A2', [])] }],
  } as unknown as RuleText;
  const after = withValue(text, 'claims.filingMonths', 3, { zh: '3 m', en: '3 months' });
  expect(wordsByName(after)).toEqual({ 'claims.filingMonths': '3 m' });
  expect(after.chapters[0]?.clauses[1]).toBe(text.chapters[0]?.clauses[1]);
  expect(wordsByName(text)).toEqual({ 'claims.filingMonths': '2 m' });
});
