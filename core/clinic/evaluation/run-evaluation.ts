import type { Actor } from '../../identity/index.ts';
import { isoTime } from '../../kernel/clock.ts';
import type { Store } from '../../store/index.ts';
import type { Clinic } from '../clinic.ts';
import { type CaseLine, readCaseFile } from './case-file.ts';
import { judgeLine } from './judge.ts';
import { evaluate, type Failure, type Judged } from './report.ts';
import { keepRun } from './runs.ts';
import { signedDecisions } from './signed-cases.ts';
import type { Subject } from './subject.ts';

/** What is evaluated: a file that is kept as a blob, or the signed decisions of the workspace. */
export type EvaluationSource =
  | { readonly source: 'file'; readonly name: string; readonly blob: string }
  | { readonly source: 'workspace' };

/** Cases between two looks at whether to stop: the interface is served by the same thread. */
const AT_A_TIME = 20;

/**
 * Assesses every case of the source with the rules that are loaded, judges the answers, and keeps the run under `runId`.
 * Stops without a trace when the signal aborts. @throws evaluation.notText, evaluation.noCases, evaluation.noColumns
 */
export async function runEvaluation(
  { clinic, knowledge }: { readonly clinic: Clinic; readonly knowledge: Subject['knowledge'] },
  { store, actor }: { readonly store: Store; readonly actor: Actor },
  runId: string,
  from: EvaluationSource,
  watch: { readonly signal: AbortSignal; report(step: string, done: number, total: number): void },
): Promise<void> {
  const { targetScale } = clinic.settings(store);
  const subject: Subject = {
    assess: (input) => clinic.triage.assess(input, targetScale),
    minutes: (acuity) => clinic.triage.targetMinutes(acuity, targetScale),
    knowledge,
  };
  const { size, lines } = await openSource(store, from);
  const judged: Judged[] = [];
  const failures: Failure[] = [];
  for (const { line, reading } of lines()) {
    const answer = judgeLine(subject, reading, line);
    if ('judged' in answer) judged.push(answer.judged);
    else failures.push(answer.failure);
    const done = judged.length + failures.length;
    if (done % AT_A_TIME !== 0) continue;
    watch.report('Assessing the cases', done, size);
    await new Promise((resolve) => setImmediate(resolve));
    watch.signal.throwIfAborted();
  }
  watch.signal.throwIfAborted();
  watch.report('Keeping the report', size, size);
  await keepRun(store, actor, {
    id: runId,
    source: from.source,
    name: from.source === 'file' ? from.name : 'Signed decisions',
    fileBlob: from.source === 'file' ? from.blob : null,
    report: evaluate({ judged, failures, knowledge, minutes: subject.minutes }),
    judged,
    createdAt: isoTime(clinic.clock),
  });
}

async function openSource(
  store: Store,
  from: EvaluationSource,
): Promise<{ readonly size: number; readonly lines: () => Generator<CaseLine, void> }> {
  if (from.source === 'workspace') return signedDecisions(store);
  const { content } = await store.blobs.get(from.blob);
  return readCaseFile(content);
}
