import type { Vitals } from '../../contract/triage-case.ts';
import type { Measure, MeasureField } from '../../text/index.ts';
import { MEASUREMENTS } from './scores/index.ts';

/** One measurement and where it was found. */
export interface VitalValue {
  readonly field: MeasureField;
  readonly value: number;
  readonly unit: string;
  readonly span: { readonly start: number; readonly end: number; readonly text: string } | null;
}

/** A measurement that cannot stand as it is: two sources contradict each other, or the value is not plausible. */
export interface Doubt {
  readonly field: MeasureField;
  readonly name: string;
  readonly unit: string;
  readonly used: number;
  /** The other value, of the less dangerous source; null where the only value is not plausible. */
  readonly other: number | null;
}

interface Merge {
  readonly field: Exclude<MeasureField, 'supplementalOxygen'>;
  readonly name: string;
  readonly unit: string;
  /** A larger distance from this value is more dangerous; `lower` and `higher` look at one side only. */
  readonly dangerous: 'lower' | 'higher' | number;
  /** Differences up to this are two measurements of one state, not a contradiction. */
  readonly tolerance: number;
}

const MERGES: readonly Merge[] = [
  { field: 'temperature', name: 'temperature', unit: '°C', dangerous: 37, tolerance: 0.5 },
  { field: 'heartRate', name: 'heart rate', unit: '/min', dangerous: 80, tolerance: 15 },
  { field: 'respiratoryRate', name: 'respiratory rate', unit: '/min', dangerous: 15, tolerance: 4 },
  { field: 'oxygenSaturation', name: 'oxygen saturation', unit: '%', dangerous: 'lower', tolerance: 2 },
  {
    field: 'systolicBloodPressure',
    name: 'systolic blood pressure',
    unit: 'mmHg',
    dangerous: 125,
    tolerance: 15,
  },
  {
    field: 'diastolicBloodPressure',
    name: 'diastolic blood pressure',
    unit: 'mmHg',
    dangerous: 75,
    tolerance: 15,
  },
  { field: 'pain', name: 'pain score', unit: '/10', dangerous: 'higher', tolerance: 2 },
  { field: 'gcs', name: 'Glasgow Coma Scale', unit: '', dangerous: 'lower', tolerance: 0 },
  { field: 'glucose', name: 'glucose', unit: 'mmol/L', dangerous: 6, tolerance: 3 },
];

/**
 * Joins measured vital signs with those in the text. Where they contradict each other the more dangerous one is
 * used and a warning asks; implausible values are asked about and kept, never clamped.
 *
 * @param measured - the vital signs of the case.
 * @param stated - measurements found in its narrative.
 * @param warnings - receives a sentence per contradiction or implausible value.
 */
export function mergeVitals(
  measured: Vitals,
  stated: readonly Measure[],
  warnings: string[],
): { values: VitalValue[]; vitals: Vitals; doubts: Doubt[] } {
  const values: VitalValue[] = [];
  const doubts: Doubt[] = [];
  const vitals: Record<string, unknown> = { ...measured };
  for (const merge of MERGES) {
    const field = merge.field;
    const recorded = field === 'gcs' || field === 'glucose' ? undefined : measured[field];
    const candidates: VitalValue[] = stated
      .filter((measure) => measure.field === field)
      .map(({ value, start, end, text }) => ({ field, value, unit: merge.unit, span: { start, end, text } }));
    if (recorded !== undefined) candidates.unshift({ field, value: recorded, unit: merge.unit, span: null });
    const chosen = mostDangerous(candidates, merge.dangerous);
    if (!chosen) continue;
    values.push(chosen);
    if (field !== 'gcs' && field !== 'glucose') vitals[field] = chosen.value;
    warnAbout(merge, candidates, chosen, recorded, warnings, doubts);
  }
  const oxygen = stated.find((measure) => measure.field === 'supplementalOxygen');
  if (oxygen && measured.supplementalOxygen === undefined) vitals.supplementalOxygen = true;
  if (oxygen && measured.supplementalOxygen === false) {
    warnings.push(`The text says "${oxygen.text}", the vital signs say breathing air. Check.`);
    vitals.supplementalOxygen = true;
  }
  return { values, vitals, doubts };
}

function mostDangerous(candidates: readonly VitalValue[], dangerous: Merge['dangerous']): VitalValue | null {
  const weight = ({ value }: VitalValue) =>
    dangerous === 'lower' ? -value : dangerous === 'higher' ? value : Math.abs(value - dangerous);
  let chosen: VitalValue | null = null;
  for (const candidate of candidates) {
    if (chosen === null || weight(candidate) > weight(chosen)) chosen = candidate;
  }
  return chosen;
}

function warnAbout(
  merge: Merge,
  candidates: readonly VitalValue[],
  chosen: VitalValue,
  recorded: number | undefined,
  warnings: string[],
  doubts: Doubt[],
): void {
  const { field, unit } = merge;
  const doubt = { field, name: merge.name, unit, used: chosen.value };
  const other = candidates.find(
    (candidate) =>
      candidate !== chosen &&
      (candidate.span === null) !== (chosen.span === null) &&
      Math.abs(candidate.value - chosen.value) > merge.tolerance,
  );
  if (other && recorded !== undefined) {
    const stated = chosen.span ? chosen : other;
    doubts.push({ ...doubt, other: other.value });
    warnings.push(
      `The text gives a ${merge.name} of ${stated.value}, the vital signs give ${recorded}. The more dangerous value (${chosen.value}) was used: measure again.`,
    );
  }
  const name = field as keyof typeof MEASUREMENTS;
  const plausible = MEASUREMENTS[name]?.plausible;
  if (plausible && (chosen.value < plausible[0] || chosen.value > plausible[1])) {
    doubts.push({ ...doubt, other: null });
    warnings.push(
      `A ${merge.name} of ${chosen.value} ${merge.unit} is not plausible: check the patient and measure again.`,
    );
  }
}
