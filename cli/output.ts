import { once } from 'node:events';
import type { Failure } from './failure.ts';

/**
 * Standard output carries the result and nothing else: JSON alone with `--json`, text for a person without.
 * Progress, questions and failures go to standard error.
 */
export interface Output {
  readonly json: boolean;
  /** The result: `data` as JSON, or the lines for a person. */
  result(data: unknown, lines: () => readonly string[]): void;
  /** One line about what is going on; on a terminal it replaces the one before. */
  progress(line: string): void;
  note(line: string): void;
  failure(failure: Failure): void;
}

export function createOutput(json: boolean): Output {
  const terminal = process.stderr.isTTY === true;
  let shown = false;
  const clear = () => {
    if (shown) process.stderr.write('\r\u001b[K');
    shown = false;
  };
  return {
    json,
    result(data, lines) {
      clear();
      process.stdout.write(
        json
          ? `${JSON.stringify(data)}\n`
          : lines()
              .map((line) => `${line}\n`)
              .join(''),
      );
    },
    progress(line) {
      if (!terminal) return;
      clear();
      process.stderr.write(line.slice(0, (process.stderr.columns ?? 80) - 1));
      shown = true;
    },
    note(line) {
      clear();
      process.stderr.write(`${line}\n`);
    },
    failure({ code, message, next }) {
      clear();
      if (json) process.stdout.write(`${JSON.stringify({ error: { code, message, next } })}\n`);
      else process.stderr.write(`${message} ${next} (${code})\n`);
    },
  };
}

/** How much text is gathered before it is written: enough to make system calls rare. */
const CHUNK = 65_536;

export interface LineWriter {
  /** Resolves at once, or when the reader of our output has caught up. */
  line(text: string): Promise<void>;
  end(): Promise<void>;
}

/** Writes many lines to standard output without letting them pile up in memory. */
export function lineWriter(): LineWriter {
  let pending = '';
  const flush = async () => {
    const chunk = pending;
    pending = '';
    if (chunk !== '' && !process.stdout.write(chunk)) await once(process.stdout, 'drain');
  };
  return {
    async line(text) {
      pending += `${text}\n`;
      if (pending.length >= CHUNK) await flush();
    },
    end: flush,
  };
}
