import { ActionIcon, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useActions } from '../../app/actions.ts';
import { client } from '../../app/client.ts';
import { problemOf } from '../../app/problem.ts';
import { useSession } from '../../app/session.tsx';
import { EntryDetail } from '../../components/audit/entry-detail.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { saveFile } from '../../components/save-file.ts';
import { EntryList } from './entry-list.tsx';
import classes from './trail.module.css';
import { filterOf } from './trail-filter.ts';
import { TrailFilters } from './trail-filters.tsx';
import type { TrailSearch } from './trail-search.ts';
import { useTrail } from './use-trail.ts';

/** Who did what, when and why, value by value: filters above, entries on the left, the chosen one in full. */
export function TrailScreen() {
  const search = useSearch({ from: '/record/trail' });
  const navigate = useNavigate();
  const { can } = useSession();
  const trail = useTrail(search);
  const [chosen, setChosen] = useState<number | null>(null);
  const entry = trail.entries.find(({ changeSet }) => changeSet === chosen) ?? trail.entries[0];

  const setSearch = (next: TrailSearch) =>
    void navigate({ to: '/record/trail', search: next, replace: true });
  const exportTrail = useMutation({
    mutationFn: () => client.record.exportTrail({ filter: filterOf(search) }),
    onSuccess: ({ name, content }) => saveFile(name, content),
    onError: (error) => {
      const problem = problemOf(error);
      notifications.show({ title: problem.message, message: problem.next, color: 'ochre' });
    },
  });
  useActions([
    {
      id: 'trail.refresh',
      label: 'Read the trail again',
      group: 'Audit trail',
      keys: 'r',
      icon: IconRefresh,
      run: trail.refresh,
    },
    {
      id: 'trail.export',
      label: 'Export the audit trail as filtered',
      group: 'Audit trail',
      keys: 'e',
      icon: IconDownload,
      disabled: !can('audit.export'),
      run: () => exportTrail.mutate(),
    },
  ]);

  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <h1 className="only-heard">Audit trail</h1>
        <TrailFilters search={search} onChange={setSearch} />
        <div className={classes.tools}>
          <KeyTooltip label="Read the trail again" keys="r">
            <ActionIcon aria-label="Read the trail again" color="gray" onClick={trail.refresh}>
              <IconRefresh size={19} stroke={1.6} />
            </ActionIcon>
          </KeyTooltip>
          {can('audit.export') ? (
            <KeyTooltip label="As filtered, with the means to check it without Fairdoc" keys="e">
              <Button
                variant="default"
                leftSection={<IconDownload size={17} stroke={1.6} />}
                loading={exportTrail.isPending}
                onClick={() => exportTrail.mutate()}
              >
                Export
              </Button>
            </KeyTooltip>
          ) : null}
        </div>
      </header>
      <div className={classes.list}>
        {trail.error !== null ? <ErrorState error={trail.error} onRetry={trail.refresh} /> : null}
        {trail.pending ? <LoadingRows rows={12} height={58} label="Reading the audit trail" /> : null}
        {trail.error === null && !trail.pending ? (
          <EntryList
            trail={trail}
            chosen={entry?.changeSet ?? null}
            onChoose={setChosen}
            filtered={search}
            onClearFilters={() => setSearch({})}
          />
        ) : null}
      </div>
      <aside className={classes.detail} aria-label="Chosen entry">
        {entry === undefined ? null : (
          <EntryDetail
            key={entry.changeSet}
            entry={entry}
            onOpenRecord={({ recordType, recordId }) => setSearch({ recordType, recordId })}
          />
        )}
      </aside>
    </div>
  );
}
