import { type CaseReading, readCaseText } from '../../core/app/without-workspace.ts';
import { FairdocError } from '../../core/kernel/errors.ts';
import { LINE_LIMIT, type Line } from '../lines.ts';

/** Why a line that is longer than the limit is no case. */
export function lineTooLong(): { readonly id: null; readonly error: FairdocError } {
  const message = `The line is longer than ${LINE_LIMIT / 1_048_576} million characters.`;
  return {
    id: null,
    error: new FairdocError('invalid', 'triage.lineTooLong', message, 'Shorten the narrative.'),
  };
}

/** Reads one line of a file of cases. */
export function readCase({ text }: Line): CaseReading {
  return text === null ? lineTooLong() : readCaseText(text);
}
