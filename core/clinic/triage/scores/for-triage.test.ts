import { describe, expect, test } from 'vitest';
import { scoreSummarySchema, triageCaseSchema } from '../../../contract/triage-case.ts';
import { scoresForTriage } from './for-triage.ts';

const vitals = {
  respiratoryRate: 22,
  oxygenSaturation: 93,
  supplementalOxygen: false,
  systolicBloodPressure: 105,
  heartRate: 115,
  temperature: 38.5,
  consciousness: 'A',
};

function scores(fields: object) {
  return scoresForTriage(triageCaseSchema.parse({ id: 'case', ...fields }));
}

describe('the scores shown beside a triage decision', () => {
  test('[URS-TRI-01] an adult with complete vitals has NEWS2, qSOFA and MEWS, and SIRS without a blood count', () => {
    const result = scores({ age: 40, vitals });
    expect(result.news2).toEqual({ total: 8, band: 'high', missing: [], reason: null });
    expect(result.qsofa).toMatchObject({ total: 1 });
    expect(result.mews).toMatchObject({ total: 6, band: 'high' });
    expect(result.sirs).toEqual({
      total: null,
      band: null,
      missing: ['whiteCellCount'],
      reason: 'At least 3 from what is known.',
    });
    for (const summary of Object.values(result)) scoreSummarySchema.parse(summary);
  });

  test('missing vitals are named', () => {
    const { temperature: _unknown, ...known } = vitals;
    expect(scores({ age: 40, vitals: known }).news2).toEqual({
      total: null,
      band: null,
      missing: ['temperature'],
      reason: 'At least 7 from what is known.',
    });
  });

  test('new confusion counts as altered mentation, an unknown level does not count as alert', () => {
    expect(scores({ age: 40, vitals: { ...vitals, consciousness: 'C' } }).qsofa).toMatchObject({ total: 2 });
    const { consciousness: _unknown, ...known } = vitals;
    expect(scores({ age: 40, vitals: known }).qsofa).toMatchObject({ missing: ['alteredMentation'] });
  });

  test('a child gets the reason, not an adult score', () => {
    const result = scores({ age: { value: 15, unit: 'mo' }, vitals });
    expect(Object.keys(result)).toEqual(['news2', 'pews']);
    expect(result.news2).toMatchObject({ total: null, reason: expect.stringContaining('16') });
    expect(result.pews).toMatchObject({ total: null, reason: expect.stringContaining('chart') });
  });

  test('an implausible value is asked about by name', () => {
    expect(scores({ age: 40, vitals: { ...vitals, heartRate: 390 } }).news2).toMatchObject({
      total: null,
      reason: expect.stringContaining('heartRate 390'),
    });
  });

  test('an unknown age scores and says that it is unknown', () => {
    expect(scores({ vitals }).news2).toMatchObject({ total: 8, reason: expect.stringContaining('Age') });
  });

  test('without vital signs there is nothing to score', () => {
    expect(scores({ age: 40 })).toEqual({});
    expect(scores({ age: 40, vitals: {} })).toEqual({});
    expect(scores({ age: 40, vitals: { pain: 4 } })).toEqual({});
  });
});
