import { describe, expect, test } from 'vitest';
import type { Claim } from '../claims/index.ts';
import { live } from '../claims/testing/given.ts';
import { filing } from '../claims/testing/given.ts';
import { claimsIn, isClaim, isPlain, isSheet, withClaims, withPerson } from './walk.ts';

const claim = live(filing, '2024-03-04T02:00:00.000Z');
const other: Claim = { ...claim, id: 'c2', ownerId: 'li' };

describe('what is what', () => {
  test('a record of fields, neither a list nor nothing', () => {
    expect([{}, [], null, 'x', undefined, 1].map(isPlain)).toEqual([true, false, false, false, false, false]);
  });

  test('a claim has all that makes it one', () => {
    expect(isClaim(claim)).toBe(true);
    expect(isClaim(null)).toBe(false);
    for (const field of ['id', 'ownerId', 'customerId', 'registeredAt', 'protectedUntil', 'effectiveAt'])
      expect([field, isClaim(Object.fromEntries(Object.entries(claim).filter(([key]) => key !== field)))]).toEqual([
        field,
        false,
      ]);
    expect(isClaim({ ...claim, protectedUntil: null, effectiveAt: null })).toBe(true);
  });

  test('a sheet has its line, its visits and its day', () => {
    const sheet = { line: [], visits: {}, day: '2024-03-04' };
    expect(isSheet(sheet)).toBe(true);
    for (const broken of [null, { ...sheet, line: {} }, { ...sheet, visits: [] }, { ...sheet, day: 4 }])
      expect(isSheet(broken)).toBe(false);
  });
});

describe('claims anywhere in a value', () => {
  const value = { claim, others: [other, { deep: { claim } }], word: 'x', nothing: null };

  test('are found in the order in which they stand', () => {
    expect(claimsIn(value).map((one) => one.id)).toEqual([claim.id, 'c2', claim.id]);
    expect(claimsIn([claim])).toEqual([claim]);
    expect([claimsIn(null), claimsIn('x'), claimsIn({})]).toEqual([[], [], []]);
  });

  test('are replaced where they stand; one that is gone leaves its list, or becomes null', () => {
    const renamed = withClaims(value, (one) => ({ ...one, ownerId: 'new' }));
    expect(claimsIn(renamed).map((one) => one.ownerId)).toEqual(['new', 'new', 'new']);
    expect(renamed).toMatchObject({ word: 'x', nothing: null });
    expect(withClaims({ claim, others: [other, null, 'x'] }, () => null)).toEqual({ claim: null, others: [null, 'x'] });
    expect(withClaims([claim, other], (one) => (one.id === 'c2' ? one : null))).toEqual([other]);
    expect(withClaims(7, () => null)).toBe(7);
  });
});

test('one person stands in another’s place wherever their id stands, as a key too', () => {
  expect(
    withPerson({ by: 'wang', list: ['li', 'wang', 3, null], of: { wang: { to: 'wang' }, li: 1 } }, 'wang', 'zhao'),
  ).toEqual({ by: 'zhao', list: ['li', 'zhao', 3, null], of: { zhao: { to: 'zhao' }, li: 1 } });
});
