import { describe, expect, it } from 'vitest';
import { type AuditReport, auditReportSchema } from '../../../../core/contract/index.ts';
import {
  auditCsv,
  disparityText,
  failures,
  furthestFirst,
  groupsOf,
  guessColumns,
  headlineOf,
  plotRows,
  shownRate,
} from './audit-view.ts';

const counts = (tp: number, fp: number, tn: number, fn: number, insufficient: string[] = []) => ({
  n: tp + fp + tn + fn,
  tp,
  fp,
  tn,
  fn,
  selectionRate: (tp + fp) / (tp + fp + tn + fn),
  tpr: tp / (tp + fn),
  fpr: fp / (fp + tn),
  fnr: fn / (tp + fn),
  ppv: tp / (tp + fp),
  npv: tn / (tn + fn),
  fdr: fp / (tp + fp),
  for: fn / (tn + fn),
  accuracy: (tp + tn) / (tp + fp + tn + fn),
  baseRate: (tp + fn) / (tp + fp + tn + fn),
  ci: { tpr: [0.5, 0.7] },
  insufficient,
  excluded: 0,
});

const disparity = (
  group: Record<string, string>,
  changes: Partial<AuditReport['disparities'][number]> = {},
) => ({
  group,
  metric: 'tpr',
  measure: 'difference',
  value: -0.2,
  reference: 'others',
  ci: [-0.25, -0.15],
  verdict: 'fail',
  rate: 0.6,
  referenceRate: 0.8,
  difference: -0.2,
  ratio: 0.75,
  adjustedP: 0.001,
  ...changes,
});

function report(changes: Record<string, unknown> = {}): AuditReport {
  const spread = { difference: 0.2, ratio: 0.75 };
  const attribute = { groups: 2, demographicParity: spread, equalizedOdds: spread, worst: [] };
  return auditReportSchema.parse({
    overall: counts(140, 50, 300, 60),
    groups: [
      { group: { sex: 'female' }, ...counts(60, 25, 150, 40) },
      { group: { sex: 'male' }, ...counts(80, 25, 150, 20) },
      { group: { sex: 'female', ward: 'A' }, ...counts(3, 0, 4, 1, ['tpr']) },
    ],
    disparities: [
      disparity({ sex: 'female', ward: 'A' }, { value: -0.6 }),
      disparity({ sex: 'female' }),
      disparity({ sex: 'male' }, { metric: 'fpr', verdict: 'pass', value: 0 }),
    ],
    demographicParity: spread,
    equalizedOdds: spread,
    attributes: [
      { columns: ['sex'], ...attribute },
      { columns: ['sex', 'ward'], ...attribute },
    ],
    inequality: { generalisedEntropy: 0.1, theil: 0.1 },
    columns: { decision: 'd', outcome: 'o', groups: ['sex', 'ward'], weight: null },
    positive: { decision: '1', outcome: '1' },
    rows: 550,
    excluded: { decisionMissing: 0, outcomeMissing: 0 },
    notes: [],
    ...changes,
  });
}

const sexOf = (found: AuditReport) => {
  const [sex] = found.attributes;
  if (sex === undefined) throw new Error('no attribute');
  return sex;
};

describe('the audit of a file on the page', () => {
  it('proposes columns by their names and leaves the rest to the person', () => {
    const column = (name: string, more = false) => ({ name, values: ['a'], more });
    const columns = ['id', 'age_band', 'Sex', 'predicted', 'label'].map((name) => column(name));
    expect(guessColumns({ separator: ',', columns })).toEqual({
      decision: 'predicted',
      outcome: 'label',
      groups: ['age_band', 'Sex'],
    });
    expect(guessColumns({ separator: ',', columns: [column('age', true), column('x')] })).toEqual({
      decision: null,
      outcome: null,
      groups: [],
    });
  });

  it('leads with the largest disparity of a single column, before intersections', () => {
    expect(headlineOf(report())).toBe(
      'sex, female: true positive rate 60.0% against 80.0% among the others.',
    );
    expect(failures(report()).map(({ group }) => Object.keys(group).length)).toEqual([1, 2]);
  });

  it('says that nothing was found only when there was enough to find it in', () => {
    const passed = [disparity({ sex: 'male' }, { verdict: 'pass' })];
    expect(headlineOf(report({ disparities: passed }))).toMatch(/^No group is beyond a threshold; 1 of 1/);
    const few = [disparity({ sex: 'male' }, { verdict: 'insufficient' })];
    expect(headlineOf(report({ disparities: few }))).toMatch(/^Insufficient data/);
  });

  it('[URS-FAI-03] shows counts and no rate where there are too few', () => {
    const small = report().groups[2];
    if (small === undefined) throw new Error('no group');
    expect(shownRate(small, 'tpr')).toEqual({
      events: 3,
      n: 4,
      rate: null,
      interval: null,
      sufficient: false,
    });
  });

  it('keeps groups of one column apart from intersections, and marks who is beyond the threshold', () => {
    const found = report();
    expect(groupsOf(found, sexOf(found)).map(({ group }) => group.sex)).toEqual(['female', 'male']);
    const rows = plotRows(found, sexOf(found), 'tpr');
    expect(rows.map(({ label, named }) => [label, named])).toEqual([
      ['female', true],
      ['male', false],
    ]);
    const overall = shownRate(found.overall, 'tpr');
    expect(furthestFirst(rows, overall)).toHaveLength(2);
  });

  it('tells ratios and differences apart', () => {
    const [difference] = report().disparities;
    if (difference === undefined) throw new Error('no disparity');
    expect(disparityText(difference)).toBe('-60.0 points (-25.0 to -15.0)');
    expect(disparityText({ ...difference, measure: 'ratio', value: 0.75, ci: [0.7, 0.81] })).toBe(
      '0.75× (0.70 to 0.81)',
    );
  });

  it('exports every figure of every group', () => {
    const lines = auditCsv(report()).trim().split('\r\n');
    expect(lines).toHaveLength(1 + 9 * 4);
    expect(lines).toContain('sex,female,True positive rate,60,100,0.6,0.5,0.7,true,fail');
  });
});
