/** A rule on a score: positive above the threshold, or below it. */
export interface ThresholdRule {
  readonly direction: 'above' | 'below';
  readonly threshold: number;
}

/** What one rule does in one group. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  readonly rule: ThresholdRule;
}

/** Counts of a group when a rule is applied to it. */
export interface RuleCounts {
  readonly tp: number;
  readonly fp: number;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * What every threshold on the score makes of a group: one point for each threshold between two scores and beyond them,
 * in both directions when `flip` is allowed.
 */
export function thresholdCurve(
  scores: readonly number[],
  outcome: readonly number[],
  flip: boolean,
  point: (counts: RuleCounts) => { readonly x: number; readonly y: number },
): CurvePoint[] {
  const distinct = [...new Set(scores)].sort((a, b) => a - b);
  const between = distinct.slice(1).map((score, index) => (score + (distinct[index] ?? score)) / 2);
  const thresholds = [Number.NEGATIVE_INFINITY, ...between, Number.POSITIVE_INFINITY];
  const positives = outcome.reduce((sum, value) => sum + value, 0);
  const negatives = outcome.length - positives;
  const directions = flip ? (['above', 'below'] as const) : (['above'] as const);
  return directions.flatMap((direction) =>
    thresholds.map((threshold) => {
      const rule = { direction, threshold };
      let tp = 0;
      let fp = 0;
      for (const [i, score] of scores.entries()) {
        if (!fires(rule, score)) continue;
        if (outcome[i] === 1) tp += 1;
        else fp += 1;
      }
      return { ...point({ tp, fp, positives, negatives }), rule };
    }),
  );
}

export function fires({ direction, threshold }: ThresholdRule, score: number): boolean {
  return direction === 'above' ? score > threshold : score < threshold;
}

/** The upper convex hull of the points from left to right (Andrew's monotone chain). */
export function upperHull(points: readonly CurvePoint[]): CurvePoint[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || b.y - a.y);
  const hull: CurvePoint[] = [];
  for (const point of sorted) {
    if (hull.at(-1)?.x === point.x) continue;
    while (hull.length >= 2) {
      const [a, b] = [hull[hull.length - 2], hull[hull.length - 1]];
      if (a === undefined || b === undefined) break;
      if ((b.y - a.y) * (point.x - a.x) > (point.y - a.y) * (b.x - a.x)) break;
      hull.pop();
    }
    hull.push(point);
  }
  return hull;
}

/** A point on the hull: a coin decides between the rules of its two neighbours. */
export interface Mixture {
  readonly y: number;
  readonly first: ThresholdRule;
  readonly second: ThresholdRule;
  /** Chance of the second rule. */
  readonly chance: number;
}

/** The hull at `x`, which lies between its ends. */
export function mixtureAt(hull: readonly CurvePoint[], x: number): Mixture {
  const index = hull.findIndex((point) => point.x >= x - 1e-12);
  const right = hull[index < 0 ? hull.length - 1 : index];
  if (right === undefined) throw new RangeError('a hull has points');
  const left = hull[Math.max(0, index - 1)] ?? right;
  const chance = right.x === left.x ? 1 : Math.min(1, Math.max(0, (x - left.x) / (right.x - left.x)));
  return { y: left.y + chance * (right.y - left.y), first: left.rule, second: right.rule, chance };
}
