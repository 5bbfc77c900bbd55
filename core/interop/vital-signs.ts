import type { Consciousness, Vitals } from '../contract/triage-case.ts';
import type { CodingDraft, ConceptDraft, QuantityDraft, ValueDraft, VitalDraft } from './draft.ts';
import { LOINC, SNOMED } from './identifiers.ts';

type NumericVital = Exclude<keyof Vitals, 'supplementalOxygen' | 'oxygenScale' | 'consciousness'>;

/** LOINC and SNOMED CT codes, as used by the UK Core vital-signs profiles and by monitors, for each vital sign. */
const LOINC_VITALS: Readonly<Record<string, NumericVital>> = {
  '9279-1': 'respiratoryRate',
  '8867-4': 'heartRate',
  '8889-8': 'heartRate', // by pulse oximetry
  '2708-6': 'oxygenSaturation',
  '59408-5': 'oxygenSaturation', // by pulse oximetry
  '8480-6': 'systolicBloodPressure',
  '8462-4': 'diastolicBloodPressure',
  '8310-5': 'temperature',
  '8331-1': 'temperature', // oral
  '8332-9': 'temperature', // rectal
  '8328-7': 'temperature', // axillary
  '72514-3': 'pain', // 0–10 verbal numeric rating
};

const SNOMED_VITALS: Readonly<Record<string, NumericVital>> = {
  '86290005': 'respiratoryRate',
  '364075005': 'heartRate',
  '78564009': 'heartRate', // pulse rate
  '444981005': 'heartRate', // at rest
  '103228002': 'oxygenSaturation',
  '431314004': 'oxygenSaturation', // peripheral
  '271649006': 'systolicBloodPressure',
  '72313002': 'systolicBloodPressure',
  '271650006': 'diastolicBloodPressure',
  '1091811000000102': 'diastolicBloodPressure',
  '386725007': 'temperature',
  '276885007': 'temperature', // core
};

const ON_OXYGEN = '371825009';
const ON_AIR = '722742002';
const ACVPU_SCALE = '1104441000000107';

const ACVPU: Readonly<Record<string, Consciousness>> = {
  '248234008': 'A',
  '130987000': 'C',
  '300202002': 'V',
  '450847001': 'P',
  '422768004': 'U',
};

const PER_MINUTE =
  /^(\/min|\{?(beats?|breaths?|heart ?beats?|resp)\}?\s*(\/|per)\s*min(ute)?|per minute|bpm)$/i;

/** How a unit's number becomes the number in our unit; a unit that is not listed is not guessed at. */
const CONVERSIONS: Readonly<Record<NumericVital, readonly (readonly [RegExp, (value: number) => number])[]>> =
  {
    respiratoryRate: [[PER_MINUTE, same]],
    heartRate: [[PER_MINUTE, same]],
    oxygenSaturation: [[/^(%|percent)$/i, same]],
    systolicBloodPressure: pressure(),
    diastolicBloodPressure: pressure(),
    temperature: [
      [/^(cel|°c|c|deg ?c|degrees? celsius)$/i, same],
      [/^(\[degf\]|°f|f|deg ?f|degrees? fahrenheit)$/i, (value) => ((value - 32) * 5) / 9],
    ],
    pain: [[/^(\{?score(of)?\}?|1|\{?points?\}?|)$/i, same]],
  };

function same(value: number): number {
  return value;
}

function pressure(): readonly (readonly [RegExp, (value: number) => number])[] {
  return [
    [/^(mm ?\[?hg\]?|millimet(er|re)s? of mercury)$/i, same],
    [/^(kpa|kilopascals?)$/i, (value) => value * 7.500_62],
  ];
}

/**
 * The vital sign that an observation is, in the contract's unit, or null. A number without a unit we know, with
 * a comparator (`<90`) or given several times is no vital sign: it stays an observation and is not guessed at.
 */
export function vitalOf(code: ConceptDraft, value: ValueDraft | null): VitalDraft | null {
  const codes = (system: string) => codesOf(code.codings, system);
  const snomed = codes(SNOMED);
  if (snomed.includes(ON_AIR) && value === null) return { key: 'supplementalOxygen', value: false };
  if (snomed.includes(ON_OXYGEN)) return onOxygen(value);
  if (snomed.includes(ACVPU_SCALE)) return consciousness(value);
  const named = [
    ...codes(LOINC).map((each) => LOINC_VITALS[each]),
    ...snomed.map((each) => SNOMED_VITALS[each]),
  ].filter((key) => key !== undefined);
  const [key] = named;
  if (key === undefined || named.some((other) => other !== key) || value?.kind !== 'quantity') return null;
  return numeric(key, value);
}

function codesOf(codings: readonly CodingDraft[], system: string): string[] {
  return codings.flatMap((coding) => (coding.system === system && coding.code !== null ? [coding.code] : []));
}

function numeric(key: NumericVital, quantity: QuantityDraft): VitalDraft | null {
  if (quantity.comparator !== null) return null;
  const units = [quantity.code, quantity.unit].filter((unit) => unit !== null).map((unit) => unit.trim());
  for (const [pattern, convert] of CONVERSIONS[key]) {
    if (units.some((unit) => pattern.test(unit))) {
      return { key, value: Math.round(convert(quantity.value) * 100) / 100 };
    }
  }
  return null;
}

/** "Patient on oxygen" says so by itself; with a flow of 0 it would contradict itself. */
function onOxygen(value: ValueDraft | null): VitalDraft | null {
  if (value?.kind === 'boolean') return { key: 'supplementalOxygen', value: value.value };
  if (value === null || (value.kind === 'quantity' && value.value > 0))
    return { key: 'supplementalOxygen', value: true };
  return null;
}

function consciousness(value: ValueDraft | null): VitalDraft | null {
  if (value?.kind !== 'coded') return null;
  const levels = codesOf(value.concept.codings, SNOMED).map((code) => ACVPU[code]);
  const [level] = levels;
  return level !== undefined && levels.length === 1 ? { key: 'consciousness', value: level } : null;
}
