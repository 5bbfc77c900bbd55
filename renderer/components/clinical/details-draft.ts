import {
  nhsNumberState,
  type Patient,
  type PatientDetails,
  patientDetailsSchema,
  plainNhsNumber,
} from '../../../core/contract/index.ts';
import { formatPartialDate } from '../../app/format.ts';
import { birthDateProblem, readBirthDate } from './birth-date.ts';

/** Details of a person as they are typed. Empty text and null mean "not known". */
export interface DetailsDraft {
  family: string;
  given: string;
  prefix: string;
  birthDate: string;
  /** Null until somebody has chosen; "not known" is a choice. */
  sex: PatientDetails['sex'] | null;
  nhsNumber: string;
  address: string;
  postcode: string;
  phone: string;
  ethnicCategory: string | null;
  language: string | null;
  interpreterNeeded: boolean | null;
  deprivationQuintile: number | null;
  gpPractice: string;
}

export const NO_DETAILS: DetailsDraft = {
  family: '',
  given: '',
  prefix: '',
  birthDate: '',
  sex: null,
  nhsNumber: '',
  address: '',
  postcode: '',
  phone: '',
  ethnicCategory: null,
  language: null,
  interpreterNeeded: null,
  deprivationQuintile: null,
  gpPractice: '',
};

/** The details of a patient in the record, ready to be corrected. */
export function draftOf(patient: Patient): DetailsDraft {
  return {
    family: patient.family ?? '',
    given: patient.given ?? '',
    prefix: patient.prefix ?? '',
    birthDate: patient.birthDate === null ? '' : formatPartialDate(patient.birthDate),
    sex: patient.sex,
    nhsNumber: patient.nhsNumber ?? '',
    address: patient.address ?? '',
    postcode: patient.postcode ?? '',
    phone: patient.phone ?? '',
    ethnicCategory: patient.ethnicCategory,
    language: patient.language,
    interpreterNeeded: patient.interpreterNeeded,
    deprivationQuintile: patient.deprivationQuintile,
    gpPractice: patient.gpPractice ?? '',
  };
}

export type DetailsProblems = Partial<Record<keyof DetailsDraft, string>>;

const BIRTH_DATE_WORDS = {
  unreadable: 'Day, month and year, e.g. 14/3/1956; or as much as is known, e.g. 1956.',
  future: 'This date lies in the future.',
  tooOld: 'This is more than 130 years ago.',
} as const;

/** What cannot be saved as it is typed, by field, in words. */
export function detailsProblems(draft: DetailsDraft, now: Date): DetailsProblems {
  const problems: DetailsProblems = {};
  if (draft.sex === null) problems.sex = 'Choose one; “Not known” is a choice.';
  const birthDate = birthDateProblem(draft.birthDate, now);
  if (birthDate !== null) problems.birthDate = BIRTH_DATE_WORDS[birthDate];
  if (draft.nhsNumber.trim() !== '') {
    const state = nhsNumberState(draft.nhsNumber);
    if (state === 'incomplete') problems.nhsNumber = 'An NHS number has ten digits.';
    if (state === 'malformed') problems.nhsNumber = 'Ten digits and nothing else.';
    if (state === 'wrongCheckDigit')
      problems.nhsNumber = 'The check digit does not fit: a digit is mistyped.';
  }
  const gpPractice = orNull(draft.gpPractice.toUpperCase());
  if (!patientDetailsSchema.shape.gpPractice.safeParse(gpPractice).success) {
    problems.gpPractice = 'A letter and five digits, e.g. A81001.';
  }
  return problems;
}

const orNull = (typed: string) => (typed.trim() === '' ? null : typed.trim());

/** The draft as details of the contract. Only for a draft without problems. */
export function detailsOf(draft: DetailsDraft): Omit<PatientDetails, 'identifiers' | 'deceasedAt'> {
  return {
    family: orNull(draft.family),
    given: orNull(draft.given),
    prefix: orNull(draft.prefix),
    birthDate: readBirthDate(draft.birthDate),
    sex: draft.sex ?? 'unknown',
    nhsNumber: orNull(plainNhsNumber(draft.nhsNumber)),
    address: orNull(draft.address),
    postcode: orNull(draft.postcode),
    phone: orNull(draft.phone),
    ethnicCategory: draft.ethnicCategory,
    language: draft.language,
    interpreterNeeded: draft.interpreterNeeded,
    deprivationQuintile: draft.deprivationQuintile,
    gpPractice: orNull(draft.gpPractice.toUpperCase()),
  };
}

/** Only what differs from the record, so that the audit trail shows what was corrected and nothing else. */
export function changesOf(patient: Patient, draft: DetailsDraft): Partial<PatientDetails> {
  const next = detailsOf(draft);
  return Object.fromEntries(
    Object.entries(next).filter(([field, value]) => recordedValue(patient, field) !== value),
  );
}

function recordedValue(patient: Patient, field: string): unknown {
  return Object.entries(patient).find(([name]) => name === field)?.[1];
}
