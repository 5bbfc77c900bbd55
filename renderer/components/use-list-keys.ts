import type { RefObject } from 'react';
import { useActions } from '../app/actions.ts';

/**
 * J and K, or the arrows, move the focus through the rows of a list: elements marked `data-list-row` inside the
 * container. What is focused is what Enter opens, so there is no second selection to keep in step.
 */
export function useListKeys(list: {
  id: string;
  group: string;
  container: RefObject<HTMLElement | null>;
}): void {
  const move = (by: 1 | -1) => {
    const rows = [...(list.container.current?.querySelectorAll<HTMLElement>('[data-list-row]') ?? [])];
    const at = rows.findIndex(
      (row) => row === document.activeElement || row.contains(document.activeElement),
    );
    const next = at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by;
    rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
  };
  useActions([
    {
      id: `${list.id}.next`,
      label: 'Next in the list',
      group: list.group,
      keys: 'j',
      otherKeys: ['ArrowDown'],
      paletteHidden: true,
      run: () => move(1),
    },
    {
      id: `${list.id}.previous`,
      label: 'Previous in the list',
      group: list.group,
      keys: 'k',
      otherKeys: ['ArrowUp'],
      paletteHidden: true,
      run: () => move(-1),
    },
  ]);
}
