import type { Acuity, Disposition } from '../../contract/triage-case.ts';

const DISPOSITIONS: Readonly<Record<Acuity, Disposition>> = {
  1: 'emergency',
  2: 'emergency',
  3: 'urgent',
  4: 'routine',
  5: 'self-care',
};

/** Where a patient of this level belongs: for what the rules propose and for what a person decides alike. */
export const dispositionOf = (acuity: Acuity): Disposition => DISPOSITIONS[acuity];
