import { describe, expect, test } from 'vitest';
import { perc } from './perc.ts';
import { bandOf, missingOf, totalOf } from './testing.ts';

const NONE = {
  age: 49,
  heartRate: 99,
  oxygenSaturation: 95,
  unilateralLegSwelling: false,
  haemoptysis: false,
  surgeryOrTrauma: false,
  previousVte: false,
  oestrogen: false,
};

describe('PERC', () => {
  test('[URS-TRI-01] none of the criteria is negative', () => {
    expect(bandOf(perc.compute(NONE))).toBe('negative');
    expect(totalOf(perc.compute(NONE))).toBe(0);
  });

  test.each([
    { age: 50 },
    { heartRate: 100 },
    { oxygenSaturation: 94 },
    { unilateralLegSwelling: true },
    { haemoptysis: true },
    { surgeryOrTrauma: true },
    { previousVte: true },
    { oestrogen: true },
  ])('[URS-TRI-01] %o alone is positive', (change) => {
    const result = perc.compute({ ...NONE, ...change });
    expect(totalOf(result)).toBe(1);
    expect(bandOf(result)).toBe('positive');
  });

  test.each(Object.keys(NONE))('[URS-TRI-01] without %s it is not negative: the field is named', (field) => {
    expect(missingOf(perc.compute({ ...NONE, [field]: undefined }))).toEqual([field]);
  });

  test('one criterion met is positive whatever is missing', () => {
    expect(perc.compute({ age: 70 })).toMatchObject({
      status: 'missing',
      atLeast: { total: 1, band: 'positive' },
    });
  });
});
