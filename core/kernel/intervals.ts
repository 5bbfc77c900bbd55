/** Intervals for proportions. All at a given two-sided confidence level, by default 95%. */

/** 97.5% quantile of the standard normal distribution. */
const Z_95 = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval for `events` out of `n` (Wilson 1927; recommended for small n by Brown, Cai and
 * DasGupta 2001). Stays within [0, 1] and has width also at 0 and n events. `n` must be positive.
 */
export function wilson(events: number, n: number, z: number = Z_95): Interval {
  const rate = events / n;
  const z2 = z * z;
  const centre = rate + z2 / (2 * n);
  const spread = z * Math.sqrt((rate * (1 - rate)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}

/**
 * Newcombe's hybrid score interval for the difference of two independent proportions, first minus second
 * (Newcombe 1998, method 10, without continuity correction).
 */
export function newcombe(
  first: { readonly events: number; readonly n: number },
  second: { readonly events: number; readonly n: number },
  z: number = Z_95,
): Interval & { readonly difference: number } {
  const p1 = first.events / first.n;
  const p2 = second.events / second.n;
  const w1 = wilson(first.events, first.n, z);
  const w2 = wilson(second.events, second.n, z);
  const difference = p1 - p2;
  return {
    difference,
    low: difference - Math.hypot(p1 - w1.low, w2.high - p2),
    high: difference + Math.hypot(w1.high - p1, p2 - w2.low),
  };
}

/**
 * The two-sided standard normal quantile at confidence `1 − alpha`, by Acklam's rational approximation
 * (relative error below 1.2e-9); used to widen intervals when several groups are compared at once.
 */
export function zFor(alpha: number): number {
  const p = 1 - alpha / 2;
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ];
  const b = [
    -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572,
  ];
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ];
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
  const horner = (coefficients: readonly number[], x: number) =>
    coefficients.reduce((sum, k) => sum * x + k, 0);
  if (p > 0.97575) {
    const q = Math.sqrt(-2 * Math.log(1 - p));
    return -horner(c, q) / (horner(d, q) * q + 1);
  }
  const q = p - 0.5;
  const r = q * q;
  return (horner(a, r) * q) / (horner(b, r) * r + 1);
}

/** Counts of pairs: `both` had the event twice, `first` only the first time, `second` only the second. */
export interface PairedCounts {
  readonly both: number;
  readonly first: number;
  readonly second: number;
  readonly neither: number;
}

/**
 * Newcombe's hybrid score interval for the difference of two proportions measured on the same subjects, first minus
 * second (Newcombe 1998, Statistics in Medicine 17:2635, method 10). The number of pairs must be positive.
 */
export function newcombePaired(
  { both, first, second, neither }: PairedCounts,
  z: number = Z_95,
): Interval & { readonly difference: number } {
  const n = both + first + second + neither;
  const p1 = (both + first) / n;
  const p2 = (both + second) / n;
  const w1 = wilson(both + first, n, z);
  const w2 = wilson(both + second, n, z);
  const margins = (both + first) * (second + neither) * (both + second) * (first + neither);
  const product = both * neither - first * second;
  // The continuity correction of method 10 applies where the two measurements agree more often than by chance.
  const numerator = product > 0 ? Math.max(product - n / 2, 0) : product;
  const phi = margins === 0 ? 0 : numerator / Math.sqrt(margins);
  const spread = (a: number, b: number) => Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
  const difference = p1 - p2;
  return {
    difference,
    low: difference - spread(p1 - w1.low, w2.high - p2),
    high: difference + spread(w1.high - p1, p2 - w2.low),
  };
}
