/**
 * Weights that make group and outcome independent (Kamiran and Calders, Knowledge and Information Systems 2012;33:1):
 * w = P(g) P(y) / P(g, y).
 * @param codes - group of each case, below `groups`
 * @param outcome - 1 or 0 of each case
 * @returns for each group its weights at outcome 0 and 1; null where no case has that outcome
 */
export function reweighing(
  codes: Uint16Array,
  outcome: Uint8Array,
  groups: number,
): readonly (readonly [number | null, number | null])[] {
  const joint = new Float64Array(groups * 2);
  for (let i = 0; i < outcome.length; i += 1) {
    const at = (codes[i] ?? 0) * 2 + (outcome[i] ?? 0);
    joint[at] = (joint[at] ?? 0) + 1;
  }
  const n = outcome.length;
  const positive = outcome.reduce((sum, value) => sum + value, 0);
  const byOutcome = [n - positive, positive];
  return Array.from({ length: groups }, (_, group) => {
    const size = (joint[group * 2] ?? 0) + (joint[group * 2 + 1] ?? 0);
    const weight = (value: 0 | 1) => {
      const count = joint[group * 2 + value] ?? 0;
      return count === 0 ? null : (size * (byOutcome[value] ?? 0)) / (n * count);
    };
    return [weight(0), weight(1)] as const;
  });
}
