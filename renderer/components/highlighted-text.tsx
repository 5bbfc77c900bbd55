import { Fragment, type KeyboardEvent, useEffect, useRef } from 'react';
import { type Mark, segmentsOf } from './highlight.ts';
import classes from './highlighted-text.module.css';

/**
 * A text as it was written, with words marked that something rests on. Choosing a mark tells which; the active one is
 * brought into view. Where marks overlap, the active one is chosen first, then the first of the list.
 */
export function HighlightedText({
  text,
  marks,
  active,
  onChoose,
  describe,
  passive,
}: {
  text: string;
  marks: readonly Mark[];
  active: string | null;
  onChoose: (id: string) => void;
  /** What a screen reader hears about a mark, e.g. `decides level 2`. */
  describe: (mark: Mark) => string;
  /** Marks that only show something and open nothing: no stop for the keyboard. */
  passive?: (mark: Mark) => boolean;
}) {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (active === null) return;
    box.current?.querySelector('[data-active=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  return (
    <p ref={box} className={classes.text}>
      {segmentsOf(text, marks).map((segment) => {
        const mark = segment.marks.find(({ id }) => id === active) ?? segment.marks[0];
        if (mark === undefined) return <Fragment key={segment.start}>{segment.text}</Fragment>;
        if (passive?.(mark)) {
          return (
            <span key={segment.start} className={classes.mark} data-kind={mark.kind} title={describe(mark)}>
              {segment.text}
            </span>
          );
        }
        const choose = () => onChoose(mark.id);
        return (
          // A real button cannot break across lines as words in a sentence must.
          // biome-ignore lint/a11y/useSemanticElements: see above
          <span
            key={segment.start}
            role="button"
            tabIndex={0}
            className={classes.mark}
            data-kind={mark.kind}
            data-active={mark.id === active}
            aria-description={describe(mark)}
            onClick={choose}
            onKeyDown={(event: KeyboardEvent) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              choose();
            }}
          >
            {segment.text}
          </span>
        );
      })}
    </p>
  );
}
