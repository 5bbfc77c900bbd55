import type { Patient } from '../../../core/contract/index.ts';

/** The details as the form calls them. */
export const FIELD_LABELS: Readonly<Record<string, string>> = {
  family: 'Family name',
  given: 'Given name',
  prefix: 'Title',
  birthDate: 'Date of birth',
  sex: 'Sex',
  nhsNumber: 'NHS number',
  address: 'Address',
  postcode: 'Postcode',
  phone: 'Telephone',
  ethnicCategory: 'Ethnic category',
  language: 'Language',
  interpreterNeeded: 'Interpreter needed',
  deprivationQuintile: 'Deprivation quintile',
  gpPractice: 'GP practice',
};

/** A detail as it stands in the record. */
export function fieldText(patient: Patient, field: string): string {
  const value = Object.entries(patient).find(([name]) => name === field)?.[1];
  return value === null || value === undefined ? 'not known' : String(value);
}
