import type { z } from 'zod';
import { asFairdocError, FairdocError } from '../../core/kernel/errors.ts';
import { LINE_LIMIT, linesOf, openInput } from '../lines.ts';
import { lineWriter, type Output } from '../output.ts';
import type { Outcome } from '../run.ts';
import { lineFailure } from './triage-result.ts';

function idOf(value: unknown): string | null {
  const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined;
  if (typeof id === 'number') return String(id);
  return typeof id === 'string' && id !== '' ? id.slice(0, 200) : null;
}

/** Reads one line as JSON of a shape. @throws text.lineTooLong, text.lineNotJson, text.lineInvalid */
function parseLine<T>(text: string | null, schema: z.ZodType<T>): { id: string | null; read: () => T } {
  const refuse = (code: string, message: string, next: string) => ({
    id: null,
    read: (): T => {
      throw new FairdocError('invalid', code, message, next);
    },
  });
  if (text === null) {
    const message = `The line is longer than ${LINE_LIMIT / 1_048_576} million characters.`;
    return refuse('text.lineTooLong', message, 'Shorten the text.');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('text.lineNotJson', 'The line is not JSON.', 'Write one JSON object a line.');
  }
  const id = idOf(value);
  if (id !== null && typeof value === 'object' && value !== null) Reflect.set(value, 'id', id);
  return {
    id,
    read: () => {
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      throw new FairdocError(
        'invalid',
        'text.lineInvalid',
        `The line cannot be read: ${issue?.path.join('.') || 'the object'}: ${issue?.message ?? ''}.`,
        'Correct the named member.',
      );
    },
  };
}

/**
 * Answers a file of JSON lines, one answer a line and in order. A line that cannot be answered gets an error as its
 * answer and the rest goes on. Holds one line in memory.
 *
 * @returns 1 when there was such a line.
 */
export async function answerLines<T>(
  file: string,
  output: Output,
  schema: z.ZodType<T>,
  answer: (item: T) => unknown,
): Promise<Outcome> {
  const answers = lineWriter();
  let count = 0;
  let failed = 0;
  for await (const line of linesOf(await openInput(file), LINE_LIMIT)) {
    if (line.text !== null && line.text.trim() === '') continue;
    count += 1;
    const { id, read } = parseLine(line.text, schema);
    let result: unknown;
    try {
      result = answer(read());
    } catch (thrown) {
      failed += 1;
      result = lineFailure(id, line.number, asFairdocError(thrown));
    }
    await answers.line(JSON.stringify(result));
    if (count % 5_000 === 0) output.progress(`${count} lines read`);
  }
  await answers.end();
  if (failed > 0) output.note(`${failed} of ${count} lines could not be read: each says why in its result.`);
  return failed > 0 ? 1 : 0;
}
