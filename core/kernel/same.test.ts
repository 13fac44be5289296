import { describe, expect, test } from 'vitest';
import { differences, sameJson } from './same.ts';

describe('answers are compared as JSON keeps them', () => {
  test('key order and absent fields are nothing', () => {
    expect(sameJson({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2], d: undefined }, a: 1 })).toBe(true);
  });

  test('null is not absent, and order in a list is something', () => {
    expect(sameJson({ a: null }, {})).toBe(false);
    expect(sameJson([1, 2], [2, 1])).toBe(false);
    expect(sameJson([1], [1, null])).toBe(false);
    expect(sameJson([], {})).toBe(false);
  });

  test('what JSON turns into null is null', () => {
    expect(sameJson({ a: Number.NaN, b: [undefined] }, { a: null, b: [null] })).toBe(true);
    expect(sameJson({ a: -0 }, { a: 0 })).toBe(true);
  });

  test('each difference says where it is', () => {
    const stored = { accepted: true, outcome: { entries: [{ to: 4 }, { to: 1 }] }, clauses: ['A1'] };
    const now = { accepted: true, outcome: { entries: [{ to: 3 }] }, clauses: ['A1', 'A2'] };
    expect(differences(stored, now)).toEqual([
      { path: 'outcome.entries.0.to', stored: 4, now: 3 },
      { path: 'outcome.entries.1', stored: { to: 1 }, now: undefined },
      { path: 'clauses.1', stored: undefined, now: 'A2' },
    ]);
    expect(differences(stored, now, 1)).toHaveLength(1);
  });
});
