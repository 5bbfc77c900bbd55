import type { Metric } from '../../contract/index.ts';
import { type DecisionColumns, OUTCOME } from './decision-columns.ts';

/** Counts of one metric in one group. */
export interface Count {
  events: number;
  n: number;
}

/** 0 = does not count for this metric, 1 = counts, 2 = counts and is an event. */
export type Tally = 0 | 1 | 2;

/** A signature takes a moment even for a patient who needs treatment at once. */
const MINUTES_TO_SIGN = 5;

type Rule = (d: DecisionColumns, i: number) => Tally;

const at = (column: Uint8Array | Float32Array, i: number) => column[i] ?? 0;

/**
 * The metrics of the overview. Their definitions in words, with sources, are in resources/fairness/metrics.json.
 * Each says of decision `i` whether it belongs to the denominator and whether it is an event.
 */
export const METRIC_RULES: Readonly<Record<Metric, Rule>> = {
  underTriage(d, i) {
    const outcome = at(d.outcome, i);
    if (outcome === OUTCOME.admitted) return at(d.decided, i) >= 4 ? 2 : 1;
    if (outcome === OUTCOME.criticalCare || outcome === OUTCOME.died) return at(d.decided, i) >= 3 ? 2 : 1;
    return 0;
  },
  overTriage(d, i) {
    if (at(d.outcome, i) !== OUTCOME.discharged) return 0;
    return at(d.decided, i) <= 2 ? 2 : 1;
  },
  urgentShare: (d, i) => (at(d.decided, i) <= 2 ? 2 : 1),
  overriddenUp: (d, i) => (at(d.decided, i) < at(d.proposed, i) ? 2 : 1),
  overriddenDown: (d, i) => (at(d.decided, i) > at(d.proposed, i) ? 2 : 1),
  seenLate(d, i) {
    return at(d.minutesToDecision, i) > Math.max(at(d.targetMinutes, i), MINUTES_TO_SIGN) ? 2 : 1;
  },
};

/** Counts one metric by group: entry `g` belongs to group code `g` of the attribute's column. */
export function countByGroup(
  d: DecisionColumns,
  codes: Uint16Array,
  groups: number,
  metric: Metric,
): Count[] {
  const rule = METRIC_RULES[metric];
  const events = new Uint32Array(groups);
  const n = new Uint32Array(groups);
  for (let i = 0; i < d.length; i += 1) {
    const tally = rule(d, i);
    if (tally === 0) continue;
    const group = codes[i] ?? 0;
    n[group] = (n[group] ?? 0) + 1;
    if (tally === 2) events[group] = (events[group] ?? 0) + 1;
  }
  return Array.from(n, (count, group) => ({ events: events[group] ?? 0, n: count }));
}
