import { Text } from '@mantine/core';
import type { TriageResult } from '../../../core/contract/index.ts';
import { conceptWords } from './denied-flags.tsx';
import { Part } from './part.tsx';
import { Quote } from './quote.tsx';
import { SAID_WORDS } from './words-in-note.ts';

const MEANING: Readonly<Record<TriageResult['words'][number]['said'], string>> = {
  present: 'It was taken as something the patient has now.',
  possible: 'It is said with doubt. It was counted as if it were there.',
  denied: 'It is said to be absent. A denial clears no red flag by itself.',
  past: 'It is said of an earlier time. It counts as history, not as something of now.',
  conditional: 'It is said of what might happen. It was not counted.',
  other: 'It is said of somebody else. It was not counted for this patient.',
};

/** A recognised word opened: what it was taken for, and how. */
export function WordEvidence({
  word,
  narrative,
}: {
  word: TriageResult['words'][number];
  narrative: string;
}) {
  const { concept, said, span } = word;
  return (
    <Part title={`${SAID_WORDS[said]}: ${conceptWords(concept)}`}>
      <Quote text={narrative} start={span.start} end={span.end} />
      <Text mt="sm">{MEANING[said]} Correct the narrative where it was misunderstood.</Text>
    </Part>
  );
}
