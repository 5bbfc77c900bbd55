import type { Job } from '../core/contract/index.ts';
import type { Output } from './output.ts';
import type { Client } from './workspace.ts';

const TOUCH_MS = 30_000;

function progressOf({ title, step, done, total }: Job): string {
  const amount = total === null ? (done > 0 ? ` ${done}` : '') : ` ${done} of ${total}`;
  return `${title}: ${step ?? ''}${amount}`;
}

/**
 * Follows a job to its end and returns its result. Interrupting the command cancels the job first, so that it stops
 * at a clean point. @throws the job's own error, or cli.cancelled
 */
export async function followJob(client: Client, jobId: string, output: Output): Promise<unknown> {
  const cancel = () => void client.ops.cancelJob({ jobId }).catch(() => undefined);
  process.once('SIGINT', cancel);
  // Whoever waits for a job at a terminal is there: the session does not fall idle meanwhile.
  const touching = setInterval(() => void client.session.touch({}).catch(() => undefined), TOUCH_MS);
  try {
    for await (const job of await client.ops.watchJob({ jobId })) {
      output.progress(progressOf(job));
      if (job.state === 'done') return job.result;
      if (job.state === 'failed' || job.state === 'cancelled') throw jobError(job);
    }
    return (await client.ops.job({ jobId })).result;
  } finally {
    clearInterval(touching);
    process.off('SIGINT', cancel);
  }
}

function jobError({ error, state }: Job): Error {
  if (error) return Object.assign(new Error(error.message), { code: error.code, next: error.next });
  return Object.assign(new Error(state === 'cancelled' ? 'The job was cancelled.' : 'The job failed.'), {
    code: state === 'cancelled' ? 'cli.cancelled' : 'cli.jobFailed',
    next: 'Nothing of it was kept. Run the command again.',
  });
}
