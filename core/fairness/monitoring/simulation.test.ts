import { describe, expect, test } from 'vitest';
import { loadCodeLists } from '../../clinic/index.ts';
import { createRandom } from '../../kernel/random.ts';
import { findResources } from '../../kernel/resources.ts';
import { addDifference, differenceInterval, newConfidenceSequence } from './confidence-sequence.ts';
import { loadMonitoringDefinition } from './definition.ts';
import { addPair, logEValue, newEProcess } from './e-process.ts';
import { binomialLimit, simulateMany } from './simulation.ts';

const resources = findResources();
const definition = loadMonitoringDefinition(resources, loadCodeLists(resources));
const SEED = 20_260_314;
const RUNS = 2_000;
const say = (text: string) => console.info(`seed ${SEED}: ${text}`);

/** Pairs of two yes-or-no answers with these chances. */
function pairsOf(seed: number, count: number, group: number, rest: number): number[] {
  const random = createRandom(seed);
  const draw = (chance: number) => (random.chance(chance) ? 1 : 0);
  return Array.from({ length: count }, () => draw(group) - draw(rest));
}

describe('one comparison, watched at every pair', () => {
  test.each([0.02, 0.1, 0.5])(
    '[URS-FAI-02] without bias, at a rate of %f, it ever reaches 1/α in at most α of 2,000 runs',
    (rate) => {
      let alarms = 0;
      for (let run = 0; run < RUNS; run += 1) {
        const process = newEProcess();
        const alarmed = pairsOf(SEED + run, 1_000, rate, rate).some((difference) => {
          addPair(process, difference);
          return logEValue(process) >= Math.log(1 / definition.alpha);
        });
        if (alarmed) alarms += 1;
      }
      say(`${alarms} of ${RUNS} runs of 1,000 pairs raised a false alarm at a rate of ${rate}`);
      expect(alarms).toBeLessThanOrEqual(binomialLimit(RUNS, definition.alpha));
    },
    60_000,
  );

  test('the confidence sequence leaves the true difference out at any time in at most α of 2,000 runs', () => {
    const truth = 0.1;
    let missed = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const state = newConfidenceSequence();
      const left = pairsOf(SEED + run, 1_000, 0.2 + truth, 0.2).some((difference) => {
        addDifference(state, difference, definition.alpha);
        const { low, high } = differenceInterval(state, definition.alpha);
        return truth < low || truth > high;
      });
      if (left) missed += 1;
    }
    say(`${missed} of ${RUNS} confidence sequences missed the difference at some time`);
    expect(missed).toBeLessThanOrEqual(binomialLimit(RUNS, definition.alpha));
  }, 60_000);
});

describe('the whole watch, every attribute and metric, looked at after every piece of evidence', () => {
  test('[URS-FAI-02] without bias it raises any alert in at most α of 2,000 runs', () => {
    const runs = simulateMany(definition, { seed: SEED, runs: RUNS, decisions: 400, gap: null });
    const alarms = runs.filter(({ firstAlert }) => firstAlert !== null).length;
    say(`${alarms} of ${RUNS} departments of 400 decisions saw a false alert`);
    expect(alarms).toBeLessThanOrEqual(RUNS * definition.alpha);
  }, 180_000);

  test('[URS-FAI-02] a gap of 10 points in under-triage of one language is found, and how late is told', () => {
    const gap = { language: 'pl', points: 0.1 };
    const runs = simulateMany(definition, { seed: SEED, runs: 30, decisions: 20_000, gap });
    const delays = runs.map(({ found }) => found ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
    const at = (share: number) => delays[Math.ceil(share * delays.length) - 1];
    say(`found after ${at(0.5)} decisions (median), ${at(0.9)} (90th percentile), one in ten of them Polish`);
    expect(delays.at(-1)).toBeLessThan(20_000);
  }, 60_000);
});
