import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newcombePaired } from '../../kernel/intervals.ts';
import { chiSquaredTail } from '../../kernel/normal.ts';
import { mcnemar } from './mcnemar.ts';

describe('McNemar’s test', () => {
  // By hand: 1 against 7: 2 · (1 + 8) / 2⁸ = 0.0703125; mid-p takes 8 / 256 off: 0.0390625.
  test('is exact for few discordant pairs', () => {
    const result = mcnemar(1, 7);
    expect(result.method).toBe('exact');
    expect(result.p).toBeCloseTo(0.0703125, 12);
    expect(result.midP).toBeCloseTo(0.0390625, 12);
    expect(result.statistic).toBeNull();
  });

  // By hand: 10 against 25: (15 − 1)² / 35 = 5.6; erfc(√2.8) = 0.017960.
  test('takes chi-squared with continuity correction from 25 discordant pairs on', () => {
    const result = mcnemar(10, 25);
    expect(result.method).toBe('continuity');
    expect(result.statistic).toBeCloseTo(5.6, 12);
    expect(result.p).toBeCloseTo(0.01796, 5);
    expect(mcnemar(12, 12).method).toBe('exact');
    expect(mcnemar(12, 13).method).toBe('continuity');
  });

  // Tables of chi-squared with one degree of freedom.
  test.each([
    [0, 1],
    [2.705543, 0.1],
    [3.841459, 0.05],
    [6.634897, 0.01],
    [10.827566, 0.001],
    [15.136705, 0.0001],
  ])('the upper tail beyond %f is %f', (statistic, tail) => {
    expect(chiSquaredTail(statistic) / tail).toBeCloseTo(1, 5);
  });

  test('finds no difference where there is none', () => {
    expect(mcnemar(0, 0)).toMatchObject({ p: 1, midP: 1 });
    expect(mcnemar(5, 5)).toMatchObject({ p: 1, midP: 1 });
    expect(mcnemar(40, 40).p).toBe(1);
  });

  test('does not depend on which version comes first, and mid-p is never above p of the exact test', () => {
    const counts = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(counts, counts, (b, c) => {
        const result = mcnemar(b, c);
        expect(mcnemar(c, b)).toMatchObject({ p: result.p, midP: result.midP });
        expect(result.p).toBeGreaterThanOrEqual(0);
        expect(result.p).toBeLessThanOrEqual(1);
        if (result.method === 'exact') expect(result.midP).toBeLessThanOrEqual(result.p + 1e-12);
        // The correction makes the approximation the more cautious of the two.
        else expect(result.p).toBeGreaterThan(result.midP - 0.01);
      }),
      { seed: 20_260_402, numRuns: 400 },
    );
  });
});

describe('the difference of two shares of the same cases', () => {
  // By hand for 36, 12, 2, 0 (n = 50): shares 48/50 and 38/50, difference 0.2. Wilson: 0.865423–0.988959 and
  // 0.625874–0.857012. product 36 · 0 − 12 · 2 = −24 < 0, so phi = −24 / √(48 · 2 · 38 · 12) = −0.114708.
  // low: 0.2 − √(0.094577² + 2 · 0.114708 · 0.094577 · 0.097012 + 0.097012²) = 0.056962
  // high: 0.2 + √(0.028959² + 2 · 0.114708 · 0.028959 · 0.134126 + 0.134126²) = 0.340382
  test('Newcombe’s paired interval', () => {
    const { difference, low, high } = newcombePaired({ both: 36, first: 12, second: 2, neither: 0 });
    expect(difference).toBeCloseTo(0.2, 12);
    expect(low).toBeCloseTo(0.0569, 3);
    expect(high).toBeCloseTo(0.3404, 3);
  });

  test('holds the difference, turns round with the versions, and stays within −1 and 1', () => {
    const count = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(count, count, count, count, (both, first, second, neither) => {
        fc.pre(both + first + second + neither > 0);
        const { difference, low, high } = newcombePaired({ both, first, second, neither });
        const turned = newcombePaired({ both, first: second, second: first, neither });
        expect(low).toBeLessThanOrEqual(difference + 1e-12);
        expect(high).toBeGreaterThanOrEqual(difference - 1e-12);
        expect(turned.low).toBeCloseTo(-high, 9);
        expect(turned.high).toBeCloseTo(-low, 9);
        expect(low).toBeGreaterThanOrEqual(-1 - 1e-9);
        expect(high).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { seed: 20_260_403, numRuns: 400 },
    );
  });
});
