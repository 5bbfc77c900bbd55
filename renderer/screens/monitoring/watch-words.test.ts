import { expect, test } from 'vitest';
import type { ComparisonView } from '../../../core/contract/index.ts';
import { differenceText, eText, pathText, rateText, summaryOf } from './watch-words.ts';

const comparison = (of: Partial<ComparisonView>): ComparisonView => ({
  id: 'seenLate/sex/female',
  metric: 'seenLate',
  attribute: 'sex',
  group: 'female',
  label: 'Female',
  pairs: 100,
  inGroup: { n: 120, events: 12 },
  inRest: { n: 140, events: 20 },
  state: 'quiet',
  log10E: 0.5,
  log10Line: 3,
  difference: { value: -0.042, low: -0.1, high: 0.02 },
  ...of,
});

test('an e-value is told as a number that can be read, however small or large', () => {
  expect([-2, 0, 0.57, 1.5, 3.2, 6.4, 14.7].map(eText)).toEqual([
    '0.01',
    '1.0',
    '3.7',
    '32',
    '1,585',
    '2,511,886',
    '10^14',
  ]);
});

test('a difference carries its sign and its interval; where there is too little it says so', () => {
  expect(differenceText({ value: 0.115, low: -0.02, high: 0.194 })).toBe('+11.5 points (−2.0 to +19.4)');
  expect(differenceText(null)).toBe('not enough yet');
  expect(rateText({ n: 0, events: 0 })).toBe('nobody yet');
});

test('[URS-FAI-03] a comparison with too little data is never summed up as quiet', () => {
  expect(summaryOf([]).words).toBe('Not enough yet');
  expect(summaryOf([comparison({ state: 'notEnough', difference: null })]).words).toBe('Not enough yet');
  expect(summaryOf([comparison({})])).toMatchObject({
    words: 'No alert so far',
    detail: 'Female: 3.2 of 1,000',
  });
  const alert = comparison({ state: 'alert' });
  expect(summaryOf([alert, comparison({})])).toMatchObject({ state: 'alert', detail: 'Female −4.2 points' });
});

test('the description of a chart says where the evidence stands', () => {
  const point = { pairs: 40, at: '2026-03-14T09:00:00Z', log10E: 2.5, difference: 0.2, low: 0.05, high: 0.4 };
  expect(pathText('Female', [point], 2)).toBe(
    'Female: after 40 pairs the e-value is 316, beyond the alarm line of 100. Difference +20.0 points (+5.0 to +40.0).',
  );
  expect(pathText('Female', [], 2)).toBe('Female: no pairs yet.');
});
