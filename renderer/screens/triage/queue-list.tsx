import { useElementSize, useMergedRef } from '@mantine/hooks';
import type { QueueViewProps } from './queue-columns.tsx';
import { QueueLine } from './queue-line.tsx';
import classes from './queue-list.module.css';

/** Two columns of lines, read down the left one first, once the screen is as wide as two of them. */
const WIDE_ENOUGH_FOR_TWO = 1_560;

/** Everybody in one list, most urgent first. */
export function QueueList({ ref, rows, now, selected, onSelect, changed }: QueueViewProps) {
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>();
  const columns = width >= WIDE_ENOUGH_FOR_TWO ? 2 : 1;
  const reachable = selected ?? rows[0]?.encounterId;
  return (
    <div ref={useMergedRef(ref, sizeRef)} className={classes.scroll}>
      <ol
        className={classes.list}
        style={{
          gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          gridTemplateRows: `repeat(${Math.ceil(rows.length / columns)}, var(--row-height))`,
        }}
      >
        {rows.map((row) => (
          <QueueLine
            key={row.encounterId}
            row={row}
            now={now}
            selected={row.encounterId === selected}
            reachable={row.encounterId === reachable}
            changed={changed.has(row.encounterId)}
            onSelect={onSelect}
          />
        ))}
      </ol>
    </div>
  );
}
