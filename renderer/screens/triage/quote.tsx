import { quoteOf } from '../../components/highlight.ts';
import classes from './evidence.module.css';

/** Words of the narrative with what stands around them. */
export function Quote({ text, start, end }: { text: string; start: number; end: number }) {
  const { before, words, after } = quoteOf(text, start, end);
  return (
    <blockquote className={classes.quote}>
      {before}
      <mark>{words}</mark>
      {after}
    </blockquote>
  );
}
