import { describe, expect, test } from 'vitest';
import { curb65 } from './curb65.ts';
import { bandOf, missingOf, totalOf } from './testing.ts';

const NONE = {
  age: 64,
  confusion: false,
  urea: 7,
  respiratoryRate: 29,
  systolicBloodPressure: 90,
  diastolicBloodPressure: 61,
};

describe('CURB-65', () => {
  test.each([
    [{}, 0],
    [{ confusion: true }, 1],
    [{ urea: 7.1 }, 1],
    [{ urea: null, bloodUreaNitrogen: 19 }, 0],
    [{ urea: null, bloodUreaNitrogen: 19.1 }, 1],
    [{ respiratoryRate: 30 }, 1],
    [{ systolicBloodPressure: 89 }, 1],
    [{ diastolicBloodPressure: 60 }, 1],
    [{ systolicBloodPressure: 80, diastolicBloodPressure: 40 }, 1],
    [{ age: 65 }, 1],
  ])('[URS-TRI-01] with %o scores %s', (change, total) => {
    expect(totalOf(curb65.compute({ ...NONE, ...change }))).toBe(total);
  });

  test.each([
    [
      {
        age: 76,
        systolicBloodPressure: 161,
        diastolicBloodPressure: 78,
        bloodUreaNitrogen: 42.6,
        respiratoryRate: 14,
      },
      2,
    ],
    [
      {
        age: 63,
        systolicBloodPressure: 110,
        diastolicBloodPressure: 59,
        bloodUreaNitrogen: 17,
        respiratoryRate: 18,
      },
      1,
    ],
  ])('[URS-TRI-01] the worked example %o, not confused, scores %s', (example, total) => {
    expect(totalOf(curb65.compute({ ...example, confusion: false }))).toBe(total);
  });

  test.each([
    [{}, 'low'],
    [{ age: 65 }, 'low'],
    [{ age: 65, urea: 8 }, 'intermediate'],
    [{ age: 65, urea: 8, confusion: true }, 'high'],
  ])('[URS-TRI-01] with %o the risk is %s', (change, band) => {
    expect(bandOf(curb65.compute({ ...NONE, ...change }))).toBe(band);
  });

  test.each([
    'age',
    'confusion',
    'urea',
    'respiratoryRate',
    'systolicBloodPressure',
    'diastolicBloodPressure',
  ])('[URS-TRI-01] without %s names it', (field) => {
    expect(missingOf(curb65.compute({ ...NONE, [field]: undefined }))).toEqual([field]);
  });

  test('one low pressure is enough, the other is not asked for', () => {
    const { diastolicBloodPressure: _unknown, ...known } = NONE;
    expect(totalOf(curb65.compute({ ...known, systolicBloodPressure: 80 }))).toBe(1);
  });

  test('urea stated in both units that disagree counts as raised and says so', () => {
    expect(curb65.compute({ ...NONE, urea: 5, bloodUreaNitrogen: 40 })).toMatchObject({
      total: 1,
      notes: [expect.stringContaining('disagree')],
    });
  });
});
