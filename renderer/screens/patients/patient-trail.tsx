import { Button, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { AuditEntry } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { EntryDetail } from '../../components/audit/entry-detail.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Panel } from '../../components/panel.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { useListKeys } from '../../components/use-list-keys.ts';
import classes from './record.module.css';

const PAGE = 100;

/** Who did what to this patient's record, when and why, value by value. */
export function PatientTrail({ patientId }: { patientId: string }) {
  const list = useRef<HTMLUListElement>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const trail = useInfiniteQuery(
    api.record.patientTrail.infiniteOptions({
      input: (cursor: string | undefined) => ({
        patientId,
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  useListKeys({ id: 'patientTrail', group: 'Audit trail', container: list });
  if (trail.isPending) return <LoadingRows rows={10} label="Reading the audit trail" />;
  const entries = trail.data?.pages.flatMap((page) => page.entries);
  if (entries === undefined) return <ErrorState error={trail.error} onRetry={() => void trail.refetch()} />;
  const open = entries.find(({ changeSet }) => changeSet === chosen) ?? entries[0];
  if (open === undefined) {
    return (
      <EmptyState icon={IconHistory} title="No entries">
        Every change of this record will stand here with its author, time and reason.
      </EmptyState>
    );
  }
  return (
    <div className={classes.trail}>
      <Panel padded={false}>
        <ul ref={list} className={classes.kinds} aria-label="Entries">
          {entries.map((entry) => (
            <EntryRow
              key={entry.changeSet}
              entry={entry}
              open={entry.changeSet === open.changeSet}
              onOpen={() => setChosen(entry.changeSet)}
            />
          ))}
        </ul>
        {trail.hasNextPage ? (
          <Button
            variant="subtle"
            m="sm"
            loading={trail.isFetchingNextPage}
            onClick={() => void trail.fetchNextPage()}
          >
            Show earlier entries
          </Button>
        ) : null}
      </Panel>
      <div className={classes.aside}>
        <Panel>
          <EntryDetail key={open.changeSet} entry={open} />
        </Panel>
      </div>
    </div>
  );
}

function EntryRow({ entry, open, onOpen }: { entry: AuditEntry; open: boolean; onOpen: () => void }) {
  return (
    <li>
      <button
        type="button"
        className={classes.entry}
        aria-pressed={open}
        data-list-row
        onClick={onOpen}
        onFocus={onOpen}
      >
        <Text span fw={600}>
          {entry.actionTitle}
        </Text>
        <Text span fz="sm" c="dimmed">
          <TimeText at={entry.time} />, {entry.actor.name}
        </Text>
        {entry.reason === null ? null : (
          <Text span fz="sm">
            {entry.reason}
          </Text>
        )}
      </button>
    </li>
  );
}
