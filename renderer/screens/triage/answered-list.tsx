import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { NewAnswer } from '../../../core/contract/index.ts';
import classes from './asking.module.css';
import { ANSWER_WORDS } from './asking.ts';

/** Questions that were answered, beside the words of the patient. An answer can be corrected. */
export function AnsweredList({
  answers,
  onAnswer,
  onRemove,
}: {
  answers: readonly NewAnswer[];
  /** Null for those who may not correct. */
  onAnswer: ((answer: NewAnswer) => void) | null;
  /** Takes an answer back that is not on record yet. */
  onRemove?: (answer: NewAnswer) => void;
}) {
  if (answers.length === 0) return null;
  return (
    <section aria-label="Answered questions" className={classes.answered}>
      <ul>
        {answers.map((answer) => (
          <li key={`${answer.concept} ${answer.quality ?? ''}`}>
            <span className={classes.words}>
              <span>{answer.about}</span>
              <span className={classes.asked}>{answer.question}</span>
            </span>
            {onAnswer === null ? (
              <b>{ANSWER_WORDS[answer.answer]}</b>
            ) : (
              <SegmentedControl
                size="xs"
                aria-label={`${answer.about}: answer`}
                value={answer.answer}
                data={(['yes', 'no', 'unknown'] as const).map((value) => ({
                  value,
                  label: ANSWER_WORDS[value],
                }))}
                onChange={(value) =>
                  onAnswer({ ...answer, answer: value === 'yes' ? 'yes' : value === 'no' ? 'no' : 'unknown' })
                }
              />
            )}
            {onRemove === undefined ? null : (
              <ActionIcon
                color="gray"
                aria-label={`Take back: ${answer.about}`}
                onClick={() => onRemove(answer)}
              >
                <IconX size={15} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
