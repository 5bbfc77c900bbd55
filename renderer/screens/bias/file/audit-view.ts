import {
  AUDIT_METRICS,
  type AuditAttribute,
  type AuditColumns,
  type AuditCounts,
  type AuditDisparity,
  type AuditGroup,
  type AuditGroupName,
  type AuditMetric,
  type AuditReport,
  type AuditVerdict,
  RATE_PARTS,
} from '../../../../core/contract/index.ts';
import { type CsvValue, toCsv } from '../../../components/csv.ts';
import { type GroupRow, percent, type ShownRate } from '../overview-view.ts';

/** The audit of a file as the page shows it. */

export const METRIC_LABELS: Readonly<Record<AuditMetric, string>> = {
  selectionRate: 'Selection rate',
  tpr: 'True positive rate',
  fpr: 'False positive rate',
  fnr: 'False negative rate',
  ppv: 'Positive predictive value',
  npv: 'Negative predictive value',
  fdr: 'False discovery rate',
  for: 'False omission rate',
  accuracy: 'Accuracy',
};

export const METRIC_QUESTIONS: Readonly<Record<AuditMetric, string>> = {
  selectionRate: 'How many were decided positive?',
  tpr: 'Of those with a positive outcome, how many were decided positive?',
  fpr: 'Of those with a negative outcome, how many were decided positive?',
  fnr: 'Of those with a positive outcome, how many were missed?',
  ppv: 'Of those decided positive, how many had a positive outcome?',
  npv: 'Of those decided negative, how many had a negative outcome?',
  fdr: 'Of those decided positive, how many had a negative outcome?',
  for: 'Of those decided negative, how many had a positive outcome?',
  accuracy: 'How many decisions were right?',
};

export const VERDICT_WORDS: Readonly<Record<AuditVerdict, string>> = {
  pass: 'Within the threshold',
  fail: 'Beyond the threshold',
  insufficient: 'Insufficient data',
};

const GUESSES = {
  decision: /decision|decided|predict|y_?hat|selected|triaged|assigned/i,
  outcome: /outcome|label|actual|truth|target|^y$/i,
  group: /sex|gender|age|ethnic|race|language|depriv|imd|group|religion|disab/i,
};

/** Columns whose names say what they may be; a proposal that a person confirms. */
export function guessColumns({ columns }: AuditColumns): {
  decision: string | null;
  outcome: string | null;
  groups: string[];
} {
  const names = columns.map(({ name }) => name);
  const decision = names.find((name) => GUESSES.decision.test(name)) ?? null;
  const outcome = names.find((name) => name !== decision && GUESSES.outcome.test(name)) ?? null;
  const groups = columns
    .filter(({ name, more }) => !more && name !== decision && name !== outcome && GUESSES.group.test(name))
    .map(({ name }) => name);
  return { decision, outcome, groups: groups.slice(0, 4) };
}

export const groupLabel = (group: AuditGroupName): string => Object.values(group).join(', ');
export const groupKey = (group: AuditGroupName): string => JSON.stringify(group);

/** A rate of a group as plot and table show it; the counts are rounded where rows have weights. */
export function shownRate(counts: AuditCounts, metric: AuditMetric): ShownRate {
  const { of, among } = RATE_PARTS[metric];
  const sum = (names: readonly (keyof AuditCounts & ('tp' | 'fp' | 'tn' | 'fn'))[]) =>
    Math.round(names.reduce((total, name) => total + counts[name], 0));
  const [low, high] = counts.ci[metric] ?? [];
  const sufficient = !counts.insufficient.includes(metric);
  return {
    events: sum(of),
    n: sum(among),
    rate: sufficient ? counts[metric] : null,
    interval: sufficient && low !== undefined && high !== undefined ? { low, high } : null,
    sufficient,
  };
}

const isOf = (group: AuditGroup, { columns }: AuditAttribute) => {
  const own = Object.keys(group.group);
  return own.length === columns.length && columns.every((column) => own.includes(column));
};

export function groupsOf(report: AuditReport, attribute: AuditAttribute): AuditGroup[] {
  return report.groups.filter((group) => isOf(group, attribute));
}

