import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Job } from '../../core/contract/index.ts';
import { api, client } from '../app/client.ts';
import { isActive } from './job-words.ts';

/** A job with its progress as it happens, until it ends. Undefined while it is read, and for no job. */
export function useJob(jobId: string | null): Job | undefined {
  const queryClient = useQueryClient();
  const { data: job } = useQuery(
    api.ops.job.queryOptions({ input: { jobId: jobId ?? '' }, enabled: jobId !== null }),
  );
  const following = job !== undefined && isActive(job) ? job.id : null;

  useEffect(() => {
    if (following === null) return;
    const stop = new AbortController();
    const follow = async () => {
      const steps = await client.ops.watchJob({ jobId: following }, { signal: stop.signal });
      for await (const step of steps) {
        queryClient.setQueryData(api.ops.job.queryKey({ input: { jobId: following } }), step);
      }
    };
    // A broken stream is not a failed job: live updates still bring its state.
    follow().catch(() => undefined);
    return () => stop.abort();
  }, [following, queryClient]);

  return jobId === null ? undefined : job;
}
