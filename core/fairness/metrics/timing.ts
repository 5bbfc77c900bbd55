import type { Interval } from '../../kernel/intervals.ts';
import { quantile } from './bootstrap.ts';
import { type Estimate, shareOf } from './rates.ts';

/** How long one group waited. All times in minutes. */
export interface Waiting {
  readonly n: number;
  /** Later than the target. */
  readonly late: Estimate;
  /** Null without cases. */
  readonly median: number | null;
  readonly medianInterval: Interval | null;
}

/**
 * Minutes waited against target minutes, by group. The interval of the median runs between the order statistics at
 * ranks n/2 − 1.96 √n/2 and 1 + n/2 + 1.96 √n/2, rounded outward (Campbell and Gardner, BMJ 1988;296:1454).
 */
export function waitingByGroup(
  minutes: Float32Array,
  targets: Float32Array,
  codes: Uint16Array,
  groups: number,
): Waiting[] {
  const waited: number[][] = Array.from({ length: groups }, () => []);
  const late = new Uint32Array(groups);
  for (let i = 0; i < minutes.length; i += 1) {
    const group = codes[i] ?? 0;
    waited[group]?.push(minutes[i] ?? 0);
    if ((minutes[i] ?? 0) > (targets[i] ?? 0)) late[group] = (late[group] ?? 0) + 1;
  }
  return waited.map((times, group) => {
    const n = times.length;
    const sorted = Float64Array.from(times).sort();
    const margin = (1.959963984540054 * Math.sqrt(n)) / 2;
    const rank = (at: number) => sorted[Math.min(n - 1, Math.max(0, at))] ?? 0;
    return {
      n,
      late: shareOf(late[group] ?? 0, n),
      median: n === 0 ? null : quantile(sorted, 0.5),
      medianInterval:
        n === 0 ? null : { low: rank(Math.floor(n / 2 - margin) - 1), high: rank(Math.ceil(n / 2 + margin)) },
    };
  });
}
