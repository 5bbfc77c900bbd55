import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { weightedEBh } from './e-bh.ts';

const equal = (values: readonly number[]) =>
  values.map((value) => ({ logE: Math.log(value), logWeight: -Math.log(values.length) }));

describe('e-BH', () => {
  test('reports the first k whose k-th e-value reaches K/(kα) (Wang and Ramdas 2022, definition 1)', () => {
    // K = 4, α = 0.05: the lines are 80, 40, 26.67 and 20.
    expect(weightedEBh(equal([100, 45, 20, 1]), 0.05).reported).toEqual([true, true, false, false]);
    expect(weightedEBh(equal([100, 45, 27, 21]), 0.05).count).toBe(4);
    // The third is beyond its line and takes the second with it, which alone is not.
    expect(weightedEBh(equal([100, 39, 27, 1]), 0.05).reported).toEqual([true, true, true, false]);
  });

  test('reports nothing until one comparison alone is beyond its own line', () => {
    const four = equal([79, 79, 79, 79]);
    expect(weightedEBh(four, 0.05).count).toBe(0);
    expect(weightedEBh(four, 0.05, true).count).toBe(4);
  });

  test('a weight is a head start: twice the weight, half the line', () => {
    const evidence = [
      { logE: Math.log(30), logWeight: Math.log(2 / 3) },
      { logE: Math.log(30), logWeight: Math.log(1 / 3) },
    ];
    expect(weightedEBh(evidence, 0.05).reported).toEqual([true, true]);
    expect(weightedEBh([{ logE: Math.log(29), logWeight: Math.log(2 / 3) }], 0.05).count).toBe(0);
    expect(weightedEBh([{ logE: Math.log(31), logWeight: Math.log(2 / 3) }], 0.05).count).toBe(1);
  });

  test('does not depend on the order, and more evidence never takes a report back', () => {
    const evidence = fc.array(fc.double({ min: -5, max: 15, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(evidence, fc.nat(), (logs, which) => {
        const asEvidence = (list: readonly number[]) =>
          list.map((logE) => ({ logE, logWeight: -Math.log(logs.length) }));
        const before = weightedEBh(asEvidence(logs), 0.05);
        const turned = weightedEBh(asEvidence(logs.toReversed()), 0.05);
        expect(turned.count).toBe(before.count);
        const raised = logs.map((logE, index) => (index === which % logs.length ? logE + 2 : logE));
        const after = weightedEBh(asEvidence(raised), 0.05);
        for (const [index, was] of before.reported.entries()) {
          if (was) expect(after.reported[index]).toBe(true);
        }
      }),
      { seed: 20_260_314, numRuns: 300 },
    );
  });

  test('has nothing to say about nothing', () => {
    expect(weightedEBh([], 0.05)).toEqual({ reported: [], logAdjusted: [], count: 0 });
  });
});
