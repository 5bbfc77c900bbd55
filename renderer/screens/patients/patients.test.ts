import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../core/contract/index.ts';
import { kindsOf } from './observation-kinds.ts';

const observation = (changes: Partial<Observation>): Observation => ({
  id: crypto.randomUUID(),
  patientId: crypto.randomUUID(),
  encounterId: null,
  vital: null,
  codeSystem: null,
  code: null,
  display: 'Potassium',
  value: 4.2,
  unit: 'mmol/L',
  status: 'final',
  effectiveAt: '2026-03-14T09:00:00Z',
  recordedAt: '2026-03-14T09:30:00.000Z',
  ...changes,
});

describe('observations of a patient', () => {
  it('stand together by vital sign or code, whatever they were called, newest first', () => {
    const kinds = kindsOf([
      observation({
        codeSystem: 'http://loinc.org',
        code: '2823-3',
        value: 3.9,
        effectiveAt: '2026-03-01T08:00:00Z',
      }),
      observation({ codeSystem: 'http://loinc.org', code: '2823-3', value: 4.4, display: 'K+' }),
      observation({ vital: 'heartRate', display: 'Pulse', value: 88, effectiveAt: '2026-03-14T10:00:00Z' }),
    ]);
    expect(kinds.map(({ label, values }) => [label, values.map(({ value }) => value)])).toEqual([
      ['Pulse', [88]],
      ['K+', [4.4, 3.9]],
    ]);
  });

  it('without a code stand together by name, and one code of two systems stays apart', () => {
    expect(kindsOf([observation({}), observation({})])).toHaveLength(1);
    expect(
      kindsOf([observation({ codeSystem: 'a', code: '1' }), observation({ codeSystem: 'b', code: '1' })]),
    ).toHaveLength(2);
  });

  it('without a time of their own are ordered by when they were recorded', () => {
    const [kind] = kindsOf([
      observation({ value: 1, effectiveAt: null, recordedAt: '2026-03-14T09:30:00.000Z' }),
      observation({ value: 2, effectiveAt: null, recordedAt: '2026-03-14T09:40:00.000Z' }),
    ]);
    expect(kind?.values.map(({ value }) => value)).toEqual([2, 1]);
  });
});
