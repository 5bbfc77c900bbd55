import { describe, expect, test } from 'vitest';
import { heart } from './heart.ts';
import { bandOf, missingOf, totalOf } from './testing.ts';

const NONE = {
  age: 44,
  history: 'slightly',
  ecg: 'normal',
  riskFactors: 0,
  atherosclerosis: false,
  troponin: 1,
} as const;

describe('HEART', () => {
  test.each([
    [{}, 0],
    [{ history: 'moderately' }, 1],
    [{ history: 'highly' }, 2],
    [{ ecg: 'nonspecific' }, 1],
    [{ ecg: 'st-deviation' }, 2],
    [{ age: 45 }, 1],
    [{ age: 64 }, 1],
    [{ age: 65 }, 2],
    [{ riskFactors: 1 }, 1],
    [{ riskFactors: 2 }, 1],
    [{ riskFactors: 3 }, 2],
    [{ atherosclerosis: true }, 2],
    [{ riskFactors: 3, atherosclerosis: true }, 2],
    [{ troponin: 1.1 }, 1],
    [{ troponin: 3 }, 1],
    [{ troponin: 3.1 }, 2],
  ] as const)('[URS-TRI-01] with %o scores %s', (change, total) => {
    expect(totalOf(heart.compute({ ...NONE, ...change }))).toBe(total);
  });

  test('[URS-TRI-01] 47 years, highly suspicious, normal ECG, hypertension and diabetes, troponin twice the limit: 5', () => {
    const example = { age: 47, history: 'highly', riskFactors: 2, troponin: 2 } as const;
    const result = heart.compute({ ...NONE, ...example });
    expect(totalOf(result)).toBe(5);
    expect(bandOf(result)).toBe('moderate');
  });

  test.each([
    [{ history: 'highly', age: 45 }, 3, 'low'],
    [{ history: 'highly', age: 65 }, 4, 'moderate'],
    [{ history: 'highly', age: 65, riskFactors: 3 }, 6, 'moderate'],
    [{ history: 'highly', age: 65, riskFactors: 3, troponin: 2 }, 7, 'high'],
    [{ history: 'highly', age: 65, riskFactors: 3, troponin: 4, ecg: 'st-deviation' }, 10, 'high'],
  ] as const)('[URS-TRI-01] with %o totals %s: %s risk', (change, total, band) => {
    const result = heart.compute({ ...NONE, ...change });
    expect(totalOf(result)).toBe(total);
    expect(bandOf(result)).toBe(band);
  });

  test.each(Object.keys(NONE))('[URS-TRI-01] without %s names it', (field) => {
    expect(missingOf(heart.compute({ ...NONE, [field]: undefined }))).toEqual([field]);
  });

  test('with known atheroma the number of risk factors is not asked for', () => {
    expect(totalOf(heart.compute({ ...NONE, riskFactors: null, atherosclerosis: true }))).toBe(2);
  });
});
