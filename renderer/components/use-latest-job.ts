import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Job } from '../../core/contract/index.ts';
import { api } from '../app/client.ts';
import { isActive } from './job-words.ts';
import { useJob } from './use-job.ts';

/**
 * The newest job of a kind, with its progress while it runs; undefined when there is none. A screen that comes back
 * finds the job that it started before. When the job ends, what it made is read again.
 */
export function useLatestJob(kind: Job['kind']): Job | undefined {
  const queryClient = useQueryClient();
  const { data: jobs } = useQuery(api.ops.jobs.queryOptions({ input: {} }));
  const newest = jobs
    ?.filter((job) => job.kind === kind)
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  const followed = useJob(newest?.id ?? null);
  const job = followed ?? newest;
  const ended = job !== undefined && !isActive(job) ? job.id : null;

  useEffect(() => {
    if (ended === null) return;
    void queryClient.invalidateQueries({ queryKey: api.record.lastVerification.key() });
    void queryClient.invalidateQueries({ queryKey: api.record.backups.key() });
  }, [ended, queryClient]);

  return job;
}
