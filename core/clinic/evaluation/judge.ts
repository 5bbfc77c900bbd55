import type { TriageResult } from '../../contract/triage-case.ts';
import { asFairdocError } from '../../kernel/errors.ts';
import type { GoldReading } from './case-text.ts';
import { indexOn, type Level, levelOf } from './gold.ts';
import { decisive, type Failure, type Judged } from './report.ts';
import type { Subject } from './subject.ts';

/** An answer with its gold level. Reasons are kept only where they will be asked for: where the two differ. */
export function judge(gold: Level, result: TriageResult): Judged {
  const given = levelOf(result.acuity);
  const agrees = indexOn(given, gold.scale) === gold.index;
  return { id: result.id, gold, given, reasons: agrees ? [] : decisive(result) };
}

/** Assesses one line. Never throws: what goes wrong becomes a failure of that line. */
export function judgeLine(
  subject: Pick<Subject, 'assess'>,
  reading: GoldReading,
  line: number,
): { readonly judged: Judged; readonly result: TriageResult } | { readonly failure: Failure } {
  if ('error' in reading) return { failure: failureOf(reading.id, line, reading.error) };
  try {
    const result = subject.assess(reading.case);
    return { judged: judge(reading.gold, result), result };
  } catch (thrown) {
    return { failure: failureOf(reading.case.id, line, asFairdocError(thrown)) };
  }
}

function failureOf(
  id: string | null,
  line: number,
  { code, message }: Pick<Error, 'message'> & { code: string },
): Failure {
  return { id, line, code, message };
}
