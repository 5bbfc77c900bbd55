/**
 * An interval for the mean difference of pairs that holds at every moment together: the chance that it ever leaves
 * the truth out is at most α. Predictable plug-in empirical-Bernstein confidence sequence, Waudby-Smith and Ramdas,
 * "Estimating means of bounded random variables by betting", JRSS B 2024;86:1, theorem 2. Where the difference
 * changes over time it covers its running mean, in which earlier pairs weigh more.
 *
 * The theorem is for values in [0, 1]; a difference d in [−1, 1] is taken as (d + 1) / 2.
 */
export interface ConfidenceSequence {
  n: number;
  sum: number;
  squares: number;
  /** Σ λ, Σ λ·x and Σ v·ψ(λ) of the theorem. */
  weights: number;
  weighted: number;
  spread: number;
}

/** The largest λ, c of the theorem. */
const LARGEST_WEIGHT = 0.5;

export const newConfidenceSequence = (): ConfidenceSequence => ({
  n: 0,
  sum: 0,
  squares: 0,
  weights: 0,
  weighted: 0,
  spread: 0,
});

/**
 * Takes one more pair in.
 * @param difference X − Y, in [−1, 1]
 * @param alpha the chance of ever missing the truth; the same for every pair of a sequence
 */
export function addDifference(state: ConfidenceSequence, difference: number, alpha: number): void {
  const x = (difference + 1) / 2;
  const t = state.n + 1;
  // One imagined value of 1/2 with variance 1/4 stands before the first.
  const mean = (0.5 + state.sum) / t;
  const variance = (0.25 + state.squares) / t;
  const ideal = Math.sqrt((2 * Math.log(2 / alpha)) / (variance * t * Math.log(1 + t)));
  const weight = Math.min(ideal, LARGEST_WEIGHT);
  state.weights += weight;
  state.weighted += weight * x;
  state.spread += (x - mean) ** 2 * (-Math.log1p(-weight) - weight);
  state.n = t;
  state.sum += x;
  state.squares += (x - (0.5 + state.sum) / (t + 1)) ** 2;
}

/** The interval now, within [−1, 1]; all of it before the first pair. */
export function differenceInterval(
  { weights, weighted, spread }: ConfidenceSequence,
  alpha: number,
): { low: number; high: number } {
  if (weights === 0) return { low: -1, high: 1 };
  const centre = weighted / weights;
  const margin = (Math.log(2 / alpha) + spread) / weights;
  return { low: Math.max(-1, 2 * (centre - margin) - 1), high: Math.min(1, 2 * (centre + margin) - 1) };
}
