import { describe, expect, test } from 'vitest';
import { newcombe, wilson } from '../kernel/intervals.ts';
import { addConfusions, type BinaryColumns, confusionByGroup } from './metrics/confusion.ts';
import { demographicParity, equalizedOdds } from './metrics/disparity.ts';
import { entropyOfCounts, generalisedEntropy, theil } from './metrics/entropy.ts';
import { codeColumn, intersect } from './metrics/groups.ts';
import { impliedFalsePositiveRate } from './metrics/impossibility.ts';
import { benjaminiHochberg, holm } from './metrics/multiplicity.ts';
import { ratesOf } from './metrics/rates.ts';
import { reweighing } from './mitigation/reweighing.ts';
import { chanceOfSelection, optimiseThresholds } from './mitigation/threshold-optimiser.ts';

/** Worked figures of other toolkits and of the literature; each test names its source. */

const bits = (text: string) => Uint8Array.from(text, Number);
const letters = (text: string) => codeColumn([...text]);

const OUTCOME = bits('011110101000111111');
const DECISION = bits('001011100111100110');
const GROUP = letters('bbabbcccaacabccbcc');
const SECOND = letters('868888666866668666');
const columns: BinaryColumns = { length: 18, decision: DECISION, outcome: OUTCOME };

function byGroup(data: BinaryColumns, codes: Uint16Array, values: readonly string[]) {
  const counts = confusionByGroup(data, codes, values.length);
  return {
    overall: ratesOf(addConfusions(counts)),
    groups: new Map(values.map((value, code) => [value, ratesOf(counts[code] ?? addConfusions([]))])),
  };
}

