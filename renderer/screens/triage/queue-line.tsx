import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { AcuityBadge } from '../../components/acuity-badge.tsx';
import type { QueueItemProps } from './queue-card.tsx';
import classes from './queue-list.module.css';
import { AgeAndSex, Bay, InterpreterSign, OutstandingChips, TopScore } from './queue-parts.tsx';
import { outstandingOf, waitingOf } from './waiting.ts';
import { WaitingBar } from './waiting-bar.tsx';

/** A patient on one line of the list. */
export const QueueLine = memo(function QueueLine({
  row,
  now,
  selected,
  reachable,
  changed,
  onSelect,
}: QueueItemProps) {
  return (
    <li className={classes.item}>
      <Link
        to="/triage/$encounterId"
        params={{ encounterId: row.encounterId }}
        preload={false}
        className={classes.line}
        data-encounter={row.encounterId}
        data-selected={selected}
        data-changed={changed}
        tabIndex={reachable ? 0 : -1}
        onFocus={() => onSelect(row.encounterId)}
      >
        <AcuityBadge acuity={row.acuity} decided={row.decided} withLabel={false} size={24} />
        <span className={classes.bay}>
          <Bay bay={row.bay} />
        </span>
        <span className={classes.patient}>
          <span className={classes.name}>{row.name}</span>
          <AgeAndSex row={row} />
          <InterpreterSign needed={row.interpreterNeeded} />
        </span>
        <span className={classes.complaint} title={row.complaint}>
          {row.complaint === '' ? 'no complaint recorded' : row.complaint}
        </span>
        <span>
          <TopScore scores={row.scores} />
        </span>
        <span>
          <OutstandingChips outstanding={outstandingOf(row, now)} />
        </span>
        <span className={classes.waiting}>
          <WaitingBar waiting={waitingOf(row, now)} />
        </span>
      </Link>
    </li>
  );
});
