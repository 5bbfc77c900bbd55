import type { Interval } from '../../kernel/intervals.ts';
import { betaQuantile } from './beta.ts';
import type { Estimate } from './rates.ts';

/** A share drawn towards the mean of all groups, with its 95% posterior interval. */
export interface Shrunk {
  readonly rate: number;
  readonly interval: Interval;
}

/** The beta distribution from which the shares of the groups are taken to come. */
export interface Prior {
  readonly mean: number;
  /** α + β: how many cases the prior weighs. Infinity: groups differ no more than by chance. */
  readonly strength: number;
}

/** A prior stronger than this no longer moves with the data of any group. */
const STRONGEST = 1e7;

/**
 * The beta-binomial prior by the method of moments (Kleinman, Journal of the American Statistical Association
 * 1973;68:46, with the numbers of cases as weights). Null with fewer than two groups that have a rate, or when all
 * have a share of 0 or all of 1.
 */
export function betaBinomialPrior(groups: readonly Estimate[]): Prior | null {
  const known = groups.flatMap(({ rate, effectiveN }) =>
    rate === null || effectiveN === 0 ? [] : [{ rate, n: effectiveN }],
  );
  if (known.length < 2) return null;
  const total = known.reduce((sum, { n }) => sum + n, 0);
  const mean = known.reduce((sum, { rate, n }) => sum + rate * n, 0) / total;
  const chance = mean * (1 - mean);
  if (chance <= 0) return null;
  const spread = known.reduce((sum, { rate, n }) => sum + n * (rate - mean) ** 2, 0);
  const free = known.length - 1;
  const room = total - known.reduce((sum, { n }) => sum + n * n, 0) / total - free;
  // Correlation within groups, 1 / (α + β + 1).
  const within = room > 0 ? (spread / chance - free) / room : 0;
  if (within <= 0) return { mean, strength: Number.POSITIVE_INFINITY };
  return { mean, strength: Math.max(0, 1 / Math.min(1, within) - 1) };
}

/**
 * Empirical-Bayes estimates of the shares of many small groups: the posterior mean of each under the prior that all of
 * them together suggest. Small groups move most. Null for all where there is no prior; a group without cases gets the
 * mean of the prior. The interval does not carry the uncertainty of the prior itself.
 */
export function shrink(groups: readonly Estimate[]): (Shrunk | null)[] {
  const prior = betaBinomialPrior(groups);
  if (prior === null) return groups.map(() => null);
  const strength = Math.min(prior.strength, STRONGEST);
  return groups.map(({ rate, effectiveN }) => {
    const n = rate === null ? 0 : effectiveN;
    const alpha = (rate ?? 0) * n + prior.mean * strength;
    const beta = (1 - (rate ?? 0)) * n + (1 - prior.mean) * strength;
    if (alpha <= 0 || beta <= 0) return { rate: rate ?? prior.mean, interval: { low: 0, high: 1 } };
    return {
      rate: alpha / (alpha + beta),
      interval: { low: betaQuantile(0.025, alpha, beta), high: betaQuantile(0.975, alpha, beta) },
    };
  });
}
