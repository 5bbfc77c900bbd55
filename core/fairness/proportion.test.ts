import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSufficient, newcombe, wilson, zFor } from './proportion.ts';

describe('intervals for proportions', () => {
  // Golden numbers: Newcombe 1998, Statistics in Medicine 17:857 and 17:873 (81/263, 0/20, 56/70 against 48/80).
  test.each([
    [81, 263, 0.2553, 0.3662],
    [0, 20, 0, 0.1611],
    [1, 10, 0.0179, 0.4042],
  ])('Wilson interval of %i out of %i', (events, n, low, high) => {
    const interval = wilson(events, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test('Newcombe interval of 56/70 against 48/80', () => {
    const { difference, low, high } = newcombe({ events: 56, n: 70 }, { events: 48, n: 80 });
    expect(difference).toBeCloseTo(0.2, 10);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });

  // Standard normal table: 95%, 99%, 99.9%.
  test.each([
    [0.05, 1.959964],
    [0.01, 2.575829],
    [0.001, 3.290527],
  ])('normal quantile at alpha %f', (alpha, z) => {
    expect(zFor(alpha)).toBeCloseTo(z, 5);
  });

  test('an interval holds its rate, stays within 0 and 1, and narrows with n', () => {
    const cases = fc
      .integer({ min: 1, max: 100_000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(cases, ([events, n]) => {
        const { low, high } = wilson(events, n);
        const wider = wilson(events, n, zFor(0.01));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(events / n + 1e-12);
        expect(high).toBeGreaterThanOrEqual(events / n - 1e-12);
        expect(wider.high - wider.low).toBeGreaterThanOrEqual(high - low);
        expect(wilson(events * 10, n * 10).high - wilson(events * 10, n * 10).low).toBeLessThan(high - low);
      }),
      { seed: 20_260_314 },
    );
  });

  test('[URS-FAI-03] a small cell is never sufficient', () => {
    expect(isSufficient(29, 29)).toBe(false);
    expect(isSufficient(9, 1_000)).toBe(false);
    expect(isSufficient(10, 29)).toBe(false);
    expect(isSufficient(10, 30)).toBe(true);
  });
});
