import { describe, expect, test } from 'vitest';
import { qsofa } from './qsofa.ts';
import { bandOf, missingOf, totalOf } from './testing.ts';

const NONE = { respiratoryRate: 21, systolicBloodPressure: 101, alteredMentation: false };

describe('qSOFA', () => {
  test.each([
    [{}, 0, 'not-high'],
    [{ respiratoryRate: 22 }, 1, 'not-high'],
    [{ systolicBloodPressure: 100 }, 1, 'not-high'],
    [{ alteredMentation: true }, 1, 'not-high'],
    [{ respiratoryRate: 22, systolicBloodPressure: 100 }, 2, 'high'],
    [{ respiratoryRate: 22, systolicBloodPressure: 100, alteredMentation: true }, 3, 'high'],
  ])('[URS-TRI-01] with %o scores %s, %s', (change, total, band) => {
    const result = qsofa.compute({ ...NONE, ...change });
    expect(totalOf(result)).toBe(total);
    expect(bandOf(result)).toBe(band);
  });

  test.each(['respiratoryRate', 'systolicBloodPressure', 'alteredMentation'])(
    '[URS-TRI-01] without %s names it',
    (field) => {
      expect(missingOf(qsofa.compute({ ...NONE, [field]: undefined }))).toEqual([field]);
    },
  );

  test('[URS-TRI-01] two criteria met are high risk even while mentation is unknown', () => {
    expect(qsofa.compute({ respiratoryRate: 24, systolicBloodPressure: 90 })).toMatchObject({
      status: 'missing',
      atLeast: { total: 2, band: 'high' },
    });
  });

  test('does not apply to children', () => {
    expect(qsofa.compute({ ...NONE, age: 17 }).status).toBe('notApplicable');
    expect(qsofa.compute({ ...NONE, age: 18 }).status).toBe('scored');
  });
});
