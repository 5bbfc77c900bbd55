import type { Interval } from '../../kernel/intervals.ts';
import { bootstrapInterval } from './bootstrap.ts';
import { type Estimate, shareOf } from './rates.ts';

/** Predicted probabilities against outcomes in one group. */
export interface Calibration {
  readonly n: number;
  readonly bins: readonly {
    readonly n: number;
    readonly meanScore: number;
    readonly observed: Estimate;
  }[];
  /** Expected calibration error: mean distance of score and share over the bins, by size; null without cases. */
  readonly ece: number | null;
  readonly eceInterval: Interval | null;
  /** Mean score minus observed share: above 0 where risk is overstated. Null without cases. */
  readonly inTheLarge: number | null;
  readonly sufficient: boolean;
}

export interface CalibrationOptions {
  readonly bins?: number;
  readonly seed: number;
  /** Rounds of the bootstrap; 0 leaves the interval out. */
  readonly rounds?: number;
}

/**
 * Reliability by group with bins of equal width (expected calibration error: Naeini, Cooper and Hauskrecht, AAAI 2015),
 * its interval by the seeded bootstrap.
 * @param scores - predicted probability of each case, 0 to 1
 * @param outcomes - 1 where the event came, else 0
 * @param codes - group of each case, below `groups`
 */
export function calibrationByGroup(
  scores: Float64Array,
  outcomes: Uint8Array,
  codes: Uint16Array,
  groups: number,
  { bins = 10, seed, rounds = 500 }: CalibrationOptions,
): Calibration[] {
  const members: number[][] = Array.from({ length: groups }, () => []);
  for (let i = 0; i < scores.length; i += 1) members[codes[i] ?? 0]?.push(i);
  return members.map((positions) => {
    const binned = binsOf(scores, outcomes, positions, bins);
    const n = positions.length;
    const events = binned.reduce((sum, bin) => sum + bin.events, 0);
    const all = shareOf(events, n);
    const statistic = (drawn: Uint32Array) =>
      errorOf(
        binsOf(
          scores,
          outcomes,
          Array.from(drawn, (at) => positions[at] ?? 0),
          bins,
        ),
      );
    return {
      n,
      bins: binned
        .filter((bin) => bin.n > 0)
        .map((bin) => ({ n: bin.n, meanScore: bin.score / bin.n, observed: shareOf(bin.events, bin.n) })),
      ece: errorOf(binned),
      eceInterval: rounds === 0 ? null : bootstrapInterval(n, statistic, { seed, rounds }),
      inTheLarge: n === 0 ? null : binned.reduce((sum, bin) => sum + bin.score, 0) / n - events / n,
      sufficient: all.sufficient,
    };
  });
}

interface Bin {
  n: number;
  score: number;
  events: number;
}

function binsOf(
  scores: Float64Array,
  outcomes: Uint8Array,
  positions: readonly number[],
  count: number,
): Bin[] {
  const bins: Bin[] = Array.from({ length: count }, () => ({ n: 0, score: 0, events: 0 }));
  for (const i of positions) {
    const score = scores[i] ?? 0;
    const bin = bins[Math.min(count - 1, Math.floor(score * count))];
    if (bin === undefined) continue;
    bin.n += 1;
    bin.score += score;
    bin.events += outcomes[i] ?? 0;
  }
  return bins;
}

function errorOf(bins: readonly Bin[]): number | null {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  if (n === 0) return null;
  return bins.reduce((sum, bin) => sum + Math.abs(bin.score - bin.events), 0) / n;
}
