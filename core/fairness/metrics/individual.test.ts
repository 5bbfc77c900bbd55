import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../kernel/random.ts';
import { bootstrapInterval, quantile } from './bootstrap.ts';
import { calibrationByGroup } from './calibration.ts';
import { entropyOfCounts, generalisedEntropy, theil } from './entropy.ts';
import { ordinalByGroup } from './ordinal.ts';
import { waitingByGroup } from './timing.ts';

describe('entropy of benefits', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })), {
    minLength: 1,
  });

  test('is never below 0, and counts say the same as cases', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const decision = Uint8Array.from(list, ([d]) => d);
        const outcome = Uint8Array.from(list, ([, y]) => y);
        const count = (d: number, y: number) => list.filter(([a, b]) => a === d && b === y).length;
        const counted = entropyOfCounts(count(1, 1) + count(0, 0), count(1, 0), count(0, 1));
        const [entropy, index] = [generalisedEntropy(decision, outcome), theil(decision, outcome)];
        if (entropy === null || index === null) {
          expect(counted).toEqual({ generalisedEntropy: null, theil: null });
          return;
        }
        expect(entropy).toBeGreaterThanOrEqual(-1e-12);
        expect(index).toBeGreaterThanOrEqual(-1e-12);
        expect(counted.generalisedEntropy).toBeCloseTo(entropy, 10);
        expect(counted.theil).toBeCloseTo(index, 10);
      }),
      { seed: 20_261_121 },
    );
  });

  test('is 0 when all decisions are right', () => {
    expect(generalisedEntropy(Uint8Array.from([1, 0]), Uint8Array.from([1, 0]))).toBe(0);
    expect(theil(Uint8Array.from([1, 0]), Uint8Array.from([1, 0]))).toBe(0);
  });
});

describe('ordinal levels', () => {
  test('under- and over-triage are told apart by group', () => {
    const given = Uint8Array.from([1, 3, 5, 2, 2, 4]);
    const right = Uint8Array.from([1, 2, 3, 3, 2, 4]);
    const [a, b, nobody] = ordinalByGroup(given, right, Uint16Array.from([0, 0, 0, 1, 1, 1]), 3);
    expect(a).toMatchObject({
      n: 3,
      underTriage: { events: 2 },
      overTriage: { events: 0 },
      exact: { events: 1 },
    });
    expect(b).toMatchObject({
      n: 3,
      underTriage: { events: 0 },
      overTriage: { events: 1 },
      exact: { events: 2 },
    });
    expect(nobody?.underTriage.rate).toBeNull();
    expect(nobody?.kappa.value).toBeNull();
    const [same] = ordinalByGroup(right, right, new Uint16Array(6), 1);
    expect(same?.kappa.value).toBeCloseTo(1, 12);
  });
});

describe('waiting', () => {
  test('median, its interval and the late are told by group', () => {
    const minutes = Float32Array.from({ length: 101 }, (_, i) => i);
    const [all, nobody] = waitingByGroup(minutes, new Float32Array(101).fill(60), new Uint16Array(101), 2);
    expect(all).toMatchObject({ n: 101, median: 50, late: { events: 40, n: 101 } });
    // Ranks 50.5 − 9.85 and 51.5 + 9.85, outward: the 40th and the 62nd of the times 0, 1, 2 …
    expect(all?.medianInterval).toEqual({ low: 39, high: 61 });
    expect(nobody).toMatchObject({ n: 0, median: null, medianInterval: null });
  });
});

describe('bootstrap', () => {
  test('gives the same interval for the same seed, and about the interval of a mean', () => {
    const random = createRandom(3);
    const values = Float64Array.from({ length: 400 }, () => random.normal(10, 2));
    const mean = (at: Uint32Array) => at.reduce((sum, i) => sum + (values[i] ?? 0), 0) / at.length;
    const first = bootstrapInterval(400, mean, { seed: 5 });
    expect(bootstrapInterval(400, mean, { seed: 5 })).toEqual(first);
    const centre = values.reduce((sum, value) => sum + value, 0) / 400;
    expect(first?.low).toBeCloseTo(centre - 1.96 * 0.1, 1);
    expect(first?.high).toBeCloseTo(centre + 1.96 * 0.1, 1);
    expect(bootstrapInterval(0, mean, { seed: 5 })).toBeNull();
    expect(bootstrapInterval(10, () => null, { seed: 5 })).toBeNull();
  });

  test('quantiles interpolate', () => {
    expect(quantile(Float64Array.from([1, 2, 3, 4]), 0.5)).toBe(2.5);
    expect(quantile(Float64Array.from([1, 2, 3, 4]), 1)).toBe(4);
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });
});

describe('calibration by group', () => {
  test('scores that mean what they say have a small error, overstated ones in one group a large one (seed 11)', () => {
    const random = createRandom(11);
    const n = 4_000;
    const scores = Float64Array.from({ length: n }, () => random.next());
    const codes = Uint16Array.from({ length: n }, (_, i) => i % 2);
    const outcomes = Uint8Array.from(scores, (score, i) =>
      random.chance(i % 2 === 0 ? score : score / 2) ? 1 : 0,
    );
    const [good, overstated] = calibrationByGroup(scores, outcomes, codes, 2, { seed: 1, rounds: 100 });
    expect(good?.ece).toBeLessThan(0.04);
    expect(overstated?.ece).toBeCloseTo(0.25, 1);
    expect(overstated?.inTheLarge).toBeCloseTo(0.25, 1);
    expect(overstated?.eceInterval?.low).toBeGreaterThan(good?.eceInterval?.high ?? 1);
    expect(good?.bins).toHaveLength(10);
    expect(good?.bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(2_000);
  });

  test('a group without cases has no figure, and a small one is insufficient', () => {
    const [small, nobody] = calibrationByGroup(
      Float64Array.from([0.5, 1]),
      Uint8Array.from([0, 1]),
      new Uint16Array(2),
      2,
      { seed: 1, rounds: 0 },
    );
    expect(small).toMatchObject({ n: 2, ece: 0.25, eceInterval: null, sufficient: false });
    expect(nobody).toMatchObject({ n: 0, ece: null, inTheLarge: null });
  });
});
