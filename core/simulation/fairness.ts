/** How evenly a floor shares its visitors. */

/**
 * Gini coefficient of what each person got: 0 when all have the same, towards 1 when one has everything. Mean absolute difference of
 * all pairs over twice the mean; 0 when there is nothing to share.
 */
export function gini(amounts: readonly number[]): number {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  if (total === 0) return 0;
  const sorted = [...amounts].sort((a, b) => a - b);
  const weighted = sorted.reduce((sum, amount, index) => sum + (2 * (index + 1) - sorted.length - 1) * amount, 0);
  return weighted / (sorted.length * total);
}
