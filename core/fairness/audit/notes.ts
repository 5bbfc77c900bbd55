import { compareRates, worstPair } from '../metrics/disparity.ts';
import type { Grouping, Groupings, MeasuredGroup } from './table-groups.ts';
import { MISSING } from './table-groups.ts';

const percent = (share: number | null) => `${((share ?? 0) * 100).toFixed(1)}%`;
const count = (n: number) => n.toLocaleString('en-GB');
const nameOf = (group: MeasuredGroup | undefined) => Object.values(group?.name ?? {}).join(', ');

/** What a reader of the report should know, in sentences. */
export function notesOf(groupings: Groupings, rows: number): string[] {
  const { decisionMissing, outcomeMissing } = groupings.excluded;
  const left = decisionMissing + outcomeMissing;
  return [
    ...(left === 0
      ? []
      : [
          `${count(left)} of ${count(rows)} rows have no decision or no outcome and are in no figure; if that differs between groups, the figures may mislead.`,
        ]),
    ...groupings.alone.flatMap((grouping) => [
      ...missingNote(grouping),
      ...impossibilityNote(grouping),
      ...emptyRateNotes(grouping),
    ]),
    ...groupings.notes,
  ];
}

function missingNote({ columns, groups }: Grouping): string[] {
  const missing = groups.find(({ name }) => Object.values(name).includes(MISSING));
  if (missing === undefined) return [];
  const { tp, fp, tn, fn } = missing.confusion.rows;
  return [
    `${columns.join()} is not recorded in ${count(tp + fp + tn + fn + missing.excluded)} rows, shown as “${MISSING}”.`,
  ];
}

/**
 * Chouldechova's result, where it bites: prevalence differs beyond chance, corrected (Bonferroni) for having picked the
 * two groups that are furthest apart.
 */
function impossibilityNote({ columns, groups }: Grouping): string[] {
  const sufficient = groups.filter(({ rates }) => rates.baseRate.sufficient);
  const pair = worstPair(sufficient.map(({ rates }) => rates.baseRate));
  const [high, low] = [sufficient[pair?.highest ?? -1], sufficient[pair?.lowest ?? -1]];
  if (high === undefined || low === undefined || high === low) return [];
  const apart = compareRates(high.rates.baseRate, low.rates.baseRate);
  const pairs = (sufficient.length * (sufficient.length - 1)) / 2;
  if (apart === null || apart.p * pairs > 0.05) return [];
  return [
    `Positive outcomes are more common in ${nameOf(high)} (${percent(high.rates.baseRate.rate)}) than in ${nameOf(low)} (${percent(low.rates.baseRate.rate)}) by ${columns.join()}: equal predictive values and equal error rates then cannot all hold (Chouldechova, Big Data 2017;5:153).`,
  ];
}

/** A group that is never selected has too few events for a verdict and must not go unnoticed. */
function emptyRateNotes({ columns, groups }: Grouping): string[] {
  return groups.flatMap((group) => {
    const rate = group.rates.selectionRate;
    const expected = expectedEvents(group, groups);
    if (rate.sufficient || rate.n < 30 || expected < 10 || rate.events * 4 > expected) return [];
    return [
      `${columns.join()} ${nameOf(group)}: ${count(rate.events)} of ${count(rate.n)} selected where ${count(Math.round(expected))} would be expected at the rate of the others. Too few events for an interval to be trusted, and too few to be overlooked.`,
    ];
  });
}

function expectedEvents(group: MeasuredGroup, groups: readonly MeasuredGroup[]): number {
  const others = groups.filter((other) => other !== group).map(({ rates }) => rates.selectionRate);
  const n = others.reduce((sum, rate) => sum + rate.n, 0);
  const events = others.reduce((sum, rate) => sum + rate.events, 0);
  return n === 0 ? 0 : (group.rates.selectionRate.n * events) / n;
}
