export type KappaWeights = 'linear' | 'quadratic';

/** Weighted kappa with its standard error and 95% interval; nulls where it is not defined. */
export interface WeightedKappa {
  weights: KappaWeights;
  value: number | null;
  standardError: number | null;
  ci: [number, number] | null;
}

const Z_95 = 1.959963984540054;

/** Agreement credited to answers `distance` steps apart among `categories`: 1 for the same, 0 for the furthest. */
function credit(weights: KappaWeights, distance: number, categories: number): number {
  const share = distance / (categories - 1);
  return 1 - (weights === 'linear' ? share : share * share);
}

/**
 * Cohen's weighted kappa of a square table of counts (`table[gold][given]`), with the large-sample standard error of
 * Fleiss, Cohen and Everitt (Psychological Bulletin 1969, 72:323) for a kappa that is not zero, and the 95% interval
 * value ± 1.96 standard errors, within −1 and 1. Nulls where nothing was judged, or where everybody gave one
 * and the same level, so that agreement by chance is already complete.
 */
export function weightedKappa(table: readonly (readonly number[])[], weights: KappaWeights): WeightedKappa {
  const size = table.length;
  const n = table.reduce((sum, row) => sum + row.reduce((part, count) => part + count, 0), 0);
  const undefinedKappa: WeightedKappa = { weights, value: null, standardError: null, ci: null };
  if (n === 0 || size < 2) return undefinedKappa;
  const share = (i: number, j: number) => (table[i]?.[j] ?? 0) / n;
  const indices = Array.from({ length: size }, (_, index) => index);
  const sum = (of: (index: number) => number) => indices.reduce((total, index) => total + of(index), 0);
  const rows = indices.map((i) => sum((j) => share(i, j)));
  const columns = indices.map((j) => sum((i) => share(i, j)));
  const weight = (i: number, j: number) => credit(weights, Math.abs(i - j), size);
  const rowMeans = indices.map((i) => sum((j) => (columns[j] ?? 0) * weight(i, j)));
  const columnMeans = indices.map((j) => sum((i) => (rows[i] ?? 0) * weight(i, j)));
  const observed = sum((i) => sum((j) => share(i, j) * weight(i, j)));
  const expected = sum((i) => (rows[i] ?? 0) * (rowMeans[i] ?? 0));
  if (1 - expected < 1e-12) return undefinedKappa;
  const spread = sum((i) =>
    sum((j) => {
      const term =
        weight(i, j) * (1 - expected) - ((rowMeans[i] ?? 0) + (columnMeans[j] ?? 0)) * (1 - observed);
      return share(i, j) * term * term;
    }),
  );
  const shift = observed * expected - 2 * expected + observed;
  const variance = Math.max(0, spread - shift * shift) / (n * (1 - expected) ** 4);
  const value = (observed - expected) / (1 - expected);
  const standardError = Math.sqrt(variance);
  return {
    weights,
    value,
    standardError,
    ci: [Math.max(-1, value - Z_95 * standardError), Math.min(1, value + Z_95 * standardError)],
  };
}
