/** Adjusting p-values for many comparisons at once. Both keep the order in which the values were given. */

function inOrder(p: readonly number[]): number[] {
  return p.map((_, index) => index).sort((a, b) => (p[a] ?? 0) - (p[b] ?? 0));
}

/** Holm's step-down adjustment (Scandinavian Journal of Statistics 1979;6:65): controls the chance of any false one. */
export function holm(p: readonly number[]): number[] {
  const adjusted = p.map(() => 1);
  let highest = 0;
  for (const [rank, index] of inOrder(p).entries()) {
    highest = Math.max(highest, Math.min(1, (p.length - rank) * (p[index] ?? 1)));
    adjusted[index] = highest;
  }
  return adjusted;
}

/**
 * Benjamini and Hochberg's step-up adjustment (Journal of the Royal Statistical Society B 1995;57:289): controls the
 * expected share of false ones among those found.
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const adjusted = p.map(() => 1);
  let lowest = 1;
  for (const [fromEnd, index] of inOrder(p).reverse().entries()) {
    const rank = p.length - fromEnd;
    lowest = Math.min(lowest, ((p[index] ?? 1) * p.length) / rank);
    adjusted[index] = lowest;
  }
  return adjusted;
}
