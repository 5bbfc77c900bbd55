import { type Interval, newcombe } from '../../kernel/intervals.ts';
import { twoSided } from '../../kernel/normal.ts';
import type { Estimate } from './rates.ts';

const Z_95 = 1.959963984540054;

/** How far one rate is from another. */
export interface Disparity {
  /** First minus second. */
  readonly difference: number;
  readonly differenceInterval: Interval;
  /** First over second; null when the second is 0. */
  readonly ratio: number | null;
  /** Null where one of the rates is 0, so that the interval of the ratio has no end. */
  readonly ratioInterval: Interval | null;
  /** Two-sided probability of a difference as large by chance. */
  readonly p: number;
}

interface Known {
  readonly rate: number;
  readonly effectiveN: number;
}

const known = ({ rate, effectiveN }: Estimate): Known | null =>
  rate === null || effectiveN === 0 ? null : { rate, effectiveN };

/**
 * Compares the rates of two groups that share nobody: difference with Newcombe's interval (1998, method 10), ratio with
 * Katz's (Biometrics 1978;34:469), and the score test with the pooled share. Null where one has no rate.
 */
export function compareRates(first: Estimate, second: Estimate): Disparity | null {
  const [a, b] = [known(first), known(second)];
  if (a === null || b === null) return null;
  const { difference, low, high } = newcombe(
    { events: a.rate * a.effectiveN, n: a.effectiveN },
    { events: b.rate * b.effectiveN, n: b.effectiveN },
  );
  return {
    difference,
    differenceInterval: { low, high },
    ratio: b.rate === 0 ? null : a.rate / b.rate,
    ratioInterval: katz(a, b),
    p: scoreTest(a, b),
  };
}

/** Katz's interval: normal on the logarithm of the ratio. */
function katz(a: Known, b: Known): Interval | null {
  if (a.rate === 0 || b.rate === 0) return null;
  const spread = Math.sqrt((1 - a.rate) / (a.rate * a.effectiveN) + (1 - b.rate) / (b.rate * b.effectiveN));
  const ratio = a.rate / b.rate;
  return { low: ratio * Math.exp(-Z_95 * spread), high: ratio * Math.exp(Z_95 * spread) };
}

function scoreTest(a: Known, b: Known): number {
  const pooled = (a.rate * a.effectiveN + b.rate * b.effectiveN) / (a.effectiveN + b.effectiveN);
  const variance = pooled * (1 - pooled) * (1 / a.effectiveN + 1 / b.effectiveN);
  if (variance <= 0) return 1;
  return twoSided((a.rate - b.rate) / Math.sqrt(variance));
}

/**
 * Compares a group with everybody, the group included. The group is a share of the whole, so the difference is
 * `1 − share` times its difference from the others, and the interval is scaled with it; the ratio follows likewise.
 * @param share - of the group in everybody, by effective weight in this rate's denominator
 */
export function againstOverall(group: Estimate, others: Estimate, share: number): Disparity | null {
  const apart = compareRates(group, others);
  if (apart === null) return null;
  const scale = (interval: Interval): Interval => ({
    low: (1 - share) * interval.low,
    high: (1 - share) * interval.high,
  });
  const toOverall = (ratio: number) => ratio / (share * ratio + 1 - share);
  return {
    difference: (1 - share) * apart.difference,
    differenceInterval: scale(apart.differenceInterval),
    ratio: apart.ratio === null ? null : toOverall(apart.ratio),
    ratioInterval: apart.ratioInterval && {
      low: toOverall(apart.ratioInterval.low),
      high: toOverall(apart.ratioInterval.high),
    },
    p: apart.p,
  };
}

/** The two groups that are furthest apart. */
export interface WorstPair {
  /** Positions in the list that was given. */
  readonly highest: number;
  readonly lowest: number;
  /** Highest minus lowest. */
  readonly difference: number;
  /** Lowest over highest, 0 to 1; 1 when nobody has the event. */
  readonly ratio: number;
  readonly comparison: Disparity | null;
}

/** The highest against the lowest rate; groups without a rate are passed over. Null with no rate at all. */
export function worstPair(rates: readonly Estimate[]): WorstPair | null {
  let highest = -1;
  let lowest = -1;
  const rate = (index: number) => rates[index]?.rate ?? 0;
  for (const [index, estimate] of rates.entries()) {
    if (estimate.rate === null) continue;
    if (highest < 0 || estimate.rate > rate(highest)) highest = index;
    if (lowest < 0 || estimate.rate < rate(lowest)) lowest = index;
  }
  const [top, bottom] = [rates[highest], rates[lowest]];
  if (top === undefined || bottom === undefined) return null;
  return {
    highest,
    lowest,
    difference: rate(highest) - rate(lowest),
    ratio: rate(highest) === 0 ? 1 : rate(lowest) / rate(highest),
    comparison: highest === lowest ? null : compareRates(top, bottom),
  };
}

/** Largest difference and lowest ratio between any two groups. */
export interface Spread {
  readonly difference: number | null;
  readonly ratio: number | null;
}

/** Demographic parity: how far selection rates are apart (Fairlearn's definitions of difference and ratio). */
export function demographicParity(selectionRates: readonly Estimate[]): Spread {
  const pair = worstPair(selectionRates);
  return { difference: pair?.difference ?? null, ratio: pair?.ratio ?? null };
}

/**
 * Equalised odds (Hardt, Price and Srebro 2016): the larger difference and the lower ratio of true and false positive
 * rates.
 */
export function equalizedOdds(tpr: readonly Estimate[], fpr: readonly Estimate[]): Spread {
  const pairs = [worstPair(tpr), worstPair(fpr)].filter((pair) => pair !== null);
  if (pairs.length === 0) return { difference: null, ratio: null };
  return {
    difference: Math.max(...pairs.map(({ difference }) => difference)),
    ratio: Math.min(...pairs.map(({ ratio }) => ratio)),
  };
}
