import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wilson, zFor } from '../../kernel/intervals.ts';
import { isSufficient } from './sufficient.ts';

describe('intervals for proportions', () => {
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
