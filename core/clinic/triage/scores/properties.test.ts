import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { curb65 } from './curb65.ts';
import { mews } from './mews.ts';
import { news2 } from './news2.ts';
import { qsofa } from './qsofa.ts';
import { computeScore, listScores } from './registry.ts';
import { totalOf } from './testing.ts';

const SEED = Number(process.env.FAIRDOC_TEST_SEED ?? 20_260_314);
const runs = { seed: SEED, numRuns: 500 };

const vitals = fc.record({
  respiratoryRate: fc.integer({ min: 1, max: 80 }),
  oxygenSaturation: fc.integer({ min: 40, max: 100 }),
  supplementalOxygen: fc.boolean(),
  systolicBloodPressure: fc.integer({ min: 40, max: 300 }),
  heartRate: fc.integer({ min: 20, max: 300 }),
  consciousness: fc.constantFrom('A', 'C', 'V', 'P', 'U'),
  temperature: fc.integer({ min: 250, max: 450 }).map((tenths) => tenths / 10),
});

function numberOf(result: ReturnType<typeof news2.compute>): number {
  const total = totalOf(result);
  if (typeof total !== 'number') throw new Error(`Not scored: ${JSON.stringify(result)}`);
  return total;
}

describe('properties that hold for every patient', () => {
  test('[URS-TRI-01] totals stay within the range of the score and are the sum of their components', () => {
    fc.assert(
      fc.property(vitals, (input) => {
        const { oxygenSaturation: _s, supplementalOxygen: _o, ...forMews } = input;
        for (const [score, result] of [
          [news2, news2.compute(input)],
          [mews, mews.compute(forMews)],
        ] as const) {
          const total = numberOf(result);
          expect(total).toBeGreaterThanOrEqual(score.range[0]);
          expect(total).toBeLessThanOrEqual(score.range[1]);
          const components = result.status === 'scored' ? result.components : [];
          expect(components.reduce((sum, { points }) => sum + points, 0)).toBe(total);
        }
      }),
      runs,
    );
  });

  test('[URS-TRI-01] NEWS2 never falls when one sign gets worse', () => {
    const worse = [
      ['respiratoryRate', 12, 1],
      ['respiratoryRate', 20, 80],
      ['oxygenSaturation', 100, 40],
      ['systolicBloodPressure', 111, 40],
      ['heartRate', 51, 20],
      ['heartRate', 90, 300],
      ['temperature', 36.1, 25],
      ['temperature', 38, 45],
    ] as const;
    fc.assert(
      fc.property(
        vitals,
        fc.constantFrom(...worse),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (input, [field, from, to], a, b) => {
          const at = (share: number) => Math.round((from + (to - from) * share) * 10) / 10;
          const [near, far] = a < b ? [a, b] : [b, a];
          const total = (share: number) => numberOf(news2.compute({ ...input, [field]: at(share) }));
          expect(total(far)).toBeGreaterThanOrEqual(total(near));
        },
      ),
      runs,
    );
  });

  test('qSOFA and CURB-65 never fall when breathing gets faster or pressure lower', () => {
    fc.assert(
      fc.property(vitals, fc.integer({ min: 0, max: 40 }), (input, by) => {
        const given = {
          respiratoryRate: input.respiratoryRate,
          systolicBloodPressure: input.systolicBloodPressure,
        };
        const respiratoryRate = Math.min(80, given.respiratoryRate + by);
        const systolicBloodPressure = Math.max(40, given.systolicBloodPressure - by);
        const rest = { confusion: false, urea: 5, diastolicBloodPressure: 70, age: 50 };
        const worse = { respiratoryRate, systolicBloodPressure };
        expect(numberOf(qsofa.compute({ ...worse, alteredMentation: false }))).toBeGreaterThanOrEqual(
          numberOf(qsofa.compute({ ...given, alteredMentation: false })),
        );
        expect(numberOf(curb65.compute({ ...rest, ...worse }))).toBeGreaterThanOrEqual(
          numberOf(curb65.compute({ ...rest, ...given })),
        );
      }),
      runs,
    );
  });

  test('[URS-TRI-01] whatever is left out of NEWS2 is named, and the minimum never exceeds the full total', () => {
    const fields = [
      'respiratoryRate',
      'oxygenSaturation',
      'supplementalOxygen',
      'systolicBloodPressure',
      'heartRate',
      'consciousness',
      'temperature',
    ] as const;
    fc.assert(
      fc.property(
        vitals,
        fc.subarray([...fields], { minLength: 1 }),
        fc.constantFrom(1, 2),
        (input, gone, oxygenScale) => {
          const partial = {
            ...input,
            oxygenScale,
            ...Object.fromEntries(gone.map((field) => [field, undefined])),
          };
          const result = news2.compute(partial);
          if (result.status !== 'missing') throw new Error(`Scored without ${gone.join(', ')}.`);
          expect([...result.missing].sort()).toEqual([...gone].sort());
          const full = numberOf(news2.compute({ ...input, oxygenScale }));
          expect(result.atLeast?.total ?? 0).toBeLessThanOrEqual(full);
        },
      ),
      runs,
    );
  });

  test('no input makes a score throw anything but a typed error, or invent a total from nothing', () => {
    const names = listScores().map(({ id }) => id);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, input) => {
        try {
          expect(computeScore(name, input).status).not.toBe('scored');
        } catch (error) {
          expect(error).toMatchObject({ code: 'score.input' });
        }
      }),
      runs,
    );
  });
});
