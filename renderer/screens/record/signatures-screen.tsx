import { Button, Table, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconWritingSign } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Signature } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { formatDateTimeExact } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import classes from './signatures.module.css';

const STATES: Record<Signature['state'], { words: string; meaning: string }> = {
  valid: { words: 'Valid', meaning: 'The record is exactly what was signed.' },
  altered: { words: 'Record altered', meaning: 'The record is no longer what was signed.' },
  displaced: { words: 'Displaced', meaning: 'This signature was made for another record and copied here.' },
};

/** Who signed what, when, with which meaning, and whether the record is still what was signed. */
export function SignaturesScreen() {
  const query = useInfiniteQuery(
    api.record.signatures.infiniteOptions({
      input: (cursor: string | null) => ({ limit: 100, ...(cursor === null ? {} : { cursor }) }),
      initialPageParam: null,
      getNextPageParam: (page) => page.next,
    }),
  );
  const signatures = query.data?.pages.flatMap((page) => page.signatures) ?? [];
  return (
    <Page
      title="Signatures"
      about="Each is bound to exactly what was shown when it was made, and checked again every time it is listed."
    >
      <Panel padded={false}>
        {query.isPending ? <LoadingRows rows={8} /> : null}
        {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : null}
        {query.isSuccess && signatures.length === 0 ? (
          <EmptyState icon={IconWritingSign} title="Nothing has been signed yet">
            The first signature stands here when somebody confirms or overrides a triage proposal.
          </EmptyState>
        ) : null}
        {signatures.length > 0 ? (
          <Table horizontalSpacing="md" className="numbers">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>State</Table.Th>
                <Table.Th>Name</Table.Th>
                <Table.Th>Signed</Table.Th>
                <Table.Th>Meaning</Table.Th>
                <Table.Th>Bound to</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {signatures.map((signature) => (
                <Table.Tr key={signature.id}>
                  <Table.Td>
                    <SignatureState state={signature.state} />
                  </Table.Td>
                  <Table.Td>{signature.name}</Table.Td>
                  <Table.Td>{formatDateTimeExact(signature.signedAt)}</Table.Td>
                  <Table.Td>{signature.meaning}</Table.Td>
                  <Table.Td>
                    <Tooltip label={<code>{signature.digest}</code>} maw={560} multiline>
                      <Text component="span" fz="sm" c="dimmed">
                        SHA-256 <code>{signature.digest.slice(0, 12)}…</code>
                      </Text>
                    </Tooltip>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        ) : null}
        {query.hasNextPage ? (
          <Button
            variant="subtle"
            m="sm"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show older signatures
          </Button>
        ) : null}
      </Panel>
    </Page>
  );
}

function SignatureState({ state }: { state: Signature['state'] }) {
  const Sign = state === 'valid' ? IconCircleCheck : IconAlertTriangle;
  return (
    <Tooltip label={STATES[state].meaning}>
      <span className={classes.state} data-valid={state === 'valid'}>
        <Sign size={18} stroke={1.7} aria-hidden />
        {STATES[state].words}
      </span>
    </Tooltip>
  );
}
