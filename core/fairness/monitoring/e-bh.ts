/**
 * Many comparisons at once. Weighted e-BH (Wang and Ramdas, "False discovery rate control with e-values", JRSS B
 * 2022;84:822) keeps the expected share of false alerts among all alerts at any look at or below α, however the
 * comparisons depend on each other. The weights are set before any data and add up to at most 1; equal weights 1/K
 * give the plain procedure.
 *
 * One more condition is set before it: nothing is reported until a single comparison alone reaches 1/(α·weight). By
 * Ville's inequality for each comparison and the union bound, the chance that anything is ever reported while there is
 * no bias at all is then at most α, watched at every step. (Averages of e-processes that do not share one filtration
 * give no such promise by themselves: Choe and Ramdas, "Combining evidence across filtrations", 2024.)
 */
export interface WeightedEvidence {
  /** Natural logarithm of the e-value. */
  readonly logE: number;
  /** Natural logarithm of the weight. */
  readonly logWeight: number;
}

export interface Discoveries {
  /** Position i: whether comparison i is reported. */
  readonly reported: readonly boolean[];
  /**
   * Position i: natural logarithm of the e-value after allowing for all comparisons. It is reported when this reaches
   * log(1/α).
   */
  readonly logAdjusted: readonly number[];
  readonly count: number;
}

/**
 * @param alpha in (0, 1)
 * @param open whether something was reported before and still stands; the condition above has then been met.
 */
export function weightedEBh(evidence: readonly WeightedEvidence[], alpha: number, open = false): Discoveries {
  const line = -Math.log(alpha);
  const own = evidence.map(({ logE, logWeight }) => logE + logWeight);
  const order = own.map((_, index) => index).sort((a, b) => (own[b] ?? 0) - (own[a] ?? 0));
  const first = order[0];
  if (first === undefined || (!open && (own[first] ?? 0) < line)) {
    return { reported: own.map(() => false), logAdjusted: own, count: 0 };
  }
  // With the k-th largest weighted value v(k): reported up to the last k with k·v(k) ≥ 1/α.
  const logAdjusted = own.slice();
  let best = Number.NEGATIVE_INFINITY;
  for (let rank = order.length; rank >= 1; rank -= 1) {
    const index = order[rank - 1] ?? 0;
    best = Math.max(best, (own[index] ?? 0) + Math.log(rank));
    logAdjusted[index] = best;
  }
  const reported = logAdjusted.map((value) => value >= line);
  return { reported, logAdjusted, count: reported.filter(Boolean).length };
}
