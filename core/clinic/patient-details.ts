import { isCalendarDate } from '../contract/age.ts';
import type { PatientDetails } from '../contract/index.ts';
import { FairdocError } from '../kernel/errors.ts';
import { isNhsNumber, NHS_NUMBER_SYSTEM } from './nhs-number.ts';

/** Patient details as they may be stored: one form for each thing, nothing that cannot be. */

export const EMPTY_DETAILS: PatientDetails = {
  family: null,
  given: null,
  prefix: null,
  birthDate: null,
  sex: 'unknown',
  nhsNumber: null,
  identifiers: [],
  address: null,
  postcode: null,
  phone: null,
  ethnicCategory: null,
  language: null,
  interpreterNeeded: null,
  deprivationQuintile: null,
  gpPractice: null,
  deceasedAt: null,
};

/** Some of the details; an undefined one is as it was. */
export type DetailsChanges = { readonly [K in keyof PatientDetails]?: PatientDetails[K] | undefined };

/** The details with those of `changes` that are given in place of their own. */
export function withChanges(details: PatientDetails, changes: DetailsChanges): PatientDetails {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...details, ...Object.fromEntries(given) };
}

export interface DetailsProblem {
  readonly field: keyof PatientDetails;
  readonly problem: string;
}

const OLDEST = 130;

/**
 * Brings details into the form in which they are stored: empty text is null, an NHS number has no spaces and
 * stands in its own field, UK postcodes are in capitals with one space, language tags are canonical.
 */
export function tidyDetails(details: PatientDetails): PatientDetails {
  const nhsEntry = details.identifiers.find(({ system }) => system === NHS_NUMBER_SYSTEM);
  const nhsNumber = textOrNull(details.nhsNumber ?? nhsEntry?.value ?? null);
  const identifiers = details.identifiers
    .map(({ system, value }) => ({ system: system.trim(), value: value.trim() }))
    .filter(({ system, value }) => system !== NHS_NUMBER_SYSTEM && value !== '');
  return {
    ...details,
    family: textOrNull(details.family),
    given: textOrNull(details.given),
    prefix: textOrNull(details.prefix),
    nhsNumber: nhsNumber?.replaceAll(/[\s\u00a0-]/g, '') ?? null,
    identifiers: identifiers.filter(
      (entry, index) => index === identifiers.findIndex((one) => same(one, entry)),
    ),
    address: textOrNull(details.address),
    postcode: tidyPostcode(textOrNull(details.postcode)),
    phone: textOrNull(details.phone),
    language: tidyLanguage(textOrNull(details.language)),
  };
}

/** Everything about tidied details that cannot be right, field by field. */
export function detailsProblems(
  details: PatientDetails,
  context: { readonly ethnicCategories: ReadonlySet<string>; readonly now: string },
): DetailsProblem[] {
  const problems: DetailsProblem[] = [];
  const add = (field: DetailsProblem['field'], problem: string) => problems.push({ field, problem });
  const { birthDate, deceasedAt } = details;
  if (details.nhsNumber !== null && !isNhsNumber(details.nhsNumber)) {
    add('nhsNumber', 'is not a valid NHS number: ten digits, of which the last checks the others');
  }
  if (birthDate !== null) {
    if (!isCalendarDate(birthDate)) add('birthDate', 'is not a date of the calendar');
    else if (birthDate > context.now) add('birthDate', 'is in the future');
    else if (Number(context.now.slice(0, 4)) - Number(birthDate.slice(0, 4)) > OLDEST) {
      add('birthDate', `is more than ${OLDEST} years ago`);
    }
  }
  if (deceasedAt !== null) {
    if (Number.isNaN(Date.parse(deceasedAt))) add('deceasedAt', 'is not a date or time');
    else if (Date.parse(deceasedAt) > Date.parse(context.now)) add('deceasedAt', 'is in the future');
    else if (birthDate !== null && deceasedAt < birthDate) add('deceasedAt', 'is before the birth');
  }
  if (details.ethnicCategory !== null && !context.ethnicCategories.has(details.ethnicCategory)) {
    add('ethnicCategory', 'is not a code of the NHS ethnic categories');
  }
  if (details.language !== null && canonicalLanguage(details.language) === null) {
    add('language', 'is not a language tag such as "en" or "pl"');
  }
  if (details.gpPractice !== null && !/^[A-Z]\d{5}$/.test(details.gpPractice)) {
    add('gpPractice', 'is not an ODS practice code: a letter and five digits');
  }
  const { deprivationQuintile: quintile } = details;
  if (quintile !== null && ![1, 2, 3, 4, 5].includes(quintile)) {
    add('deprivationQuintile', 'is a number from 1, most deprived, to 5');
  }
  return problems;
}

export function detailsError(problems: readonly DetailsProblem[]): FairdocError {
  const [first] = problems;
  const isNumber = problems.length === 1 && first?.field === 'nhsNumber';
  return new FairdocError(
    'invalid',
    isNumber ? 'clinic.nhsNumber' : 'clinic.patientDetails',
    `The details cannot be right: ${problems.map(({ field, problem }) => `${field} ${problem}`).join('; ')}.`,
    isNumber
      ? 'Compare the number with its source digit by digit, or leave it empty until it is known.'
      : 'Correct the named fields, or leave them empty until they are known.',
    { details: { fields: problems.map(({ field }) => field) } },
  );
}

/** `SMITH, Richard (Mr)`, the way NHS records show a name. */
export function displayName({
  family,
  given,
  prefix,
}: Pick<PatientDetails, 'family' | 'given' | 'prefix'>): string {
  const name = [family?.toLocaleUpperCase('en'), given].filter((part) => part !== null && part !== undefined);
  if (name.length === 0) return 'Name not known';
  return prefix === null ? name.join(', ') : `${name.join(', ')} (${prefix})`;
}

function textOrNull(text: string | null): string | null {
  const trimmed = text?.normalize('NFC').trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

const UK_POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})$/;

function tidyPostcode(postcode: string | null): string | null {
  const parts = UK_POSTCODE.exec(postcode?.toUpperCase() ?? '');
  return parts === null ? postcode : `${parts[1]} ${parts[2]}`;
}

/** The canonical tag; what is no tag at all comes back as it is, to be named as a problem. */
function tidyLanguage(language: string | null): string | null {
  return language === null ? null : (canonicalLanguage(language) ?? language);
}

/** The canonical form of a BCP 47 tag; null when it is none. */
export function canonicalLanguage(tag: string): string | null {
  try {
    return new Intl.Locale(tag).toString();
  } catch {
    return null;
  }
}

const same = (a: { system: string; value: string }, b: { system: string; value: string }) =>
  a.system === b.system && a.value === b.value;
