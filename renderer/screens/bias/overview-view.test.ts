import { describe, expect, it } from 'vitest';
import { type FairnessOverview, fairnessOverviewSchema, type Rate } from '../../../core/contract/index.ts';
import {
  axisEnd,
  headlineOf,
  leadingFirst,
  overviewCsv,
  rateText,
  rowsOf,
  sentenceOf,
} from './overview-view.ts';

const rate = (changes: Partial<Rate>): Rate => ({
  metric: 'underTriage',
  events: 45,
  n: 193,
  rate: 45 / 193,
  interval: { low: 0.179, high: 0.298 },
  sufficient: true,
  ...changes,
});
const insufficient = rate({ events: 3, n: 12, rate: null, interval: null, sufficient: false });

function overview(changes: Partial<FairnessOverview> = {}): FairnessOverview {
  return fairnessOverviewSchema.parse({
    decisions: 1_000,
    from: null,
    to: null,
    metrics: [{ metric: 'underTriage', label: 'Under-triage', question: 'q', definition: 'd' }],
    attributes: [
      {
        attribute: 'language',
        label: 'Language',
        overall: [rate({})],
        groups: [
          {
            value: 'en',
            label: 'English',
            n: 900,
            rates: [rate({ rate: 0.1, interval: { low: 0.08, high: 0.12 } })],
          },
          { value: 'pl', label: 'Polish', n: 193, rates: [rate({})] },
          { value: 'cy', label: '=Welsh', n: 12, rates: [insufficient] },
        ],
        finding: 'Polish: under-triaged more often than the others.',
        gap: { group: 'pl', difference: 0.133 },
      },
      {
        attribute: 'sex',
        label: 'Sex',
        overall: [rate({})],
        groups: [],
        finding: 'Male: under-triaged less often than the others.',
        gap: { group: 'male', difference: -0.3 },
      },
    ],
    ...changes,
  });
}

describe('the bias page', () => {
  it('leads with the largest gap at the cost of a group', () => {
    expect(headlineOf(overview())).toEqual({
      text: 'Polish: under-triaged more often than the others.',
      attribute: 'Language',
    });
  });

  it('shows the attribute that it leads with first, the others in their order', () => {
    const all = overview();
    const [language, sex] = all.attributes;
    if (language === undefined || sex === undefined) throw new Error('no attributes');
    const turned = overview({ attributes: [sex, language] });
    expect(leadingFirst(turned).map(({ label }) => label)).toEqual(['Language', 'Sex']);
    const none = overview({
      attributes: [
        { ...sex, gap: null },
        { ...language, gap: null },
      ],
    });
    expect(leadingFirst(none).map(({ label }) => label)).toEqual(['Sex', 'Language']);
  });

  it('says that nothing was found only when there was enough to find it in', () => {
    const [language] = overview().attributes;
    if (language === undefined) throw new Error('no attribute');
    expect(headlineOf(overview({ attributes: [{ ...language, gap: null }] })).text).toMatch(
      /^No group was found/,
    );
    const few = [{ value: 'cy', label: 'Welsh', n: 12, rates: [insufficient] }];
    expect(headlineOf(overview({ attributes: [{ ...language, gap: null, groups: few }] })).text).toMatch(
      /^Insufficient data/,
    );
  });

  it('never shows a rate for a small cell', () => {
    expect(rateText(insufficient)).toBe('insufficient data, 3 of 12');
    expect(rateText(rate({}))).toBe('23.3% (17.9–29.8), 45 of 193');
  });

  it('marks the group that a finding names, and only where the finding is about what is shown', () => {
    const [language] = overview().attributes;
    if (language === undefined) throw new Error('no attribute');
    expect(rowsOf(language, 'underTriage').map(({ named }) => named)).toEqual([false, true, false]);
    expect(rowsOf(language, 'overTriage').some(({ named }) => named)).toBe(false);
    expect(sentenceOf(language, 'underTriage')).toBe(language.finding);
    expect(sentenceOf(language, 'overTriage')).toMatch(/^Insufficient data/);
  });

  it('draws all attributes on one axis that holds every interval', () => {
    expect(axisEnd(overview(), 'underTriage')).toBe(0.3);
    expect(axisEnd(overview(), 'seenLate')).toBe(0.1);
    const [language] = overview().attributes;
    if (language === undefined) throw new Error('no attribute');
    const wide = [rate({ interval: { low: 0.2, high: 0.61 } })];
    expect(axisEnd(overview({ attributes: [{ ...language, overall: wide }] }), 'underTriage')).toBe(0.8);
  });

  it('exports every figure, with labels that no spreadsheet runs', () => {
    const lines = overviewCsv(overview()).trim().split('\r\n');
    expect(lines).toHaveLength(1 + 4 + 1);
    expect(lines).toContain('Language,Polish,Under-triage,45,193,0.23316062176165803,0.179,0.298,true');
    expect(lines).toContain("Language,'=Welsh,Under-triage,3,12,,,,false");
  });
});
