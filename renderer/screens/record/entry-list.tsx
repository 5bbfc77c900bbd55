import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useActions } from '../../app/actions.ts';
import { formatDateTime, plural } from '../../app/format.ts';
import { summaryOf } from '../../components/audit/audit-words.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import classes from './trail.module.css';
import { isFiltered } from './trail-filter.ts';
import type { TrailSearch } from './trail-search.ts';
import type { Trail } from './use-trail.ts';

const ROW_PX = 58;
const GROUP = 'Audit trail';

/** Entries as a list box of any length: only what is in view is drawn, and the rest is read as it comes near. */
export function EntryList({
  trail,
  chosen,
  onChoose,
  filtered,
  onClearFilters,
}: {
  trail: Trail;
  chosen: number | null;
  onChoose: (changeSet: number) => void;
  filtered: TrailSearch;
  onClearFilters: () => void;
}) {
  const { entries, hasMore, loadingMore, loadMore } = trail;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  });
  const rows = virtual.getVirtualItems();
  const lastDrawn = rows.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && !loadingMore && lastDrawn >= entries.length - 20) loadMore();
  }, [hasMore, loadingMore, lastDrawn, entries.length, loadMore]);

  const choose = (index: number) => {
    const entry = entries[Math.max(0, Math.min(entries.length - 1, index))];
    if (entry === undefined) return;
    onChoose(entry.changeSet);
    virtual.scrollToIndex(entries.indexOf(entry), { align: 'auto' });
  };
  const at = entries.findIndex(({ changeSet }) => changeSet === chosen);
  const hidden = { group: GROUP, paletteHidden: true };
  useActions([
    {
      id: 'trail.next',
      label: 'Next entry',
      keys: 'j',
      otherKeys: ['ArrowDown'],
      ...hidden,
      run: () => choose(at + 1),
    },
    {
      id: 'trail.previous',
      label: 'Previous entry',
      keys: 'k',
      otherKeys: ['ArrowUp'],
      ...hidden,
      run: () => choose(at - 1),
    },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { Home: 0, End: entries.length - 1, PageDown: at + 10, PageUp: at - 10 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
  };

  if (entries.length === 0) {
    return isFiltered(filtered) ? (
      <EmptyState
        icon={IconHistory}
        title="No entry passes these filters"
        action={
          <Button variant="default" onClick={onClearFilters}>
            Clear the filters
          </Button>
        }
      >
        Widen the time, or leave out the person, the action or the record.
      </EmptyState>
    ) : (
      <EmptyState icon={IconHistory} title="The trail is empty">
        From the first step on, every change stands here with who, when, why, and the old and new values.
      </EmptyState>
    );
  }
  return (
    <>
      <div
        ref={scroller}
        className={classes.scroller}
        role="listbox"
        aria-label="Entries, newest first"
        aria-activedescendant={chosen === null ? undefined : `entry-${chosen}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className={classes.canvas} style={{ height: virtual.getTotalSize() }}>
          {rows.map(({ index, start }) => {
            const entry = entries[index];
            if (entry === undefined) return null;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list box moves the choice by keys
              // biome-ignore lint/a11y/useFocusableInteractive: the list box holds the focus
              <div
                key={entry.changeSet}
                id={`entry-${entry.changeSet}`}
                role="option"
                aria-selected={entry.changeSet === chosen}
                aria-posinset={index + 1}
                aria-setsize={hasMore ? -1 : entries.length}
                className={classes.entry}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => onChoose(entry.changeSet)}
              >
                <span className={classes.action}>{entry.actionTitle}</span>
                <span className={`${classes.quiet} numbers`}>{formatDateTime(entry.time)}</span>
                <span className={classes.quiet}>{summaryOf(entry)}</span>
                <span className={classes.quiet}>{entry.actor.name}</span>
              </div>
            );
          })}
        </div>
      </div>
      <div className={classes.status} role="status">
        {plural(entries.length, 'entry', 'entries')}
        {hasMore ? ' read so far; more follow as you go down' : ''}
      </div>
    </>
  );
}
