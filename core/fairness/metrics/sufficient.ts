/** Below this a cell says "insufficient data": fewer than 30 cases, or fewer than 10 events. */
export const SUFFICIENT = { n: 30, events: 10 } as const;

/** Whether a rate may be read: enough cases in its denominator and enough events in its numerator. */
export function isSufficient(events: number, n: number): boolean {
  return n >= SUFFICIENT.n && events >= SUFFICIENT.events;
}
