import type { Acuity } from '../../../core/contract/index.ts';
import { ACUITY_LABELS, AcuityBadge } from '../../components/acuity-badge.tsx';
import classes from './knowledge.module.css';

/** The level that an entry calls for, as its shape and number. */
export function LevelMark({ acuity }: { acuity: Acuity }) {
  return (
    <span
      className={classes.level}
      role="img"
      aria-label={`calls for level ${acuity}, ${ACUITY_LABELS[acuity].toLowerCase()}`}
    >
      <span aria-hidden>
        <AcuityBadge acuity={acuity} decided withLabel={false} size={22} />
      </span>
    </span>
  );
}

/** The levels that an entry can lead to. */
export function LevelRange({ from, to }: { from: Acuity; to: Acuity }) {
  if (from === to) return <LevelMark acuity={from} />;
  return (
    <span className={classes.level} role="img" aria-label={`levels ${from} to ${to}`}>
      <span aria-hidden className={classes.levels}>
        <AcuityBadge acuity={from} decided withLabel={false} size={22} />–
        <AcuityBadge acuity={to} decided withLabel={false} size={22} />
      </span>
    </span>
  );
}
