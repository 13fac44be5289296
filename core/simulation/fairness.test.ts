import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gini } from './fairness.ts';

test('equal shares are 0, one taking all of n is (n−1)/n, nothing to share is 0', () => {
  expect(gini([5, 5, 5])).toBe(0);
  expect(gini([0, 0, 0, 12])).toBeCloseTo(0.75);
  expect(gini([0, 0])).toBe(0);
  expect(gini([])).toBe(0);
});

test('it is the mean difference of all pairs over twice the mean', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 12 }), (amounts) => {
      const mean = amounts.reduce((a, b) => a + b, 0) / amounts.length;
      const pairs = amounts.flatMap((a) => amounts.map((b) => Math.abs(a - b)));
      const slow = mean === 0 ? 0 : pairs.reduce((a, b) => a + b, 0) / pairs.length / (2 * mean);
      expect(gini(amounts)).toBeCloseTo(slow, 9);
    }),
  );
});
