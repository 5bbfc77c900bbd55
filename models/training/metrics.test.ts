import { describe, expect, test } from 'vitest';
import { plattScaling, probabilitiesOf } from './calibration.ts';
import {
  auroc,
  aurocWithInterval,
  brier,
  calibrationError,
  gapOf,
  type Prediction,
  reliability,
} from './metrics.ts';

const of = (...pairs: readonly (readonly [number, 0 | 1])[]): Prediction[] =>
  pairs.map(([probability, event]) => ({ probability, event: event === 1 }));

describe('figures of a model, worked by hand', () => {
  test('AUROC is the share of pairs in the right order, ties half', () => {
    // Events 0.8 and 0.4 against others 0.6, 0.4 and 0.1: of 6 pairs 4 in order, 1 tied.
    expect(auroc(of([0.8, 1], [0.4, 1], [0.6, 0], [0.4, 0], [0.1, 0]))).toBeCloseTo(4.5 / 6, 12);
    expect(auroc(of([0.9, 1], [0.1, 0]))).toBe(1);
    expect(auroc(of([0.5, 1], [0.5, 0]))).toBe(0.5);
  });

  test('no AUROC is given from fewer than ten on either side', () => {
    const nine = Array.from({ length: 9 }, () => [0.9, 1] as const);
    const many = Array.from({ length: 50 }, () => [0.2, 0] as const);
    expect(aurocWithInterval(of(...nine, ...many), 1)).toBeNull();
    expect(aurocWithInterval(of(...nine, [0.9, 1], ...many), 1)).toEqual({ value: 1, low: 1, high: 1 });
  });

  test('Brier score and calibration error', () => {
    const four = of([0.9, 1], [0.9, 0], [0.1, 0], [0.1, 0]);
    expect(brier(four)).toBeCloseTo((0.01 + 0.81 + 0.01 + 0.01) / 4, 12);
    // Two at 0.9 of which half happened: 0.4 apart; two at 0.1 of which none did: 0.1 apart.
    expect(calibrationError(reliability(four))).toBeCloseTo((2 * 0.4 + 2 * 0.1) / 4, 12);
    expect(gapOf(four)).toEqual({ gap: 0.25, sufficient: false });
  });

  test('bins hold their edges, and an empty one says nothing', () => {
    const bins = reliability(of([0, 0], [1, 1], [0.1, 0]));
    expect(bins.map(({ n }) => n)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(bins[5]).toMatchObject({ predicted: null, observed: null });
  });
});

describe('calibration', () => {
  test('takes back what was overstated', () => {
    // Margins of ±2 (88% and 12%) where 70% and 30% came about.
    const margins = Array.from({ length: 2_000 }, (_, i) => (i % 2 === 0 ? 2 : -2));
    const events = margins.map((margin, i) => (margin > 0 ? i % 20 < 14 : i % 20 < 6));
    const calibration = plattScaling(margins, events);
    expect(probabilitiesOf([2], calibration)[0]).toBeCloseTo(0.7, 1);
    expect(probabilitiesOf([-2], calibration)[0]).toBeCloseTo(0.3, 1);
  });
});
