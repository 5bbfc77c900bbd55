import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../kernel/random.ts';
import { betaDistribution, betaQuantile } from './beta.ts';
import { shareOf } from './rates.ts';
import { betaBinomialPrior, shrink } from './shrinkage.ts';

describe('empirical-Bayes shrinkage', () => {
  // Closed forms: I_x(1, b) = 1 − (1 − x)^b; I_x(a, 1) = x^a; I_½(a, a) = ½; I_x(2, 3) = 6x² − 8x³ + 3x⁴.
  test('the beta distribution has its closed forms', () => {
    for (const x of [0.001, 0.1, 0.3, 0.5, 0.77, 0.999]) {
      expect(betaDistribution(x, 1, 7)).toBeCloseTo(1 - (1 - x) ** 7, 12);
      expect(betaDistribution(x, 4.5, 1)).toBeCloseTo(x ** 4.5, 12);
      expect(betaDistribution(x, 2, 3)).toBeCloseTo(6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4, 12);
    }
    for (const a of [0.3, 2, 40, 5_000]) expect(betaDistribution(0.5, a, a)).toBeCloseTo(0.5, 9);
    for (const p of [0.025, 0.5, 0.975]) {
      expect(betaDistribution(betaQuantile(p, 12.5, 80), 12.5, 80)).toBeCloseTo(p, 9);
    }
  });

  // By hand: 10/100, 30/100: mean 0.2, Σn(p − mean)² = 2, over mean(1 − mean) 12.5; less one degree 11.5;
  // room 200 − 20000/200 − 1 = 99; within 0.116162; strength 1/0.116162 − 1 = 7.608696.
  test('the prior by the method of moments, by hand', () => {
    const prior = betaBinomialPrior([shareOf(10, 100), shareOf(30, 100)]);
    expect(prior?.mean).toBeCloseTo(0.2, 12);
    expect(prior?.strength).toBeCloseTo(7.608696, 5);
    const [low] = shrink([shareOf(10, 100), shareOf(30, 100)]);
    expect(low?.rate).toBeCloseTo((10 + 0.2 * 7.608696) / 107.608696, 6);
  });

  test('groups that differ no more than by chance are taken together', () => {
    const prior = betaBinomialPrior([shareOf(20, 100), shareOf(20, 100), shareOf(21, 100)]);
    expect(prior?.strength).toBe(Number.POSITIVE_INFINITY);
    for (const group of shrink([shareOf(20, 100), shareOf(20, 100), shareOf(21, 100)])) {
      expect(group?.rate).toBeCloseTo(0.2033, 3);
    }
  });

  test('one group, or none with the event, has nothing to be drawn to', () => {
    expect(shrink([shareOf(3, 9)])).toEqual([null]);
    expect(shrink([shareOf(0, 9), shareOf(0, 9)])).toEqual([null, null]);
    expect(shrink([])).toEqual([]);
  });

  test('an estimate lies between its own share and the mean of all, inside its interval', () => {
    const groups = fc.array(
      fc
        .integer({ min: 1, max: 400 })
        .chain((n) => fc.integer({ min: 0, max: n }).map((events) => shareOf(events, n))),
      { minLength: 2, maxLength: 20 },
    );
    fc.assert(
      fc.property(groups, (list) => {
        const mean = betaBinomialPrior(list)?.mean ?? 0;
        for (const [i, group] of shrink(list).entries()) {
          if (group === null) continue;
          const own = list[i]?.rate ?? 0;
          expect(group.rate).toBeGreaterThanOrEqual(Math.min(own, mean) - 1e-9);
          expect(group.rate).toBeLessThanOrEqual(Math.max(own, mean) + 1e-9);
          expect(group.interval.low).toBeGreaterThanOrEqual(0);
          expect(group.interval.high).toBeLessThanOrEqual(1);
          expect(group.interval.low).toBeLessThanOrEqual(group.interval.high);
        }
      }),
      { seed: 20_261_121 },
    );
  });

  test('shrunken shares are closer to the truth than raw ones in small groups (seed 7)', () => {
    const random = createRandom(7);
    let [raw, shrunk] = [0, 0];
    for (let round = 0; round < 50; round += 1) {
      const truth = Array.from({ length: 40 }, () => 0.2 + 0.1 * (random.next() - 0.5));
      const groups = truth.map((share) => {
        let events = 0;
        for (let i = 0; i < 25; i += 1) if (random.chance(share)) events += 1;
        return shareOf(events, 25);
      });
      const estimates = shrink(groups);
      for (const [i, share] of truth.entries()) {
        raw += ((groups[i]?.rate ?? 0) - share) ** 2;
        shrunk += ((estimates[i]?.rate ?? 0) - share) ** 2;
      }
    }
    expect(shrunk).toBeLessThan(raw / 2);
  });
});
