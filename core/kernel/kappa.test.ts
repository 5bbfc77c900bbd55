import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weightedKappa } from './kappa.ts';

describe('weighted kappa', () => {
  // By hand: n = 50, agreement (20 + 15) / 50 = 0.7; rows 25, 25 and columns 30, 20, so 0.5 by chance; 0.2 / 0.5 = 0.4.
  // Standard error with weights 1 and 0: terms (w(1 − pe) − (row mean + column mean)(1 − po))² p are
  // 0.17² · 0.4 + 0.33² · 0.1 + 0.27² · 0.2 + 0.23² · 0.3 = 0.0529; minus (0.7 · 0.5 − 1 + 0.7)² = 0.0025;
  // 0.0504 / (50 · 0.5⁴) = 0.016128, square root 0.126996.
  test.each(['linear', 'quadratic'] as const)('of two levels is plain kappa with %s weights', (weights) => {
    const kappa = weightedKappa(
      [
        [20, 5],
        [10, 15],
      ],
      weights,
    );
    expect(kappa.value).toBeCloseTo(0.4, 12);
    expect(kappa.standardError).toBeCloseTo(0.126996, 6);
    expect(kappa.ci?.[0]).toBeCloseTo(0.4 - 1.959964 * 0.126996, 5);
    expect(kappa.ci?.[1]).toBeCloseTo(0.4 + 1.959964 * 0.126996, 5);
  });

  // By hand: n = 10, rows and columns 4, 3, 3 each. Credits one step apart: 1/2 linear, 3/4 quadratic.
  // Linear: observed (7 + 2.5 · …) see below; distance 1 in 3 cases, distance 2 in none.
  //   observed 0.7 + 0.3 · 0.5 = 0.85; by chance: same level 0.16 + 0.09 + 0.09 = 0.34, one step
  //   2(0.12 + 0.09) = 0.42, so 0.34 + 0.21 = 0.55; kappa = 0.30 / 0.45 = 2/3.
  // Quadratic: observed 0.7 + 0.3 · 0.75 = 0.925; by chance 0.34 + 0.42 · 0.75 = 0.655; 0.27 / 0.345 = 18/23.
  const three = [
    [3, 1, 0],
    [1, 2, 0],
    [0, 0, 2],
  ];
  const shifted = [
    [3, 1, 0],
    [1, 1, 1],
    [0, 1, 2],
  ];
  test('credits neighbouring levels, more with quadratic weights', () => {
    // shifted: rows 4, 3, 3; columns 4, 3, 3; same level 6, one step 4.
    // Linear: 0.6 + 0.2 = 0.8; (0.8 − 0.55) / 0.45 = 5/9. Quadratic: 0.6 + 0.3 = 0.9; (0.9 − 0.655) / 0.345 = 49/69.
    expect(weightedKappa(shifted, 'linear').value).toBeCloseTo(5 / 9, 12);
    expect(weightedKappa(shifted, 'quadratic').value).toBeCloseTo(49 / 69, 12);
    // three: rows and columns 4, 3, 2 of 9; same level 7/9, one step 2/9.
    // By chance: same (16 + 9 + 4) / 81 = 29/81, one step 2(12 + 6) / 81 = 36/81.
    // Linear: observed 8/9 = 72/81, expected 47/81, 25/34. Quadratic: 7/9 + 1.5/9 = 76.5/81, 56/81: 20.5/25.
    expect(weightedKappa(three, 'linear').value).toBeCloseTo(25 / 34, 12);
    expect(weightedKappa(three, 'quadratic').value).toBeCloseTo(20.5 / 25, 12);
  });

  test('is not stated where there is nothing to agree on', () => {
    expect(weightedKappa([], 'linear').value).toBeNull();
    expect(
      weightedKappa(
        [
          [0, 0],
          [0, 0],
        ],
        'linear',
      ).value,
    ).toBeNull();
    // Everybody emergency, always: chance agreement is complete.
    expect(
      weightedKappa(
        [
          [12, 0],
          [0, 0],
        ],
        'quadratic',
      ).value,
    ).toBeNull();
  });

  const tables = fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 5, maxLength: 5 }), {
    minLength: 5,
    maxLength: 5,
  });

  test('lies within −1 and 1, is 1 for full agreement, and does not depend on who is called gold', () => {
    fc.assert(
      fc.property(tables, (table) => {
        for (const weights of ['linear', 'quadratic'] as const) {
          const kappa = weightedKappa(table, weights);
          if (kappa.value === null) continue;
          expect(kappa.value).toBeGreaterThanOrEqual(-1 - 1e-9);
          expect(kappa.value).toBeLessThanOrEqual(1 + 1e-9);
          const turned = table.map((_, i) => table.map((row) => row[i] ?? 0));
          expect(weightedKappa(turned, weights).value).toBeCloseTo(kappa.value, 9);
          const diagonal = table.map((row, i) => row.map((count, j) => (i === j ? count + 1 : 0)));
          expect(weightedKappa(diagonal, weights).value).toBeCloseTo(1, 12);
          // Ten times the cases: the same kappa, an interval narrower by the square root of ten.
          const tenfold = weightedKappa(
            table.map((row) => row.map((count) => count * 10)),
            weights,
          );
          expect(tenfold.value).toBeCloseTo(kappa.value, 9);
          expect((tenfold.standardError ?? 0) * Math.sqrt(10)).toBeCloseTo(kappa.standardError ?? 0, 6);
        }
      }),
      { seed: 20_260_401, numRuns: 200 },
    );
  });
});
