import { IconLanguage, IconRefreshAlert } from '@tabler/icons-react';
import type { QueueRow } from '../../../core/contract/index.ts';
import { shortAge } from '../../components/clinical/birth-date.ts';
import { SEX_SHORT } from '../../components/clinical/words.ts';
import { scoreName } from './evidence.ts';
import classes from './queue-parts.module.css';
import type { Outstanding } from './waiting.ts';

/**
 * Small pieces that the columns and the list of the queue share. They explain themselves by the browser's own titles:
 * a queue of hundreds would feel the weight of drawn tooltips.
 */

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
    <span title="Needs an interpreter" className={classes.sign}>
      <IconLanguage size={16} stroke={1.7} role="img" aria-label="Needs an interpreter" />
    </span>
  ) : null;
}

/** The early warning score, or another score that says something; the band on hover. */
export function TopScore({ scores }: { scores: QueueRow['scores'] }) {
  const score = scores.find(({ id }) => id === 'news2') ?? scores.find(({ total }) => total > 0);
  if (score === undefined) return null;
  return (
    <span
      className={classes.score}
      title={`${scoreName(score.id)} ${score.total}: ${score.band.replaceAll('-', ' ')}`}
    >
      {scoreName(score.id)} <b>{score.total}</b>
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
  const [first] = outstanding;
  if (first === undefined) return null;
  return (
    <span
      className={classes.outstanding}
      data-kind={first.kind}
      title={outstanding.map(({ text }) => text).join(' · ')}
    >
      {first.kind === 'retriage' ? <IconRefreshAlert size={14} stroke={1.8} aria-hidden /> : null}
      {terse && first.kind === 'retriage' ? null : <span aria-hidden="true">{first.short}</span>}
      <span className="only-heard">{first.text}</span>
    </span>
  );
}
