import { z } from 'zod';
import { type Clinic, runEvaluation, type UploadedFile } from '../clinic/index.ts';
import type { HandlerContext } from '../identity/index.ts';
import type { JobDefinition, Jobs } from '../ops/index.ts';
import { removeUnlessKept } from './imports.ts';

/** An evaluation is a job. A file of cases is kept as an encrypted blob before it begins, so that it can begin again. */

const inputSchema = z.discriminatedUnion('source', [
  z.object({ source: z.literal('file'), name: z.string(), blob: z.string() }),
  z.object({ source: z.literal('workspace') }),
]);
type EvaluationInput = z.infer<typeof inputSchema>;

export function evaluationJob(
  clinic: Clinic,
  knowledge: { readonly version: string; readonly digest: string },
): JobDefinition<EvaluationInput> {
  return {
    kind: 'evaluate',
    title: 'Evaluation',
    parseInput: (stored) => inputSchema.parse(stored),
    access: 'triage.evaluate',
    onInterruption: 'restart',
    async run({ store, actor, jobId, input, signal, report }) {
      try {
        await runEvaluation({ clinic, knowledge }, { store, actor }, jobId, input, { signal, report });
      } catch (thrown) {
        // A workspace that closes gives a reason of its own: the job is taken up again, and needs its file.
        const over = !signal.aborted || signal.reason instanceof DOMException;
        if (over && input.source === 'file') await removeUnlessKept(store, input.blob);
        throw thrown;
      }
      return { runId: jobId };
    },
  };
}

/** Keeps the file and starts the job. Returns its id, which is that of the run. */
export async function startFileEvaluation(
  jobs: Jobs,
  definition: JobDefinition<EvaluationInput>,
  { store, actor }: HandlerContext,
  { name, bytes }: UploadedFile,
): Promise<string> {
  const { digest } = await store.blobs.put(bytes, { mediaType: 'application/octet-stream' });
  return jobs.start(definition, { source: 'file', name, blob: digest }, actor).id;
}
