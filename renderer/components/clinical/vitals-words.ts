import type { Observation } from '../../../core/contract/index.ts';
import { VITAL_FIELDS, withUnit } from './vital-fields.ts';
import { CONSCIOUSNESS } from './words.ts';

/** Vital signs of an encounter in the order in which they are read out, with their short names. */
export const VITAL_ORDER = [
  ['respiratoryRate', 'Respiratory rate'],
  ['oxygenSaturation', 'Oxygen saturation'],
  ['supplementalOxygen', 'Oxygen'],
  ['systolicBloodPressure', 'Systolic BP'],
  ['diastolicBloodPressure', 'Diastolic BP'],
  ['heartRate', 'Heart rate'],
  ['temperature', 'Temperature'],
  ['consciousness', 'Consciousness'],
  ['pain', 'Pain'],
] as const;

export function vitalLabel(vital: string): string {
  return VITAL_ORDER.find(([name]) => name === vital)?.[1] ?? vital;
}

/** A vital sign in words: `22 /min`, `on oxygen`, `New confusion`. */
export function vitalText(observation: Pick<Observation, 'vital' | 'value' | 'unit'>): string {
  const { vital, value, unit } = observation;
  if (vital === 'supplementalOxygen' && typeof value === 'boolean') return value ? 'on oxygen' : 'on air';
  if (vital === 'consciousness' && typeof value === 'string') {
    return Object.entries(CONSCIOUSNESS).find(([code]) => code === value)?.[1] ?? value;
  }
  const own = Object.entries(VITAL_FIELDS).find(([name]) => name === vital)?.[1].unit ?? null;
  return withUnit(value, unit ?? own);
}

/** When it was measured, as far as that is known; else when it was written down. */
export function measuredAt(observation: Pick<Observation, 'effectiveAt' | 'recordedAt'>): string {
  return observation.effectiveAt !== null && !Number.isNaN(Date.parse(observation.effectiveAt))
    ? observation.effectiveAt
    : observation.recordedAt;
}

/** The values of one vital sign, newest first. */
export function historyOf(observations: readonly Observation[], vital: string): Observation[] {
  return observations
    .filter((observation) => observation.vital === vital)
    .sort((a, b) => measuredAt(b).localeCompare(measuredAt(a)));
}
