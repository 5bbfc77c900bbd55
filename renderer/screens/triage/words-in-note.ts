import type { Said, TriageResult } from '../../../core/contract/index.ts';
import type { Mark } from '../../components/highlight.ts';

/** How recognised words are shown in the note. Line and weight tell them apart, not colour alone. */
export const SAID_WORDS: Readonly<Record<Said, string>> = {
  present: 'Present',
  possible: 'Uncertain',
  denied: 'Denied',
  past: 'In the past',
  conditional: 'If it happens',
  other: 'Of somebody else',
};

export const SAID_ORDER: readonly Said[] = ['present', 'possible', 'denied', 'past', 'conditional', 'other'];

/** Marks of the words that were recognised; those of reasons are put over them. */
export function wordMarks({ words }: TriageResult): Mark<Said>[] {
  return words.map(({ said, span }, index) => ({
    id: `word:${index}`,
    kind: said,
    start: span.start,
    end: span.end,
  }));
}

/** The kinds that occur in a result, for its legend. */
export function saidIn({ words }: TriageResult): Said[] {
  const found = new Set(words.map(({ said }) => said));
  return SAID_ORDER.filter((said) => found.has(said));
}
