import type {
  Acuity,
  Consciousness,
  Disposition,
  Encounter,
  HistoryItem,
  OverrideReason,
  PatientDetails,
} from '../../../core/contract/index.ts';

/** How coded values of the clinical record are said. */

export const SEX: Readonly<Record<PatientDetails['sex'], string>> = {
  female: 'Female',
  male: 'Male',
  other: 'Other',
  unknown: 'Not known',
};

/** For narrow places, beside the age: `57 y F`. */
export const SEX_SHORT: Readonly<Record<PatientDetails['sex'], string>> = {
  female: 'F',
  male: 'M',
  other: 'Other',
  unknown: '',
};

export const ARRIVAL: Readonly<Record<Encounter['arrivalMode'], string>> = {
  'walk-in': 'Walked in',
  ambulance: 'Ambulance',
  referred: 'Referred',
  transfer: 'Transfer',
  unknown: 'Not recorded',
};

export const ENCOUNTER_STATUS: Readonly<Record<Encounter['status'], string>> = {
  waiting: 'Waiting for a decision',
  decided: 'Decided',
  closed: 'Closed',
  imported: 'Imported',
};

export type OutcomeKind = NonNullable<Encounter['outcome']>['kind'];

export const OUTCOME: Readonly<Record<OutcomeKind, string>> = {
  discharged: 'Discharged',
  admitted: 'Admitted to a ward',
  criticalCare: 'Admitted to critical care',
  referred: 'Referred on',
  left: 'Left before the end',
  died: 'Died',
};

export const HISTORY_KIND: Readonly<
  Record<HistoryItem['kind'], { one: string; many: string; hint: string }>
> = {
  condition: { one: 'Condition', many: 'Conditions', hint: 'e.g. COPD, diabetes' },
  allergy: { one: 'Allergy', many: 'Allergies', hint: 'e.g. penicillin, rash' },
  medication: { one: 'Medication', many: 'Medications', hint: 'e.g. apixaban 5 mg twice a day' },
};

export const CONSCIOUSNESS: Readonly<Record<Consciousness, string>> = {
  A: 'Alert',
  C: 'New confusion',
  V: 'Responds to voice',
  P: 'Responds to pain',
  U: 'Unresponsive',
};

export const OVERRIDE_REASON: Readonly<Record<OverrideReason, string>> = {
  clinicalJudgement: 'Clinical judgement at the bedside',
  informationNotRecorded: 'Something known that is not recorded',
  patientChanged: 'The patient has changed since',
  recognisedWrongly: 'The proposal misread the record',
  localPathway: 'A local pathway says otherwise',
  other: 'Another reason',
};

/** The disposition that goes with a level: 1 and 2 emergency, 3 urgent, 4 routine, 5 self-care. */
export function dispositionOf(acuity: Acuity): Disposition {
  if (acuity <= 2) return 'emergency';
  if (acuity === 3) return 'urgent';
  return acuity === 4 ? 'routine' : 'self-care';
}

/** `at once`, `within 10 min`. */
export function targetText(minutes: number): string {
  return minutes === 0 ? 'at once' : `within ${minutes} min`;
}

type Named = Pick<PatientDetails, 'family' | 'given' | 'prefix'>;

/** `RIVERS, Ada (Ms)`, as names stand in lists of the core; never empty. */
export function nameOf({ family, given, prefix }: Named): string {
  const name = [family?.toLocaleUpperCase('en'), given].filter(Boolean).join(', ');
  if (name === '') return 'Name not known';
  return prefix === null || prefix === '' ? name : `${name} (${prefix})`;
}
