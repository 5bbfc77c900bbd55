import type { Acuity } from '../../contract/triage-case.ts';
import { FairdocError } from '../../kernel/errors.ts';
import type { Scales } from './schema.ts';

/** A key of resources/triage/scales.yaml. */
export type TargetScale = string;

/**
 * Minutes within which a patient of an acuity should be seen.
 *
 * @throws FairdocError `triage.unknownScale` when the scale is not among the data.
 */
export function targetMinutes(acuity: Acuity, scale: TargetScale, scales: Scales): number {
  const minutes = scales[scale]?.minutes[acuity - 1];
  if (minutes !== undefined) return minutes;
  throw new FairdocError(
    'invalid',
    'triage.unknownScale',
    `There is no scale of time targets named "${scale}".`,
    `Choose one of: ${Object.keys(scales).join(', ')}.`,
  );
}
