import { Button, Stack, Table } from '@mantine/core';
import { IconDatabaseExport } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useActions } from '../../app/actions.ts';
import { api } from '../../app/client.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { isActive } from '../../components/job-words.ts';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Note } from '../../components/note.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { useLatestJob } from '../../components/use-latest-job.ts';
import { BackupRow } from './backup-row.tsx';

/** Backups of this workspace: make one, check it by a trial restore, save it on another disk. */
export function BackupsScreen() {
  const queryClient = useQueryClient();
  const backups = useQuery(api.record.backups.queryOptions({ input: {} }));
  const making = useLatestJob('backup');
  const checking = useLatestJob('checkBackup');
  const readJobs = () => queryClient.invalidateQueries({ queryKey: api.ops.jobs.key() });
  const create = useMutation(api.record.createBackup.mutationOptions({ onSuccess: readJobs }));
  const check = useMutation(api.record.checkBackup.mutationOptions({ onSuccess: readJobs }));
  const running = [making, checking].filter((job) => job !== undefined && isActive(job));
  const busy = running.length > 0;
  const start = () => create.mutate({});
  useActions([
    {
      id: 'record.backup',
      label: 'Make a backup',
      group: 'Record',
      keys: 'n',
      icon: IconDatabaseExport,
      disabled: busy,
      run: start,
    },
  ]);

  return (
    <Page
      title="Backups"
      about="Encrypted like the workspace itself; whoever may sign in here may sign in to a restored backup."
      actions={
        <KeyTooltip label="Make a backup" keys="n">
          <Button
            leftSection={<IconDatabaseExport size={18} stroke={1.6} />}
            disabled={busy}
            loading={create.isPending}
            onClick={start}
          >
            Make a backup
          </Button>
        </KeyTooltip>
      }
    >
      <Stack gap="md">
        <InlineProblem error={create.error ?? check.error} />
        {running.map((job) =>
          job === undefined ? null : (
            <Panel key={job.id} title={job.title}>
              <JobProgress job={job} />
            </Panel>
          ),
        )}
        {making?.state === 'failed' && making.error !== null ? (
          <Note title={making.error.message}>
            {making.error.next} Code <code>{making.error.code}</code>
          </Note>
        ) : null}
        <Panel padded={false}>
          {backups.isPending ? <LoadingRows rows={4} /> : null}
          {backups.isError ? (
            <ErrorState error={backups.error} onRetry={() => void backups.refetch()} />
          ) : null}
          {backups.data?.length === 0 ? (
            <EmptyState
              icon={IconDatabaseExport}
              title="There is no backup yet"
              action={
                <Button onClick={start} disabled={busy}>
                  Make a backup
                </Button>
              }
            >
              Without one, the loss of this machine is the loss of the record. Make one, then save it on
              another disk.
            </EmptyState>
          ) : null}
          {backups.data !== undefined && backups.data.length > 0 ? (
            <Table horizontalSpacing="md" className="numbers">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Made</Table.Th>
                  <Table.Th>Size</Table.Th>
                  <Table.Th>Entries</Table.Th>
                  <Table.Th>Trial restore</Table.Th>
                  <Table.Th>SHA-256</Table.Th>
                  <Table.Th>
                    <span className="only-heard">Actions</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {backups.data.map((backup) => (
                  <BackupRow
                    key={backup.id}
                    backup={backup}
                    busy={busy}
                    onCheck={() => check.mutate({ backupId: backup.id })}
                  />
                ))}
              </Table.Tbody>
            </Table>
          ) : null}
        </Panel>
      </Stack>
    </Page>
  );
}
