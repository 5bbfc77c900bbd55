import { describe, expect, test } from 'vitest';
import { type News2Input, news2 } from './news2.ts';
import { bandOf, missingOf, totalOf } from './testing.ts';

const WELL: News2Input = {
  age: 50,
  respiratoryRate: 16,
  oxygenSaturation: 98,
  supplementalOxygen: false,
  systolicBloodPressure: 120,
  heartRate: 70,
  consciousness: 'A',
  temperature: 37.0,
};

/** What one changed value adds to a well adult's total of 0. */
function pointsFor(change: Partial<News2Input>) {
  return totalOf(news2.compute({ ...WELL, ...change }));
}

describe('NEWS2 scores both sides of every band edge of the chart', () => {
  test.each([
    [1, 3],
    [8, 3],
    [9, 1],
    [11, 1],
    [12, 0],
    [20, 0],
    [21, 2],
    [24, 2],
    [25, 3],
    [60, 3],
  ])('[URS-TRI-01] respiratory rate %s scores %s', (respiratoryRate, points) => {
    expect(pointsFor({ respiratoryRate })).toBe(points);
  });

  test.each([
    [70, 3],
    [91, 3],
    [92, 2],
    [93, 2],
    [94, 1],
    [95, 1],
    [96, 0],
    [100, 0],
  ])('[URS-TRI-01] saturation %s on scale 1 scores %s', (oxygenSaturation, points) => {
    expect(pointsFor({ oxygenSaturation })).toBe(points);
    expect(pointsFor({ oxygenSaturation, oxygenScale: 1 })).toBe(points);
    expect(pointsFor({ oxygenSaturation, supplementalOxygen: true })).toBe(points + 2);
  });

  test.each([
    [83, 3, 3],
    [84, 2, 2],
    [85, 2, 2],
    [86, 1, 1],
    [87, 1, 1],
    [88, 0, 0],
    [92, 0, 0],
    [93, 0, 1],
    [94, 0, 1],
    [95, 0, 2],
    [96, 0, 2],
    [97, 0, 3],
    [100, 0, 3],
  ])(
    '[URS-TRI-01] saturation %s on scale 2 scores %s on air and %s on oxygen',
    (oxygenSaturation, air, oxygen) => {
      expect(pointsFor({ oxygenSaturation, oxygenScale: 2 })).toBe(air);
      expect(pointsFor({ oxygenSaturation, oxygenScale: 2, supplementalOxygen: true })).toBe(oxygen + 2);
    },
  );

  test.each([
    [60, 3],
    [90, 3],
    [91, 2],
    [100, 2],
    [101, 1],
    [110, 1],
    [111, 0],
    [219, 0],
    [220, 3],
  ])('[URS-TRI-01] systolic pressure %s scores %s', (systolicBloodPressure, points) => {
    expect(pointsFor({ systolicBloodPressure })).toBe(points);
  });

  test.each([
    [30, 3],
    [40, 3],
    [41, 1],
    [50, 1],
    [51, 0],
    [90, 0],
    [91, 1],
    [110, 1],
    [111, 2],
    [130, 2],
    [131, 3],
  ])('[URS-TRI-01] pulse %s scores %s', (heartRate, points) => {
    expect(pointsFor({ heartRate })).toBe(points);
  });

  test.each([
    ['A', 0],
    ['C', 3],
    ['V', 3],
    ['P', 3],
    ['U', 3],
  ] as const)('[URS-TRI-01] consciousness %s scores %s', (consciousness, points) => {
    expect(pointsFor({ consciousness })).toBe(points);
  });

  test.each([
    [33.0, 3],
    [35.0, 3],
    [35.1, 1],
    [36.0, 1],
    [36.1, 0],
    [38.0, 0],
    [38.1, 1],
    [39.0, 1],
    [39.1, 2],
    [41.0, 2],
  ])('[URS-TRI-01] temperature %s scores %s', (temperature, points) => {
    expect(pointsFor({ temperature })).toBe(points);
  });

  test('a value between two lines of the chart is read as charted, and that is said', () => {
    const result = news2.compute({ ...WELL, temperature: 38.05, respiratoryRate: 20.4 });
    expect(totalOf(result)).toBe(1);
    expect(result).toMatchObject({ notes: expect.arrayContaining([expect.stringContaining('38.05')]) });
  });
});

