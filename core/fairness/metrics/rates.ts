import { RATE_PARTS, type RateName } from '../../contract/fairness-audit.ts';
import { type Interval, wilson } from '../../kernel/intervals.ts';
import type { Confusion, Quadrants } from './confusion.ts';
import { isSufficient } from './sufficient.ts';

/** A share with what it rests on. All shares are 0 to 1. */
export interface Estimate {
  /** Weighted share; null where nobody is in the denominator. */
  readonly rate: number | null;
  /** Cases in the numerator and the denominator, unweighted. */
  readonly events: number;
  readonly n: number;
  /** Kish's effective number of cases in the denominator; `n` without weights. */
  readonly effectiveN: number;
  /** Sum of weights in the denominator. */
  readonly weight: number;
  /** 95% interval; null where there is no rate. */
  readonly interval: Interval | null;
  /** At least 30 cases and 10 events. */
  readonly sufficient: boolean;
}

const sum = (counts: Quadrants, names: readonly (keyof Quadrants)[]) =>
  names.reduce((total, name) => total + counts[name], 0);

/**
 * One rate of a group. With weights the share is weighted, and its Wilson interval takes the effective sample size
 * (Σw)²/Σw² in place of n (Kish 1965; for intervals Korn and Graubard, Survey Methodology 1998;24:193).
 */
export function rateOf({ rows, weight, squared }: Confusion, metric: RateName): Estimate {
  const { of, among } = RATE_PARTS[metric];
  const events = sum(rows, of);
  const n = sum(rows, among);
  const total = sum(weight, among);
  return estimate({ events, n, rate: sum(weight, of) / total, total, squared: sum(squared, among) });
}

/** A share from plain counts. */
export function shareOf(events: number, n: number): Estimate {
  return estimate({ events, n, rate: events / n, total: n, squared: n });
}

function estimate(parts: {
  events: number;
  n: number;
  rate: number;
  total: number;
  squared: number;
}): Estimate {
  const { events, n, total, squared } = parts;
  const sufficient = isSufficient(events, n);
  if (!(total > 0))
    return { rate: null, events, n, effectiveN: 0, weight: 0, interval: null, sufficient: false };
  // Sums of weights carry rounding: a share a hair above 1 is 1.
  const rate = Math.min(1, Math.max(0, parts.rate));
  const effectiveN = squared > 0 ? (total * total) / squared : 0;
  return {
    rate,
    events,
    n,
    effectiveN,
    weight: total,
    interval: wilson(rate * effectiveN, effectiveN),
    sufficient,
  };
}

/** Every rate of a group. */
export function ratesOf(confusion: Confusion): Readonly<Record<RateName, Estimate>> {
  const rate = (metric: RateName) => rateOf(confusion, metric);
  return {
    selectionRate: rate('selectionRate'),
    tpr: rate('tpr'),
    fpr: rate('fpr'),
    fnr: rate('fnr'),
    ppv: rate('ppv'),
    npv: rate('npv'),
    fdr: rate('fdr'),
    for: rate('for'),
    accuracy: rate('accuracy'),
    baseRate: rate('baseRate'),
  };
}
