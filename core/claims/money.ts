/**
 * Divides whole fen by weights so that the parts make the total to the fen: everybody gets the rounded-down share, then the
 * left-over fen go one each to the largest remainders, the earlier party first when remainders are equal.
 */
export function splitFen(totalFen: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (
    !Number.isSafeInteger(totalFen) ||
    weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0) ||
    sum === 0
  )
    throw new RangeError('splitFen takes whole fen and whole, non-negative weights that are not all zero');
  const sign = totalFen < 0 ? -1n : 1n;
  const total = BigInt(totalFen) * sign;
  const parts = weights.map((weight, index) => {
    const product = total * BigInt(weight); // beyond 2^53 for large deals, so counted in big integers
    return { index, floor: product / BigInt(sum), remainder: product % BigInt(sum) };
  });
  let left = total - parts.reduce((a, part) => a + part.floor, 0n);
  const order = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  const result = parts.map((part) => part.floor);
  for (const part of order) {
    if (left === 0n) break;
    result[part.index] = (result[part.index] ?? 0n) + 1n;
    left -= 1n;
  }
  return result.map((fen) => Number(fen * sign));
}
