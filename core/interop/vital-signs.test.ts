import { describe, expect, test } from 'vitest';
import type { ValueDraft } from './draft.ts';
import { LOINC, SNOMED } from './identifiers.ts';
import { vitalOf } from './vital-signs.ts';

const code = (system: string, ...codes: string[]) => ({
  codings: codes.map((each) => ({ system, code: each, display: null })),
  text: null,
});
const amount = (value: number, unit: string | null, comparator: string | null = null): ValueDraft => ({
  kind: 'quantity',
  value,
  decimal: String(value),
  comparator,
  unit,
  system: null,
  code: null,
});
const coded = (snomed: string): ValueDraft => ({ kind: 'coded', concept: code(SNOMED, snomed) });

describe('vital signs by their codes', () => {
  test.each([
    [LOINC, '9279-1', 18, '/min', 'respiratoryRate', 18],
    [SNOMED, '86290005', 18, 'Breaths / minute', 'respiratoryRate', 18],
    [LOINC, '8867-4', 72, 'beats/min', 'heartRate', 72],
    [SNOMED, '78564009', 72, 'heart beats per minute', 'heartRate', 72],
    [LOINC, '59408-5', 96, '%', 'oxygenSaturation', 96],
    [SNOMED, '431314004', 96, 'percent', 'oxygenSaturation', 96],
    [LOINC, '8480-6', 120, 'mm[Hg]', 'systolicBloodPressure', 120],
    [LOINC, '8462-4', 80, 'mmHg', 'diastolicBloodPressure', 80],
    [LOINC, '8480-6', 16, 'kPa', 'systolicBloodPressure', 120.01],
    [LOINC, '8310-5', 37.2, 'Cel', 'temperature', 37.2],
    [LOINC, '8310-5', 100.4, '[degF]', 'temperature', 38],
    [LOINC, '72514-3', 7, '{score}', 'pain', 7],
  ])('%s %s, %s %s is %s %s', (system, id, value, unit, key, expected) => {
    expect(vitalOf(code(system, id), amount(value, unit))).toEqual({ key, value: expected });
  });

  test.each([
    ['248234008', 'A'],
    ['130987000', 'C'],
    ['300202002', 'V'],
    ['450847001', 'P'],
    ['422768004', 'U'],
  ])('consciousness %s is %s', (snomed, level) => {
    expect(vitalOf(code(SNOMED, '1104441000000107'), coded(snomed))).toEqual({
      key: 'consciousness',
      value: level,
    });
  });

  test('oxygen and room air', () => {
    expect(vitalOf(code(SNOMED, '371825009'), amount(2, 'l/min'))).toEqual({
      key: 'supplementalOxygen',
      value: true,
    });
    expect(vitalOf(code(SNOMED, '722742002'), null)).toEqual({ key: 'supplementalOxygen', value: false });
    expect(vitalOf(code(SNOMED, '371825009'), amount(0, 'l/min'))).toBeNull();
  });

  test.each([
    ['an unknown unit', code(LOINC, '8310-5'), amount(310, 'K')],
    ['no unit', code(LOINC, '8867-4'), amount(72, null)],
    ['a comparator', code(LOINC, '59408-5'), amount(90, '%', '<')],
    ['two codes that disagree', code(LOINC, '8867-4', '9279-1'), amount(72, '/min')],
    ['a code of another system', code('http://example.org', '8867-4'), amount(72, '/min')],
    ['no value', code(LOINC, '8867-4'), null],
    ['a level that is not of the scale', code(SNOMED, '1104441000000107'), coded('123')],
  ])('%s is not guessed at', (_why, concept, value) => {
    expect(vitalOf(concept, value)).toBeNull();
  });
});