export function disparityOf(
  report: AuditReport,
  group: AuditGroupName,
  metric: AuditMetric,
): AuditDisparity | undefined {
  const key = groupKey(group);
  return report.disparities.find((item) => item.metric === metric && groupKey(item.group) === key);
}

/** Rows of the plot of one attribute; a group beyond its threshold is marked. */
export function plotRows(report: AuditReport, attribute: AuditAttribute, metric: AuditMetric): GroupRow[] {
  return groupsOf(report, attribute).map((group) => ({
    value: groupKey(group.group),
    label: groupLabel(group.group),
    rate: shownRate(group, metric),
    named: disparityOf(report, group.group, metric)?.verdict === 'fail',
  }));
}

/** The groups furthest from everybody first, those with too little data last. */
export function furthestFirst(rows: readonly GroupRow[], overall: ShownRate): GroupRow[] {
  const distance = ({ rate }: GroupRow) =>
    rate.rate === null || overall.rate === null ? -1 : Math.abs(rate.rate - overall.rate);
  return rows.toSorted((a, b) => distance(b) - distance(a));
}

/** How far a disparity is, so that ratios and differences can be put in one order. */
function sizeOf({ measure, value }: AuditDisparity): number {
  if (value === null) return 0;
  return measure === 'ratio' ? Math.abs(Math.log(Math.max(value, 1e-9))) : Math.abs(value);
}

export function failures(report: AuditReport): AuditDisparity[] {
  return report.disparities
    .filter(({ verdict }) => verdict === 'fail')
    .sort((a, b) => Object.keys(a.group).length - Object.keys(b.group).length || sizeOf(b) - sizeOf(a));
}

export function disparityText({ measure, value, ci }: AuditDisparity): string {
  if (value === null) return '–';
  const figure = (number: number) =>
    measure === 'ratio' ? number.toFixed(2) : `${number > 0 ? '+' : ''}${(number * 100).toFixed(1)}`;
  const unit = measure === 'ratio' ? '×' : ' points';
  return `${figure(value)}${unit}${ci === null ? '' : ` (${figure(ci[0])} to ${figure(ci[1])})`}`;
}

/** The sentence that the page leads with. */
export function headlineOf(report: AuditReport): string {
  const [worst] = failures(report);
  if (worst !== undefined) {
    const columns = Object.keys(worst.group).join(' and ');
    const against = worst.reference === 'others' ? 'among the others' : `in ${worst.reference}`;
    return `${columns}, ${groupLabel(worst.group)}: ${METRIC_LABELS[worst.metric].toLowerCase()} ${percent(worst.rate ?? 0)} against ${percent(worst.referenceRate ?? 0)} ${against}.`;
  }
  const passed = report.disparities.filter(({ verdict }) => verdict === 'pass').length;
  if (passed === 0) return 'Insufficient data: no group is large enough to be compared.';
  return `No group is beyond a threshold; ${passed} of ${report.disparities.length} comparisons are within it, the others have insufficient data.`;
}

/** Every figure of the report, for a spreadsheet. */
export function auditCsv(report: AuditReport): string {
  const header = [
    'columns',
    'group',
    'metric',
    'events',
    'n',
    'rate',
    'low_95',
    'high_95',
    'sufficient',
    'verdict',
  ];
  const row = (columns: string, label: string, counts: AuditCounts, metric: AuditMetric, verdict: string) => {
    const { events, n, sufficient } = shownRate(counts, metric);
    const [low, high] = counts.ci[metric] ?? [];
    const cells: CsvValue[] = [
      columns,
      label,
      METRIC_LABELS[metric],
      events,
      n,
      counts[metric],
      low ?? null,
      high ?? null,
      sufficient,
      verdict,
    ];
    return cells;
  };
  return toCsv(header, [
    ...AUDIT_METRICS.map((metric) => row('', 'All', report.overall, metric, '')),
    ...report.groups.flatMap((group) =>
      AUDIT_METRICS.map((metric) =>
        row(
          Object.keys(group.group).join(' and '),
          groupLabel(group.group),
          group,
          metric,
          disparityOf(report, group.group, metric)?.verdict ?? '',
        ),
      ),
    ),
  ]);
}
