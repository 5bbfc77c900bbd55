import type { Span } from './quantities.ts';

/** Measurements that clinicians write into notes. Units after conversion: /min, %, mmHg, °C, 0–10, mmol/L. */
export const measureFields = [
  'temperature',
  'systolicBloodPressure',
  'diastolicBloodPressure',
  'heartRate',
  'respiratoryRate',
  'oxygenSaturation',
  'supplementalOxygen',
  'pain',
  'gcs',
  'glucose',
] as const;

export type MeasureField = (typeof measureFields)[number];

export interface Measure extends Span {
  readonly field: MeasureField;
  readonly value: number;
}

/** A value that stands beside the name of a measurement and cannot be right: kept as written, and asked about. */
export interface ImplausibleMeasure extends Measure {
  readonly question: string;
}

const NAMES: Readonly<Record<MeasureField, string>> = {
  temperature: 'temperature',
  systolicBloodPressure: 'systolic blood pressure',
  diastolicBloodPressure: 'diastolic blood pressure',
  heartRate: 'heart rate',
  respiratoryRate: 'respiratory rate',
  oxygenSaturation: 'oxygen saturation',
  supplementalOxygen: 'oxygen given',
  pain: 'pain score',
  gcs: 'Glasgow Coma Scale',
  glucose: 'glucose',
};

/** Values outside these are not the measurement they look like (a date, a dose, a house number). */
const POSSIBLE: Readonly<Record<MeasureField, readonly [number, number]>> = {
  temperature: [24, 45],
  systolicBloodPressure: [30, 320],
  diastolicBloodPressure: [10, 220],
  heartRate: [10, 320],
  respiratoryRate: [3, 130],
  oxygenSaturation: [30, 100],
  supplementalOxygen: [0, 1],
  pain: [0, 10],
  gcs: [3, 15],
  glucose: [0.5, 100],
};

const GLUE =
  '(?:\\s|is|was|of|at|are|:|=|up to|reached|recorded|measured|as high as|about|around|to|has been|a|running|down|dropped|only){0,6}';

/** The third member: the value is impossible beside another one of the same match. */
type Value = readonly [MeasureField, number, boolean?];

interface Form {
  readonly pattern: RegExp;
  readonly read: (match: RegExpMatchArray) => readonly Value[];
}

const one =
  (field: MeasureField) =>
  (match: RegExpMatchArray): readonly Value[] => [[field, Number(match[1])]];

const FORMS: readonly Form[] = [
  {
    pattern: new RegExp(
      `(?<!\\btrop(?:onin)? )\\b(?:temp(?:erature)?|fevers?|febrile|pyrexia|t)\\b${GLUE}(\\d{2,3}(?:\\.\\d{1,2})?)\\s?(?:°|º|degrees?|deg)?\\s?(celsius|centigrade|fahrenheit|c|f)?(?![\\d/%])\\b`,
      'gi',
    ),
    read: (match) => temperature(match[1], match[2]),
  },
  {
    pattern: /\b(\d{2,3}(?:\.\d{1,2})?)\s?(?:°|º|degrees?|deg)\s?(celsius|centigrade|fahrenheit|c|f)?\b/gi,
    read: (match) => temperature(match[1], match[2]),
  },
  {
    // "94F" at the very beginning is a woman of 94; elsewhere a bare F below 90 is no body temperature.
    pattern: /(?<!^\s*)\b(\d{2,3}(?:\.\d{1,2})?)\s?(C|F)\b/g,
    read: (match) => (match[2] === 'F' && Number(match[1]) < 90 ? [] : temperature(match[1], match[2])),
  },
  {
    pattern: new RegExp(`\\b(?:bp|blood pressure)\\b${GLUE}(\\d{2,3})\\s?(?:/|over)\\s?(\\d{2,3})\\b`, 'gi'),
    read: pressures,
  },
  { pattern: /\b(\d{2,3})\s?\/\s?(\d{2,3})\s?mm\s?hg\b/gi, read: pressures },
  {
    pattern: new RegExp(`\\b(?:systolic(?: blood pressure| bp)?|sbp)\\b${GLUE}(\\d{2,3})\\b`, 'gi'),
    read: one('systolicBloodPressure'),
  },
  {
    pattern: new RegExp(
      `\\b(?:hr|heart ?rate|pulse(?: rate)?|p|tachycardi[ac]|bradycardi[ac])\\b${GLUE}(\\d{2,3})\\b(?!\\s?[/%])`,
      'gi',
    ),
    read: one('heartRate'),
  },
  { pattern: /\b(\d{2,3})\s?(?:bpm|beats)\b/gi, read: one('heartRate') },
  { pattern: /\bheart\b[^.\d]{0,25}(\d{2,3})\s?(?:a|per|\/)\s?min/gi, read: one('heartRate') },
  {
    pattern: new RegExp(
      `\\b(?:rr|resp(?:iratory)?(?: rate)?|respirations?|breathing rate|tachypn(?:o)?e?ic)\\b${GLUE}(\\d{1,3})\\b(?!\\s?[/%])`,
      'gi',
    ),
    read: one('respiratoryRate'),
  },
  { pattern: /\b(\d{1,3})\s?(?:breaths|respirations|resps)\b/gi, read: one('respiratoryRate') },
  {
    pattern: new RegExp(
      `\\b(?:sp?[ao]o?2|o2 ?sats?|sats?|saturat(?:ions?|ing)|oxygen (?:saturations?|sats?|levels?)|pulse ox(?:imetry)?)\\b(?:\\s?\\(?spo2\\)?)?${GLUE}(\\d{2,3})\\s?%?`,
      'gi',
    ),
    read: one('oxygenSaturation'),
  },
  {
    pattern: /\b(\d{2,3})\s?%\s?(?:on )?(?:RA|room air|air|o2|oxygen|\d+\s?l)\b/gi,
    read: one('oxygenSaturation'),
  },
  {
    pattern: /\b(?:on \d+(?:\.\d)?\s?(?:l|lit(?:er|re)s?)\b|on (?:oxygen|o2|home oxygen|nasal cannula))/gi,
    read: () => [['supplementalOxygen', 1]],
  },
  { pattern: /\b(\d{1,2})\s?(?:\/|out of|over)\s?10\b(?!\s?[/\d])/gi, read: one('pain') },
  {
    pattern:
      /\bpain (?:score|level|scale)?\s?(?:of|is|at|:)?\s?(\d{1,2})\b(?!\s?(?:day|week|hour|month|year|min|\/))/gi,
    read: one('pain'),
  },
  {
    pattern: /\b(?:gcs|glasgow coma (?:scale|score))\b(?:\s|is|was|of|:|=|score){0,4}(\d{1,2})\b/gi,
    read: one('gcs'),
  },
  {
    pattern: new RegExp(
      `\\b(?:glucose|blood sugar|sugars?|bm|cbg|bgl)\\b(?: level| reading)?${GLUE}(\\d{1,4}(?:\\.\\d)?)\\b`,
      'gi',
    ),
    read: (match) => {
      const value = Number(match[1]);
      return [['glucose', value > 35 ? value / 18 : value]]; // above 35 it is mg/dL
    },
  },
];

