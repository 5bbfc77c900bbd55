import { Button, Stack, Table, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { VerificationView } from '../../../core/contract/index.ts';
import { useActions } from '../../app/actions.ts';
import { api } from '../../app/client.ts';
import { formatCount, formatDateTimeExact, plural } from '../../app/format.ts';
import { AnchorLink } from '../../components/anchor-link.tsx';
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

/** Whether the record is what was written: the last verification, and a new one on demand. */
export function VerificationScreen() {
  const queryClient = useQueryClient();
  const last = useQuery(api.record.lastVerification.queryOptions({ input: {} }));
  const job = useLatestJob('verify');
  const running = job !== undefined && isActive(job);
  const verify = useMutation(
    api.record.verify.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.ops.jobs.key() }),
    }),
  );
  const start = () => verify.mutate({});
  useActions([
    {
      id: 'record.verify',
      label: 'Verify the record',
      group: 'Record',
      keys: 'v',
      icon: IconShieldCheck,
      disabled: running,
      run: start,
    },
  ]);

  return (
    <Page
      title="Verification"
      width="reading"
      about="Recomputes the chain of all entries, checks each machine's signature, and compares every stored record with its history."
      actions={
        <KeyTooltip label="Verify the record" keys="v">
          <Button
            leftSection={<IconShieldCheck size={18} stroke={1.6} />}
            disabled={running}
            loading={verify.isPending}
            onClick={start}
          >
            Verify now
          </Button>
        </KeyTooltip>
      }
    >
      <Stack gap="md">
        <InlineProblem error={verify.error} />
        {running ? (
          <Panel title="Verifying">
            <JobProgress job={job} />
          </Panel>
        ) : null}
        {job?.state === 'failed' && job.error !== null ? (
          <Note title={job.error.message}>
            {job.error.next} Code <code>{job.error.code}</code>
          </Note>
        ) : null}
        {last.isPending ? <LoadingRows rows={3} /> : null}
        {last.isError ? <ErrorState error={last.error} onRetry={() => void last.refetch()} /> : null}
        {last.data === null && !running ? (
          <EmptyState
            icon={IconShieldCheck}
            title="Not verified yet"
            action={<Button onClick={start}>Verify now</Button>}
          >
            The first verification takes a few seconds for a hundred thousand changes. It changes nothing.
          </EmptyState>
        ) : null}
        {last.data ? <Result verification={last.data} /> : null}
      </Stack>
    </Page>
  );
}

function Result({ verification }: { verification: VerificationView }) {
  const { intact, breaks, changeSets, changes, rows, seconds, verifiedAt } = verification;
  return (
    <div role="status">
      <Stack gap="md">
        {intact ? (
          <Note kind="good" title="The record is intact">
            Every entry is in its place, signed by its machine, and every stored record is what its history
            says.
          </Note>
        ) : (
          <Note title={`The record is not intact: ${plural(breaks.length, 'break')}`}>
            Make no backup over a good one. Keep this list, and compare with the newest backup that was
            checked as intact.
          </Note>
        )}
        <Text c="dimmed" className="numbers">
          Verified {formatDateTimeExact(verifiedAt)} in {seconds.toFixed(1)} s:{' '}
          {plural(changeSets, 'entry', 'entries')}, {plural(changes, 'change')}, {formatCount(rows)} stored
          records.
        </Text>
        {breaks.length === 0 ? null : <Breaks breaks={breaks} />}
      </Stack>
    </div>
  );
}

function Breaks({ breaks }: { breaks: VerificationView['breaks'] }) {
  return (
    <Panel title="What does not fit" padded={false}>
      <Table horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Entry</Table.Th>
            <Table.Th>Record</Table.Th>
            <Table.Th>What</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {breaks.map((found, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a verification never changes once it is done
            <Table.Tr key={position}>
              <Table.Td className="numbers">{found.changeSet ?? 'none'}</Table.Td>
              <Table.Td>
                {found.recordType === null || found.recordId === null ? (
                  (found.recordType ?? 'The chain itself')
                ) : (
                  <AnchorLink
                    to="/record/trail"
                    search={{ recordType: found.recordType, recordId: found.recordId }}
                  >
                    {found.recordType}
                  </AnchorLink>
                )}
              </Table.Td>
              <Table.Td>
                {found.what}{' '}
                <Text component="span" fz="xs" c="dimmed">
                  <code>{found.kind}</code>
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
