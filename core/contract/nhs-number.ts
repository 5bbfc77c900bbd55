/** The NHS number: ten digits, the last a modulus-11 check digit (NHS Data Dictionary, "NHS NUMBER"). */

export type NhsNumberState =
  /** Ten digits with the right check digit. */
  | 'valid'
  /** Nothing but digits so far, fewer than ten. */
  | 'incomplete'
  /** Ten digits whose check digit does not fit: at least one was mistyped or two were exchanged. */
  | 'wrongCheckDigit'
  /** More than ten digits, or something that is no digit. */
  | 'malformed';

/** What was typed without the blanks and hyphens people put between the groups. */
export function plainNhsNumber(text: string): string {
  return text.replaceAll(/[\s-]/g, '');
}

/** How far what was typed is an NHS number. Blanks and hyphens between the digits do not matter. */
export function nhsNumberState(text: string): NhsNumberState {
  const digits = plainNhsNumber(text);
  if (!/^\d{0,10}$/.test(digits)) return 'malformed';
  if (digits.length < 10) return 'incomplete';
  return hasValidCheckDigit(digits) ? 'valid' : 'wrongCheckDigit';
}

/** `943 476 5919`, the way it is printed and read aloud. Anything that is not ten digits comes back as it is. */
export function formatNhsNumber(digits: string): string {
  return /^\d{10}$/.test(digits) ? `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}` : digits;
}

/** Digits times the weights 10 to 2; 11 minus the remainder of the sum by 11 is the check digit, 11 counts as 0. */
function hasValidCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < 9; index += 1) sum += Number(digits[index]) * (10 - index);
  const check = (11 - (sum % 11)) % 11;
  // A check of 10 has no digit: such numbers are never issued.
  return check === Number(digits[9]);
}
