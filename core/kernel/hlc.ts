import type { Clock } from './clock.ts';

/**
 * Hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): times that read like wall time, but
 * never repeat and never run backwards, whatever happens to the wall clock. Stamps compare as plain strings:
 * `2026-03-14T09:00:00.000Z-002a` is the 43rd stamp of that millisecond.
 */
export interface HybridClock {
  /** The next stamp, greater than every stamp issued or observed before. */
  tick(): HybridTick;
  /** Takes note of a stamp made elsewhere, so that what follows here sorts after it. */
  observe(stamp: string): void;
}

export interface HybridTick {
  readonly stamp: string;
  /** Wall time in milliseconds since 1970, as this machine showed it. */
  readonly wall: number;
  /** Set once for each sudden change of the wall clock by more than `JUMP_LIMIT_MS`. */
  readonly jump: ClockJump | null;
}

export interface ClockJump {
  readonly direction: 'back' | 'forward';
  readonly milliseconds: number;
}

/** A wall clock that moves further than this against what is expected is reported. */
export const JUMP_LIMIT_MS = 5 * 60_000;

const MAX_COUNTER = 0xffff;
const MAX_TIME = Date.parse('9999-12-31T23:59:59.999Z');
const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)-([0-9a-f]{4})$/;

export interface StampParts {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly counter: number;
}

export function formatStamp({ time, counter }: StampParts): string {
  return `${new Date(time).toISOString()}-${counter.toString(16).padStart(4, '0')}`;
}

/** Throws a RangeError for anything that `formatStamp` could not have written. */
export function parseStamp(stamp: string): StampParts {
  const match = STAMP.exec(stamp);
  const time = match?.[1] === undefined ? Number.NaN : Date.parse(match[1]);
  if (match?.[2] === undefined || Number.isNaN(time)) throw new RangeError('not a hybrid logical time');
  return { time, counter: Number.parseInt(match[2], 16) };
}

/**
 * @param last the greatest stamp known from earlier runs; what this clock issues sorts after it.
 *
 * A step back is seen against the latest wall time; a step forward only while running, against the clock's
 * own count of elapsed time where it has one (a machine that slept looks the same).
 */
export function createHybridClock(clock: Clock, last?: string): HybridClock {
  let { time, counter } = last === undefined ? { time: 0, counter: 0 } : parseStamp(last);
  let before: { wall: number; elapsed: number | undefined } | undefined;

  function jumpTo(wall: number): ClockJump | null {
    const now = { wall, elapsed: clock.elapsed?.() };
    const passed = (now.elapsed ?? 0) - (before?.elapsed ?? 0);
    // At the first stamp all that is known is the last one of the run before.
    const ahead = before === undefined ? Math.min(0, wall - time) : wall - before.wall - passed;
    before = now;
    if (ahead < -JUMP_LIMIT_MS) return { direction: 'back', milliseconds: -ahead };
    if (now.elapsed !== undefined && ahead > JUMP_LIMIT_MS)
      return { direction: 'forward', milliseconds: ahead };
    return null;
  }

  return {
    tick() {
      const wall = Math.min(Math.max(0, Math.trunc(clock.now())), MAX_TIME);
      const jump = jumpTo(wall);
      if (wall > time) {
        time = wall;
        counter = 0;
      } else if (counter < MAX_COUNTER) {
        counter += 1;
      } else {
        time += 1;
        counter = 0;
      }
      return { stamp: formatStamp({ time, counter }), wall, jump };
    },
    observe(stamp) {
      const seen = parseStamp(stamp);
      if (seen.time > time || (seen.time === time && seen.counter > counter)) {
        time = seen.time;
        counter = seen.counter;
      }
    },
  };
}
