import type { Attribute, FairnessOverview, Metric, Rate } from '../../contract/index.ts';
import { ATTRIBUTES, METRICS } from '../../contract/index.ts';
import { newcombe, zFor } from '../../kernel/intervals.ts';
import type { CodedColumn } from '../metrics/groups.ts';
import { shareOf } from '../metrics/rates.ts';
import { isSufficient } from '../metrics/sufficient.ts';
import type { DecisionColumns } from './decision-columns.ts';
import { type Count, countByGroup } from './rules.ts';

export interface MetricText {
  readonly id: Metric;
  readonly label: string;
  readonly question: string;
  readonly definition: string;
  readonly source: string;
}

export interface OverviewTexts {
  readonly metrics: readonly MetricText[];
  readonly attributeLabel: (attribute: Attribute) => string;
  readonly valueLabel: (attribute: Attribute, value: string) => string;
}

/** The gap that the page leads with (resources/fairness/metrics.json). */
const PRIMARY: Metric = 'underTriage';

/** The chance, over all groups of an attribute together, of naming a gap where there is none. */
const FAMILY_ALPHA = 0.05;

function toRate(metric: Metric, { events, n }: Count): Rate {
  const { rate, interval, sufficient } = shareOf(events, n);
  return {
    metric,
    events,
    n,
    rate: sufficient ? rate : null,
    interval: sufficient ? interval : null,
    sufficient,
  };
}

function total(counts: readonly Count[]): Count {
  return counts.reduce((sum, { events, n }) => ({ events: sum.events + events, n: sum.n + n }), {
    events: 0,
    n: 0,
  });
}

const percent = (rate: number) => `${(rate * 100).toFixed(1)}%`;
const points = (rate: number) => (rate * 100).toFixed(1);

interface Finding {
  readonly finding: string;
  /** Position of the group that the finding names, and its difference from the others. */
  readonly gap: { readonly index: number; readonly difference: number } | null;
}

/**
 * The largest under-triage gap of a group against all others whose interval excludes zero, in words. Intervals are
 * Newcombe's, widened by Bonferroni for the number of groups that have enough data to be compared.
 */
function findingOf(attributeLabel: string, labels: readonly string[], counts: readonly Count[]): Finding {
  const all = total(counts);
  const comparable = counts
    .map((count, index) => ({
      count,
      rest: { events: all.events - count.events, n: all.n - count.n },
      index,
    }))
    .filter(({ count, rest }) => isSufficient(count.events, count.n) && isSufficient(rest.events, rest.n));
  if (comparable.length === 0) {
    return { finding: `Insufficient data to compare under-triage by ${attributeLabel}.`, gap: null };
  }
  const z = zFor(FAMILY_ALPHA / comparable.length);
  const gaps = comparable
    .map((group) => ({ ...group, gap: newcombe(group.count, group.rest, z) }))
    .filter(({ gap }) => gap.low > 0 || gap.high < 0)
    .sort((a, b) => Math.abs(b.gap.difference) - Math.abs(a.gap.difference));
  // A group that is missed more often is the finding; that all others then look better is not a second one.
  const worst = gaps.find(({ gap }) => gap.difference > 0) ?? gaps[0];
  if (!worst) {
    return {
      finding: `No difference in under-triage by ${attributeLabel} beyond chance among ${comparable.length} comparable groups.`,
      gap: null,
    };
  }
  const { gap, count, rest } = worst;
  const label = labels[worst.index] ?? '';
  // Told from the side of those who are missed more often, also when it is all others.
  const finding =
    gap.difference > 0
      ? gapInWords(`${label}: under-triaged more often than the others`, count, rest, [gap.low, gap.high])
      : gapInWords(`Groups other than ${label}: under-triaged more often`, rest, count, [
          -gap.high,
          -gap.low,
        ]);
  return { finding, gap: { index: worst.index, difference: gap.difference } };
}

function gapInWords(
  who: string,
  missed: Count,
  others: Count,
  [low, high]: readonly [number, number],
): string {
  const [rate, reference] = [missed.events / missed.n, others.events / others.n];
  return (
    `${who}, ${percent(rate)} against ${percent(reference)}, ${points(rate - reference)} points ` +
    `(interval ${points(low)} to ${points(high)}, n = ${missed.n.toLocaleString('en-GB')}).`
  );
}

function attributeView(
  columns: DecisionColumns,
  attribute: Attribute,
  column: CodedColumn,
  texts: OverviewTexts,
) {
  const size = column.values.length;
  const counts = new Map(
    METRICS.map((metric) => [metric, countByGroup(columns, column.codes, size, metric)]),
  );
  const members = new Uint32Array(size);
  for (const code of column.codes) members[code] = (members[code] ?? 0) + 1;
  const labels = column.values.map((value) => texts.valueLabel(attribute, value));
  const label = texts.attributeLabel(attribute);
  const { finding, gap } = findingOf(label.toLowerCase(), labels, counts.get(PRIMARY) ?? []);
  return {
    attribute,
    label,
    overall: METRICS.map((metric) => toRate(metric, total(counts.get(metric) ?? []))),
    groups: column.values
      .map((value, code) => ({
        value,
        label: labels[code] ?? value,
        n: members[code] ?? 0,
        rates: METRICS.map((metric) => toRate(metric, counts.get(metric)?.[code] ?? { events: 0, n: 0 })),
      }))
      .sort((a, b) => (a.value < b.value ? -1 : 1)),
    finding,
    gap: gap && { group: column.values[gap.index] ?? '', difference: gap.difference },
  };
}

/**
 * Decisions by sex, age band, ethnic category, language and deprivation: counts, rates and Wilson 95% intervals,
 * "insufficient data" (a null rate) where a cell is small.
 */
export function overviewOf(
  columns: DecisionColumns,
  period: { from: string | null; to: string | null },
  texts: OverviewTexts,
): FairnessOverview {
  return {
    decisions: columns.length,
    ...period,
    attributes: ATTRIBUTES.map((attribute) =>
      attributeView(columns, attribute, columns.attributes[attribute], texts),
    ),
    metrics: texts.metrics.map(({ id, label, question, definition }) => ({
      metric: id,
      label,
      question,
      definition,
    })),
  };
}
