/**
 * Decisions against outcomes as columns. Entry `i` of every array belongs to the same case, or to a number of equal
 * cases: a table of cells with their counts is read by the same functions as a table of single cases.
 */
export interface BinaryColumns {
  readonly length: number;
  /** 1 where the case was selected (decided positive), else 0. */
  readonly decision: Uint8Array;
  /** 1 where the outcome was positive, else 0. */
  readonly outcome: Uint8Array;
  /** How many cases the entry stands for; 1 when absent. */
  readonly rows?: Float64Array;
  /** Sum of the sample weights of these cases, not negative; `rows` when absent. */
  readonly weight?: Float64Array;
  /** Sum of the squared sample weights of these cases; `weight²` of one case when absent. */
  readonly weightSquared?: Float64Array;
}

/** Cases by decision and outcome. */
export interface Quadrants {
  tp: number;
  fp: number;
  tn: number;
  fn: number;
}

/** The four counts three times: cases, sums of their weights, and sums of squared weights. Without weights all equal. */
export interface Confusion {
  readonly rows: Quadrants;
  readonly weight: Quadrants;
  readonly squared: Quadrants;
}

const QUADRANTS = ['tn', 'fn', 'fp', 'tp'] as const;

/**
 * Counts decisions against outcomes in each group: entry `g` of the result belongs to group code `g`.
 * @param codes - group of each entry, each below `groups`
 */
export function confusionByGroup(columns: BinaryColumns, codes: Uint16Array, groups: number): Confusion[] {
  const rows = new Float64Array(groups * 4);
  const weight = new Float64Array(groups * 4);
  const squared = new Float64Array(groups * 4);
  for (let i = 0; i < columns.length; i += 1) {
    const at = (codes[i] ?? 0) * 4 + (columns.decision[i] ?? 0) * 2 + (columns.outcome[i] ?? 0);
    const n = columns.rows === undefined ? 1 : (columns.rows[i] ?? 0);
    const w = columns.weight === undefined ? n : (columns.weight[i] ?? 0);
    const w2 = columns.weight === undefined ? n : (columns.weightSquared?.[i] ?? (w * w) / n);
    rows[at] = (rows[at] ?? 0) + n;
    weight[at] = (weight[at] ?? 0) + w;
    squared[at] = (squared[at] ?? 0) + w2;
  }
  const read = (sums: Float64Array, group: number) => {
    const found: Quadrants = { tp: 0, fp: 0, tn: 0, fn: 0 };
    for (const [index, name] of QUADRANTS.entries()) found[name] = sums[group * 4 + index] ?? 0;
    return found;
  };
  return Array.from({ length: groups }, (_, group) => ({
    rows: read(rows, group),
    weight: read(weight, group),
    squared: read(squared, group),
  }));
}

function sumOf(parts: readonly Quadrants[]): Quadrants {
  const total: Quadrants = { tp: 0, fp: 0, tn: 0, fn: 0 };
  for (const part of parts) for (const name of QUADRANTS) total[name] += part[name];
  return total;
}

/** All groups together. */
export function addConfusions(parts: readonly Confusion[]): Confusion {
  return {
    rows: sumOf(parts.map(({ rows }) => rows)),
    weight: sumOf(parts.map(({ weight }) => weight)),
    squared: sumOf(parts.map(({ squared }) => squared)),
  };
}

/** Everybody in `all` who is not in `part`. */
export function othersThan(all: Confusion, part: Confusion): Confusion {
  const minus = (a: Quadrants, b: Quadrants): Quadrants => ({
    tp: Math.max(0, a.tp - b.tp),
    fp: Math.max(0, a.fp - b.fp),
    tn: Math.max(0, a.tn - b.tn),
    fn: Math.max(0, a.fn - b.fn),
  });
  return {
    rows: minus(all.rows, part.rows),
    weight: minus(all.weight, part.weight),
    squared: minus(all.squared, part.squared),
  };
}

export function countOf({ tp, fp, tn, fn }: Quadrants): number {
  return tp + fp + tn + fn;
}
