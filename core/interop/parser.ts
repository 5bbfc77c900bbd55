import { Worker } from 'node:worker_threads';
import type { ParsedFile, ParseFailure } from './draft.ts';
import { LIMITS } from './limits.ts';
import type { ClinicalFile } from './parse.ts';

export interface ParserOptions {
  /** Milliseconds one file may take. */
  readonly timeoutMs?: number;
  /** MiB of JavaScript memory one file may take. */
  readonly memoryMb?: number;
  /** The worker's file; the default serves the source tree, the build passes its own. */
  readonly workerUrl?: URL;
}

export interface Parser {
  /** Reads one file; files given at the same time are read one after another. Never rejects. */
  parse(file: ClinicalFile): Promise<ParsedFile>;
  close(): Promise<void>;
}

/**
 * A parser on a worker thread, so that a file made to exhaust time or memory ends that thread and not the
 * application. The thread is kept for the next file and replaced after it had to be ended.
 */
export function createParser(options: ParserOptions = {}): Parser {
  const { timeoutMs = 60_000, memoryMb = 512, workerUrl = new URL('./worker.ts', import.meta.url) } = options;
  let worker: Worker | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const start = () => {
    // `execArgv` is emptied: flags of the host, such as a debugger's or a test runner's, are not for the parser.
    const started = new Worker(workerUrl, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      execArgv: [],
    });
    started.unref();
    return started;
  };

  const end = async (failed: Worker) => {
    if (worker === failed) worker = null;
    await failed.terminate();
  };

  const run = async (file: ClinicalFile): Promise<ParsedFile> => {
    if (file.bytes.byteLength > LIMITS.fileBytes) return refused(TOO_LARGE);
    worker ??= start();
    const current = worker;
    const outcome = await ask(current, file, timeoutMs);
    if ('answer' in outcome) return outcome.answer;
    await end(current);
    return refused(outcome.failure);
  };

  return {
    parse: (file) => {
      const result = queue.then(() => run(file));
      queue = result;
      return result;
    },
    close: async () => {
      await queue;
      if (worker !== null) await end(worker);
    },
  };
}

/** One file on a thread of its own. */
export async function parseInWorker(file: ClinicalFile, options: ParserOptions = {}): Promise<ParsedFile> {
  const parser = createParser(options);
  try {
    return await parser.parse(file);
  } finally {
    await parser.close();
  }
}

type Outcome = { readonly answer: ParsedFile } | { readonly failure: ParseFailure };

function ask(worker: Worker, file: ClinicalFile, timeoutMs: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const settle = (outcome: Outcome) => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      resolve(outcome);
    };
    const onMessage = (answer: ParsedFile) => settle({ answer });
    const onError = (error: unknown) => settle({ failure: isOutOfMemory(error) ? OUT_OF_MEMORY : CRASHED });
    const onExit = () => settle({ failure: CRASHED });
    const timer = setTimeout(() => settle({ failure: TOO_SLOW }), timeoutMs);
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage({ name: file.name, bytes: file.bytes });
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function refused(error: ParseFailure): ParsedFile {
  return { format: 'unknown', records: [], leftOut: [], error };
}

const SMALLER = 'Ask the sending system for smaller files, for example one per patient.';

const TOO_LARGE: ParseFailure = {
  code: 'interop.tooLarge',
  message: 'The file is larger than can be imported at once: more than 64 MiB.',
  next: SMALLER,
};
const TOO_SLOW: ParseFailure = {
  code: 'interop.timeout',
  message: 'Reading the file took too long and was stopped. Nothing of it was imported.',
  next: SMALLER,
};
const OUT_OF_MEMORY: ParseFailure = {
  code: 'interop.memory',
  message: 'Reading the file took too much memory and was stopped. Nothing of it was imported.',
  next: SMALLER,
};
const CRASHED: ParseFailure = {
  code: 'interop.crashed',
  message: 'The file could not be read; the reader stopped. Nothing of it was imported.',
  next: 'Quote this code and the time to your administrator, and keep the file.',
};
