import {
  AUDIT_METRICS,
  AUDIT_RATES,
  type AuditAttribute,
  type AuditChoice,
  type AuditCounts,
  type AuditGroup,
  type AuditReport,
  type RateName,
} from '../../contract/fairness-audit.ts';
import { addConfusions, type Confusion, countOf } from '../metrics/confusion.ts';
import { demographicParity, equalizedOdds, type Spread, worstPair } from '../metrics/disparity.ts';
import { entropyOfCounts } from '../metrics/entropy.ts';
import { ratesOf } from '../metrics/rates.ts';
import { shrink } from '../metrics/shrinkage.ts';
import { disparitiesOf, metricsOf } from './disparities.ts';
import { noRows } from './errors.ts';
import { notesOf } from './notes.ts';
import { readBoth } from './positive.ts';
import type { DecisionTable } from './read-decisions.ts';
import type { AuditRules } from './rules.ts';
import { type Grouping, groupTable } from './table-groups.ts';

/**
 * The audit of a table of decisions: counts, rates with intervals, disparities with verdicts, by group.
 * @throws FairdocError fairness.positiveNeeded, positiveUnknown, unknownReference, noRows
 */
export function auditTable(table: DecisionTable, choice: AuditChoice, rules: AuditRules): AuditReport {
  const [decision = [], outcome = []] = table.values;
  const binary = readBoth(table.names, { decision, outcome }, choice, rules.words);
  const missing = new Set(rules.words.missing);
  const groupings = groupTable(table, binary, choice.intersections, missing);
  const everybody = addConfusions(groupings.alone[0]?.groups.map(({ confusion }) => confusion) ?? []);
  if (countOf(everybody.rows) === 0) throw noRows();
  const all = [...groupings.alone, ...groupings.together];
  const attributes = all.map((grouping) => attributeOf(grouping, rules));
  const single = attributes.slice(0, groupings.alone.length);
  const { tp, fp, tn, fn } = everybody.weight;
  const { decisionMissing, outcomeMissing } = groupings.excluded;
  return {
    overall: countsOf(everybody, decisionMissing + outcomeMissing),
    groups: all.flatMap(groupsOf),
    disparities: disparitiesOf(all, choice.reference ?? 'others', rules),
    demographicParity: widest(single.map(({ demographicParity: spread }) => spread)),
    equalizedOdds: widest(single.map(({ equalizedOdds: spread }) => spread)),
    attributes,
    inequality: entropyOfCounts(tp + tn, fp, fn),
    columns: { ...table.names, groups: [...table.names.groups], weight: choice.weight ?? null },
    positive: { decision: binary.decision.positive, outcome: binary.outcome.positive },
    rows: table.rows,
    excluded: groupings.excluded,
    notes: notesOf(groupings, table.rows),
  };
}

function countsOf(confusion: Confusion, excluded: number): AuditCounts {
  const rates = ratesOf(confusion);
  const value = (name: RateName) => rates[name].rate;
  return {
    n: countOf(confusion.rows),
    ...confusion.weight,
    selectionRate: value('selectionRate'),
    tpr: value('tpr'),
    fpr: value('fpr'),
    fnr: value('fnr'),
    ppv: value('ppv'),
    npv: value('npv'),
    fdr: value('fdr'),
    for: value('for'),
    accuracy: value('accuracy'),
    baseRate: value('baseRate'),
    ci: Object.fromEntries(
      AUDIT_RATES.flatMap((name) => {
        const { interval } = rates[name];
        return interval === null ? [] : [[name, [interval.low, interval.high]]];
      }),
    ),
    insufficient: AUDIT_RATES.filter((name) => !rates[name].sufficient),
    excluded,
  };
}

function groupsOf({ columns, groups }: Grouping): AuditGroup[] {
  const plain = groups.map(({ name, confusion, excluded }) => ({
    group: name,
    ...countsOf(confusion, excluded),
  }));
  if (columns.length === 1) return plain;
  const shrunk = AUDIT_METRICS.map(
    (metric) => [metric, shrink(groups.map(({ rates }) => rates[metric]))] as const,
  );
  return plain.map((group, index) => ({
    ...group,
    shrunk: Object.fromEntries(
      shrunk.flatMap(([metric, estimates]) => {
        const estimate = estimates[index];
        if (!estimate) return [];
        return [[metric, { value: estimate.rate, ci: [estimate.interval.low, estimate.interval.high] }]];
      }),
    ),
  }));
}

function attributeOf({ columns, groups }: Grouping, rules: AuditRules): AuditAttribute {
  const ratesBy = (name: RateName) => groups.map(({ rates }) => rates[name]);
  return {
    columns: [...columns],
    groups: groups.length,
    demographicParity: demographicParity(ratesBy('selectionRate')),
    equalizedOdds: equalizedOdds(ratesBy('tpr'), ratesBy('fpr')),
    worst: metricsOf(rules).flatMap((metric) => {
      const sufficient = groups.filter(({ rates }) => rates[metric].sufficient);
      const pair = worstPair(sufficient.map(({ rates }) => rates[metric]));
      const [highest, lowest] = [sufficient[pair?.highest ?? -1], sufficient[pair?.lowest ?? -1]];
      if (!pair?.comparison || highest === undefined || lowest === undefined) return [];
      const { low, high } = pair.comparison.differenceInterval;
      const { difference, ratio } = pair;
      return [{ metric, highest: highest.name, lowest: lowest.name, difference, ratio, ci: [low, high] }];
    }),
  };
}

/** The largest difference and the lowest ratio of several columns. */
function widest(spreads: readonly Spread[]): Spread {
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
  const differences = known(spreads.map(({ difference }) => difference));
  const ratios = known(spreads.map(({ ratio }) => ratio));
  return {
    difference: differences.length === 0 ? null : Math.max(...differences),
    ratio: ratios.length === 0 ? null : Math.min(...ratios),
  };
}
