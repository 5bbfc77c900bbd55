import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { manualClock } from './clock.ts';
import { createHybridClock, formatStamp, JUMP_LIMIT_MS, parseStamp } from './hlc.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;

describe('hybrid logical clock', () => {
  test('stamps keep their order through jumps of the wall clock by −1 day, +1 year and back', () => {
    const clock = manualClock('2026-03-29T00:59:59.999Z');
    const hybrid = createHybridClock(clock);
    const stamps = [hybrid.tick().stamp];
    for (const jump of [-DAY, 0, YEAR, -YEAR, 1, -3_600_000, 3_600_000]) {
      clock.advance(jump);
      stamps.push(hybrid.tick().stamp, hybrid.tick().stamp);
    }
    expect(stamps).toEqual([...new Set(stamps)].sort());
  });

  test('whatever the wall clock does and whatever is observed, each stamp is greater than all before', () => {
    const step = fc.oneof(
      fc.record({ advance: fc.integer({ min: -2 * YEAR, max: 2 * YEAR }) }),
      fc.record({
        observe: fc.record({
          time: fc.integer({ min: 0, max: 4e12 }),
          counter: fc.integer({ min: 0, max: 0xffff }),
        }),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const clock = manualClock();
        const hybrid = createHybridClock(clock);
        let greatest = '';
        for (const each of steps) {
          if ('advance' in each) clock.advance(each.advance);
          else {
            hybrid.observe(formatStamp(each.observe));
            greatest = [greatest, formatStamp(each.observe)].sort()[1] ?? '';
          }
          const { stamp } = hybrid.tick();
          expect(stamp > greatest).toBe(true);
          greatest = stamp;
        }
      }),
    );
  });

  test('more than 65,536 stamps in one millisecond move on to the next', () => {
    const hybrid = createHybridClock(manualClock('2026-01-01T00:00:00Z'), '2026-01-01T00:00:00.000Z-fffe');
    expect(hybrid.tick().stamp).toBe('2026-01-01T00:00:00.000Z-ffff');
    expect(hybrid.tick().stamp).toBe('2026-01-01T00:00:00.001Z-0000');
  });

  test('a restart continues after the last stamp, also when the wall clock is behind it', () => {
    const hybrid = createHybridClock(manualClock('2026-01-01T00:00:00Z'), '2026-06-01T00:00:00.000Z-0003');
    const first = hybrid.tick();
    expect(first.stamp).toBe('2026-06-01T00:00:00.000Z-0004');
    expect(first.jump).toEqual({ direction: 'back', milliseconds: expect.any(Number) });
    expect(hybrid.tick().jump).toBeNull();
  });

  test('a step back beyond five minutes is reported once, a smaller one not', () => {
    const clock = manualClock();
    const hybrid = createHybridClock(clock);
    hybrid.tick();
    clock.advance(-JUMP_LIMIT_MS);
    expect(hybrid.tick().jump).toBeNull();
    clock.advance(-JUMP_LIMIT_MS - 1);
    expect(hybrid.tick().jump).toEqual({ direction: 'back', milliseconds: JUMP_LIMIT_MS + 1 });
    expect(hybrid.tick().jump).toBeNull();
  });

  test('a step forward is told from time that passed by the count of elapsed time', () => {
    const wall = manualClock();
    let elapsed = 0;
    const hybrid = createHybridClock({ now: wall.now, elapsed: () => elapsed });
    hybrid.tick();
    wall.advance(DAY);
    elapsed += DAY;
    expect(hybrid.tick().jump).toBeNull();
    wall.advance(YEAR);
    elapsed += 1_000;
    expect(hybrid.tick().jump).toEqual({ direction: 'forward', milliseconds: YEAR - 1_000 });
  });

  test('what is not a stamp is refused', () => {
    for (const bad of ['', '2026-01-01', '2026-13-01T00:00:00.000Z-0000', '2026-01-01T00:00:00.000Z-000g']) {
      expect(() => parseStamp(bad)).toThrow(RangeError);
    }
  });
});
