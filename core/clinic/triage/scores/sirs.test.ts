import { describe, expect, test } from 'vitest';
import { sirs } from './sirs.ts';
import { missingOf, totalOf } from './testing.ts';

const NONE = {
  temperature: 37,
  heartRate: 90,
  respiratoryRate: 20,
  paCO2: 32,
  whiteCellCount: 12,
  bandForms: 10,
};

describe('SIRS', () => {
  test.each([
    [{}, 0],
    [{ temperature: 38.0 }, 0],
    [{ temperature: 38.1 }, 1],
    [{ temperature: 36.0 }, 0],
    [{ temperature: 35.9 }, 1],
    [{ heartRate: 91 }, 1],
    [{ respiratoryRate: 21 }, 1],
    [{ paCO2: 31 }, 1],
    [{ paCO2: null, paCO2InKPa: 4.3 }, 0],
    [{ paCO2: null, paCO2InKPa: 4.2 }, 1],
    [{ respiratoryRate: 24, paCO2: 28 }, 1],
    [{ whiteCellCount: 12.1 }, 1],
    [{ whiteCellCount: 4 }, 0],
    [{ whiteCellCount: 3.9 }, 1],
    [{ bandForms: 11 }, 1],
    [{ whiteCellCount: 14, bandForms: 20 }, 1],
  ])('[URS-TRI-01] with %o scores %s', (change, total) => {
    expect(totalOf(sirs.compute({ ...NONE, ...change }))).toBe(total);
  });

  test('[URS-TRI-01] 103 °F, heart rate 120, respiratory rate 32, white cells 33 score 4', () => {
    const temperature = ((103 - 32) * 5) / 9;
    const result = sirs.compute({ temperature, heartRate: 120, respiratoryRate: 32, whiteCellCount: 33 });
    expect(totalOf(result)).toBe(4);
  });

  test('[URS-TRI-01] a criterion met by one limb does not ask for the other', () => {
    const result = sirs.compute({ temperature: 37, heartRate: 80, paCO2: 28, bandForms: 15 });
    expect(totalOf(result)).toBe(2);
  });

  test.each(['temperature', 'heartRate', 'respiratoryRate', 'whiteCellCount'])(
    '[URS-TRI-01] without %s names it',
    (field) => {
      expect(missingOf(sirs.compute({ ...NONE, [field]: undefined }))).toEqual([field]);
    },
  );

  test('without blood gas and differential it scores on what is usual, and says so', () => {
    const result = sirs.compute({ temperature: 37, heartRate: 80, respiratoryRate: 16, whiteCellCount: 8 });
    expect(result).toMatchObject({
      total: 0,
      notes: [expect.stringContaining('CO₂'), expect.stringContaining('immature')],
    });
  });

  test('two criteria met are SIRS even before the blood count', () => {
    expect(sirs.compute({ temperature: 39, heartRate: 110, respiratoryRate: 18 })).toMatchObject({
      missing: ['whiteCellCount'],
      atLeast: { total: 2, band: 'present' },
    });
  });

  test('a white cell count in cells per microlitre is asked about', () => {
    expect(sirs.compute({ ...NONE, whiteCellCount: 12_000 }).status).toBe('implausible');
  });
});
