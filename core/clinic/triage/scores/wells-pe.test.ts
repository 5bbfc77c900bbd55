import { describe, expect, test } from 'vitest';
import { bandOf, missingOf, totalOf } from './testing.ts';
import { wellsPe } from './wells-pe.ts';

const NONE = {
  signsOfDvt: false,
  peMostLikely: false,
  heartRate: 100,
  immobilisedOrSurgery: false,
  previousVte: false,
  haemoptysis: false,
  cancer: false,
};

describe('Wells score for pulmonary embolism', () => {
  test.each([
    [{}, 0],
    [{ signsOfDvt: true }, 3],
    [{ peMostLikely: true }, 3],
    [{ heartRate: 101 }, 1.5],
    [{ immobilisedOrSurgery: true }, 1.5],
    [{ previousVte: true }, 1.5],
    [{ haemoptysis: true }, 1],
    [{ cancer: true }, 1],
    [{ previousVte: true, heartRate: 120, peMostLikely: true }, 6],
  ])('[URS-TRI-01] with %o scores %s', (change, total) => {
    expect(totalOf(wellsPe.compute({ ...NONE, ...change }))).toBe(total);
  });

  test.each([
    [{ peMostLikely: true, cancer: true }, 4, 'unlikely'],
    [{ peMostLikely: true, previousVte: true }, 4.5, 'likely'],
  ])('[URS-TRI-01] with %o totals %s: %s', (change, total, band) => {
    const result = wellsPe.compute({ ...NONE, ...change });
    expect(totalOf(result)).toBe(total);
    expect(bandOf(result)).toBe(band);
  });

  test.each(Object.keys(NONE))('[URS-TRI-01] without %s names it, and never takes it as absent', (field) => {
    expect(missingOf(wellsPe.compute({ ...NONE, [field]: undefined }))).toEqual([field]);
  });

  test('already likely from what is known', () => {
    expect(wellsPe.compute({ signsOfDvt: true, peMostLikely: true })).toMatchObject({
      status: 'missing',
      atLeast: { total: 6, band: 'likely' },
    });
  });
});
