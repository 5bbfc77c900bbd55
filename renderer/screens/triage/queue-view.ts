import type { Acuity, QueueRow } from '../../../core/contract/index.ts';
import { waitingOf } from './waiting.ts';

/** How the queue is narrowed down and laid out. The order within it is the core's and is never changed here. */

export const ACUITIES: readonly Acuity[] = [1, 2, 3, 4, 5];

export const QUEUE_FILTERS = ['all', 'undecided', 'late', 'retriage'] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];

export const FILTER_LABELS: Readonly<Record<QueueFilter, string>> = {
  all: 'All',
  undecided: 'Not decided',
  late: 'Past target',
  retriage: 'Re-triage due',
};

export function matchesFilter(row: QueueRow, filter: QueueFilter, now: number): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'undecided':
      return !row.decided;
    case 'late':
      return waitingOf(row, now).over > 0;
    case 'retriage':
      return row.retriageOverdue || (row.retriageAt !== null && Date.parse(row.retriageAt) <= now);
  }
}

/** Rows whose name, bay or complaint holds every word that was typed. */
export function matchesWords(row: QueueRow, words: string): boolean {
  const haystack = `${row.name} ${row.bay ?? ''} ${row.complaint}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

export function byAcuity(rows: readonly QueueRow[]): ReadonlyMap<Acuity, readonly QueueRow[]> {
  const groups = new Map<Acuity, QueueRow[]>(ACUITIES.map((acuity) => [acuity, []]));
  for (const row of rows) groups.get(row.acuity)?.push(row);
  return groups;
}

/**
 * Into how many side-by-side lanes each level's column is split, so that as many patients as possible are seen
 * without scrolling. Every column starts with one lane; while a column overflows and there is width for another
 * lane, the fullest one gets it.
 *
 * @param counts - patients per column, left to right.
 * @param rowsThatFit - how many rows the height holds.
 * @param lanesThatFit - how many lanes the width holds.
 */
export function lanesOf(counts: readonly number[], rowsThatFit: number, lanesThatFit: number): number[] {
  const rows = Math.max(1, rowsThatFit);
  const lanes = counts.map(() => 1);
  for (let free = lanesThatFit - counts.length; free > 0; free -= 1) {
    let fullest = -1;
    let most = rows;
    counts.forEach((count, column) => {
      const perLane = count / (lanes[column] ?? 1);
      if (perLane > most) {
        most = perLane;
        fullest = column;
      }
    });
    if (fullest < 0) break;
    lanes[fullest] = (lanes[fullest] ?? 1) + 1;
  }
  return lanes;
}

/** The row that a key moves to; stays inside the list, and starts at its first row. */
export function neighbour(ids: readonly string[], current: string | null, step: 1 | -1): string | null {
  if (ids.length === 0) return null;
  const at = current === null ? -1 : ids.indexOf(current);
  if (at < 0) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))] ?? null;
}
