import { Button } from '@mantine/core';
import { IconStethoscope, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { api } from '../../app/client.ts';
import { changePreferences, usePreferences } from '../../app/preferences.ts';
import { useSession } from '../../app/session.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { useNow } from '../../components/use-now.ts';
import classes from './board.module.css';
import { BoardToolbar } from './board-toolbar.tsx';
import { QueueColumns } from './queue-columns.tsx';
import { QueueList } from './queue-list.tsx';
import { matchesFilter, matchesWords, type QueueFilter } from './queue-view.ts';
import { useBoardActions } from './use-board-actions.ts';
import { useChangedRows } from './use-changed.ts';

/** The queue may change by time alone (a target passes, a re-triage falls due), so it is read again each minute. */
const REFRESH_MS = 60_000;

/** Everybody who waits, by level, with running times. */
export function BoardScreen() {
  const queue = useQuery({ ...api.triage.queue.queryOptions({ input: {} }), refetchInterval: REFRESH_MS });
  const view = usePreferences().triageView;
  const [filter, setFilter] = useState<QueueFilter>('all');
  const [words, setWords] = useState('');
  const [selected, setSelected] = useState<string | null>(null);
  const board = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const mayTakeIn = useSession().can('clinical.write');
  const now = useNow();

  const all = queue.data?.rows;
  const changed = useChangedRows(all);
  const rows = useMemo(
    () => (all ?? []).filter((row) => matchesFilter(row, filter, now) && matchesWords(row, words)),
    [all, filter, words, now],
  );
  const switchView = () => changePreferences({ triageView: view === 'columns' ? 'list' : 'columns' });
  useBoardActions({
    rows,
    view,
    selected,
    select: setSelected,
    board,
    search,
    switchView,
    open: (encounterId) => void navigate({ to: '/triage/$encounterId', params: { encounterId } }),
    takeIn: mayTakeIn ? () => void navigate({ to: '/triage/new' }) : null,
  });

  if (queue.isPending) return <LoadingRows rows={14} label="Reading the queue" />;
  if (all === undefined) return <ErrorState error={queue.error} onRetry={() => void queue.refetch()} />;
  return (
    <div className={classes.screen}>
      <BoardToolbar
        rows={all}
        now={now}
        filter={filter}
        onFilter={setFilter}
        words={words}
        onWords={setWords}
        search={search}
        view={view}
        onSwitchView={switchView}
        stale={queue.isError ? queue.error : null}
      />
      {all.length === 0 ? (
        <NobodyWaits mayTakeIn={mayTakeIn} />
      ) : rows.length === 0 ? (
        <EmptyState
          icon={IconStethoscope}
          title="Nobody matches"
          action={
            <Button
              variant="default"
              onClick={() => {
                setFilter('all');
                setWords('');
              }}
            >
              Show everybody
            </Button>
          }
        >
          Patients are waiting, but none of them fits the filter.
        </EmptyState>
      ) : view === 'columns' ? (
        <QueueColumns
          ref={board}
          rows={rows}
          now={now}
          selected={selected}
          onSelect={setSelected}
          changed={changed}
        />
      ) : (
        <QueueList
          ref={board}
          rows={rows}
          now={now}
          selected={selected}
          onSelect={setSelected}
          changed={changed}
        />
      )}
    </div>
  );
}

function NobodyWaits({ mayTakeIn }: { mayTakeIn: boolean }) {
  return (
    <EmptyState
      icon={IconStethoscope}
      title="Nobody is waiting"
      action={
        mayTakeIn ? (
          <Button component={Link} to="/triage/new" leftSection={<IconUserPlus size={18} />}>
            Take in a patient
          </Button>
        ) : undefined
      }
    >
      A patient appears here after intake, or when an admission message is imported, and stays until the
      encounter is closed.
    </EmptyState>
  );
}
