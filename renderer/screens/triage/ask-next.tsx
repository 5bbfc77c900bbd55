import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { Acuity, Missing, NewAnswer } from '../../../core/contract/index.ts';
import classes from './asking.module.css';
import { ANSWER_WORDS, answerOf, byWorth, worthText } from './asking.ts';
import { Part } from './part.tsx';

/**
 * What is worth asking, most valuable first, to be answered in place. Questions that could hardly change the level are
 * folded.
 */
export function AskNext({
  missing,
  acuity,
  onAnswer,
  onValue,
  valueFields,
  busy = false,
}: {
  missing: readonly Missing[];
  acuity: Acuity;
  /** Puts an answer on record; null for those who may not. */
  onAnswer: ((answer: NewAnswer) => void) | null;
  /** Leads to the field of a value; null for those who may not. */
  onValue: ((field: string) => void) | null;
  /** The values that have a field to lead to. */
  valueFields: readonly string[];
  busy?: boolean;
}) {
  const [unfolded, setUnfolded] = useState(false);
  if (missing.length === 0) return null;
  const { telling, others } = byWorth(missing, acuity);
  const shown = unfolded ? [...telling, ...others] : telling;
  return (
    <Part title="Ask next">
      {telling.length === 0 ? (
        <p className={classes.nothing}>Nothing that is known to be missing would make this more urgent.</p>
      ) : null}
      <ol className={classes.questions}>
        {shown.map((item) => (
          <li key={item.field} className={classes.question}>
            <Question item={item} worth={worthText(item, acuity)} />
            <Answer
              item={item}
              onAnswer={onAnswer}
              onValue={valueFields.includes(item.field) ? onValue : null}
              busy={busy}
            />
          </li>
        ))}
      </ol>
      {others.length === 0 ? null : (
        <Button
          variant="subtle"
          size="compact-md"
          mt={4}
          aria-expanded={unfolded}
          leftSection={unfolded ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
          onClick={() => setUnfolded((now) => !now)}
        >
          {unfolded ? 'Fold the others' : `${others.length} more that matter less`}
        </Button>
      )}
    </Part>
  );
}

function Question({ item, worth }: { item: Missing; worth: string | null }) {
  return (
    <div className={classes.words}>
      <span>{item.question}</span>
      {worth === null ? null : <span className={classes.worth}>{worth}</span>}
    </div>
  );
}

const CHOICES = ['yes', 'no', 'unknown'] as const;

function Answer({
  item,
  onAnswer,
  onValue,
  busy,
}: {
  item: Missing;
  onAnswer: ((answer: NewAnswer) => void) | null;
  onValue: ((field: string) => void) | null;
  busy: boolean;
}) {
  if (onValue !== null) {
    return (
      <Button variant="default" size="compact-md" onClick={() => onValue(item.field)}>
        Enter
      </Button>
    );
  }
  if (onAnswer === null || answerOf(item, 'yes') === null) return null;
  const about = item.about ?? '';
  const denied = item.field.startsWith('denied:');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend beside the question itself
    <div className={classes.answers} role="group" aria-label={`${about}: answer`}>
      <span className={classes.about} title={`Yes records: ${about}`}>
        {denied ? `${about}?` : about}
      </span>
      {CHOICES.map((choice) => (
        <Button
          key={choice}
          variant="default"
          size="compact-md"
          disabled={busy}
          aria-label={`${about}: ${ANSWER_WORDS[choice].toLowerCase()}`}
          onClick={() => {
            const answer = answerOf(item, choice);
            if (answer !== null) onAnswer(answer);
          }}
        >
          {ANSWER_WORDS[choice]}
        </Button>
      ))}
    </div>
  );
}