describe('NEWS2 gives the worked examples', () => {
  // RR, SpO₂, O₂, SBP, HR, ACVPU, T, scale, total
  test.each([
    [18, 97, false, 120, 75, 'A', 37.0, 1, 0],
    [22, 93, false, 105, 115, 'A', 38.5, 1, 8],
    [25, 90, true, 88, 132, 'V', 39.4, 1, 19],
    [20, 90, true, 125, 88, 'A', 36.8, 1, 5],
    [20, 90, true, 125, 88, 'A', 36.8, 2, 2],
    [18, 97, true, 125, 88, 'A', 36.8, 2, 5],
    [18, 97, false, 125, 88, 'A', 36.8, 2, 0],
    [16, 96, false, 118, 72, 'C', 36.5, 1, 3],
    [8, 83, true, 90, 40, 'U', 35.0, 1, 20],
  ] as const)(
    '[URS-TRI-01] %s/min %s%% O₂ %s, %s mmHg, %s/min, %s, %s °C on scale %s totals %s',
    (...example) => {
      const [respiratoryRate, oxygenSaturation, supplementalOxygen, systolicBloodPressure, ...rest] = example;
      const [heartRate, consciousness, temperature, oxygenScale, total] = rest;
      const vitals = { respiratoryRate, oxygenSaturation, supplementalOxygen, systolicBloodPressure };
      expect(totalOf(news2.compute({ ...vitals, heartRate, consciousness, temperature, oxygenScale }))).toBe(
        total,
      );
    },
  );
});

describe('NEWS2 says how fast to respond', () => {
  test.each([
    [{}, 0, 'routine'],
    [{ temperature: 38.5 }, 1, 'low'],
    [{ respiratoryRate: 22, systolicBloodPressure: 95 }, 4, 'low'],
    [{ consciousness: 'C' }, 3, 'low-medium'],
    [{ consciousness: 'C', temperature: 38.5 }, 4, 'low-medium'],
    [{ respiratoryRate: 22, systolicBloodPressure: 95, temperature: 38.5 }, 5, 'medium'],
    [{ consciousness: 'C', heartRate: 95, temperature: 39.5 }, 6, 'medium'],
    [{ consciousness: 'C', heartRate: 115, temperature: 39.5 }, 7, 'high'],
  ] as const)('[URS-TRI-01] %o totals %s and is %s', (change, total, band) => {
    const result = news2.compute({ ...WELL, ...change });
    expect(totalOf(result)).toBe(total);
    expect(bandOf(result)).toBe(band);
  });
});

describe('NEWS2 refuses to guess', () => {
  test.each([
    'respiratoryRate',
    'oxygenSaturation',
    'supplementalOxygen',
    'systolicBloodPressure',
    'heartRate',
    'consciousness',
    'temperature',
  ] as const)('[URS-TRI-01] without %s it names it instead of scoring', (field) => {
    expect(missingOf(news2.compute({ ...WELL, [field]: undefined }))).toEqual([field]);
    expect(missingOf(news2.compute({ ...WELL, [field]: null }))).toEqual([field]);
  });

  test('[URS-TRI-01] what is known already calls for an emergency response, although two values are missing', () => {
    const result = news2.compute({
      respiratoryRate: 30,
      systolicBloodPressure: 85,
      heartRate: 120,
      oxygenSaturation: 97,
      supplementalOxygen: false,
    });
    expect(result).toMatchObject({
      status: 'missing',
      missing: ['consciousness', 'temperature'],
      atLeast: { total: 8, band: 'high' },
    });
  });

  test('what is known is still unremarkable: no minimum is claimed', () => {
    expect(news2.compute({ ...WELL, temperature: null })).toMatchObject({ atLeast: null });
  });

  test('[URS-TRI-01] an impossible value is asked about, not clamped, and does not count', () => {
    expect(news2.compute({ ...WELL, heartRate: 700, respiratoryRate: 26 })).toEqual({
      status: 'implausible',
      fields: [{ field: 'heartRate', value: 700, plausible: [20, 300] }],
      missing: [],
      atLeast: expect.objectContaining({ total: 3, band: 'low-medium' }),
    });
    expect(news2.compute({ ...WELL, temperature: 98.6 })).toMatchObject({
      status: 'implausible',
      fields: [{ field: 'temperature', value: 98.6 }],
    });
  });

  test.each([
    [16, 'scored'],
    [15, 'notApplicable'],
    [{ value: 15, unit: 'mo' }, 'notApplicable'],
    [{ value: 192, unit: 'mo' }, 'scored'],
  ] as const)('[URS-TRI-01] at age %o it is %s', (age, status) => {
    expect(news2.compute({ ...WELL, age }).status).toBe(status);
  });

  test('in pregnancy it points to the maternity chart', () => {
    expect(news2.compute({ ...WELL, pregnant: true })).toMatchObject({
      status: 'notApplicable',
      reason: expect.stringContaining('maternity'),
    });
  });

  test('an unknown age is said, as the score applies from 16 years', () => {
    expect(news2.compute({ ...WELL, age: null })).toMatchObject({ notes: [expect.stringContaining('Age')] });
  });

  test('on scale 2 a saturation of 95 cannot be scored before oxygen is known, one of 90 can', () => {
    const unknown = { ...WELL, oxygenScale: 2, supplementalOxygen: undefined } as const;
    const known = (saturation: number) => {
      const result = news2.compute({ ...unknown, oxygenSaturation: saturation });
      return (
        result.status === 'missing' && result.components.some(({ name }) => name === 'Oxygen saturation')
      );
    };
    expect(known(95)).toBe(false);
    expect(known(90)).toBe(true);
  });
});
