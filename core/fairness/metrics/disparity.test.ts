import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addConfusions, type Confusion, confusionByGroup, othersThan } from './confusion.ts';
import { againstOverall, compareRates, equalizedOdds, worstPair } from './disparity.ts';
import { codeColumn, intersect } from './groups.ts';
import { benjaminiHochberg, holm } from './multiplicity.ts';
import { rateOf, ratesOf, shareOf } from './rates.ts';

const seeded = { seed: 20_261_121 };

const column = (length: number, most = 1) =>
  fc.array(fc.integer({ min: 0, max: most }), { minLength: length, maxLength: length });
const table = fc
  .integer({ min: 1, max: 50 })
  .chain((n) => fc.tuple(column(n), column(n), column(n, 3)))
  .map(([decision, outcome, codes]) => ({
    decision: Uint8Array.from(decision),
    outcome: Uint8Array.from(outcome),
    codes: Uint16Array.from(codes),
  }));
const countsOf = ({
  decision,
  outcome,
  codes,
}: {
  decision: Uint8Array;
  outcome: Uint8Array;
  codes: Uint16Array;
}) => confusionByGroup({ length: codes.length, decision, outcome }, codes, 4);
const shares = fc
  .integer({ min: 1, max: 5_000 })
  .chain((n) => fc.integer({ min: 0, max: n }).map((events) => shareOf(events, n)));

describe('rates and disparities', () => {
  test('a rate and its complement make one, with mirrored intervals', () => {
    fc.assert(
      fc.property(table, (data) => {
        for (const confusion of countsOf(data)) {
          const rates = ratesOf(confusion);
          for (const [a, b] of [
            ['tpr', 'fnr'],
            ['ppv', 'fdr'],
            ['npv', 'for'],
          ] as const) {
            const [first, second] = [rates[a], rates[b]];
            if (first.rate === null || second.rate === null) expect(first.rate).toBe(second.rate);
            else {
              expect(first.rate + second.rate).toBeCloseTo(1, 12);
              expect((first.interval?.low ?? 0) + (second.interval?.high ?? 0)).toBeCloseTo(1, 9);
            }
          }
        }
      }),
      seeded,
    );
  });

  test('groups add up to everybody, and everybody less a group is the others', () => {
    fc.assert(
      fc.property(table, (data) => {
        const groups = countsOf(data);
        const all = addConfusions(groups);
        const [first, ...rest] = groups;
        if (first === undefined) throw new Error('no group');
        expect(othersThan(all, first)).toEqual(addConfusions(rest));
        expect(rateOf(all, 'selectionRate').n).toBe(data.codes.length);
      }),
      seeded,
    );
  });

  test('swapping two groups turns the difference around and the ratio over', () => {
    fc.assert(
      fc.property(shares, shares, (a, b) => {
        const [one, other] = [compareRates(a, b), compareRates(b, a)];
        expect(one?.difference).toBeCloseTo(-(other?.difference ?? 0), 12);
        expect(one?.differenceInterval.low).toBeCloseTo(-(other?.differenceInterval.high ?? 0), 12);
        expect(one?.p).toBeCloseTo(other?.p ?? -1, 12);
        if (one?.ratio && other?.ratio) expect(one.ratio * other.ratio).toBeCloseTo(1, 9);
        if (one?.ratioInterval && other?.ratioInterval) {
          expect(one.ratioInterval.low * other.ratioInterval.high).toBeCloseTo(1, 9);
        }
      }),
      seeded,
    );
  });

  // By hand: 30/100 against 20/100; ratio 1.5, spread √(0.7/30 + 0.8/20) = 0.251661; 1.5·e^±0.493246.
  // Pooled share 0.25, variance 0.25·0.75·0.02 = 0.00375, z = 0.1/0.0612372 = 1.632993, p = 0.10247.
  test('ratio of Katz and score test, by hand', () => {
    const found = compareRates(shareOf(30, 100), shareOf(20, 100));
    expect(found?.ratioInterval?.low).toBeCloseTo(1.5 * Math.exp(-0.493246), 5);
    expect(found?.ratioInterval?.high).toBeCloseTo(1.5 * Math.exp(0.493246), 5);
    expect(found?.p).toBeCloseTo(0.10247, 5);
  });

  test('a group against everybody is what the rates of both say', () => {
    fc.assert(
      fc.property(table, (data) => {
        const groups = countsOf(data);
        const all = addConfusions(groups);
        for (const group of groups) {
          const [own, whole] = [rateOf(group, 'tpr'), rateOf(all, 'tpr')];
          const found = againstOverall(own, rateOf(othersThan(all, group), 'tpr'), own.weight / whole.weight);
          if (found === null || own.rate === null || whole.rate === null) continue;
          expect(found.difference).toBeCloseTo(own.rate - whole.rate, 12);
          if (found.ratio !== null && whole.rate > 0)
            expect(found.ratio).toBeCloseTo(own.rate / whole.rate, 9);
        }
      }),
      seeded,
    );
  });

  const empty: Confusion = addConfusions([]);
  test.each([
    ['nobody in any group', [], null],
    ['no rate in any group', [rateOf(empty, 'tpr')], null],
    ['one group', [shareOf(1, 2)], { difference: 0, ratio: 1 }],
    ['nobody has the event', [shareOf(0, 9), shareOf(0, 5)], { difference: 0, ratio: 1 }],
    [
      'one group without a rate',
      [shareOf(3, 4), rateOf(empty, 'tpr'), shareOf(1, 4)],
      { difference: 0.5, ratio: 1 / 3 },
    ],
  ] as const)('worst pair: %s', (_, rates, expected) => {
    const found = worstPair(rates);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected);
  });

  test('equalised odds of groups without any rate are not defined', () => {
    expect(equalizedOdds([rateOf(empty, 'tpr')], [rateOf(empty, 'fpr')])).toEqual({
      difference: null,
      ratio: null,
    });
  });

  test('effective size with weights: equal weights count fully, one heavy row counts as one', () => {
    const ones = Uint8Array.from([1, 1, 1, 1]);
    const size = (weight: readonly number[]) => {
      const data = { length: 4, decision: ones, outcome: ones, weight: Float64Array.from(weight) };
      const [all] = confusionByGroup(data, new Uint16Array(4), 1);
      return rateOf(all ?? empty, 'selectionRate').effectiveN;
    };
    expect(size([3, 3, 3, 3])).toBeCloseTo(4, 12);
    expect(size([1, 0, 0, 0])).toBeCloseTo(1, 12);
    expect(size([1, 2, 1, 2])).toBeCloseTo(36 / 10, 12);
  });

  test('intersections hold every entry once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y'))), (rows) => {
        const both = intersect([codeColumn(rows.map(([a]) => a)), codeColumn(rows.map(([, b]) => b))]);
        expect(rows.map((_, i) => both?.values[both.codes[i] ?? 0])).toEqual(rows);
        expect(new Set(both?.values.map((values) => values.join())).size).toBe(both?.values.length);
      }),
      seeded,
    );
  });

  test('adjusted p-values keep their order, never fall below the raw ones, and stay at most 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (p) => {
        for (const adjusted of [holm(p), benjaminiHochberg(p)]) {
          for (const [i, value] of adjusted.entries()) {
            expect(value).toBeGreaterThanOrEqual((p[i] ?? 0) - 1e-15);
            expect(value).toBeLessThanOrEqual(1);
            for (const [j, other] of adjusted.entries()) {
              if ((p[i] ?? 0) < (p[j] ?? 0)) expect(value).toBeLessThanOrEqual(other + 1e-12);
            }
          }
        }
      }),
      seeded,
    );
  });
});
