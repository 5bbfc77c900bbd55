import { describe, expect, test } from 'vitest';
import { mews } from './mews.ts';
import { bandOf, missingOf, totalOf } from './testing.ts';

const NONE = {
  systolicBloodPressure: 120,
  heartRate: 70,
  respiratoryRate: 12,
  temperature: 37,
  consciousness: 'A',
} as const;

describe('MEWS', () => {
  test.each([
    ['systolicBloodPressure', 70, 3],
    ['systolicBloodPressure', 71, 2],
    ['systolicBloodPressure', 80, 2],
    ['systolicBloodPressure', 81, 1],
    ['systolicBloodPressure', 100, 1],
    ['systolicBloodPressure', 101, 0],
    ['systolicBloodPressure', 199, 0],
    ['systolicBloodPressure', 200, 2],
    ['heartRate', 40, 2],
    ['heartRate', 41, 1],
    ['heartRate', 50, 1],
    ['heartRate', 51, 0],
    ['heartRate', 100, 0],
    ['heartRate', 101, 1],
    ['heartRate', 110, 1],
    ['heartRate', 111, 2],
    ['heartRate', 129, 2],
    ['heartRate', 130, 3],
    ['respiratoryRate', 8, 2],
    ['respiratoryRate', 9, 0],
    ['respiratoryRate', 14, 0],
    ['respiratoryRate', 15, 1],
    ['respiratoryRate', 20, 1],
    ['respiratoryRate', 21, 2],
    ['respiratoryRate', 29, 2],
    ['respiratoryRate', 30, 3],
    ['temperature', 34.9, 2],
    ['temperature', 35, 0],
    ['temperature', 38.4, 0],
    ['temperature', 38.5, 2],
    ['consciousness', 'A', 0],
    ['consciousness', 'C', 1],
    ['consciousness', 'V', 1],
    ['consciousness', 'P', 2],
    ['consciousness', 'U', 3],
  ])('[URS-TRI-01] %s %s scores %s', (field, value, points) => {
    expect(totalOf(mews.compute({ ...NONE, [field]: value }))).toBe(points);
  });

  test.each([
    [{ heartRate: 115 }, 2, 'low'],
    [{ heartRate: 130 }, 3, 'raised'],
    [{ heartRate: 130, systolicBloodPressure: 95 }, 4, 'raised'],
    [{ heartRate: 130, systolicBloodPressure: 75 }, 5, 'high'],
  ])('[URS-TRI-01] %o totals %s: %s', (change, total, band) => {
    const result = mews.compute({ ...NONE, ...change });
    expect(totalOf(result)).toBe(total);
    expect(bandOf(result)).toBe(band);
  });

  test.each(Object.keys(NONE))('[URS-TRI-01] without %s names it', (field) => {
    expect(missingOf(mews.compute({ ...NONE, [field]: undefined }))).toEqual([field]);
  });
});
