import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { UsageError } from './failure.ts';

/** No case is longer than this; a longer line is named and passed over without being held in memory. */
export const LINE_LIMIT = 4 * 1_048_576;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Null when the line is longer than LINE_LIMIT characters. */
  readonly text: string | null;
}

/** The lines of a UTF-8 stream one by one, without their ends and without a byte order mark. */
export async function* linesOf(stream: Readable, limit: number = LINE_LIMIT): AsyncGenerator<Line> {
  stream.setEncoding('utf8');
  let rest = '';
  let tooLong = false;
  let number = 0;
  const finish = (tail: string): Line => {
    const text = (rest + tail).replace(/\r$/, '');
    const whole = tooLong || text.length > limit ? null : text;
    rest = '';
    tooLong = false;
    number += 1;
    return { number, text: number === 1 && whole !== null ? whole.replace(/^\uFEFF/, '') : whole };
  };
  for await (const chunk of stream) {
    const text = String(chunk);
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      yield finish(text.slice(from, end));
      from = end + 1;
    }
    if (!tooLong) rest += text.slice(from);
    if (rest.length > limit) {
      rest = '';
      tooLong = true;
    }
  }
  if (rest !== '' || tooLong) yield finish('');
}

/** Opens a file, or standard input for `-`. @throws cli.unreadable */
export async function openInput(file: string): Promise<Readable> {
  if (file === '-') return process.stdin;
  const stream = createReadStream(file, { highWaterMark: 262_144 });
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve());
    stream.once('error', () => reject(unreadable(file)));
  });
  return stream;
}

export function unreadable(file: string): UsageError {
  return new UsageError(
    'cli.unreadable',
    `The file ${file} cannot be read.`,
    'Check its name and its permissions.',
  );
}

/** A whole small input as text. @throws cli.unreadable, cli.tooLarge */
export async function readInput(file: string, limit: number = LINE_LIMIT): Promise<string> {
  const stream = await openInput(file);
  stream.setEncoding('utf8');
  let text = '';
  try {
    for await (const chunk of stream) {
      text += String(chunk);
      if (text.length > limit)
        throw new UsageError('cli.tooLarge', 'The input is too large.', 'Give one JSON object.');
    }
  } catch (thrown) {
    throw thrown instanceof UsageError ? thrown : unreadable(file);
  }
  return text.replace(/^\uFEFF/, '');
}
