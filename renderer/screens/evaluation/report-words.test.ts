import { describe, expect, test } from 'vitest';
import type { Comparison, EvaluationReport, Share } from '../../../core/contract/index.ts';
import { changeText, figuresCsv, headlineOf, levelWords, shareText, verdictOf } from './report-words.ts';

const share = (n: number, of: number): Share => ({
  n,
  of,
  rate: of === 0 ? null : n / of,
  ci: of === 0 ? null : [0.1, 0.9],
});
const kappa = { weights: 'quadratic', value: 0.8, standardError: 0.02, ci: [0.76, 0.84] } as const;

function reportOf(changes: Partial<EvaluationReport>): EvaluationReport {
  return {
    cases: 10,
    errors: 0,
    judged: 10,
    levels: 'three',
    exact: share(8, 10),
    under: share(1, 10),
    over: share(1, 10),
    missedEmergencies: share(0, 4),
    perLevel: [{ gold: 'emergency', n: 4, exact: share(4, 4), under: share(0, 4), over: share(0, 4) }],
    kappa: { ...kappa, ci: [0.76, 0.84] },
    kappaLinear: { ...kappa, weights: 'linear', ci: [0.76, 0.84] },
    confusion: { labels: [], counts: [] },
    targetTime: null,
    scales: [],
    disagreements: [],
    failures: [],
    knowledge: null,
    ...changes,
  };
}

describe('the sentence above the report', () => {
  test('says whether every emergency was recognised', () => {
    expect(headlineOf(reportOf({}))).toBe(
      '80.0% in agreement on three levels; all 4 emergencies were recognised.',
    );
    expect(headlineOf(reportOf({ missedEmergencies: share(2, 4) }))).toMatch(/2 of 4 emergencies missed\.$/);
    expect(headlineOf(reportOf({ missedEmergencies: share(0, 0) }))).toMatch(/no emergency among them\.$/);
    expect(headlineOf(reportOf({ judged: 0, exact: share(0, 0) }))).toBe('No case could be judged.');
  });
});

describe('figures in words', () => {
  test('carry the interval and n', () => {
    expect(shareText(share(8, 10))).toBe('80.0% (10.0–90.0%), 8 of 10');
    expect(shareText(share(0, 0))).toBe('0 of 0');
    expect(levelWords('2')).toBe('2 Very urgent');
    expect(levelWords('self-care')).toBe('Self-care');
  });

  test('a change is told as second minus first', () => {
    const difference = { first: share(8, 10), second: share(6, 10), difference: 0.2, ci: [-0.1, 0.5] };
    expect(changeText({ ...difference, ci: [-0.1, 0.5] })).toBe('−20.0 points (−50.0 to +10.0)');
  });

  test('stand in the CSV with their limits', () => {
    const lines = figuresCsv(reportOf({})).trim().split('\r\n');
    expect(lines[0]).toContain('scope,level,measure,n,of,rate,low_95,high_95');
    expect(lines).toContain('emergencies,all,missed,0,4,0,0.1,0.9');
  });
});

describe('a comparison in a sentence', () => {
  const comparisonOf = (firstOnly: number, secondOnly: number, p: number): Comparison => {
    const nothing = { first: share(0, 9), second: share(0, 9), difference: 0, ci: null };
    return {
      first: 'a',
      second: 'b',
      pairs: 9,
      levels: 'five',
      mcnemar: { firstOnly, secondOnly, method: 'exact', statistic: null, p, midP: p },
      exact: nothing,
      under: nothing,
      over: nothing,
      changed: [{ id: 'x', gold: '1', first: '1', second: '2' }],
    };
  };
  test('never calls chance a difference', () => {
    expect(verdictOf(comparisonOf(1, 3, 0.6))).toMatch(/^No difference in agreement beyond chance/);
    expect(verdictOf(comparisonOf(1, 9, 0.02))).toMatch(/^This run agrees more often/);
    expect(verdictOf(comparisonOf(9, 1, 0.02))).toMatch(/^The earlier run agreed more often/);
    expect(verdictOf({ ...comparisonOf(0, 0, 1), changed: [] })).toMatch(/^The same answer/);
  });
});
