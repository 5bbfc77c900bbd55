/** When a rate may be shown. The intervals themselves are in core/kernel/intervals.ts. */
export { type Interval, newcombe, wilson, zFor } from '../kernel/intervals.ts';

/** The thresholds below which a cell says "insufficient data" instead of a rate: n < 30 or fewer than 10 events. */
export const SUFFICIENT = { n: 30, events: 10 } as const;

export function isSufficient(events: number, n: number): boolean {
  return n >= SUFFICIENT.n && events >= SUFFICIENT.events;
}
