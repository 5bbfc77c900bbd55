/**
 * Gradient-boosted regression trees (Friedman 2001) with second-order steps and histograms (Chen and Guestrin 2016).
 * Deterministic: no sampling, ties go to the first feature. Small on purpose: shallow trees, few rounds.
 */
export interface TreeOptions {
  readonly rounds: number;
  readonly depth: number;
  readonly learningRate: number;
  /** Added to the sum of second derivatives: shrinks leaves with little evidence. */
  readonly lambda: number;
  /** Least sum of second derivatives in a leaf. */
  readonly minimumHessian: number;
}

/** A node: `feature` −1 marks a leaf. Left where `value <= threshold`. Leaves hold `weight` for one target. */
export interface TreeNode {
  readonly feature: number;
  readonly threshold: number;
  readonly left: number;
  readonly right: number;
  readonly weight: number;
}

export interface Tree {
  readonly target: number;
  readonly nodes: readonly TreeNode[];
}

export interface Forest {
  readonly targets: number;
  /** Start value of each target. */
  readonly base: readonly number[];
  readonly trees: readonly Tree[];
}

const BINS = 48;

interface Binned {
  readonly rows: number;
  /** Upper edges of the bins by feature, float32. */
  readonly edges: readonly Float32Array[];
  /** Bin of each row, one array per feature. */
  readonly columns: readonly Uint8Array[];
}

function edgesOf(values: Float32Array): Float32Array {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  if (distinct.length <= BINS)
    return Float32Array.from(distinct.slice(0, -1), (value, i) => middle(value, distinct[i + 1]));
  const sorted = Float32Array.from(values).sort();
  const edges = new Set<number>();
  for (let bin = 1; bin < BINS; bin += 1) {
    const at = Math.floor((bin * sorted.length) / BINS);
    const [before, after] = [sorted[at - 1] ?? 0, sorted[at] ?? 0];
    if (before < after) edges.add(middle(before, after));
    else edges.add(after);
  }
  return Float32Array.from([...edges].sort((a, b) => a - b));
}

function middle(a: number, b: number | undefined): number {
  return Math.fround((a + (b ?? a)) / 2);
}

