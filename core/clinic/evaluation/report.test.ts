import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Acuity } from '../../contract/triage-case.ts';
import { compareVersions } from './compare.ts';
import { commonScale, goldOf, indexOn, levelOf, readLevel } from './gold.ts';
import { evaluate, type Judged } from './report.ts';

const MINUTES = [0, 10, 60, 120, 240];
const minutes = (acuity: Acuity) => MINUTES[acuity - 1] ?? 0;

function judgedOf(pairs: readonly (readonly [unknown, Acuity])[]): Judged[] {
  return pairs.map(([gold, given], index) => {
    const level = readLevel(gold);
    if (level === null) throw new Error(`${String(gold)} is no level`);
    return { id: `case-${index}`, gold: level, given: levelOf(given), reasons: [] };
  });
}

const reportOf = (pairs: readonly (readonly [unknown, Acuity])[]) =>
  evaluate({ judged: judgedOf(pairs), failures: [], knowledge: null, minutes });

describe('reading a gold level', () => {
  test.each([
    [1, 'five', 0],
    ['5', 'five', 4],
    ['Emergency', 'three', 0],
    ['urgent', 'four', 1],
    ['ROUTINE', 'four', 2],
    ['self care', 'three', 2],
    ['Self-care', 'three', 2],
    ['non-emergency', 'three', 1],
    ['Non Emergency', 'three', 1],
  ] as const)('%s', (value, scale, index) => {
    expect(readLevel(value)).toEqual({ scale, index });
  });

  test.each([[0], [6], [2.5], ['soon'], [''], [true], [{}]])('%s is none', (value) => {
    expect(readLevel(value)).toBeNull();
  });

  test('the line may call it gold, expected, level, acuity or disposition', () => {
    expect(goldOf({ gold: 2, disposition: 'routine' })).toEqual({ scale: 'five', index: 1 });
    expect(goldOf({ expected: 'self-care' })).toEqual({ scale: 'three', index: 2 });
    expect(goldOf({ gold: null, acuity: 4 })).toEqual({ scale: 'five', index: 3 });
    expect(goldOf({ disposition: 'urgent' })).toEqual({ scale: 'four', index: 1 });
    expect(goldOf({ narrative: 'x' })).toBeNull();
    // What is stated and cannot be read is not passed over in favour of another member.
    expect(goldOf({ gold: 'high', acuity: 2 })).toBeNull();
  });

  test('the scale is the finest that every level fits', () => {
    const scaleOf = (...values: unknown[]) =>
      commonScale(
        values.flatMap((value) => {
          const level = readLevel(value);
          return level === null ? [] : [level];
        }),
      );
    expect(scaleOf(1, 5, '3')).toBe('five');
    expect(scaleOf('emergency', 'urgent', 'self-care')).toBe('four');
    expect(scaleOf('emergency', 'non-emergency')).toBe('three');
    expect(scaleOf('urgent', 'non-emergency')).toBe('three');
    expect(scaleOf(2, 'routine')).toBe('four');
    expect(indexOn({ scale: 'three', index: 2 }, 'four')).toBe(3);
    expect(indexOn({ scale: 'three', index: 1 }, 'four')).toBeNull();
  });
});