describe('golden numbers', () => {
  describe('Fairlearn, MetricFrame quickstart data', () => {
    const { overall, groups } = byGroup(columns, GROUP.codes, GROUP.values);

    test.each([
      ['a', 0.5, 1, 0.75],
      ['b', 0.6, 0, 0.5],
      ['c', 0.4, 0.6667, 0.5],
    ])(
      '[URS-FAI-01] 1: true and false positive rate and selection rate of group %s',
      (group, ...expected) => {
        const rates = groups.get(group);
        const found = [rates?.tpr.rate, rates?.fpr.rate, rates?.selectionRate.rate];
        for (const [index, value] of expected.entries()) expect(found[index]).toBeCloseTo(value, 4);
      },
    );

    test('[URS-FAI-01] 1: overall rates, demographic parity and equalised odds', () => {
      expect(overall.tpr.rate).toBeCloseTo(0.5, 4);
      expect(overall.fpr.rate).toBeCloseTo(0.6667, 4);
      expect(overall.selectionRate.rate).toBeCloseTo(0.5556, 4);
      const all = [...groups.values()];
      const parity = demographicParity(all.map(({ selectionRate }) => selectionRate));
      expect(parity.difference).toBeCloseTo(0.25, 4);
      expect(parity.ratio).toBeCloseTo(0.6667, 4);
      const odds = equalizedOdds(
        all.map(({ tpr }) => tpr),
        all.map(({ fpr }) => fpr),
      );
      expect(odds).toEqual({ difference: 1, ratio: 0 });
    });

    test('[URS-FAI-01] 1: recall with sample weights', () => {
      const weight = Float64Array.from([1, 2, 1, 3, 2, 3, 1, 2, 1, 2, 3, 1, 2, 3, 2, 3, 1, 1]);
      const weighted = byGroup({ ...columns, weight }, GROUP.codes, GROUP.values);
      expect(weighted.overall.tpr.rate).toBeCloseTo(0.4545, 4);
      expect(weighted.groups.get('a')?.tpr.rate).toBeCloseTo(0.5, 4);
      expect(weighted.groups.get('b')?.tpr.rate).toBeCloseTo(0.5833, 4);
      expect(weighted.groups.get('c')?.tpr.rate).toBeCloseTo(0.25, 4);
    });

    test('[URS-FAI-01] 2: recall by intersection of two attributes', () => {
      const both = intersect([GROUP, SECOND]);
      if (both === null) throw new Error('no intersections');
      const found = byGroup(
        columns,
        both.codes,
        both.values.map((values) => values.join()),
      );
      const recall = Object.fromEntries(
        [...found.groups].map(([name, rates]) => [name, Number(rates.tpr.rate?.toFixed(4))]),
      );
      expect(recall).toEqual({ 'a,6': 0, 'a,8': 1, 'b,6': 0.6667, 'b,8': 0.5, 'c,6': 0.5, 'c,8': 0 });
    });

    test('[URS-FAI-01] 3: selection rate with sample weights', () => {
      const decision = bits('01100000');
      const weight = Float64Array.from([1, 2, 3, 4, 1, 2, 1, 2]);
      const data = { length: 8, decision, outcome: decision, weight };
      expect(byGroup(data, new Uint16Array(8), ['all']).overall.selectionRate.rate).toBeCloseTo(0.3125, 4);
    });
  });

  describe('Fairlearn, threshold optimiser with flips', () => {
    const scores = [...'00112330001111011112'].map(Number);
    const outcome = [...'01101000010111000111'].map(Number);
    const cut = (from: number, until: number) => ({
      scores: scores.slice(from, until),
      outcome: outcome.slice(from, until),
    });
    const groups = [cut(0, 7), cut(7, 14), cut(14, 20)];
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

    test('[URS-FAI-06] 4: demographic parity selects .572 of every group', () => {
      const { rules } = optimiseThresholds(groups, { constraint: 'demographicParity', flip: true });
      for (const [g, group] of groups.entries()) {
        const rule = rules[g];
        if (rule === undefined) throw new Error('no rule');
        expect(mean(group.scores.map((score) => chanceOfSelection(rule, score)))).toBeCloseTo(0.572, 6);
      }
    });

    test('[URS-FAI-06] 4: equalised odds selects .66733 of the positives and .334 of the negatives', () => {
      const { rules } = optimiseThresholds(groups, { constraint: 'equalizedOdds', flip: true });
      for (const [g, group] of groups.entries()) {
        const rule = rules[g];
        if (rule === undefined) throw new Error('no rule');
        const chances = (value: number) =>
          group.scores.flatMap((score, i) =>
            group.outcome[i] === value ? [chanceOfSelection(rule, score)] : [],
          );
        expect(mean(chances(1))).toBeCloseTo(0.66733, 5);
        expect(mean(chances(0))).toBeCloseTo(0.334, 5);
      }
    });
  });

  test('[URS-FAI-01] 5: AIF360, generalised entropy .2 and Theil 0.4 ln 2', () => {
    const [outcome, decision] = [bits('1001001011'), bits('1000111010')];
    expect(generalisedEntropy(decision, outcome)).toBeCloseTo(0.2, 4);
    expect(theil(decision, outcome)).toBeCloseTo(0.4 * Math.LN2, 12);
    const counted = entropyOfCounts(6, 2, 2);
    expect(counted.generalisedEntropy).toBeCloseTo(0.2, 4);
    expect(counted.theil).toBeCloseTo(0.4 * Math.LN2, 12);
  });

  test('[URS-FAI-06] 6: reweighing of the same data (Kamiran and Calders, as in AIF360)', () => {
    const weights = reweighing(GROUP.codes, OUTCOME, 3);
    const of = (group: string) => weights[GROUP.values.indexOf(group)] ?? [null, null];
    const expected = { a: [0.6667, 1.3333], b: [2, 0.8], c: [0.8889, 1.0667] };
    for (const [group, [low = 0, high = 0]] of Object.entries(expected)) {
      expect(of(group)[0]).toBeCloseTo(low, 4);
      expect(of(group)[1]).toBeCloseTo(high, 4);
    }
  });

  test('[URS-FAI-01] 7: Newcombe 1998, intervals of single shares and of a difference', () => {
    const expected = [
      [81, 263, 0.2553, 0.3662],
      [0, 20, 0, 0.1611],
      [1, 10, 0.0179, 0.4042],
    ] as const;
    for (const [events, n, low, high] of expected) {
      expect(wilson(events, n).low).toBeCloseTo(low, 4);
      expect(wilson(events, n).high).toBeCloseTo(high, 4);
    }
    const difference = newcombe({ events: 56, n: 70 }, { events: 48, n: 80 });
    expect(difference.difference).toBeCloseTo(0.2, 4);
    expect(difference.low).toBeCloseTo(0.0524, 4);
    expect(difference.high).toBeCloseTo(0.3339, 4);
  });

  test('[URS-FAI-01] 8: adjusted p-values of Holm, and of Benjamini and Hochberg', () => {
    const p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205];
    const rounded = (values: readonly number[]) => values.map((value) => Number(value.toFixed(4)));
    expect(rounded(holm(p))).toEqual([0.008, 0.056, 0.234, 0.234, 0.234, 0.234, 0.234, 0.234]);
    expect(rounded(benjaminiHochberg(p))).toEqual([
      0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.0846, 0.205,
    ]);
  });

  test('[URS-FAI-01] 9: Chouldechova, the false positive rate follows from the other three', () => {
    const { groups } = byGroup(columns, GROUP.codes, GROUP.values);
    const counts = confusionByGroup(columns, GROUP.codes, 3);
    for (const [group, { fpr, ppv, fnr }] of groups) {
      const rows = counts[GROUP.values.indexOf(group)]?.rows ?? { tp: 0, fp: 0, tn: 0, fn: 0 };
      const prevalence = (rows.tp + rows.fn) / (rows.tp + rows.fn + rows.fp + rows.tn);
      const implied = impliedFalsePositiveRate(prevalence, ppv.rate ?? 0, fnr.rate ?? 0);
      expect(implied).toBeCloseTo(fpr.rate ?? -1, 10);
    }
    // Equal predictive value and miss rate at prevalence 20% and 40%: the false positive rates differ.
    expect(impliedFalsePositiveRate(0.2, 0.8, 0.3)).toBeCloseTo(0.04375, 10);
    expect(impliedFalsePositiveRate(0.4, 0.8, 0.3)).toBeCloseTo(0.116667, 6);
  });
});
