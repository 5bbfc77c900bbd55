/** Where the time comes from. Everything that asks for the time takes a Clock, so that tests can turn it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z by this machine's wall clock. */
  now(): number;
  /** Milliseconds since some fixed moment, untouched by changes of the wall clock; absent where time stands still. */
  elapsed?(): number;
}

export const systemClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };

export interface ManualClock extends Clock {
  set(time: number | string): void;
  advance(milliseconds: number): void;
}

/** A clock that stands still until it is told to move. */
export function manualClock(start: number | string = '2026-03-14T09:00:00Z'): ManualClock {
  const parse = (time: number | string) => (typeof time === 'number' ? time : Date.parse(time));
  let now = parse(start);
  return {
    now: () => now,
    set: (time) => {
      now = parse(time);
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

/** ISO 8601 in UTC with milliseconds, the only form in which times are stored and sent. */
export function isoTime(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}
