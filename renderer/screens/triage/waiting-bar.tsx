import { type Waiting, waitingText } from './waiting.ts';
import classes from './waiting-bar.module.css';

/**
 * Waiting time against the target, as a bar that fills and words beside it. Only a patient at an emergency level who
 * waits too long is red; everybody else who is late is marked without alarm.
 */
export function WaitingBar({ waiting }: { waiting: Waiting }) {
  return (
    <span className={classes.waiting} data-state={waiting.state}>
      {waiting.state === 'settled' || waiting.state === 'again' ? (
        <span />
      ) : (
        <span className={classes.track} aria-hidden="true">
          <span className={classes.fill} style={{ transform: `scaleX(${waiting.used})` }} />
        </span>
      )}
      <WaitingWords waiting={waiting} />
    </span>
  );
}

/** The same in words alone, where the bar runs along an edge. `terse`: in a card there is room for few of them. */
export function WaitingWords({ waiting, terse = false }: { waiting: Waiting; terse?: boolean }) {
  const text = waitingText(waiting);
  return (
    <span className={classes.words} data-state={waiting.state} title={terse ? text : undefined}>
      {terse && waiting.state === 'again' ? 'look again' : text}
    </span>
  );
}
