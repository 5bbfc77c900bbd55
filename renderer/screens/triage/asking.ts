import { type Acuity, askedConcept, type Missing, type NewAnswer } from '../../../core/contract/index.ts';

/** The questions of triage as the screens put them. */

/** How many questions stand open; all others are folded. */
export const OPEN_QUESTIONS = 5;

export const ANSWER_WORDS: Readonly<Record<NewAnswer['answer'], string>> = {
  yes: 'Yes',
  no: 'No',
  unknown: 'Not known',
};

/** The questions that could change the level, and those that hardly could. */
export function byWorth(
  missing: readonly Missing[],
  acuity: Acuity,
): { telling: readonly Missing[]; others: readonly Missing[] } {
  const telling = missing.filter(
    ({ gain, couldBecome, field }) =>
      gain === null || gain > 0 || (couldBecome ?? acuity) < acuity || field.startsWith('denied:'),
  );
  const open = telling.filter(({ field }, at) => at < OPEN_QUESTIONS || field.startsWith('denied:'));
  return { telling: open, others: missing.filter((one) => !open.includes(one)) };
}

/** What an answer could lead to, in words; null where it could not make the level more urgent. */
export function worthText({ couldBecome }: Missing, acuity: Acuity): string | null {
  return couldBecome !== null && couldBecome < acuity ? `could become level ${couldBecome}` : null;
}

/** The answer to a question as it goes on record; null where the question asks for a value. */
export function answerOf(
  { field, question, about }: Pick<Missing, 'field' | 'question' | 'about'>,
  answer: NewAnswer['answer'],
): NewAnswer | null {
  const asked = askedConcept(field);
  if (asked === null || about === null) return null;
  return { ...asked, answer, question, about };
}

const keyOf = ({ concept, quality }: Pick<NewAnswer, 'concept' | 'quality'>) => `${concept} ${quality ?? ''}`;

/** The answers with one more; an earlier one to the same question gives way. */
export function withAnswer<T extends NewAnswer>(answers: readonly T[], answer: T): T[] {
  return [...answers.filter((one) => keyOf(one) !== keyOf(answer)), answer];
}

/** The answers without the one to this question. */
export function withoutAnswer<T extends NewAnswer>(answers: readonly T[], answer: T): T[] {
  return answers.filter((one) => keyOf(one) !== keyOf(answer));
}
