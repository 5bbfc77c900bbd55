import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDifference, differenceInterval, newConfidenceSequence } from './confidence-sequence.ts';
import { addPair, type EProcess, fixedStakePath, logEValue, newEProcess, nextStakes } from './e-process.ts';

const processOf = (differences: readonly number[]): EProcess => {
  const process = newEProcess();
  for (const difference of differences) addPair(process, difference);
  return process;
};
const differences = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 200 });
const options = { seed: 20_260_314, numRuns: 300 };

describe('paired e-process', () => {
  test('a stake of 0.5 on pairs that all differ crosses 20 at the eighth pair (Chugg et al., NeurIPS 2023)', () => {
    const path = fixedStakePath(
      Array.from({ length: 8 }, () => 1),
      0.5,
    );
    expect(path.findIndex((value) => value >= 20) + 1).toBe(8);
    expect(path[7]).toBeCloseTo(25.6289, 4);
    expect(path[6]).toBeCloseTo(17.0859, 4);
  });

  test('stakes nothing on the first pair, and then on the side that the pairs so far point to', () => {
    expect(nextStakes(newEProcess())).toEqual({ up: 0, down: 0 });
    const { up, down } = nextStakes(processOf([1, 1, 0, 1]));
    expect(up).toBeGreaterThan(0);
    expect(down).toBe(0);
  });

  test('stays positive and within the stakes allowed, whatever comes', () => {
    fc.assert(
      fc.property(differences, (list) => {
        const process = processOf(list);
        const { up, down } = nextStakes(process);
        expect(Math.min(up, down)).toBe(0);
        expect(Math.max(up, down)).toBeLessThan(1);
        expect(Number.isFinite(logEValue(process))).toBe(true);
      }),
      options,
    );
  });

  test('does not care which of the two groups is called the first', () => {
    fc.assert(
      fc.property(differences, (list) => {
        const turned = processOf(list.map((difference) => -difference));
        expect(logEValue(turned)).toBeCloseTo(logEValue(processOf(list)), 9);
      }),
      options,
    );
  });

  test('is a fair game: over all sequences of equally likely signs the mean is exactly 1', () => {
    const length = 12;
    let total = 0;
    for (let signs = 0; signs < 2 ** length; signs += 1) {
      const list = Array.from({ length }, (_, i) => ((signs >> i) & 1 ? 0.8 : -0.8));
      total += Math.exp(logEValue(processOf(list)));
    }
    expect(total / 2 ** length).toBeCloseTo(1, 10);
  });

  test('taken up again from JSON it goes on as if it had never stopped', () => {
    fc.assert(
      fc.property(differences, differences, (first, second) => {
        const resumed: EProcess = JSON.parse(JSON.stringify(processOf(first)));
        for (const difference of second) addPair(resumed, difference);
        expect(resumed).toEqual(processOf([...first, ...second]));
      }),
      options,
    );
  });
});

describe('confidence sequence', () => {
  const intervalOf = (list: readonly number[], alpha = 0.05) => {
    const state = newConfidenceSequence();
    for (const difference of list) addDifference(state, difference, alpha);
    return differenceInterval(state, alpha);
  };

  test('says nothing before the first pair', () => {
    expect(intervalOf([])).toEqual({ low: -1, high: 1 });
  });

  test('lies within −1 and 1, turns with the sign, and is wider for a smaller alpha', () => {
    fc.assert(
      fc.property(differences, (list) => {
        const { low, high } = intervalOf(list);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(high);
        const turned = intervalOf(list.map((difference) => -difference));
        expect(turned.low).toBeCloseTo(-high, 9);
        const sure = intervalOf(list, 0.001);
        expect(sure.high - sure.low).toBeGreaterThanOrEqual(high - low - 1e-12);
      }),
      options,
    );
  });

  test('closes in on a constant difference', () => {
    const { low, high } = intervalOf(Array.from({ length: 5_000 }, () => 0.25));
    expect(low).toBeLessThan(0.25);
    expect(high).toBeGreaterThan(0.25);
    expect(high - low).toBeLessThan(0.03);
  });
});
