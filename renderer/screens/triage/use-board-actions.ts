import { IconLayoutColumns, IconUserPlus } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { QueueRow } from '../../../core/contract/index.ts';
import { type Action, useActions } from '../../app/actions.ts';
import { ACUITIES, byAcuity, neighbour } from './queue-view.ts';

const GROUP = 'Triage';

/** The keys of the board: up and down through the patients, across the levels, open, find, switch, take in. */
export function useBoardActions({
  rows,
  view,
  selected,
  select,
  board,
  search,
  switchView,
  open,
  takeIn,
}: {
  rows: readonly QueueRow[];
  view: 'columns' | 'list';
  selected: string | null;
  select: (encounterId: string) => void;
  /** Holds the rows; each carries `data-encounter`. */
  board: RefObject<HTMLElement | null>;
  search: RefObject<HTMLInputElement | null>;
  switchView: () => void;
  open: (encounterId: string) => void;
  /** Null for those who may not. */
  takeIn: (() => void) | null;
}): void {
  const go = (encounterId: string | null) => {
    if (encounterId === null) return;
    select(encounterId);
    board.current?.querySelector<HTMLElement>(`[data-encounter="${encounterId}"]`)?.focus();
  };
  const current = rows.find((row) => row.encounterId === selected);
  const inLevel = () =>
    view === 'list' ? rows : rows.filter((row) => current === undefined || row.acuity === current.acuity);
  const move = (step: 1 | -1) =>
    go(
      neighbour(
        inLevel().map((row) => row.encounterId),
        selected,
        step,
      ),
    );
  const moveLevel = (step: 1 | -1) => {
    if (current === undefined) return move(1);
    const levels = byAcuity(rows);
    const place = levels.get(current.acuity)?.findIndex((row) => row.encounterId === selected) ?? 0;
    const there = ACUITIES.filter((acuity) => (acuity - current.acuity) * step > 0);
    const next = (step > 0 ? there : there.reverse()).find((acuity) => (levels.get(acuity)?.length ?? 0) > 0);
    const column = next === undefined ? [] : (levels.get(next) ?? []);
    go(column[Math.min(place, column.length - 1)]?.encounterId ?? null);
  };

  useActions([
    { ...hidden('triage.next', 'Next patient', 'j', 'ArrowDown'), run: () => move(1) },
    { ...hidden('triage.previous', 'Previous patient', 'k', 'ArrowUp'), run: () => move(-1) },
    ...(view === 'columns'
      ? [
          { ...hidden('triage.lessUrgent', 'Next level', 'ArrowRight'), run: () => moveLevel(1) },
          { ...hidden('triage.moreUrgent', 'Previous level', 'ArrowLeft'), run: () => moveLevel(-1) },
        ]
      : []),
    {
      ...hidden('triage.open', 'Open the assessment', 'Enter'),
      disabled: current === undefined,
      run: () => selected !== null && open(selected),
    },
    { ...hidden('triage.find', 'Find in the queue', '/'), run: () => search.current?.focus() },
    {
      id: 'triage.view',
      label: view === 'columns' ? 'Show the queue as one list' : 'Show the queue as columns by level',
      group: GROUP,
      keys: 'v',
      icon: IconLayoutColumns,
      run: switchView,
    },
    ...(takeIn === null
      ? []
      : [
          {
            id: 'triage.new',
            label: 'Take in a patient',
            group: GROUP,
            keys: 'n',
            icon: IconUserPlus,
            keywords: 'new intake register arrival',
            run: takeIn,
          },
        ]),
  ]);
}

function hidden(id: string, label: string, keys: string, ...otherKeys: string[]): Omit<Action, 'run'> {
  return { id, label, group: GROUP, keys, otherKeys, paletteHidden: true };
}
