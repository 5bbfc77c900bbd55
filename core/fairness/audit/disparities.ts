import {
  type AuditDisparity,
  type AuditMetric,
  type RateName,
  REFERENCES,
} from '../../contract/fairness-audit.ts';
import { addConfusions, othersThan } from '../metrics/confusion.ts';
import { againstOverall, compareRates, type Disparity } from '../metrics/disparity.ts';
import { benjaminiHochberg } from '../metrics/multiplicity.ts';
import { type Estimate, ratesOf } from '../metrics/rates.ts';
import { unknownReference } from './errors.ts';
import type { AuditRules, DisparityRule } from './rules.ts';
import type { Grouping, MeasuredGroup } from './table-groups.ts';

type Rates = Readonly<Record<RateName, Estimate>>;

/** A group beside what it is compared with; before the verdict, which needs all comparisons together. */
interface Compared {
  readonly rule: DisparityRule;
  readonly group: MeasuredGroup;
  readonly reference: string;
  readonly rate: Estimate;
  readonly referenceRate: Estimate;
  readonly disparity: Disparity | null;
}

/**
 * Compares every group with its reference under every rule, and judges.
 *
 * - `fail`: the disparity is beyond the threshold, and beyond chance (Benjamini and Hochberg over the whole report).
 * - `pass`: its whole 95% interval is within the threshold.
 * - `insufficient`: fewer than 30 cases or 10 events on either side, or an interval too wide to tell.
 * @param reference - a value of a group column, or one of REFERENCES
 * @throws FairdocError fairness.unknownReference
 */
export function disparitiesOf(
  groupings: readonly Grouping[],
  reference: string,
  rules: AuditRules,
): AuditDisparity[] {
  const value = referenceValue(groupings, reference);
  const compared = groupings.flatMap((grouping) => compareGrouping(grouping, reference, value, rules));
  const judged = compared.filter(({ disparity, rate, referenceRate }) =>
    Boolean(disparity && rate.sufficient && referenceRate.sufficient),
  );
  const adjusted = benjaminiHochberg(judged.map(({ disparity }) => disparity?.p ?? 1));
  const adjustedP = new Map(judged.map((item, index) => [item, adjusted[index] ?? 1]));
  return compared.map((item) => describe(item, adjustedP.get(item) ?? null, rules.falseDiscoveryRate.value));
}

/** The value that everybody is compared with, or null where the reference is one of REFERENCES. */
function referenceValue(groupings: readonly Grouping[], reference: string): string | null {
  const single = groupings.filter(({ columns }) => columns.length === 1);
  const values = single.flatMap(({ groups }) => groups.flatMap(({ name }) => Object.values(name)));
  if (values.includes(reference)) return reference;
  if (REFERENCES.some((known) => known === reference)) return null;
  throw unknownReference(reference, values);
}

function compareGrouping(
  { columns, groups }: Grouping,
  mode: string,
  value: string | null,
  rules: AuditRules,
): Compared[] {
  const all = addConfusions(groups.map(({ confusion }) => confusion));
  const overall = ratesOf(all);
  const [column = ''] = columns;
  const named =
    mode === 'largest'
      ? groups.reduce<MeasuredGroup | undefined>((a, b) => (a && sizeOf(a) >= sizeOf(b) ? a : b), undefined)
      : groups.find(({ name }) => columns.length === 1 && name[column] === value);
  return groups.flatMap((group) => {
    if (group === named) return [];
    const others = ratesOf(othersThan(all, group.confusion));
    const against = named ? named.rates : others;
    const label = named ? labelOf(named) : mode === 'overall' && value === null ? 'overall' : 'others';
    return rules.rules.map((rule): Compared => {
      const shown: Rates = label === 'overall' ? overall : against;
      const rate = group.rates[rule.metric];
      return {
        rule,
        group,
        reference: label,
        rate,
        referenceRate: shown[rule.metric],
        disparity:
          label === 'overall'
            ? againstOverall(rate, others[rule.metric], rate.weight / overall[rule.metric].weight)
            : compareRates(rate, against[rule.metric]),
      };
    });
  });
}

const sizeOf = ({ confusion: { rows } }: MeasuredGroup) => rows.tp + rows.fp + rows.tn + rows.fn;
const labelOf = ({ name }: MeasuredGroup) => Object.values(name).join(', ');

function describe(item: Compared, adjustedP: number | null, falseDiscovery: number): AuditDisparity {
  const { rule, group, reference, rate, referenceRate, disparity } = item;
  const ratio = rule.measure === 'ratio';
  const value = (ratio ? disparity?.ratio : disparity?.difference) ?? null;
  const interval = (ratio ? disparity?.ratioInterval : disparity?.differenceInterval) ?? null;
  return {
    group: group.name,
    metric: rule.metric,
    measure: rule.measure,
    value,
    reference,
    ci: interval && [interval.low, interval.high],
    verdict: verdictOf(rule, value, interval, adjustedP, falseDiscovery),
    rate: rate.rate,
    referenceRate: referenceRate.rate,
    difference: disparity?.difference ?? null,
    ratio: disparity?.ratio ?? null,
    adjustedP,
  };
}

function verdictOf(
  rule: DisparityRule,
  value: number | null,
  interval: { low: number; high: number } | null,
  adjustedP: number | null,
  falseDiscovery: number,
): AuditDisparity['verdict'] {
  if (value === null || interval === null || adjustedP === null) return 'insufficient';
  const within = (figure: number) => figure >= rule.low && figure <= rule.high;
  if (!within(value) && adjustedP <= falseDiscovery) return 'fail';
  return within(interval.low) && within(interval.high) ? 'pass' : 'insufficient';
}

/** The metrics that the rules speak of, each once. */
export function metricsOf(rules: AuditRules): AuditMetric[] {
  return [...new Set(rules.rules.map(({ metric }) => metric))];
}
