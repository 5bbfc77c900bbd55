import { Button, Group, Progress, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Job } from '../../core/contract/index.ts';
import { api } from '../app/client.ts';
import { formatCount, formatSpan } from '../app/format.ts';
import { useSession } from '../app/session.tsx';
import { InlineProblem } from './inline-problem.tsx';
import { isActive, percentOf, timeLeft } from './job-words.ts';
import { useNow } from './use-now.ts';

/** A running job: what it is doing, how far it is, the time left, and a way to stop it. Survives leaving the screen. */
export function JobProgress({ job }: { job: Job }) {
  const queryClient = useQueryClient();
  const { me, can } = useSession();
  const now = useNow();
  const cancel = useMutation(
    api.ops.cancelJob.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: api.ops.key() }),
    }),
  );
  const percent = percentOf(job);
  const left = timeLeft(job, now);
  const mayCancel = isActive(job) && (can('jobs.manage') || job.startedBy === me.fullName);
  const amount =
    job.total === null
      ? job.done > 0
        ? formatCount(job.done)
        : ''
      : `${formatCount(job.done)} of ${formatCount(job.total)}`;

  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="md" mb={6}>
        <Text truncate>{job.step ?? (job.state === 'queued' ? 'Waiting for its turn' : job.title)}</Text>
        <Text c="dimmed" className="numbers" style={{ whiteSpace: 'nowrap' }}>
          {amount}
          {left === null ? '' : ` · about ${left < 60_000 ? 'a minute' : formatSpan(left)} left`}
        </Text>
      </Group>
      <Group wrap="nowrap" gap="md">
        <Progress
          value={percent ?? 100}
          animated={percent === null}
          style={{ flex: 1 }}
          aria-label={`${job.title}, progress`}
        />
        {mayCancel ? (
          <Button
            variant="default"
            size="compact-md"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ jobId: job.id })}
          >
            Cancel
          </Button>
        ) : null}
      </Group>
      {cancel.error === null ? null : <InlineProblem error={cancel.error} />}
    </div>
  );
}
