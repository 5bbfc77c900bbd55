import type { Consciousness, Vitals } from '../../contract/index.ts';
import type { Random } from '../../kernel/random.ts';
import type { VitalPattern } from './demo-data.ts';

export interface Resting {
  readonly heartRate: number;
  readonly respiratoryRate: number;
  readonly systolic: number;
}

/** Resting values by age in years; orders of magnitude after Fleming et al., Lancet 2011;377:1011 for children. */
const RESTING: readonly (readonly [maximumAge: number, Resting])[] = [
  [0.25, { heartRate: 143, respiratoryRate: 42, systolic: 76 }],
  [1, { heartRate: 130, respiratoryRate: 36, systolic: 88 }],
  [3, { heartRate: 116, respiratoryRate: 28, systolic: 94 }],
  [5, { heartRate: 104, respiratoryRate: 24, systolic: 98 }],
  [12, { heartRate: 88, respiratoryRate: 20, systolic: 106 }],
  [16, { heartRate: 78, respiratoryRate: 17, systolic: 116 }],
  [65, { heartRate: 74, respiratoryRate: 15, systolic: 126 }],
  [Number.POSITIVE_INFINITY, { heartRate: 74, respiratoryRate: 16, systolic: 136 }],
];

/** Resting values at an age in years. */
export function restingAt(age: number): Resting {
  const found = RESTING.find(([maximum]) => age < maximum);
  if (!found) throw new RangeError('age is not a number');
  return found[1];
}

const within = (low: number, value: number, high: number) => Math.min(high, Math.max(low, value));

/** Infants change in proportion, not by the same number of beats. */
function moved(
  random: Random,
  resting: number,
  [mean, deviation]: readonly [number, number],
  adult: number,
): number {
  return resting + random.normal(mean, deviation) * Math.sqrt(resting / adult);
}

function drawConsciousness(random: Random, pattern: VitalPattern): Consciousness {
  let rest = random.next();
  for (const [level, chance] of Object.entries(pattern.consciousness)) {
    rest -= chance;
    if (rest < 0) return level as Consciousness; // keys come from a checked record
  }
  return 'A';
}

/** Share of encounters in which one measurement is missing, as on a real busy day. */
const MISSING = {
  temperature: 0.05,
  oxygenSaturation: 0.03,
  systolicBloodPressure: 0.05,
  respiratoryRate: 0.06,
} as const;

/** A set of vital signs for a person of this age whose illness follows the pattern; pain as reported, 0–10. */
export function drawVitals(random: Random, age: number, pattern: VitalPattern, pain: number): Vitals {
  const resting = restingAt(age);
  const systolic = Math.round(within(0, moved(random, resting.systolic, pattern.systolic, 126), 260));
  const vitals: Vitals = {
    respiratoryRate: Math.round(
      within(0, moved(random, resting.respiratoryRate, pattern.respiratoryRate, 15), 80),
    ),
    oxygenSaturation: Math.round(
      within(30, random.normal(98 + pattern.saturation[0], pattern.saturation[1]), 100),
    ),
    supplementalOxygen: random.chance(pattern.oxygen),
    systolicBloodPressure: systolic,
    diastolicBloodPressure: Math.round(systolic * random.normal(0.62, 0.04)),
    heartRate: Math.round(within(0, moved(random, resting.heartRate, pattern.heartRate, 74), 260)),
    temperature:
      Math.round(within(32, random.normal(36.7 + pattern.temperature[0], pattern.temperature[1]), 42) * 10) /
      10,
    consciousness: drawConsciousness(random, pattern),
    pain,
  };
  // Blood pressure is seldom measured in small children.
  if (age < 5 && random.chance(0.7)) {
    vitals.systolicBloodPressure = undefined;
    vitals.diastolicBloodPressure = undefined;
  }
  for (const [key, chance] of Object.entries(MISSING)) {
    if (random.chance(chance)) vitals[key as keyof typeof MISSING] = undefined;
  }
  return vitals;
}
