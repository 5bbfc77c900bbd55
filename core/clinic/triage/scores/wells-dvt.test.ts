import { describe, expect, test } from 'vitest';
import { bandOf, missingOf, totalOf } from './testing.ts';
import { wellsDvt } from './wells-dvt.ts';

const NONE = {
  activeCancer: false,
  paralysisOrPlaster: false,
  bedriddenOrSurgery: false,
  deepVeinTenderness: false,
  wholeLegSwelling: false,
  calfSwelling: false,
  pittingOedema: false,
  collateralVeins: false,
  previousDvt: false,
  alternativeAsLikely: false,
};

describe('Wells score for deep vein thrombosis', () => {
  test.each(Object.keys(NONE).filter((field) => field !== 'alternativeAsLikely'))(
    '[URS-TRI-01] %s scores 1',
    (field) => {
      expect(totalOf(wellsDvt.compute({ ...NONE, [field]: true }))).toBe(1);
    },
  );

  test('[URS-TRI-01] an alternative diagnosis as likely takes 2 away', () => {
    expect(totalOf(wellsDvt.compute({ ...NONE, alternativeAsLikely: true }))).toBe(-2);
  });

  test('[URS-TRI-01] likely from 2', () => {
    const one = { ...NONE, calfSwelling: true };
    expect(bandOf(wellsDvt.compute(one))).toBe('unlikely');
    expect(bandOf(wellsDvt.compute({ ...one, pittingOedema: true }))).toBe('likely');
  });

  test.each(Object.keys(NONE))('[URS-TRI-01] without %s names it', (field) => {
    expect(missingOf(wellsDvt.compute({ ...NONE, [field]: undefined }))).toEqual([field]);
  });

  test('an unknown alternative may still take 2 away, so 3 known points are not yet likely and 4 are', () => {
    const three = {
      ...NONE,
      calfSwelling: true,
      pittingOedema: true,
      previousDvt: true,
      alternativeAsLikely: null,
    };
    expect(wellsDvt.compute(three)).toMatchObject({ status: 'missing', atLeast: null });
    expect(wellsDvt.compute({ ...three, activeCancer: true })).toMatchObject({
      atLeast: { total: 2, band: 'likely' },
    });
  });
});
