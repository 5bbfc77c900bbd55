import { MEASUREMENTS, type MeasurementName } from './measurements.ts';
import type { Item } from './score.ts';

/** Points for every value up to and including `upTo`; ascending, the last one is Infinity. */
export type Steps = readonly (readonly [upTo: number, points: number])[];

export function pointsOf(steps: Steps, value: number): number {
  for (const [upTo, points] of steps) if (value <= upTo) return points;
  throw new RangeError('The last step must be open-ended.');
}

/**
 * A value as it would be written on the chart, whose bands leave no room between 8 and 9 or 38.0 and 38.1:
 * to `decimals` places, halves up. The small addend keeps 38.05, which is stored as 38.0499…, a half.
 */
export function asCharted(value: number, decimals: 0 | 1): number {
  const scale = decimals === 0 ? 1 : 10;
  return Math.round(value * scale + 1e-9) / scale;
}

/** An item that reads one measurement off a table of bands. */
export function bandedItem<K extends MeasurementName>(
  field: K,
  steps: Steps,
  decimals: 0 | 1 = 0,
): Item<{ readonly [F in K]?: number | null | undefined }> {
  const { title, unit } = MEASUREMENTS[field];
  return {
    name: title,
    unit,
    least: 0,
    read: (input) => {
      const value: number | null | undefined = input[field];
      if (value === null || value === undefined) return { missing: [field] };
      const charted = asCharted(value, decimals);
      const points = pointsOf(steps, charted);
      if (charted === value) return { points, value };
      return { points, value, note: `${title} ${value} was read as ${charted}, as the chart is divided.` };
    },
  };
}

/** An item that one measurement either meets or does not. */
export function thresholdItem<K extends MeasurementName>(
  field: K,
  meets: (value: number) => boolean,
  points = 1,
): Item<{ readonly [F in K]?: number | null | undefined }> {
  const { title, unit } = MEASUREMENTS[field];
  return {
    name: title,
    unit,
    least: 0,
    read: (input) => {
      const value: number | null | undefined = input[field];
      if (value === null || value === undefined) return { missing: [field] };
      return { points: meets(value) ? points : 0, value };
    },
  };
}

/** An item that a yes/no finding decides. */
export function findingItem<K extends string>(
  field: K,
  name: string,
  points = 1,
): Item<{ readonly [F in K]?: boolean | null | undefined }> {
  return {
    name,
    unit: null,
    least: Math.min(0, points),
    read: (input) => {
      const value: boolean | null | undefined = input[field];
      if (value === null || value === undefined) return { missing: [field] };
      return { points: value ? points : 0, value };
    },
  };
}
