import type { Attribute } from '../../contract/index.ts';
import type { CodedColumn } from '../metrics/groups.ts';

/**
 * Decisions as columns: entry `i` of every array belongs to decision `i`. Attributes are dictionary-coded, so a
 * pass over a million decisions touches small typed arrays only.
 */
export interface DecisionColumns {
  readonly length: number;
  /** Level that was proposed, 1–5. */
  readonly proposed: Uint8Array;
  /** Level that a person signed, 1–5. */
  readonly decided: Uint8Array;
  readonly outcome: Uint8Array;
  /** Minutes from arrival to the signature. */
  readonly minutesToDecision: Float32Array;
  /** Target minutes of the decided level at the time of the decision. */
  readonly targetMinutes: Float32Array;
  readonly attributes: Readonly<Record<Attribute, CodedColumn>>;
}

/** What became of the patient. */
export const OUTCOME = { unknown: 0, discharged: 1, admitted: 2, criticalCare: 3, died: 4 } as const;
