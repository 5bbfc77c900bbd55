import { useEffect, useRef, useState } from 'react';
import type { QueueRow } from '../../../core/contract/index.ts';

const SHOWN_MS = 60_000;

const stateOf = (row: QueueRow) => `${row.acuity}|${row.decided}|${row.bay}|${row.complaint}`;

/**
 * Rows that came or changed while the board was open, for a minute each, so that a glance after looking away shows
 * what is new. The first answer marks nothing.
 */
export function useChangedRows(rows: readonly QueueRow[] | undefined): ReadonlySet<string> {
  const known = useRef<Map<string, string> | null>(null);
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    if (rows === undefined) return;
    const before = known.current;
    known.current = new Map(rows.map((row) => [row.encounterId, stateOf(row)]));
    if (before === null) return;
    const news = rows
      .filter((row) => before.get(row.encounterId) !== stateOf(row))
      .map((row) => row.encounterId);
    if (news.length === 0) return;
    setChanged((earlier) => new Set([...earlier, ...news]));
    // Not cleared on the next update: each mark lives its own minute.
    setTimeout(() => {
      setChanged((earlier) => new Set([...earlier].filter((id) => !news.includes(id))));
    }, SHOWN_MS);
  }, [rows]);

  return changed;
}
