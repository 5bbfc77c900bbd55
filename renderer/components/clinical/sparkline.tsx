import classes from './sparkline.module.css';

const WIDTH = 320;
const HEIGHT = 64;
const EDGE = 8;

/** A small line of values over time. The figures stand in the table beside it, so it is only described here. */
export function Sparkline({
  points,
  label,
}: {
  points: readonly { at: number; value: number }[];
  label: string;
}) {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (at: number) => EDGE + ((at - first.at) / Math.max(1, last.at - first.at)) * (WIDTH - 2 * EDGE);
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  const path = points
    .map(({ at, value }, index) => `${index === 0 ? 'M' : 'L'}${x(at)} ${y(value)}`)
    .join(' ');
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={classes.line}
      role="img"
      aria-label={`${label}: from ${first.value} to ${last.value}, lowest ${low}, highest ${high}`}
    >
      <path d={path} />
      {points.map(({ at, value }) => (
        <circle
          key={`${at} ${value}`}
          cx={x(at)}
          cy={y(value)}
          r={at === last.at ? 4 : 3}
          data-last={at === last.at}
        />
      ))}
    </svg>
  );
}
