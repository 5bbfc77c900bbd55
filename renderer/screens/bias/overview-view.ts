import type { FairnessOverview, Metric, Rate } from '../../../core/contract/index.ts';
import { type CsvValue, toCsv } from '../../components/csv.ts';

/** The bias overview as the page shows it. Rates are shares, 0 to 1; texts show percentages. */

export type AttributeView = FairnessOverview['attributes'][number];
export type MetricView = FairnessOverview['metrics'][number];

/** The metric on which the core bases its findings. */
export const PRIMARY: Metric = 'underTriage';

/** A rate as plot and table show it, whatever it measures. */
export type ShownRate = Omit<Rate, 'metric'>;

export interface GroupRow {
  value: string;
  label: string;
  rate: ShownRate;
  /** The group that the finding of this attribute names. */
  named: boolean;
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** `23.3% (18.1–29.5), 45 of 193`, or why there is no rate. */
export function rateText({ rate, interval, events, n, sufficient }: ShownRate): string {
  if (!sufficient || rate === null || interval === null) return `insufficient data, ${events} of ${n}`;
  const [low, high] = [interval.low, interval.high].map((share) => (share * 100).toFixed(1));
  return `${percent(rate)} (${low}–${high}), ${events} of ${n}`;
}

export function rateOf(rates: readonly Rate[], metric: Metric): Rate {
  return (
    rates.find((rate) => rate.metric === metric) ?? {
      metric,
      events: 0,
      n: 0,
      rate: null,
      interval: null,
      sufficient: false,
    }
  );
}

export function rowsOf(attribute: AttributeView, metric: Metric): GroupRow[] {
  return attribute.groups.map(({ value, label, rates }) => ({
    value,
    label,
    rate: rateOf(rates, metric),
    named: metric === PRIMARY && attribute.gap?.group === value,
  }));
}

/**
 * The sentence that the page leads with: of all findings the one with the largest gap against a group, else that none
 * was found, else that there is too little to say.
 */
export function headlineOf({ attributes, decisions }: FairnessOverview): {
  text: string;
  attribute: string | null;
} {
  const gaps = attributes
    .filter(({ gap }) => gap !== null)
    .sort((a, b) => (b.gap?.difference ?? 0) - (a.gap?.difference ?? 0));
  const worst = gaps[0];
  if (worst !== undefined) return { text: worst.finding, attribute: worst.label };
  const comparable = attributes.some((attribute) => comparableGroups(attribute, PRIMARY) >= 2);
  if (comparable)
    return {
      text: 'No group was found to be under-triaged more often than the others beyond chance.',
      attribute: null,
    };
  return {
    text: `Insufficient data to compare groups: ${decisions} ${decisions === 1 ? 'decision' : 'decisions'}, too few of them with an outcome.`,
    attribute: null,
  };
}

/** The attributes in the order of the contract, the one that the page leads with first. */
export function leadingFirst(overview: FairnessOverview): AttributeView[] {
  const leads = headlineOf(overview).attribute;
  return overview.attributes.toSorted((a, b) => Number(b.label === leads) - Number(a.label === leads));
}

function comparableGroups(attribute: AttributeView, metric: Metric): number {
  return attribute.groups.filter(({ rates }) => rateOf(rates, metric).sufficient).length;
}

/** What the chart of one attribute says, in a sentence that stands above it. */
export function sentenceOf(attribute: AttributeView, metric: Metric): string {
  if (metric === PRIMARY) return attribute.finding;
  const known = rowsOf(attribute, metric)
    .filter(({ rate }) => rate.rate !== null)
    .sort((a, b) => (a.rate.rate ?? 0) - (b.rate.rate ?? 0));
  const [lowest, highest] = [known[0], known.at(-1)];
  if (lowest === undefined || highest === undefined || known.length < 2) {
    return `Insufficient data to compare groups by ${attribute.label.toLowerCase()}.`;
  }
  return `From ${percent(lowest.rate.rate ?? 0)} (${lowest.label}) to ${percent(highest.rate.rate ?? 0)} (${highest.label}).`;
}

/** Upper end of the common axis of all attributes. */
export function axisEnd(overview: FairnessOverview, metric: Metric): number {
  return endOfAxis(
    overview.attributes.flatMap(({ groups, overall }) => [
      rateOf(overall, metric),
      ...groups.map(({ rates }) => rateOf(rates, metric)),
    ]),
  );
}

/** Upper end of an axis that holds the interval of every rate, rounded up to a step of the axis. */
export function endOfAxis(rates: readonly ShownRate[]): number {
  const highest = Math.max(0.1, ...rates.map(({ interval }) => interval?.high ?? 0));
  const step = highest > 0.5 ? 0.2 : 0.1;
  // Away from the noise of binary fractions: 0.3 / 0.1 is a little less than 3.
  return Math.min(1, Math.round(Math.ceil(highest / step - 1e-9) * step * 10) / 10);
}

/** Distance of the ticks on an axis that ends at `end`. */
export function axisStep(end: number): number {
  if (end <= 0.2) return 0.05;
  return end <= 0.5 ? 0.1 : 0.2;
}

const COLUMNS = ['attribute', 'group', 'metric', 'events', 'n', 'rate', 'low_95', 'high_95', 'sufficient'];

/** Every figure of the page, all metrics, for a spreadsheet. */
export function overviewCsv(overview: FairnessOverview): string {
  const rows = overview.attributes.flatMap((attribute) => [
    ...attribute.overall.map((rate) => csvRow(attribute.label, 'All', rate, overview)),
    ...attribute.groups.flatMap(({ label, rates }) =>
      rates.map((rate) => csvRow(attribute.label, label, rate, overview)),
    ),
  ]);
  return toCsv(COLUMNS, rows);
}

function csvRow(attribute: string, group: string, rate: Rate, { metrics }: FairnessOverview): CsvValue[] {
  const label = metrics.find(({ metric }) => metric === rate.metric)?.label ?? rate.metric;
  const { events, n, interval, sufficient } = rate;
  return [
    attribute,
    group,
    label,
    events,
    n,
    rate.rate,
    interval?.low ?? null,
    interval?.high ?? null,
    sufficient,
  ];
}
