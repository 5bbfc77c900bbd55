import { ActionIcon, Button, SegmentedControl, Text, TextInput, Title } from '@mantine/core';
import { IconLayoutColumns, IconList, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { RefObject } from 'react';
import type { QueueRow } from '../../../core/contract/index.ts';
import { plural } from '../../app/format.ts';
import { problemOf } from '../../app/problem.ts';
import { useSession } from '../../app/session.tsx';
import { KeyTooltip } from '../../components/key-tooltip.tsx';
import classes from './board.module.css';
import { FILTER_LABELS, matchesFilter, QUEUE_FILTERS, type QueueFilter } from './queue-view.ts';

/** How many wait and in what state, what is shown of them, and the way to take in another. */
export function BoardToolbar({
  rows,
  now,
  filter,
  onFilter,
  words,
  onWords,
  search,
  view,
  onSwitchView,
  stale,
}: {
  rows: readonly QueueRow[];
  now: number;
  filter: QueueFilter;
  onFilter: (filter: QueueFilter) => void;
  words: string;
  onWords: (words: string) => void;
  search: RefObject<HTMLInputElement | null>;
  view: 'columns' | 'list';
  onSwitchView: () => void;
  /** Why the last reading failed, while an earlier one is still shown. */
  stale: unknown;
}) {
  const mayTakeIn = useSession().can('clinical.write');
  const otherView = view === 'columns' ? 'one list' : 'columns by level';
  return (
    <header className={classes.toolbar}>
      <div className={classes.heading}>
        <Title order={1}>Triage</Title>
        <Text c="dimmed" className={classes.summary}>
          {plural(rows.length, 'patient')}
          {stale === null ? '' : ` as of the last reading. ${problemOf(stale).message}`}
        </Text>
      </div>
      <SegmentedControl
        aria-label="Which patients to show"
        value={filter}
        onChange={(value) => onFilter(QUEUE_FILTERS.find((known) => known === value) ?? 'all')}
        data={QUEUE_FILTERS.map((value) => ({
          value,
          label: `${FILTER_LABELS[value]} ${rows.filter((row) => matchesFilter(row, value, now)).length}`,
        }))}
      />
      <KeyTooltip label="Find by name, bay or complaint" keys="/">
        <TextInput
          ref={search}
          className={classes.search}
          aria-label="Find in the queue by name, bay or complaint"
          placeholder="Name, bay, complaint"
          leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
          value={words}
          onChange={(event) => onWords(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            onWords('');
            event.currentTarget.blur();
          }}
        />
      </KeyTooltip>
      <KeyTooltip label={`Show as ${otherView}`} keys="v">
        <ActionIcon size={36} variant="default" aria-label={`Show as ${otherView}`} onClick={onSwitchView}>
          {view === 'columns' ? (
            <IconList size={19} stroke={1.6} />
          ) : (
            <IconLayoutColumns size={19} stroke={1.6} />
          )}
        </ActionIcon>
      </KeyTooltip>
      {mayTakeIn ? (
        <KeyTooltip label="Take in a patient" keys="n">
          <Button component={Link} to="/triage/new" leftSection={<IconUserPlus size={18} stroke={1.7} />}>
            New intake
          </Button>
        </KeyTooltip>
      ) : null}
    </header>
  );
}
