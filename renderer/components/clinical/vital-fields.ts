import { VITAL_SIGNS, type Vitals, vitalsSchema } from '../../../core/contract/index.ts';

/** The measured vital signs in the order in which they are taken, and how what is typed becomes a value. */

export const NUMERIC_VITALS = [
  'respiratoryRate',
  'oxygenSaturation',
  'systolicBloodPressure',
  'diastolicBloodPressure',
  'heartRate',
  'temperature',
  'pain',
] as const satisfies readonly (keyof Vitals)[];
export type NumericVital = (typeof NUMERIC_VITALS)[number];

export interface VitalField {
  label: string;
  unit: string;
  /** What a patient can have; beyond it the form asks for a second look. */
  plausible: readonly [number, number];
}

export const VITAL_FIELDS: Readonly<Record<NumericVital, VitalField>> = {
  respiratoryRate: field('respiratoryRate', 'Respiratory rate'),
  oxygenSaturation: field('oxygenSaturation', 'Oxygen saturation'),
  systolicBloodPressure: field('systolicBloodPressure', 'Blood pressure, systolic'),
  diastolicBloodPressure: field('diastolicBloodPressure', 'Blood pressure, diastolic'),
  heartRate: field('heartRate', 'Heart rate'),
  temperature: field('temperature', 'Temperature'),
  pain: { label: 'Pain', unit: '/10', plausible: [0, 10] },
};

function field(name: keyof typeof VITAL_SIGNS, label: string): VitalField {
  const { unit, plausible } = VITAL_SIGNS[name];
  return { label, unit, plausible };
}

/** `22 /min`, `95%`, `38.5 °C`; words for consciousness and oxygen are not numbers and stay as they are. */
export function withUnit(value: number | string | boolean | null, unit: string | null): string {
  if (value === null) return 'no value';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (unit === null || unit === '') return String(value);
  return unit === '%' || unit.startsWith('/10') ? `${value}${unit}` : `${value} ${unit}`;
}

export type Reading =
  | { state: 'notMeasured' }
  | { state: 'measured'; value: number }
  /** A number that a patient can hardly have: asked about, still taken. */
  | { state: 'doubtful'; value: number; hint: string; instead?: number }
  /** Not a measurement at all: cannot be saved. */
  | { state: 'unreadable'; hint: string; instead?: number };

/** What was typed into a field as a reading. A comma is read as a decimal point. Nothing is ever clamped. */
export function readVital(name: NumericVital, typed: string): Reading {
  const text = typed.trim().replace(',', '.');
  if (text === '') return { state: 'notMeasured' };
  const { unit, plausible } = VITAL_FIELDS[name];
  const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  const celsius = name === 'temperature' ? fromFahrenheit(value) : undefined;
  const instead = celsius === undefined ? {} : { instead: celsius };
  if (!vitalsSchema.shape[name].safeParse(value).success) {
    if (celsius !== undefined) return { state: 'unreadable', hint: `${text} looks like °F.`, ...instead };
    return { state: 'unreadable', hint: Number.isNaN(value) ? 'Type a number.' : `No ${unit} value.` };
  }
  const [low, high] = plausible;
  if (value < low || value > high) {
    return {
      state: 'doubtful',
      value,
      hint: `Outside ${low}–${high} ${unit}. Check the reading.`,
      ...instead,
    };
  }
  return { state: 'measured', value };
}

/** A number that is a body temperature in °F and none in °C, in °C with one decimal. */
function fromFahrenheit(value: number): number | undefined {
  return value >= 86 && value <= 113 ? Math.round((value - 32) * (50 / 9)) / 10 : undefined;
}

/** The form's text fields and choices. Empty text and null mean "not measured". */
export interface VitalsDraft {
  numbers: Record<NumericVital, string>;
  consciousness: NonNullable<Vitals['consciousness']> | null;
  supplementalOxygen: boolean | null;
  oxygenScale: 1 | 2;
}

export const NO_VITALS: VitalsDraft = {
  numbers: {
    respiratoryRate: '',
    oxygenSaturation: '',
    systolicBloodPressure: '',
    diastolicBloodPressure: '',
    heartRate: '',
    temperature: '',
    pain: '',
  },
  consciousness: null,
  supplementalOxygen: null,
  oxygenScale: 1,
};

/** The draft as vitals: only what was measured, doubtful values included because a person insists on them. */
export function vitalsOf(draft: VitalsDraft): Vitals {
  const vitals: Vitals = {};
  for (const name of NUMERIC_VITALS) {
    const reading = readVital(name, draft.numbers[name]);
    if (reading.state === 'measured' || reading.state === 'doubtful') vitals[name] = reading.value;
  }
  if (draft.consciousness !== null) vitals.consciousness = draft.consciousness;
  if (draft.supplementalOxygen !== null) vitals.supplementalOxygen = draft.supplementalOxygen;
  if (draft.oxygenScale === 2) vitals.oxygenScale = 2;
  return vitals;
}

/** Fields that cannot be saved as they are. */
export function unreadableVitals(draft: VitalsDraft): NumericVital[] {
  return NUMERIC_VITALS.filter((name) => readVital(name, draft.numbers[name]).state === 'unreadable');
}

/** Whether the systolic pressure is not above the diastolic one: then one of them is wrong. */
export function pressuresCrossed(draft: VitalsDraft): boolean {
  const { systolicBloodPressure: systolic, diastolicBloodPressure: diastolic } = vitalsOf(draft);
  return systolic !== undefined && diastolic !== undefined && systolic <= diastolic;
}