function binned(vectors: readonly Float32Array[], features: number): Binned {
  const edges: Float32Array[] = [];
  const columns: Uint8Array[] = [];
  for (let feature = 0; feature < features; feature += 1) {
    const values = Float32Array.from(vectors, (vector) => vector[feature] ?? 0);
    const own = edgesOf(values);
    edges.push(own);
    columns.push(
      Uint8Array.from(values, (value) => {
        let low = 0;
        let high = own.length;
        while (low < high) {
          const at = (low + high) >> 1;
          if (value <= (own[at] ?? 0)) high = at;
          else low = at + 1;
        }
        return low;
      }),
    );
  }
  return { rows: vectors.length, edges, columns };
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

function bestSplit(
  data: Binned,
  rows: Int32Array,
  gradient: Float64Array,
  hessian: Float64Array,
  options: TreeOptions,
): Split | null {
  let best: Split | null = null;
  const sumG = new Float64Array(BINS + 1);
  const sumH = new Float64Array(BINS + 1);
  for (let feature = 0; feature < data.columns.length; feature += 1) {
    const bins = (data.edges[feature]?.length ?? 0) + 1;
    const column = data.columns[feature];
    if (bins < 2 || column === undefined) continue;
    sumG.fill(0);
    sumH.fill(0);
    for (const row of rows) {
      const bin = column[row] ?? 0;
      sumG[bin] = (sumG[bin] ?? 0) + (gradient[row] ?? 0);
      sumH[bin] = (sumH[bin] ?? 0) + (hessian[row] ?? 0);
    }
    const split = bestBin(sumG, sumH, bins, options);
    if (split && (best === null || split.gain > best.gain)) best = { feature, ...split };
  }
  return best;
}

function bestBin(
  sumG: Float64Array,
  sumH: Float64Array,
  bins: number,
  { lambda, minimumHessian }: TreeOptions,
): { bin: number; gain: number } | null {
  let [g, h] = [0, 0];
  for (let bin = 0; bin < bins; bin += 1) {
    g += sumG[bin] ?? 0;
    h += sumH[bin] ?? 0;
  }
  const score = (a: number, b: number) => (a * a) / (b + lambda);
  const whole = score(g, h);
  let [leftG, leftH] = [0, 0];
  let best: { bin: number; gain: number } | null = null;
  for (let bin = 0; bin < bins - 1; bin += 1) {
    leftG += sumG[bin] ?? 0;
    leftH += sumH[bin] ?? 0;
    if (leftH < minimumHessian || h - leftH < minimumHessian) continue;
    const gain = score(leftG, leftH) + score(g - leftG, h - leftH) - whole;
    if (gain > 1e-6 && (best === null || gain > best.gain)) best = { bin, gain };
  }
  return best;
}

/** Grows one tree on gradients; adds its answers to `margin`. */
function grow(
  data: Binned,
  target: number,
  gradient: Float64Array,
  hessian: Float64Array,
  margin: Float64Array,
  options: TreeOptions,
): Tree {
  const nodes: TreeNode[] = [];
  const visit = (rows: Int32Array, depth: number): number => {
    const at = nodes.length;
    nodes.push({ feature: -1, threshold: 0, left: 0, right: 0, weight: 0 });
    const split = depth < options.depth ? bestSplit(data, rows, gradient, hessian, options) : null;
    if (split === null) {
      let [g, h] = [0, 0];
      for (const row of rows) {
        g += gradient[row] ?? 0;
        h += hessian[row] ?? 0;
      }
      const weight = Math.fround((-options.learningRate * g) / (h + options.lambda));
      for (const row of rows) margin[row] = (margin[row] ?? 0) + weight;
      nodes[at] = { feature: -1, threshold: 0, left: 0, right: 0, weight };
      return at;
    }
    const column = data.columns[split.feature];
    const left = visit(
      rows.filter((row) => (column?.[row] ?? 0) <= split.bin),
      depth + 1,
    );
    const right = visit(
      rows.filter((row) => (column?.[row] ?? 0) > split.bin),
      depth + 1,
    );
    const threshold = data.edges[split.feature]?.[split.bin] ?? 0;
    nodes[at] = { feature: split.feature, threshold, left, right, weight: 0 };
    return at;
  };
  visit(
    Int32Array.from({ length: data.rows }, (_, row) => row),
    0,
  );
  return { target, nodes };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** A forest whose margin is the log-odds of the event. */
export function trainBinary(
  vectors: readonly Float32Array[],
  events: readonly boolean[],
  options: TreeOptions,
): Forest {
  const data = binned(vectors, vectors[0]?.length ?? 0);
  const share = events.filter(Boolean).length / events.length;
  const base = Math.fround(Math.log(share / (1 - share)));
  const margin = new Float64Array(data.rows).fill(base);
  const gradient = new Float64Array(data.rows);
  const hessian = new Float64Array(data.rows);
  const trees: Tree[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    for (let row = 0; row < data.rows; row += 1) {
      const p = sigmoid(margin[row] ?? 0);
      gradient[row] = p - (events[row] ? 1 : 0);
      hessian[row] = p * (1 - p);
    }
    trees.push(grow(data, 0, gradient, hessian, margin, options));
  }
  return { targets: 1, base: [base], trees };
}

/** A forest with one margin per class, for a softmax. @param classes - class of each row, from 0. */
export function trainClasses(
  vectors: readonly Float32Array[],
  classes: readonly number[],
  count: number,
  options: TreeOptions,
): Forest {
  const data = binned(vectors, vectors[0]?.length ?? 0);
  const base = Array.from({ length: count }, (_, k) =>
    Math.fround(Math.log(classes.filter((one) => one === k).length / classes.length + 1e-4)),
  );
  const margins = base.map((value) => new Float64Array(data.rows).fill(value));
  const gradient = new Float64Array(data.rows);
  const hessian = new Float64Array(data.rows);
  const trees: Tree[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const shares = softmaxRows(margins, data.rows);
    for (const [k, margin] of margins.entries()) {
      for (let row = 0; row < data.rows; row += 1) {
        const p = shares[k]?.[row] ?? 0;
        gradient[row] = p - (classes[row] === k ? 1 : 0);
        hessian[row] = p * (1 - p);
      }
      trees.push(grow(data, k, gradient, hessian, margin, options));
    }
  }
  return { targets: count, base, trees };
}

function softmaxRows(margins: readonly Float64Array[], rows: number): Float64Array[] {
  const shares = margins.map(() => new Float64Array(rows));
  for (let row = 0; row < rows; row += 1) {
    const all = softmax(margins.map((margin) => margin[row] ?? 0));
    for (const [k, share] of all.entries()) {
      const column = shares[k];
      if (column) column[row] = share;
    }
  }
  return shares;
}

export function softmax(margins: readonly number[]): number[] {
  const top = Math.max(...margins);
  const powers = margins.map((margin) => Math.exp(margin - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** The margins of one vector. */
export function marginsOf({ base, trees }: Forest, vector: Float32Array): number[] {
  const margins = [...base];
  for (const { target, nodes } of trees) {
    let node = nodes[0];
    while (node !== undefined && node.feature >= 0) {
      node = nodes[(vector[node.feature] ?? 0) <= node.threshold ? node.left : node.right];
    }
    margins[target] = (margins[target] ?? 0) + (node?.weight ?? 0);
  }
  return margins;
}
