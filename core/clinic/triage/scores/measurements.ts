import { z } from 'zod';
import { type Age, ageSchema, consciousnessSchema } from '../../../contract/triage-case.ts';
import { type Measurement, VITAL_SIGNS } from '../../../contract/vital-signs.ts';

export type { Measurement };

function measurement(title: string, unit: string, lowest: number, highest: number): Measurement {
  return { title, unit, plausible: [lowest, highest] };
}

export const MEASUREMENTS = {
  ...VITAL_SIGNS,
  paCO2: measurement('Arterial CO₂ pressure', 'mmHg', 8, 200),
  paCO2InKPa: measurement('Arterial CO₂ pressure', 'kPa', 1, 27),
  whiteCellCount: measurement('White cell count', '×10⁹/L', 0, 500),
  bandForms: measurement('Immature (band) forms', '% of white cells', 0, 100),
  urea: measurement('Urea', 'mmol/L', 0.3, 100),
  bloodUreaNitrogen: measurement('Blood urea nitrogen', 'mg/dL', 1, 300),
  troponin: measurement('Troponin', '× upper limit of normal', 0, 100_000),
} as const satisfies Record<string, Measurement>;

export type MeasurementName = keyof typeof MEASUREMENTS;

/** The schema of one measurement: a finite number in its unit; absent or null means unknown. */
export function measured(name: MeasurementName) {
  const { title, unit } = MEASUREMENTS[name];
  return z.number().nullish().describe(`${title}, ${unit}`);
}

/** The schema of a yes/no finding. Unknown is unknown, never "no". */
export function finding(description: string) {
  return z.boolean().nullish().describe(`${description} (true or false)`);
}

export const ageField = ageSchema.nullish().describe('Age in years, or {value, unit: d|wk|mo|y}');

export const consciousnessField = consciousnessSchema
  .nullish()
  .describe(
    'Consciousness: A alert, C new confusion, V responds to voice, P responds to pain, U unresponsive',
  );

const DAYS_IN = { d: 1, wk: 7, mo: 365.25 / 12, y: 365.25 } as const;

/** An age in (fractional) years. */
export function ageInYears(age: Age): number {
  if (typeof age === 'number') return age;
  return age.unit === 'y' ? age.value : (age.value * DAYS_IN[age.unit]) / DAYS_IN.y;
}

/** A reason why a score for people from `from` years on does not apply to somebody known to be younger. */
export function youngerThan(from: number, age: Age | null | undefined, reason: string): string | null {
  return age !== null && age !== undefined && ageInYears(age) < from ? reason : null;
}
