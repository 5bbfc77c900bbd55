import { FairdocError } from '../kernel/errors.ts';

/** Where NHS numbers come from, as FHIR UK Core names it. */
export const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

/**
 * Whether ten digits are a possible NHS number. The first nine are weighted 10 down to 2; eleven less the sum's
 * remainder by 11 is the last digit, where 11 counts as 0 and 10 makes the number impossible.
 * Source: NHS Data Model and Dictionary, NHS NUMBER, modulus 11.
 */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce(
    (total, digit, index) => total + Number(digit) * (10 - index),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]); // a check of 10 equals no digit
}

/**
 * The ten digits of an NHS number as people write it, `943 476 5919` or `943-476-5919`.
 * @throws clinic.nhsNumber when a digit is wrong, missing or too many.
 */
export function readNhsNumber(written: string): string {
  const digits = written.replaceAll(/[\s\u00a0-]/g, '');
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

/** `943 476 5919`, the way it is read aloud and printed. */
export function formatNhsNumber(digits: string): string {
  return `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
}
