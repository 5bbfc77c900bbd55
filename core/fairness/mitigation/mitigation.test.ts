import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reweighing } from './reweighing.ts';
import { chanceOfSelection, optimiseThresholds, type ScoredGroup } from './threshold-optimiser.ts';

const seeded = { seed: 20_261_121, numRuns: 60 };

/** A group that has both outcomes. */
const group = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1 })), {
    minLength: 2,
    maxLength: 25,
  })
  .filter((rows) => new Set(rows.map(([, y]) => y)).size === 2)
  .map((rows): ScoredGroup => ({ scores: rows.map(([s]) => s), outcome: rows.map(([, y]) => y) }));
const groups = fc.array(group, { minLength: 1, maxLength: 4 });

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the threshold optimiser', () => {
  test('selects every group at the common rate', () => {
    fc.assert(
      fc.property(groups, fc.boolean(), (list, flip) => {
        const optimum = optimiseThresholds(list, { constraint: 'demographicParity', flip, steps: 100 });
        for (const [g, { scores }] of list.entries()) {
          const rule = optimum.rules[g];
          if (rule === undefined) throw new Error('no rule');
          expect(mean(scores.map((score) => chanceOfSelection(rule, score)))).toBeCloseTo(optimum.at, 9);
        }
      }),
      seeded,
    );
  });

  test('gives every group the common true and false positive rate, and is as accurate as it says', () => {
    fc.assert(
      fc.property(groups, fc.boolean(), (list, flip) => {
        const optimum = optimiseThresholds(list, { constraint: 'equalizedOdds', flip, steps: 100 });
        const right: number[] = [];
        for (const [g, { scores, outcome }] of list.entries()) {
          const rule = optimum.rules[g];
          if (rule === undefined) throw new Error('no rule');
          const chances = scores.map((score) => chanceOfSelection(rule, score));
          const among = (value: number) => mean(chances.filter((_, i) => outcome[i] === value));
          expect(among(1)).toBeCloseTo(optimum.truePositiveRate ?? -1, 9);
          expect(among(0)).toBeCloseTo(optimum.at, 9);
          right.push(...chances.map((chance, i) => (outcome[i] === 1 ? chance : 1 - chance)));
        }
        expect(mean(right)).toBeCloseTo(optimum.accuracy, 9);
      }),
      seeded,
    );
  });

  test('is never less accurate than one answer for all', () => {
    fc.assert(
      fc.property(groups, (list) => {
        const share = mean(list.flatMap(({ outcome }) => outcome));
        for (const constraint of ['demographicParity', 'equalizedOdds'] as const) {
          const { accuracy } = optimiseThresholds(list, { constraint, steps: 100 });
          expect(accuracy).toBeGreaterThanOrEqual(Math.max(share, 1 - share) - 1e-9);
        }
      }),
      seeded,
    );
  });

  test.each([
    ['no members', { scores: [], outcome: [] }],
    ['one outcome only', { scores: [1, 2], outcome: [1, 1] }],
  ])('refuses equalised odds for a group with %s', (_, bad) => {
    expect(() => optimiseThresholds([bad], { constraint: 'equalizedOdds' })).toThrow(RangeError);
  });
});

describe('reweighing', () => {
  test('makes the weighted outcome as common in every group that has both, and keeps the number of cases', () => {
    fc.assert(
      fc.property(groups, (list) => {
        const outcome = Uint8Array.from(list.flatMap((item) => item.outcome));
        const codes = Uint16Array.from(list.flatMap((item, g) => item.outcome.map(() => g)));
        const weights = reweighing(codes, outcome, list.length);
        const weightOf = (i: number) => weights[codes[i] ?? 0]?.[outcome[i] === 1 ? 1 : 0] ?? 0;
        const all = Array.from(outcome, (_, i) => weightOf(i));
        expect(all.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(outcome.length, 8);
        const share = mean([...outcome]);
        for (const [g] of list.entries()) {
          const [own, positive] = all.reduce<[number, number]>(
            ([sum, yes], weight, i) =>
              codes[i] === g ? [sum + weight, yes + weight * (outcome[i] ?? 0)] : [sum, yes],
            [0, 0],
          );
          expect(positive / own).toBeCloseTo(share, 9);
        }
      }),
      seeded,
    );
  });

  test('has no weight for an outcome that a group does not have', () => {
    expect(reweighing(Uint16Array.from([0, 0, 1]), Uint8Array.from([1, 1, 0]), 2)).toEqual([
      [null, 2 / 3],
      [1 / 3, null],
    ]);
  });
});
