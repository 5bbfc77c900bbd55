import { describe, expect, test } from 'vitest';
import { gcs, readGcs } from './gcs.ts';
import { computeScore } from './registry.ts';
import { bandOf, missingOf, totalOf } from './testing.ts';

describe('Glasgow Coma Scale', () => {
  test.each([
    ['E4V1M3', 8, 'severe'],
    ['E2V3M4', 9, 'moderate'],
    ['E3V4M5', 12, 'moderate'],
    ['E3V4M6', 13, 'mild'],
    ['E4V4M6', 14, 'mild'],
    ['E4V5M6', 15, 'normal'],
    ['E1V1M1', 3, 'severe'],
    ['e4 v5 m6', 15, 'normal'],
  ])('[URS-TRI-01] %s totals %s, %s', (text, total, band) => {
    const result = computeScore('gcs', text);
    expect(totalOf(result)).toBe(total);
    expect(bandOf(result)).toBe(band);
  });

  test.each([
    ['E4VTM6', 'E4VNTM6'],
    ['E4 V-NT M6', 'E4VNTM6'],
    ['ECV5M6', 'ENTV5M6'],
  ])('[URS-TRI-01] %s stays not testable and has no total', (text, statement) => {
    expect(computeScore('gcs', text)).toMatchObject({ status: 'notTestable', statement });
  });

  test.each(['eye', 'verbal', 'motor'])('[URS-TRI-01] without %s names it', (field) => {
    expect(missingOf(gcs.compute({ eye: 4, verbal: 5, motor: 6, [field]: undefined }))).toEqual([field]);
  });

  test.each([
    { eye: 5, verbal: 5, motor: 6 },
    { eye: 4, verbal: 0, motor: 6 },
    { eye: 4, verbal: 5, motor: 7 },
    { eye: 3.5, verbal: 5, motor: 6 },
  ])('a response that does not exist, %o, is refused', (input) => {
    expect(() => computeScore('gcs', input)).toThrow(/cannot be read/);
  });

  test.each(['', 'E5V5M6', 'E4V6M6', 'GCS 15', 'E4V5'])('"%s" is not a short form', (text) => {
    expect(readGcs(text)).toBeNull();
  });
});
