import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { QueueRow } from '../../../core/contract/index.ts';
import { AcuityBadge } from '../../components/acuity-badge.tsx';
import classes from './queue-card.module.css';
import { AgeAndSex, Bay, InterpreterSign, OutstandingChips, TopScore } from './queue-parts.tsx';
import { outstandingOf, waitingOf } from './waiting.ts';
import { WaitingWords } from './waiting-bar.tsx';

export interface QueueItemProps {
  row: QueueRow;
  now: number;
  selected: boolean;
  /** The one item of the queue that Tab stops at; from there the arrows lead on. */
  reachable: boolean;
  changed: boolean;
  onSelect: (encounterId: string) => void;
}

/** A patient in a column: three lines, and the waiting time as a bar along the lower edge. */
export const QueueCard = memo(function QueueCard({
  row,
  now,
  selected,
  reachable,
  changed,
  onSelect,
}: QueueItemProps) {
  const waiting = waitingOf(row, now);
  return (
    <li className={classes.item}>
      <Link
        to="/triage/$encounterId"
        params={{ encounterId: row.encounterId }}
        preload={false}
        className={classes.card}
        data-encounter={row.encounterId}
        data-selected={selected}
        data-changed={changed}
        data-state={waiting.state}
        tabIndex={reachable ? 0 : -1}
        onFocus={() => onSelect(row.encounterId)}
      >
        <span className={classes.badge}>
          <AcuityBadge acuity={row.acuity} decided={row.decided} withLabel={false} size={22} />
        </span>
        <span className={classes.line}>
          <span className={classes.name}>{row.name}</span>
          <span className={classes.gap} />
          <InterpreterSign needed={row.interpreterNeeded} />
          <AgeAndSex row={row} />
        </span>
        <span className={`${classes.line} ${classes.last}`}>
          <Bay bay={row.bay} />
          <span className={classes.complaint} title={row.complaint}>
            {row.complaint === '' ? 'no complaint recorded' : row.complaint}
          </span>
        </span>
        <span className={`${classes.line} ${classes.last}`}>
          <TopScore scores={row.scores} />
          <OutstandingChips
            outstanding={outstandingOf(row, now).filter(({ kind }) => kind !== 'decision')}
            terse
          />
          <span className={classes.gap} />
          <WaitingWords waiting={waiting} terse />
        </span>
        <span className={classes.track} aria-hidden="true">
          <span className={classes.fill} style={{ transform: `scaleX(${waiting.used})` }} />
        </span>
      </Link>
    </li>
  );
});
