import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotationSchema } from '../contract/text.ts';
import { findResources } from '../kernel/resources.ts';
import {
  annotateText,
  type Lexicon,
  loadLaboratory,
  loadLexicon,
  loadTriggers,
  readClinicalText,
  readContext,
} from './index.ts';

const folder = path.join(findResources(), 'lexicon');
const lexicon = loadLexicon(folder);
const laboratory = loadLaboratory(folder);
const triggers = loadTriggers(folder);
const PROPERTY = { seed: 20_260_321, numRuns: 300 };

const pieces = fc.constantFrom(
  ...(
    'no|denies|chest pain|severe|left|headache|for 3 days|, |. |; |: |\n|\r\n|\t|PMH:|O/E|FH: |K 6.8|metformin 500 mg BD|' +
    'BP 120/80|HR 700|32/40|2/7|? |?PE|(-)|-ve|if|mother had|😀|שלום|胸痛|ÄÖ|HISTORY OF|vorniting|pneu-\nmonia|co1ic|\u0000|\ud800'
  ).split('|'),
);
const anyText = fc.oneof(
  fc.array(pieces, { maxLength: 40 }).map((list) => list.join(' ')),
  fc.array(pieces, { maxLength: 40 }).map((list) => list.join('')),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

describe('whatever is pasted in', () => {
  test('every place in an annotation names exactly the words it points at', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const annotation = annotateText(lexicon, laboratory, text);
        const { concepts, measures, doses, labs, age, pregnancyWeeks, sections } = annotation;
        const spans = [...concepts, ...measures, ...doses, ...labs].map(({ span }) => span);
        if (age) spans.push(age.span);
        if (pregnancyWeeks) spans.push(pregnancyWeeks.span);
        for (const span of spans) expect(text.slice(span.start, span.end)).toBe(span.text);
        for (const { start, end, heading } of sections) {
          expect(text.slice(start, start + heading.length)).toBe(heading);
          expect(end).toBeGreaterThanOrEqual(start + heading.length);
        }
        expect(annotationSchema.parse({ id: 'x', ...annotation })).toEqual({ id: 'x', ...annotation });
      }),
      PROPERTY,
    );
  });

  test('a question about a concept is answered or refused as not found, never with another failure', () => {
    fc.assert(
      fc.property(anyText, anyText, (sentence, concept) => {
        try {
          readContext(triggers, sentence, concept);
        } catch (error) {
          expect(error).toMatchObject({ code: 'text.conceptNotFound' });
        }
      }),
      PROPERTY,
    );
  });

  test.each([
    ['nothing', ''],
    ['one megabyte without a full stop', 'chest pain and '.repeat(70_000)],
    ['one megabyte of headings', 'PMH: asthma\n'.repeat(80_000)],
    ['one megabyte of laboratory values', 'K 5.1, Na 140, '.repeat(60_000)],
    ['one megabyte of doses', 'metformin 500 mg BD, '.repeat(45_000)],
    ['one megabyte of one letter', 'a'.repeat(1_000_000)],
    ['one megabyte of digits', '7'.repeat(1_000_000)],
    ['slashes', '120/80/'.repeat(20_000)],
    ['question marks', '?'.repeat(100_000)],
    ['emoji', '😀🤒'.repeat(5_000)],
    ['right-to-left text', 'כאב בחזה חזק מאוד '.repeat(1_000)],
  ])('%s is annotated', (_name, text) => {
    const { concepts } = annotateText(lexicon, laboratory, text);
    for (const { span } of concepts) expect(text.slice(span.start, span.end)).toBe(span.text);
  });

  test('the work grows with the length of the text and not faster', () => {
    const workOn = (text: string): number => {
      let looked = 0;
      const firstChoices: Lexicon['firstChoices'] = new Proxy(lexicon.firstChoices, {
        get(map, name) {
          const member: unknown = Reflect.get(map, name);
          if (typeof member !== 'function') return member;
          if (name === 'get') looked += 1;
          return member.bind(map);
        },
      });
      readClinicalText({ ...lexicon, firstChoices }, text);
      return looked;
    };
    const once =
      'Severe headache and vomiting for 3 days, no fever or neck stiffness, takes 500 mg of paracetamol ';
    const small = workOn(once.repeat(50));
    expect(small).toBeGreaterThan(0);
    expect(workOn(once.repeat(500)) / small).toBeLessThan(11);
  });
});

describe('what scanning and typing do to words', () => {
  const conceptsIn = (text: string) => readClinicalText(lexicon, text).mentions.map(({ concept }) => concept);

  test.each([
    ['persistent vorniting', 'vomiting'],
    ['pneu-\nmonia of the right base', 'pneumonia'],
    ['head-\r\nache', 'headache'],
    ['b1eeding from the nose', 'bleeding'],
    ['SEVERE HEADACHE', 'headache'],
    ['severe\theadache', 'headache'],
    ['pa1pitations at night', 'palpitations'],
  ])('%j still holds %s', (text, concept) => {
    const found = conceptsIn(text);
    expect(
      found.some((id) => id === concept || lexicon.byId.get(id)?.isa.includes(concept)),
      found.join(),
    ).toBe(true);
  });

  test('a line broken by the margin does not end a denial; a list on lines of its own does', () => {
    const wrapped = 'The patient was seen in the clinic this morning and denies\nchest pain at rest.';
    const [mention] = readClinicalText(lexicon, wrapped).mentions.filter(
      ({ concept }) => concept === 'chest-pain',
    );
    expect(mention?.assertion.negated).toBe(true);
    const [listed] = readClinicalText(lexicon, 'No fever\nChest pain').mentions.filter(
      ({ concept }) => concept === 'chest-pain',
    );
    expect(listed?.assertion.negated).toBe(false);
  });
});
