import type { Acuity, OverrideReason } from '../../../core/contract/index.ts';

/** The level that a person puts in place of the proposed one, and why; not signed yet. */
export interface Override {
  acuity: Acuity;
  reason: OverrideReason;
  note: string;
}
