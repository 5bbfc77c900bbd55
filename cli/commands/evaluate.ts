import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import {
  compareVersions,
  createSubject,
  evaluate,
  type Failure,
  type Judged,
  judgeLine,
  readGoldText,
  type Subject,
} from '../../core/app/without-workspace.ts';
import { FairdocError } from '../../core/kernel/errors.ts';
import { UsageError } from '../failure.ts';
import { linesOf, openInput } from '../lines.ts';
import type { Output } from '../output.ts';
import type { Outcome } from '../run.ts';
import { evaluationText } from './evaluation-text.ts';
import { readResults } from './results-file.ts';
import type { TriageOptions } from './triage.ts';
import { lineTooLong } from './triage-case.ts';
import { lineFailure, shortResult } from './triage-result.ts';

export interface EvaluateOptions extends TriageOptions {
  readonly against?: string;
  readonly baseline?: string;
  readonly knowledge?: string;
  readonly out?: string;
}

interface Measured {
  readonly judged: readonly Judged[];
  readonly failures: readonly Failure[];
  /** What the baseline made of the same lines; empty without one. */
  readonly baseline: readonly Judged[];
}

/**
 * Assesses the cases of a file and judges the answers against their gold levels; optionally beside another version of
 * the knowledge, or beside results that were written before.
 */
export async function evaluateFile(input: {
  args: readonly string[];
  options: EvaluateOptions;
  output: Output;
}): Promise<Outcome> {
  const { options, output } = input;
  if (options.against !== undefined && options.baseline !== undefined) {
    throw new UsageError('cli.usage', 'Give --against or --baseline, not both.');
  }
  const subject = createSubject(options.scale, knowledgeFolder(options.knowledge));
  const baseline =
    options.baseline === undefined
      ? undefined
      : createSubject(options.scale, knowledgeFolder(options.baseline));
  const results = options.out === undefined ? undefined : openResults(options.out);
  const measured = await measure(input.args[0] ?? '-', { subject, baseline, output, results });
  await results?.close();
  const { judged, failures } = measured;
  const report = evaluate({
    judged,
    failures,
    knowledge: subject.knowledge,
    minutes: subject.minutes,
  });
  const earlier =
    baseline !== undefined
      ? { name: nameOf(baseline), judged: measured.baseline }
      : options.against !== undefined
        ? { name: path.basename(options.against), judged: await readResults(options.against, judged) }
        : undefined;
  const comparison =
    earlier === undefined ? null : compareVersions(earlier, { name: nameOf(subject), judged });
  const full = { ...report, comparison };
  output.result(full, () => evaluationText(full));
  return failures.length > 0 ? 1 : 0;
}

async function measure(
  file: string,
  to: {
    subject: Subject;
    baseline: Subject | undefined;
    output: Output;
    results: Results | undefined;
  },
): Promise<Measured> {
  const judged: Judged[] = [];
  const failures: Failure[] = [];
  const baseline: Judged[] = [];
  for await (const { number, text } of linesOf(await openInput(file))) {
    if (text !== null && text.trim() === '') continue;
    const reading = text === null ? lineTooLong() : readGoldText(text);
    const answer = judgeLine(to.subject, reading, number);
    if ('failure' in answer) {
      failures.push(answer.failure);
      const { id, code, message } = answer.failure;
      const next = 'error' in reading ? reading.error.next : 'Try the case alone.';
      await to.results?.line(lineFailure(id, number, new FairdocError('invalid', code, message, next)));
      continue;
    }
    judged.push(answer.judged);
    await to.results?.line(shortResult(answer.result));
    if (to.baseline !== undefined) {
      const other = judgeLine(to.baseline, reading, number);
      if ('judged' in other) baseline.push(other.judged);
    }
    if (judged.length % 500 === 0) to.output.progress(`${judged.length} cases assessed`);
  }
  return { judged, failures, baseline };
}

const nameOf = ({ knowledge }: Subject): string => `${knowledge.version} (${knowledge.digest.slice(0, 8)})`;

/** A folder like `resources/`, with `triage/` and `lexicon/` in it; undefined for the one that comes with Fairdoc. */
function knowledgeFolder(folder: string | undefined): string | undefined {
  if (folder === undefined) return undefined;
  if (existsSync(path.join(folder, 'triage')) && existsSync(path.join(folder, 'lexicon'))) return folder;
  throw new UsageError(
    'evaluation.noKnowledge',
    `The folder ${folder} holds no knowledge.`,
    'Name a folder like resources/, with the folders triage and lexicon in it.',
  );
}

interface Results {
  line(value: unknown): Promise<void>;
  close(): Promise<void>;
}

/** Writes results to a file, as `fairdoc triage` would print them. Replaces the file. */
function openResults(file: string): Results {
  const stream = createWriteStream(file);
  const opened = new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve());
    stream.once('error', () =>
      reject(
        new UsageError('cli.unwritable', `The file ${file} cannot be written.`, 'Choose another place.'),
      ),
    );
  });
  // Whoever writes first hears of a failure; until then it must not count as unhandled.
  opened.catch(() => undefined);
  return {
    async line(value) {
      await opened;
      if (!stream.write(`${JSON.stringify(value)}\n`)) {
        await once(stream, 'drain');
      }
    },
    async close() {
      await opened;
      stream.end();
      await finished(stream);
    },
  };
}
