import { Tooltip } from '@mantine/core';
import { IconLanguage, IconRefreshAlert } from '@tabler/icons-react';
import type { QueueRow } from '../../../core/contract/index.ts';
import { shortAge } from '../../components/clinical/birth-date.ts';
import { SEX_SHORT } from '../../components/clinical/words.ts';
import classes from './queue-parts.module.css';
import type { Outstanding } from './waiting.ts';

/** Small pieces that the columns and the list of the queue share. */

/** `57 y F`, as far as it is known. */
export function AgeAndSex({ row }: { row: Pick<QueueRow, 'age' | 'sex'> }) {
  return (
    <span className={classes.age}>
      {[row.age === null ? 'age?' : shortAge(row.age), SEX_SHORT[row.sex]].filter(Boolean).join(' ')}
    </span>
  );
}

/** Where the patient is; says so when nobody recorded it. */
export function Bay({ bay }: { bay: string | null }) {
  return bay === null ? null : (
    <span className={classes.bay}>
      <span className="only-heard">Bay </span>
      {bay}
    </span>
  );
}

export function InterpreterSign({ needed }: { needed: boolean }) {
  return needed ? (
    <Tooltip label="Needs an interpreter">
      <IconLanguage
        size={16}
        stroke={1.7}
        role="img"
        aria-label="Needs an interpreter"
        className={classes.sign}
      />
    </Tooltip>
  ) : null;
}

/** The scores that have a total, e.g. `NEWS2 5`; the band on hover. */
export function ScoreChips({ scores, most }: { scores: QueueRow['scores']; most: number }) {
  if (scores.length === 0) return null;
  return (
    <span className={classes.chips}>
      {scores.slice(0, most).map((score) => (
        <Tooltip key={score.id} label={`${score.id.toUpperCase()} ${score.total}: ${score.band}`}>
          <span className={classes.score}>
            {score.id.toUpperCase()} <b>{score.total}</b>
          </span>
        </Tooltip>
      ))}
    </span>
  );
}

/** The most pressing thing left to do; the rest on hover. `terse` leaves a due re-triage to its sign. */
export function OutstandingChips({
  outstanding,
  terse = false,
}: {
  outstanding: readonly Outstanding[];
  terse?: boolean;
}) {
  if (outstanding.length === 0) return null;
  return (
    <Tooltip label={outstanding.map(({ text }) => text).join(' · ')}>
      <span className={classes.chips}>
        {outstanding.slice(0, 1).map(({ kind, short, text }) => (
          <span key={kind} className={classes.outstanding} data-kind={kind}>
            {kind === 'retriage' ? <IconRefreshAlert size={14} stroke={1.8} aria-hidden /> : null}
            {terse && kind === 'retriage' ? null : <span aria-hidden="true">{short}</span>}
            <span className="only-heard">{text}</span>
          </span>
        ))}
      </span>
    </Tooltip>
  );
}
