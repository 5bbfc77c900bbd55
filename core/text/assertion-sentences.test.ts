import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { contextAnswerSchema, contextCaseSchema } from '../contract/text.ts';
import { findResources } from '../kernel/resources.ts';
import { loadTriggers, readContext } from './index.ts';

/**
 * Sentences of discharge summaries, reports, letters and triage notes with a concept each, annotated before the engine
 * read them. The `held` part was never looked at while the trigger phrases were corrected.
 */
const row = contextCaseSchema.extend({ ...contextAnswerSchema.shape, held: z.boolean() });
const file = path.join(path.dirname(findResources()), 'tests/fixtures/assertion-sentences.jsonl');
const rows = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => row.parse(JSON.parse(line)));
const triggers = loadTriggers(path.join(findResources(), 'lexicon'));
const answers = rows.map((given) => ({
  given,
  answer: readContext(triggers, given.sentence, given.concept),
}));

type Field = 'negation' | 'temporality' | 'experiencer';

/** F1 of one value of one field. */
function f1(part: typeof answers, field: Field, value: string): number {
  let both = 0;
  let either = 0;
  for (const { given, answer } of part) {
    const wanted = given[field] === value;
    const found = answer[field] === value;
    if (wanted && found) both += 1;
    if (wanted) either += 1;
    if (found) either += 1;
  }
  return (2 * both) / either;
}

const wrongIn = (part: typeof answers, field: Field): string =>
  part
    .filter(({ given, answer }) => given[field] !== answer[field])
    .map(({ given, answer }) => `${given.id} ${given.concept}: ${answer[field]} in "${given.sentence}"`)
    .join('\n');

describe.each([
  { name: 'the sentences that were held back', held: true, size: 150 },
  { name: 'the sentences for development', held: false, size: 330 },
])('$name', ({ held, size }) => {
  const part = answers.filter(({ given }) => given.held === held);

  test('are enough to mean something', () => {
    expect(part.length).toBeGreaterThanOrEqual(size);
  });

  test('[URS-TXT-02] negation is read with an F of at least 0.96, and so is what is affirmed', () => {
    expect(f1(part, 'negation', 'negated'), wrongIn(part, 'negation')).toBeGreaterThanOrEqual(0.96);
    expect(f1(part, 'negation', 'affirmed'), wrongIn(part, 'negation')).toBeGreaterThanOrEqual(0.95);
  });

  test('[URS-TXT-02] possibility, history, hypothesis and other people are read', () => {
    expect(f1(part, 'negation', 'possible'), wrongIn(part, 'negation')).toBeGreaterThanOrEqual(0.93);
    expect(f1(part, 'temporality', 'historical'), wrongIn(part, 'temporality')).toBeGreaterThanOrEqual(0.9);
    expect(f1(part, 'temporality', 'hypothetical'), wrongIn(part, 'temporality')).toBeGreaterThanOrEqual(
      0.85,
    );
    expect(f1(part, 'experiencer', 'other'), wrongIn(part, 'experiencer')).toBeGreaterThanOrEqual(0.95);
  });
});

describe('where the concept stands', () => {
  const negationIn = (sentence: string, concept: string) => readContext(triggers, sentence, concept).negation;

  test.each([
    ['No evidence of Congestive  Heart Failure.', 'congestive heart failure', 'negated'],
    ['There are no pneumothoraces.', 'pneumothorax', 'negated'],
    ['The heart is not enlarged.', 'enlarged heart', 'affirmed'],
    ['No gastro-oesophageal reflux.', 'gastrooesophageal reflux', 'negated'],
    ['No tachycardya was found.', 'tachycardia', 'negated'],
    ['Pneumonia: no sign of pneumonia.', 'pneumonia', 'negated'],
    ['No fever. Cough for a week.', 'cough', 'affirmed'],
    ['NO ACUTE FRACTURE SEEN', 'acute fracture', 'negated'],
    ['The patient denies the presence of any pain in her chest.', 'chest pain', 'negated'],
  ])('%s (%s) is %s', (sentence, concept, expected) => {
    expect(negationIn(sentence, concept)).toBe(expected);
  });

  test('a concept that the sentence does not hold is an error, not an answer', () => {
    expect(() => readContext(triggers, 'No fever.', 'ankle fracture')).toThrow(
      expect.objectContaining({ code: 'text.conceptNotFound' }),
    );
    expect(() => readContext(triggers, '', 'fever')).toThrow(
      expect.objectContaining({ code: 'text.conceptNotFound' }),
    );
  });
});
