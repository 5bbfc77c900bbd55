/** Tails of the normal distribution, and of chi-squared with one degree of freedom, which is its square. */

/** Upper tail of chi-squared with one degree of freedom: erfc(√(x/2)). */
export function chiSquaredTail(statistic: number): number {
  return erfc(Math.sqrt(statistic / 2));
}

/**
 * The complementary error function for x ≥ 0, to about 1e-14: the Maclaurin series below 2.5 and the continued
 * fraction of Laplace above (Abramowitz and Stegun 7.1.5 and 7.1.14).
 */
function erfc(x: number): number {
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && k < 200; k += 1) {
      term *= (-x * x) / k;
      sum += term / (2 * k + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = x;
  for (let k = 60; k >= 1; k -= 1) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}

/** Two-sided probability of a standard normal deviate at least as far from zero as `z`. */
export function twoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}
