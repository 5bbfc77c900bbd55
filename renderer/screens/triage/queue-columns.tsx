import { Text } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import type { CSSProperties, Ref } from 'react';
import type { Acuity, QueueRow } from '../../../core/contract/index.ts';
import { ACUITY_LABELS } from '../../components/acuity-badge.tsx';
import { QueueCard } from './queue-card.tsx';
import classes from './queue-columns.module.css';
import { ACUITIES, byAcuity, lanesOf } from './queue-view.ts';

const CARD_HEIGHT = 82;
const HEAD_HEIGHT = 38;
const NARROWEST_LANE = 236;

export interface QueueViewProps {
  ref: Ref<HTMLDivElement>;
  rows: readonly QueueRow[];
  now: number;
  selected: string | null;
  onSelect: (encounterId: string) => void;
  /** Rows that came or changed a moment ago. */
  changed: ReadonlySet<string>;
}

/** One column for each level, most urgent on the left; a crowded one takes more lanes where there is room. */
export function QueueColumns({ ref, rows, now, selected, onSelect, changed }: QueueViewProps) {
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
  const levels = byAcuity(rows);
  const lanes = lanesOf(
    ACUITIES.map((acuity) => levels.get(acuity)?.length ?? 0),
    Math.floor((height - HEAD_HEIGHT) / CARD_HEIGHT),
    Math.floor(width / NARROWEST_LANE),
  );
  const reachable = selected ?? rows[0]?.encounterId;
  return (
    <div
      ref={useMergedRef(ref, sizeRef)}
      className={classes.board}
      style={{ gridTemplateColumns: lanes.map((count) => `minmax(0, ${count}fr)`).join(' ') }}
    >
      {ACUITIES.map((acuity, index) => (
        <section
          key={acuity}
          className={classes.column}
          aria-label={`Level ${acuity}, ${ACUITY_LABELS[acuity]}`}
        >
          <ColumnHead acuity={acuity} count={levels.get(acuity)?.length ?? 0} />
          <ol className={classes.cards} style={laneStyle(lanes[index] ?? 1)}>
            {(levels.get(acuity) ?? []).map((row) => (
              <QueueCard
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
          {levels.get(acuity)?.length === 0 ? (
            <Text c="dimmed" fz="sm" px={8}>
              Nobody
            </Text>
          ) : null}
        </section>
      ))}
    </div>
  );
}

function laneStyle(lanes: number): CSSProperties {
  return { gridTemplateColumns: `repeat(${lanes}, minmax(0, 1fr))` };
}

function ColumnHead({ acuity, count }: { acuity: Acuity; count: number }) {
  return (
    <h2 className={classes.head} data-acuity={acuity}>
      <span className={classes.level}>{acuity}</span>
      <span className={classes.label}>{ACUITY_LABELS[acuity]}</span>
      <span className={classes.count}>
        {count}
        <span className="only-heard"> waiting</span>
      </span>
    </h2>
  );
}