function temperature(number: string | undefined, unit: string | undefined): readonly Value[] {
  const value = Number(number);
  const fahrenheit = unit ? /^f/i.test(unit) : value >= 86 && value <= 113;
  if (fahrenheit && !unit && (value < 86 || value > 113)) return [];
  return [['temperature', fahrenheit ? Math.round(((value - 32) * 50) / 9) / 10 : value]];
}

function pressures(match: RegExpMatchArray): readonly Value[] {
  const systolic = Number(match[1]);
  const diastolic = Number(match[2]);
  if (systolic <= diastolic && !/^\s*(?:bp|blood)/i.test(match[0])) return []; // a ratio or a date
  const reversed = systolic <= diastolic;
  return [
    ['systolicBloodPressure', systolic, reversed],
    ['diastolicBloodPressure', diastolic, reversed],
  ];
}

/**
 * Every measurement in the text that can be told apart from dates, doses and durations, in text order. °F and mg/dL
 * are converted; the span shows the words as written. A value outside the possible range is left out here and found
 * by `findImplausibleMeasures`.
 */
export function findMeasures(text: string): Measure[] {
  return scan(text).possible;
}

/** Values beside the name of a measurement that no patient has ("HR 700", "SpO2 140%"). Never clamped, to be asked. */
export function findImplausibleMeasures(text: string): ImplausibleMeasure[] {
  return scan(text).impossible;
}

function scan(text: string): { possible: Measure[]; impossible: ImplausibleMeasure[] } {
  const possible: Measure[] = [];
  const impossible: ImplausibleMeasure[] = [];
  if (!/\d|oxygen|cannula|o2/i.test(text)) return { possible, impossible };
  const covered = new Map<MeasureField, Set<number>>(); // positions, so that long texts stay linear
  for (const { pattern, read } of FORMS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      for (const [field, value, wrong] of read(match)) {
        const [low, high] = POSSIBLE[field];
        const plausible = value >= low && value <= high && wrong !== true;
        // Without its name a number out of range is something else: a date, a dose, a house number.
        if (!plausible && !/^[a-z]/i.test(match[0])) continue;
        if (!cover(covered, field, start, end)) continue;
        const measure = { field, value, start, end, text: match[0] };
        if (plausible) possible.push(measure);
        else impossible.push({ ...measure, question: questionAbout(measure) });
      }
    }
  }
  possible.sort((a, b) => a.start - b.start);
  impossible.sort((a, b) => a.start - b.start);
  return { possible, impossible };
}

function questionAbout({ field, text }: Measure): string {
  return `The ${NAMES[field]} in the text ("${text.trim()}") cannot be right. Measure again, or correct it.`;
}

/** Claims a stretch of text for a measurement; false when another of the same kind already has part of it. */
function cover(
  covered: Map<MeasureField, Set<number>>,
  field: MeasureField,
  start: number,
  end: number,
): boolean {
  const positions = covered.get(field) ?? new Set<number>();
  covered.set(field, positions);
  for (let at = start; at < end; at += 1) if (positions.has(at)) return false;
  for (let at = start; at < end; at += 1) positions.add(at);
  return true;
}
