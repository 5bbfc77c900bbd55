import type {
  AlertConclusion,
  AlertState,
  Attribute,
  BiasAlertStep,
  ComparisonView,
  EvidencePoint,
  Hazard,
  MonitoringOverview,
  WatchedMetric,
} from '../../../core/contract/index.ts';
import { formatCount, plural } from '../../app/format.ts';
import { toCsv } from '../../components/csv.ts';

/** The watch in words and figures. */

export const STATE_WORDS: Record<AlertState, string> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  investigating: 'Being investigated',
  closed: 'Closed',
};

export const CONCLUSION_WORDS: Record<AlertConclusion, { label: string; meaning: string }> = {
  confirmed: {
    label: 'Bias was confirmed and acted on',
    meaning: 'Closes a bias alert: bias was confirmed and acted on',
  },
  explained: {
    label: 'The difference has a legitimate reason',
    meaning: 'Closes a bias alert: the difference has a legitimate reason',
  },
  dataError: {
    label: 'The data were wrong',
    meaning: 'Closes a bias alert: the data were wrong',
  },
};

export const STEP_WORDS: Record<BiasAlertStep['kind'], string> = {
  raised: 'Raised',
  evidence: 'Further evidence',
  acknowledged: 'Acknowledged',
  assigned: 'New owner',
  investigating: 'Investigation began',
  note: 'Note',
  closed: 'Closed',
};

export const SEVERITY_WORDS: Record<Hazard['severity'], string> = {
  minor: 'Minor',
  significant: 'Significant',
  considerable: 'Considerable',
  major: 'Major',
  catastrophic: 'Catastrophic',
};

export const LIKELIHOOD_WORDS: Record<Hazard['likelihood'], string> = {
  veryLow: 'Very low',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  veryHigh: 'Very high',
};

export const HAZARD_WORDS: Record<Hazard['status'], string> = {
  open: 'Open',
  controlled: 'Controlled',
  accepted: 'Accepted at closing',
};

const signed = (share: number): string =>
  `${share > 0 ? '+' : share < 0 ? '−' : ''}${(Math.abs(share) * 100).toFixed(1)}`;

/** `+11.5 points (+6.1 to +19.4)`. */
export function differenceText(difference: ComparisonView['difference']): string {
  if (difference === null) return 'not enough yet';
  const { value, low, high } = difference;
  return `${signed(value)} points (${signed(low)} to ${signed(high)})`;
}

/** An e-value from its logarithm: `0.04`, `3.7`, `1,520`, `10^14`. */
export function eText(log10: number): string {
  if (log10 >= 7) return `10^${Math.floor(log10)}`;
  const value = 10 ** log10;
  if (value >= 100) return formatCount(Math.round(value));
  return value >= 10 ? value.toFixed(0) : value >= 0.095 ? value.toFixed(1) : value.toPrecision(1);
}

export function rateText({ n, events }: { n: number; events: number }): string {
  if (n === 0) return 'nobody yet';
  return `${((events / n) * 100).toFixed(1)}% (${formatCount(events)} of ${formatCount(n)})`;
}

export function cellOf(
  overview: MonitoringOverview,
  metric: WatchedMetric,
  attribute: Attribute,
): ComparisonView[] {
  return overview.comparisons
    .filter((one) => one.metric === metric && one.attribute === attribute)
    .sort((a, b) => RANK[a.state] - RANK[b.state] || b.log10E - a.log10E);
}

const RANK = { alert: 0, quiet: 1, notEnough: 2 } as const;

export interface CellSummary {
  readonly state: ComparisonView['state'];
  readonly words: string;
  readonly detail: string;
}

const alertDetail = ({ label, difference }: ComparisonView): string =>
  difference === null ? label : `${label} ${signed(difference.value)} points`;

/** One metric by one attribute in a few words: an alert before all, then the strongest evidence, never a "pass". */
export function summaryOf(cell: readonly ComparisonView[]): CellSummary {
  const first = cell[0];
  const alerts = cell.filter(({ state }) => state === 'alert');
  if (first === undefined || first.state === 'notEnough') {
    return { state: 'notEnough', words: 'Not enough yet', detail: plural(cell.length, 'group') };
  }
  if (alerts.length > 0) {
    return { state: 'alert', words: 'Alert', detail: alerts.map(alertDetail).join(', ') };
  }
  return {
    state: 'quiet',
    words: 'No alert so far',
    detail: `${first.label}: ${eText(first.log10E)} of ${eText(first.log10Line)}`,
  };
}

/** The cell to begin with: one with an alert, else the one closest to its line. */
export function leadingCell(overview: MonitoringOverview): { metric: WatchedMetric; attribute: Attribute } {
  const order = overview.comparisons
    .filter(({ state }) => state !== 'notEnough')
    .sort((a, b) => RANK[a.state] - RANK[b.state] || b.log10E - b.log10Line - (a.log10E - a.log10Line));
  const preferred =
    order.find(({ state, attribute }) => state === 'alert' && attribute === 'language') ?? order[0];
  return {
    metric: preferred?.metric ?? overview.metrics[0]?.metric ?? 'underTriage',
    attribute: preferred?.attribute ?? 'sex',
  };
}

export function headlineOf({ comparisons }: MonitoringOverview): string {
  const cells = new Set(
    comparisons
      .filter(({ state }) => state === 'alert')
      .map(({ metric, attribute }) => `${metric}/${attribute}`),
  );
  if (comparisons.every(({ state }) => state === 'notEnough'))
    return 'Not enough decisions yet to say anything.';
  if (cells.size === 0) return 'No difference between groups beyond chance so far.';
  return `${plural(cells.size, 'difference')} between groups beyond chance.`;
}

export function pathText(label: string, path: readonly EvidencePoint[], line: number): string {
  const last = path.at(-1);
  if (last === undefined) return `${label}: no pairs yet.`;
  const above = last.log10E >= line ? 'beyond' : 'below';
  return (
    `${label}: after ${plural(last.pairs, 'pair')} the e-value is ${eText(last.log10E)}, ${above} the alarm line of ` +
    `${eText(line)}. Difference ${differenceText({ value: last.difference, low: last.low, high: last.high })}.`
  );
}

export function pathCsv(path: readonly EvidencePoint[]): string {
  return toCsv(
    ['pairs', 'at', 'log10 e-value', 'difference', 'low', 'high'],
    path.map(({ pairs, at, log10E, difference, low, high }) => [pairs, at, log10E, difference, low, high]),
  );
}
