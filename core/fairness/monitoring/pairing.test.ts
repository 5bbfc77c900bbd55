import { describe, expect, test } from 'vitest';
import { pairUp, type Waitings } from './pairing.ts';

describe('pairing by arrival', () => {
  test('waits for the other side, then compares whoever comes with the mean of those who waited', () => {
    const waitings: Waitings = {};
    expect(pairUp(waitings, '3', 'rest', 1)).toBeNull();
    expect(pairUp(waitings, '3', 'rest', 0)).toBeNull();
    expect(pairUp(waitings, '3', 'rest', 0)).toBeNull();
    expect(pairUp(waitings, '3', 'group', 1)).toBeCloseTo(2 / 3, 12);
    // Nobody is used twice.
    expect(pairUp(waitings, '3', 'group', 1)).toBeNull();
    expect(pairUp(waitings, '3', 'rest', 1)).toBe(0);
  });

  test('pairs only within a stratum', () => {
    const waitings: Waitings = {};
    expect(pairUp(waitings, '2/80+', 'rest', 1)).toBeNull();
    expect(pairUp(waitings, '4/80+', 'group', 0)).toBeNull();
    expect(pairUp(waitings, '2/80+', 'group', 0)).toBe(-1);
  });

  test('who is paired with whom does not depend on what was decided', () => {
    const sides = ['rest', 'group', 'group', 'rest', 'rest', 'group'] as const;
    const completed = (values: readonly number[]) => {
      const waitings: Waitings = {};
      return sides.map((side, index) => pairUp(waitings, '3', side, values[index] ?? 0) !== null);
    };
    expect(completed([1, 1, 0, 1, 0, 1])).toEqual(completed([0, 0, 0, 0, 0, 0]));
  });
});
