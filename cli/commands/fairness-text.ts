import type {
  AuditCounts,
  AuditDisparity,
  AuditGroup,
  AuditMetric,
  AuditReport,
} from '../../core/contract/fairness-audit.ts';
import { pairs, table } from '../table.ts';

/** The audit of a file for a person at a terminal. */

const LABELS: Readonly<Record<AuditMetric, string>> = {
  selectionRate: 'selection rate',
  tpr: 'true positive rate',
  fpr: 'false positive rate',
  fnr: 'false negative rate',
  ppv: 'positive predictive value',
  npv: 'negative predictive value',
  fdr: 'false discovery rate',
  for: 'false omission rate',
  accuracy: 'accuracy',
};

/** Metrics of the table of groups; the others are in the JSON. */
const SHOWN: readonly AuditMetric[] = ['selectionRate', 'tpr', 'fpr', 'ppv'];
const MOST_FINDINGS = 40;
const MOST_INTERSECTIONS = 30;

const figure = (value: number | null) => (value === null ? '–' : value.toFixed(3));
const count = (value: number) => Math.round(value).toLocaleString('en-GB');
const nameOf = (group: AuditGroup['group']) =>
  Object.entries(group)
    .map(([column, value]) => `${column} ${value}`)
    .join(', ');

function rateCell(counts: AuditCounts, metric: AuditMetric): string {
  const [low, high] = counts.ci[metric] ?? [];
  if (counts.insufficient.includes(metric)) return 'insufficient';
  if (low === undefined || high === undefined) return '–';
  return `${figure(counts[metric])} (${figure(low)}–${figure(high)})`;
}

function groupRow(name: string, counts: AuditCounts): string[] {
  return [name, count(counts.n), ...SHOWN.map((metric) => rateCell(counts, metric))];
}

const HEADINGS = ['group', 'n', ...SHOWN.map((metric) => LABELS[metric])];

function findingRow({ group, metric, measure, value, ci, reference, verdict }: AuditDisparity): string[] {
  const interval = ci === null ? '' : ` (${figure(ci[0])} to ${figure(ci[1])})`;
  return [nameOf(group), LABELS[metric], measure, `${figure(value)}${interval}`, reference, verdict];
}

/** The largest first; of a ratio and its mirror image the same. */
const sizeOf = ({ measure, value }: AuditDisparity) =>
  value === null ? 0 : measure === 'ratio' ? Math.abs(Math.log(Math.max(value, 1e-9))) : Math.abs(value);

/** Groups of one column come before intersections. */
const columnsOf = ({ group }: AuditDisparity) => Object.keys(group).length;

function findings(report: AuditReport): string[] {
  const failed = report.disparities
    .filter(({ verdict }) => verdict === 'fail')
    .sort((a, b) => columnsOf(a) - columnsOf(b) || sizeOf(b) - sizeOf(a));
  const of = (verdict: AuditDisparity['verdict']) =>
    report.disparities.filter((disparity) => disparity.verdict === verdict).length;
  const summary = `${report.disparities.length} comparisons: ${of('fail')} fail, ${of('pass')} pass, ${of('insufficient')} with insufficient data.`;
  if (failed.length === 0) return [summary];
  const more = failed.length - MOST_FINDINGS;
  return [
    summary,
    '',
    ...table(
      ['group', 'metric', 'measure', 'value (95% interval)', 'against', 'verdict'],
      failed.slice(0, MOST_FINDINGS).map(findingRow),
    ),
    ...(more > 0 ? [`… and ${more} more; --json lists all.`] : []),
  ];
}

export function auditText(report: AuditReport): string[] {
  const { columns, positive, demographicParity, equalizedOdds, inequality } = report;
  const alone = report.groups.filter(({ group }) => Object.keys(group).length === 1);
  const together = report.groups.filter(({ group }) => Object.keys(group).length > 1);
  const more = together.length - MOST_INTERSECTIONS;
  return [
    `${count(report.rows)} decisions in “${columns.decision}” (yes is ${positive.decision}) against “${columns.outcome}” (yes is ${positive.outcome})`,
    '',
    ...table(HEADINGS, [
      groupRow('everybody', report.overall),
      ...alone.map((group) => groupRow(nameOf(group.group), group)),
    ]),
    ...(together.length === 0
      ? []
      : [
          '',
          ...table(
            HEADINGS,
            together.slice(0, MOST_INTERSECTIONS).map((group) => groupRow(nameOf(group.group), group)),
          ),
          ...(more > 0 ? [`… and ${more} more; --json lists all.`] : []),
        ]),
    '',
    ...pairs([
      ['demographic parity, difference', figure(demographicParity.difference)],
      ['demographic parity, ratio', figure(demographicParity.ratio)],
      ['equalised odds, difference', figure(equalizedOdds.difference)],
      ['equalised odds, ratio', figure(equalizedOdds.ratio)],
      ['generalised entropy', figure(inequality.generalisedEntropy)],
      ['Theil index', figure(inequality.theil)],
    ]),
    '',
    ...findings(report),
    ...report.notes.flatMap((note) => ['', note]),
  ];
}
