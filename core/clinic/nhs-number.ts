import { nhsNumberState, plainNhsNumber } from '../contract/nhs-number.ts';
import { FairdocError } from '../kernel/errors.ts';

/** Where NHS numbers come from, as FHIR UK Core names it. */
export const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

/** Whether this is ten digits, and nothing else, that make a possible NHS number. */
export function isNhsNumber(digits: string): boolean {
  return /^\d{10}$/.test(digits) && nhsNumberState(digits) === 'valid';
}

/**
 * The ten digits of an NHS number as people write it, `943 476 5919` or `943-476-5919`.
 * @throws clinic.nhsNumber when a digit is wrong, missing or too many.
 */
export function readNhsNumber(written: string): string {
  const digits = plainNhsNumber(written);
  if (isNhsNumber(digits)) return digits;
  throw new FairdocError(
    'invalid',
    'clinic.nhsNumber',
    /^\d{10}$/.test(digits)
      ? 'This is not a valid NHS number: its check digit does not fit the other nine.'
      : 'An NHS number has ten digits.',
    'Compare it with the source digit by digit, or leave it empty until it is known.',
  );
}
