import type { McNemar } from '../../contract/evaluation.ts';
import { chiSquaredTail } from '../../kernel/normal.ts';

/** From this many discordant pairs on, the normal approximation is used. */
const LARGE = 25;

/**
 * McNemar's test of two versions on the same cases: whether those that only the first got right are as many as those
 * that only the second got right.
 *
 * Fewer than 25 discordant pairs: the exact two-sided binomial test. Otherwise chi-squared with one degree of freedom
 * and continuity correction, (|b − c| − 1)² / (b + c) (Edwards 1948). The mid-p value (Fagerland, Lydersen and Laake,
 * BMC Medical Research Methodology 2013, 13:91) is always given beside it.
 */
export function mcnemar(firstOnly: number, secondOnly: number): McNemar {
  const n = firstOnly + secondOnly;
  if (n === 0) return { firstOnly, secondOnly, method: 'exact', statistic: null, p: 1, midP: 1 };
  const { tail, point } = binomialHalf(Math.min(firstOnly, secondOnly), n);
  const midP = Math.min(1, 2 * tail - point);
  if (n < LARGE) {
    return { firstOnly, secondOnly, method: 'exact', statistic: null, p: Math.min(1, 2 * tail), midP };
  }
  const distance = Math.max(0, Math.abs(firstOnly - secondOnly) - 1);
  const statistic = (distance * distance) / n;
  return { firstOnly, secondOnly, method: 'continuity', statistic, p: chiSquaredTail(statistic), midP };
}

/** P(X ≤ k) and P(X = k) for X binomial with n trials and probability one half, from logarithms. */
function binomialHalf(k: number, n: number): { tail: number; point: number } {
  let logTerm = -n * Math.LN2;
  let tail = Math.exp(logTerm);
  for (let i = 1; i <= k; i += 1) {
    logTerm += Math.log(n - i + 1) - Math.log(i);
    tail += Math.exp(logTerm);
  }
  return { tail, point: Math.exp(logTerm) };
}
