import type { Share } from '../../../core/contract/index.ts';
import classes from './evaluation.module.css';

const WIDTH = 240;
const HEIGHT = 20;
const PAD = 6;

/** A share as a dot with its 95% interval on a line from 0 to 100%. The figures stand in the cells beside it. */
export function IntervalGraphic({ share }: { share: Share }) {
  const x = (value: number) => PAD + value * (WIDTH - 2 * PAD);
  const middle = HEIGHT / 2;
  return (
    <svg className={classes.interval} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden focusable="false">
      <line x1={x(0)} x2={x(1)} y1={middle} y2={middle} className={classes.track} />
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <line
          key={tick}
          x1={x(tick)}
          x2={x(tick)}
          y1={middle - 3}
          y2={middle + 3}
          className={classes.track}
        />
      ))}
      {share.ci === null || share.rate === null ? null : (
        <>
          <line x1={x(share.ci[0])} x2={x(share.ci[1])} y1={middle} y2={middle} className={classes.range} />
          <circle cx={x(share.rate)} cy={middle} r={4.5} className={classes.dot} />
        </>
      )}
    </svg>
  );
}
