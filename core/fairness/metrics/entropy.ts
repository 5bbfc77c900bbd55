/**
 * Inequality of benefits among individuals (Speicher et al., KDD 2018). The benefit of a case is `decision − outcome
 * + 1`: 1 for a right decision, 2 for an unearned positive one, 0 for a missed one. 0 means that all fare alike.
 */

function benefits(decision: Uint8Array, outcome: Uint8Array): { values: Float64Array; mean: number } {
  const values = Float64Array.from(decision, (value, i) => value - (outcome[i] ?? 0) + 1);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { values, mean };
}

/**
 * Generalised entropy index of order `alpha`, not 0 or 1 (Shorrocks 1980): mean of (b/μ)^α − 1, over α(α − 1).
 * @returns null without cases or when nobody has any benefit
 */
export function generalisedEntropy(decision: Uint8Array, outcome: Uint8Array, alpha = 2): number | null {
  if (alpha === 0 || alpha === 1) throw new RangeError('orders 0 and 1 are limits; use theil for 1');
  const { values, mean } = benefits(decision, outcome);
  if (!(mean > 0)) return null;
  const sum = values.reduce((total, value) => total + (value / mean) ** alpha - 1, 0);
  return sum / (values.length * alpha * (alpha - 1));
}

/** Theil's index, the generalised entropy of order 1: mean of (b/μ)·ln(b/μ), where 0·ln 0 is 0. Null as above. */
export function theil(decision: Uint8Array, outcome: Uint8Array): number | null {
  const { values, mean } = benefits(decision, outcome);
  if (!(mean > 0)) return null;
  const sum = values.reduce(
    (total, value) => total + (value === 0 ? 0 : (value / mean) * Math.log(value / mean)),
    0,
  );
  return sum / values.length;
}

/** Both indices from counts: right decisions have benefit 1, false positives 2, false negatives 0. */
export function entropyOfCounts(right: number, falsePositives: number, falseNegatives: number) {
  const n = right + falsePositives + falseNegatives;
  const mean = (right + 2 * falsePositives) / n;
  if (!(mean > 0)) return { generalisedEntropy: null, theil: null };
  const moment = (right + 4 * falsePositives) / (n * mean * mean);
  const log = (benefit: number) => (benefit / mean) * Math.log(benefit / mean);
  return {
    generalisedEntropy: (moment - 1) / 2,
    theil: (right * log(1) + falsePositives * log(2)) / n,
  };
}