describe('an evaluation', () => {
  test('counts exact agreement, under- and over-triage overall and for each gold level', () => {
    const report = reportOf([
      [1, 1],
      [1, 2],
      [2, 2],
      [2, 3],
      [3, 3],
      [3, 2],
      [4, 4],
      [5, 5],
      [5, 3],
      [5, 5],
    ]);
    expect(report).toMatchObject({ cases: 10, judged: 10, errors: 0, levels: 'five' });
    expect(report.exact).toMatchObject({ n: 6, of: 10, rate: 0.6 });
    expect(report.under).toMatchObject({ n: 2, of: 10 });
    expect(report.over).toMatchObject({ n: 2, of: 10 });
    // Level 1 given 2 is still an emergency; level 2 given 3 is not.
    expect(report.missedEmergencies).toMatchObject({ n: 1, of: 4, rate: 0.25 });
    expect(report.perLevel[4]).toMatchObject({
      gold: '5',
      n: 3,
      exact: { n: 2 },
      over: { n: 1 },
      under: { n: 0 },
    });
    expect(report.confusion.counts[1]).toEqual([0, 1, 1, 0, 0]);
    // Minutes: 10 − 0, 60 − 10, 10 − 60, 60 − 240: −170 in all, 290 without signs.
    expect(report.targetTime?.meanError).toBeCloseTo(-17, 12);
    expect(report.targetTime?.meanAbsoluteError).toBeCloseTo(29, 12);
    expect(report.scales.map(({ levels, exact }) => [levels, exact.n])).toEqual([
      ['five', 6],
      ['four', 7],
      ['three', 7],
    ]);
    // Under-triage stands first.
    expect(report.disagreements.map(({ id, direction }) => [id, direction])).toEqual([
      ['case-1', 'under'],
      ['case-3', 'under'],
      ['case-5', 'over'],
      ['case-8', 'over'],
    ]);
  });

  test('is judged on dispositions or three levels where the gold levels are these', () => {
    const four = reportOf([
      ['emergency', 1],
      ['emergency', 3],
      ['urgent', 3],
      ['self-care', 4],
    ]);
    expect(four).toMatchObject({ levels: 'four', exact: { n: 2, of: 4 }, targetTime: null });
    expect(four.disagreements[0]).toMatchObject({
      gold: 'emergency',
      given: 'urgent',
      direction: 'under',
      acuity: 3,
    });
    const three = reportOf([
      ['emergency', 2],
      ['non-emergency', 3],
      ['non-emergency', 4],
      ['self-care', 4],
    ]);
    expect(three).toMatchObject({ levels: 'three', exact: { n: 3, of: 4 }, over: { n: 1 } });
    expect(three.scales).toHaveLength(1);
  });

  test('of nothing states no rate', () => {
    const report = evaluate({
      judged: [],
      failures: [{ id: null, line: 1, code: 'triage.lineNotJson', message: 'x' }],
      knowledge: null,
      minutes,
    });
    expect(report).toMatchObject({
      cases: 1,
      errors: 1,
      judged: 0,
      exact: { n: 0, of: 0, rate: null, ci: null },
    });
    expect(report.kappa.value).toBeNull();
  });

  const acuities = fc.constantFrom<Acuity>(1, 2, 3, 4, 5);
  test('counts every case once, on every scale', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(acuities, acuities), { maxLength: 80 }), (pairs) => {
        const report = reportOf(pairs);
        for (const { exact, under, over } of report.scales) {
          expect(exact.n + under.n + over.n).toBe(pairs.length);
        }
        expect(report.perLevel.reduce((sum, level) => sum + level.n, 0)).toBe(pairs.length);
        expect(report.disagreements).toHaveLength(report.under.n + report.over.n);
        expect(report.confusion.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(pairs.length);
        // A coarser scale forgives, it never condemns.
        const exacts = report.scales.map(({ exact }) => exact.n);
        expect(exacts).toEqual([...exacts].sort((a, b) => a - b));
      }),
      { seed: 20_260_404 },
    );
  });
});

describe('a comparison of two versions', () => {
  const versionOf = (name: string, pairs: readonly (readonly [unknown, Acuity])[]) => ({
    name,
    judged: judgedOf(pairs),
  });

  test('tests who was right on the same cases and names what changed', () => {
    const first = versionOf('old', [
      [1, 1],
      [2, 3],
      [2, 3],
      [5, 4],
      [5, 5],
    ]);
    const second = versionOf('new', [
      [1, 1],
      [2, 2],
      [2, 2],
      [5, 5],
      [5, 4],
    ]);
    const comparison = compareVersions(first, second);
    expect(comparison).toMatchObject({ pairs: 5, first: 'old', second: 'new', levels: 'five' });
    expect(comparison.mcnemar).toMatchObject({ firstOnly: 1, secondOnly: 3, method: 'exact', p: 0.625 });
    expect(comparison.under).toMatchObject({ first: { n: 2 }, second: { n: 0 }, difference: 0.4 });
    expect(comparison.over.difference).toBeCloseTo(0, 12);
    expect(comparison.changed.map(({ id }) => id)).toEqual(['case-1', 'case-2', 'case-3', 'case-4']);
  });

  test('leaves out cases of only one version, of another gold level, and ids that are not unique', () => {
    const first = versionOf('old', [
      [1, 1],
      [2, 3],
      [4, 4],
    ]);
    const second = {
      name: 'new',
      judged: [
        { id: 'case-0', gold: levelOf(1), given: levelOf(1), reasons: [] },
        { id: 'case-1', gold: levelOf(4), given: levelOf(3), reasons: [] },
        { id: 'case-2', gold: levelOf(4), given: levelOf(4), reasons: [] },
        { id: 'case-2', gold: levelOf(4), given: levelOf(5), reasons: [] },
        { id: 'case-9', gold: levelOf(4), given: levelOf(5), reasons: [] },
      ],
    };
    expect(compareVersions(first, second).pairs).toBe(1);
  });

  test('of no common case states no difference', () => {
    const comparison = compareVersions(versionOf('old', []), versionOf('new', []));
    expect(comparison).toMatchObject({ pairs: 0, under: { difference: null, ci: null }, mcnemar: { p: 1 } });
  });
});
