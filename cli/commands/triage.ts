import { createAssessor } from '../../core/app/without-workspace.ts';
import type { TargetScaleId } from '../../core/contract/triage.ts';
import { asFairdocError } from '../../core/kernel/errors.ts';
import { LINE_LIMIT, type Line, linesOf, openInput } from '../lines.ts';
import { lineWriter, type Output } from '../output.ts';
import type { CommonOptions, Outcome } from '../run.ts';
import { readCase } from './triage-case.ts';
import { fullResult, lineFailure, shortResult } from './triage-result.ts';

export interface TriageOptions extends CommonOptions {
  /** One of the choices of the option. */
  readonly scale: TargetScaleId;
  readonly full?: boolean;
}

const isBlank = ({ text }: Line): boolean => text !== null && text.trim() === '';

/**
 * Assesses the cases of a file line by line and writes one result a line, in order. A line that cannot be assessed
 * gets an error as its result, and the rest goes on. Holds no more than one case in memory.
 */
export async function triage(input: {
  args: readonly string[];
  options: TriageOptions;
  output: Output;
}): Promise<Outcome> {
  const { options, output } = input;
  const assess = createAssessor(options.scale);
  const shape = options.full ? fullResult : shortResult;
  const answers = lineWriter();
  let cases = 0;
  let failed = 0;
  for await (const line of linesOf(await openInput(input.args[0] ?? '-'), LINE_LIMIT)) {
    if (isBlank(line)) continue;
    cases += 1;
    const reading = readCase(line);
    let answer: unknown;
    if ('error' in reading) answer = lineFailure(reading.id, line.number, reading.error);
    else {
      try {
        answer = shape(assess(reading.case));
      } catch (thrown) {
        answer = lineFailure(reading.case.id, line.number, asFairdocError(thrown));
      }
    }
    if (typeof answer === 'object' && answer !== null && 'error' in answer) failed += 1;
    await answers.line(JSON.stringify(answer));
    if (cases % 500 === 0) output.progress(`${cases} cases assessed`);
  }
  await answers.end();
  if (failed > 0)
    output.note(`${failed} of ${cases} lines could not be assessed: each says why in its result.`);
  return failed > 0 ? 1 : 0;
}
