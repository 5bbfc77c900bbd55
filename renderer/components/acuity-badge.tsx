import type { Acuity, Disposition } from '../../core/contract/index.ts';
import classes from './acuity-badge.module.css';

/** Names of the levels, most urgent first. One wording for lists, charts, dialogs and print. */
export const ACUITY_LABELS: Record<Acuity, string> = {
  1: 'Immediate',
  2: 'Very urgent',
  3: 'Urgent',
  4: 'Standard',
  5: 'Non-urgent',
};

export const DISPOSITION_LABELS: Record<Disposition, string> = {
  emergency: 'Emergency',
  urgent: 'Urgent',
  routine: 'Routine',
  'self-care': 'Self-care',
};

/** Outlines on a 24 by 24 field: octagon, triangle, diamond, square, circle. Shape alone tells the level. */
const SHAPES: Record<Acuity, string> = {
  1: 'M8 1.5h8L22.5 8v8L16 22.5H8L1.5 16V8z',
  2: 'M12 1.2 23.4 22H.6z',
  3: 'M12 .6 23.4 12 12 23.4.6 12z',
  4: 'M4.5 2.5h15a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2z',
  5: 'M12 1.5a10.5 10.5 0 1 1 0 21 10.5 10.5 0 0 1 0-21z',
};

/**
 * A level of urgency as shape, number, colour and words. What a person decided is filled; what the machine proposes is
 * an outline with a dashed edge, and says so.
 */
export function AcuityBadge({
  acuity,
  decided,
  withLabel = true,
  size = 24,
}: {
  acuity: Acuity;
  decided: boolean;
  withLabel?: boolean;
  size?: number;
}) {
  const words = `Level ${acuity}, ${ACUITY_LABELS[acuity].toLowerCase()}, ${decided ? 'decided' : 'proposed'}`;
  return (
    <span className={classes.badge} data-acuity={acuity} data-decided={decided}>
      <svg
        width={size}
        height={size}
        viewBox="-1 -1 26 26"
        role="img"
        aria-label={words}
        className={classes.shape}
        focusable="false"
      >
        <path d={SHAPES[acuity]} />
        <text x="12" y={acuity === 2 ? 19 : 16.6} textAnchor="middle">
          {acuity}
        </text>
      </svg>
      {withLabel ? (
        <span aria-hidden="true" className={classes.words}>
          {ACUITY_LABELS[acuity]}
          {decided ? null : <span className={classes.proposed}>proposed</span>}
        </span>
      ) : null}
    </span>
  );
}
