import { Badge, Group, Text } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Job } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatDateTime, formatSpan } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { isActive, JOB_STATE_WORDS } from '../../components/job-words.ts';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Note } from '../../components/note.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { useJob } from '../../components/use-job.ts';
import { useListKeys } from '../../components/use-list-keys.ts';
import classes from './inbox.module.css';
import { InboxNav } from './inbox-nav.tsx';

/** Work in the background: what runs, what ran, what failed and why. */
export function JobsScreen() {
  const jobs = useQuery(api.ops.jobs.queryOptions({ input: {} }));
  const list = useRef<HTMLDivElement>(null);
  useListKeys({ id: 'jobs', group: 'Jobs', container: list });
  return (
    <>
      <InboxNav />
      <Page title="Jobs" about="They go on when you leave this screen.">
        <Panel padded={false}>
          <div ref={list}>
            {jobs.isPending ? <LoadingRows rows={6} height={64} /> : null}
            {jobs.isError ? <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} /> : null}
            {jobs.data?.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </div>
          {jobs.data?.length === 0 ? (
            <EmptyState icon={IconListCheck} title="No jobs yet">
              Imports, backups and verifications run as jobs; their progress and results are kept here.
            </EmptyState>
          ) : null}
        </Panel>
      </Page>
    </>
  );
}

function JobRow({ job: listed }: { job: Job }) {
  const followed = useJob(isActive(listed) ? listed.id : null);
  const job = followed ?? listed;
  return (
    <div className={classes.job} data-list-row tabIndex={-1}>
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Group gap="sm" wrap="nowrap">
          <Text fw={600}>{job.title}</Text>
          <Badge
            variant={isActive(job) ? 'light' : 'default'}
            color={job.state === 'failed' ? 'ochre' : 'harbour'}
          >
            {JOB_STATE_WORDS[job.state]}
          </Badge>
        </Group>
        <Text fz="sm" c="dimmed" className="numbers">
          {job.startedBy} · {formatDateTime(job.createdAt)}
          {lengthOf(job)}
        </Text>
      </Group>
      {isActive(job) ? <JobProgress job={job} /> : null}
      {job.error === null ? null : (
        <Note title={job.error.message}>
          {job.error.next}{' '}
          <Text component="span" fz="xs" c="dimmed">
            Code <code>{job.error.code}</code>
          </Text>
        </Note>
      )}
    </div>
  );
}

function lengthOf(job: Job): string {
  if (job.startedAt === null || job.finishedAt === null) return '';
  const ms = new Date(job.finishedAt).getTime() - new Date(job.startedAt).getTime();
  return ms < 60_000 ? ` · took ${Math.max(1, Math.round(ms / 1_000))} s` : ` · took ${formatSpan(ms)}`;
}
