import { Tooltip } from '@mantine/core';
import { IconLanguage, IconRefreshAlert } from '@tabler/icons-react';
import type { QueueRow } from '../../../core/contract/index.ts';
import { shortAge } from '../../components/clinical/birth-date.ts';
import { SEX_SHORT } from '../../components/clinical/words.ts';
import { scoreName } from './evidence.ts';
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
      {/^bay\b/i.test(bay) ? null : <span className="only-heard">Bay </span>}
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

/** The early warning score, or another score that says something; the band on hover. */
export function TopScore({ scores }: { scores: QueueRow['scores'] }) {
  const score = scores.find(({ id }) => id === 'news2') ?? scores.find(({ total }) => total > 0);
  if (score === undefined) return null;
  return (
    <Tooltip label={`${scoreName(score.id)} ${score.total}: ${score.band.replaceAll('-', ' ')}`}>
      <span className={classes.score}>
        {scoreName(score.id)} <b>{score.total}</b>
      </span>
    </Tooltip>
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
