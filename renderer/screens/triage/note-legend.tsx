import type { TriageResult } from '../../../core/contract/index.ts';
import highlight from '../../components/highlighted-text.module.css';
import classes from './note-legend.module.css';
import { SAID_WORDS, saidIn } from './words-in-note.ts';

/** What the marks in the note mean: only those that occur in it. */
export function NoteLegend({ result }: { result: TriageResult }) {
  const kinds = saidIn(result);
  if (kinds.length === 0) return null;
  return (
    <ul className={classes.legend} aria-label="What the marks mean">
      <li>
        <span className={highlight.mark} data-kind="decides">
          Decides
        </span>
      </li>
      {kinds.map((kind) => (
        <li key={kind}>
          <span className={highlight.mark} data-kind={kind}>
            {SAID_WORDS[kind]}
          </span>
        </li>
      ))}
    </ul>
  );
}
