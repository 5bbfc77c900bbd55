import type { Job } from '../../core/contract/index.ts';

export const JOB_STATE_WORDS: Record<Job['state'], string> = {
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export function isActive(job: Pick<Job, 'state'>): boolean {
  return job.state === 'queued' || job.state === 'running';
}

/** 0–100, or null where the amount of work is not known. */
export function percentOf(job: Pick<Job, 'done' | 'total'>): number | null {
  if (job.total === null || job.total === 0) return null;
  return Math.min(100, (job.done / job.total) * 100);
}

/**
 * Milliseconds left at the pace so far; null until a tenth is done or five seconds have passed, because an early guess
 * jumps about.
 */
export function timeLeft(job: Pick<Job, 'done' | 'total' | 'startedAt'>, now: number): number | null {
  if (job.startedAt === null || job.total === null || job.done === 0) return null;
  const elapsed = now - new Date(job.startedAt).getTime();
  if (elapsed < 5_000 && job.done < job.total / 10) return null;
  return Math.max(0, (elapsed / job.done) * (job.total - job.done));
}
