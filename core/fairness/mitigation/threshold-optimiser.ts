import {
  type CurvePoint,
  fires,
  type Mixture,
  mixtureAt,
  thresholdCurve,
  upperHull,
} from './threshold-curve.ts';

/** Scores and outcomes (1 or 0) of the members of one group, in the same order. */
export interface ScoredGroup {
  readonly scores: readonly number[];
  readonly outcome: readonly number[];
}

export interface OptimiserOptions {
  readonly constraint: 'demographicParity' | 'equalizedOdds';
  /** Also allow rules that select low scores. */
  readonly flip?: boolean;
  /** Steps of the grid on which selection rates or false positive rates are searched. */
  readonly steps?: number;
}

/** How a score of one group becomes a chance of being selected. */
export interface GroupRule extends Mixture {
  /** Chance that the score is passed over and `constant` is the chance of being selected. */
  readonly ignore: number;
  readonly constant: number;
}

export interface Optimum {
  /** One rule for each group, in the order in which they were given. */
  readonly rules: readonly GroupRule[];
  /** Common selection rate, or common false positive rate. */
  readonly at: number;
  /** Common true positive rate under equalised odds; null under demographic parity. */
  readonly truePositiveRate: number | null;
  /** Expected accuracy over all groups. */
  readonly accuracy: number;
}

/**
 * Thresholds for each group that are as accurate as demographic parity or equalised odds allow, by chance mixtures of
 * two thresholds (Hardt, Price and Srebro, NIPS 2016, section 3.2; on a grid as in Fairlearn). Every group needs
 * members, and under equalised odds both outcomes.
 *
 * Deciding so needs the attribute at the time of the decision; it is proposed to people and never switched on by itself.
 * @throws RangeError where a group does not have what the constraint needs
 */
export function optimiseThresholds(groups: readonly ScoredGroup[], options: OptimiserOptions): Optimum {
  const { constraint, flip = false, steps = 1_000 } = options;
  const parity = constraint === 'demographicParity';
  for (const { outcome } of groups) {
    const positives = outcome.reduce((sum, value) => sum + value, 0);
    if (outcome.length === 0 || (!parity && (positives === 0 || positives === outcome.length))) {
      throw new RangeError('a group has too few cases of one outcome');
    }
  }
  const hulls = groups.map((group) => upperHull(parity ? accuracyCurve(group, flip) : rocCurve(group, flip)));
  return parity ? bestParity(groups, hulls, steps) : bestOdds(groups, hulls, steps);
}

/** Selection rate against accuracy. */
const accuracyCurve = ({ scores, outcome }: ScoredGroup, flip: boolean) =>
  thresholdCurve(scores, outcome, flip, ({ tp, fp, negatives }) => ({
    x: (tp + fp) / scores.length,
    y: (tp + negatives - fp) / scores.length,
  }));

/** False against true positive rate. */
const rocCurve = ({ scores, outcome }: ScoredGroup, flip: boolean) =>
  thresholdCurve(scores, outcome, flip, ({ tp, fp, positives, negatives }) => ({
    x: fp / negatives,
    y: tp / positives,
  }));

/** The best point of the grid; the first one of several. */
function bestOf(steps: number, objective: (x: number) => number): { x: number; value: number } {
  let best = { x: 0, value: Number.NEGATIVE_INFINITY };
  for (let step = 0; step <= steps; step += 1) {
    const x = step / steps;
    const value = objective(x);
    if (value > best.value + 1e-12) best = { x, value };
  }
  return best;
}

function bestParity(groups: readonly ScoredGroup[], hulls: readonly CurvePoint[][], steps: number): Optimum {
  const total = groups.reduce((sum, { scores }) => sum + scores.length, 0);
  const best = bestOf(steps, (x) =>
    hulls.reduce((sum, hull, g) => sum + ((groups[g]?.scores.length ?? 0) / total) * mixtureAt(hull, x).y, 0),
  );
  return {
    rules: hulls.map((hull) => ({ ...mixtureAt(hull, best.x), ignore: 0, constant: 0 })),
    at: best.x,
    truePositiveRate: null,
    accuracy: best.value,
  };
}

function bestOdds(groups: readonly ScoredGroup[], hulls: readonly CurvePoint[][], steps: number): Optimum {
  const outcomes = groups.flatMap(({ outcome }) => outcome);
  const positives = outcomes.reduce((sum, value) => sum + value, 0);
  const negatives = outcomes.length - positives;
  // What all groups can reach: the lowest of their hulls.
  const common = (x: number) => Math.min(...hulls.map((hull) => mixtureAt(hull, x).y));
  const best = bestOf(steps, (x) => (positives * common(x) + negatives * (1 - x)) / outcomes.length);
  const rate = common(best.x);
  return {
    rules: hulls.map((hull) => {
      const own = mixtureAt(hull, best.x);
      // A group that does better is brought down to the common point by ignoring its score now and then.
      const ignore = own.y - best.x < 1e-12 ? 0 : (own.y - rate) / (own.y - best.x);
      return { ...own, ignore, constant: best.x };
    }),
    at: best.x,
    truePositiveRate: rate,
    accuracy: best.value,
  };
}

/** The chance that a score is selected under a rule. */
export function chanceOfSelection(rule: GroupRule, score: number): number {
  const first = fires(rule.first, score) ? 1 : 0;
  const second = fires(rule.second, score) ? 1 : 0;
  const mixed = (1 - rule.chance) * first + rule.chance * second;
  return rule.ignore * rule.constant + (1 - rule.ignore) * mixed;
}
