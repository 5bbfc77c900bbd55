import type { Interval } from '../../kernel/intervals.ts';
import { createRandom } from '../../kernel/random.ts';

export interface BootstrapOptions {
  /** One seed, one interval, on every machine. */
  readonly seed: number;
  readonly rounds?: number;
  /** Two-sided confidence level. */
  readonly level?: number;
}

/**
 * Percentile bootstrap interval (Efron and Tibshirani 1993, chapter 13) for a statistic that has no interval of its
 * own: cases are drawn with replacement and the statistic is computed again.
 *
 * @param n - cases
 * @param statistic - of the cases at these positions; null where it is not defined, such rounds are left out
 * @returns null when fewer than half of the rounds gave a figure
 */
export function bootstrapInterval(
  n: number,
  statistic: (positions: Uint32Array) => number | null,
  { seed, rounds = 1_000, level = 0.95 }: BootstrapOptions,
): Interval | null {
  if (n === 0) return null;
  const random = createRandom(seed);
  const positions = new Uint32Array(n);
  const found: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (let i = 0; i < n; i += 1) positions[i] = Math.floor(random.next() * n);
    const value = statistic(positions);
    if (value !== null && Number.isFinite(value)) found.push(value);
  }
  if (found.length * 2 < rounds) return null;
  const sorted = Float64Array.from(found).sort();
  const tail = (1 - level) / 2;
  return { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
}

/** Quantile of sorted values by linear interpolation (Hyndman and Fan 1996, type 7). Not a number for no values. */
export function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const below = sorted[low] ?? Number.NaN;
  const above = sorted[Math.min(sorted.length - 1, low + 1)] ?? below;
  return below + (at - low) * (above - below);
}
