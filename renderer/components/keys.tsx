import { capsOf } from '../app/keys.ts';
import classes from './keys.module.css';

/** The key caps of an action's keys, e.g. `g t` or `mod+k`. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {capsOf(keys).map((caps, step) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a fixed sequence
        <span key={step} className={classes.step}>
          {step > 0 ? <span className={classes.then}>then</span> : null}
          {caps.map((cap) => (
            <kbd key={cap} className={classes.cap}>
              {cap}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
