import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findResources } from '../kernel/resources.ts';
import {
  findAge,
  findDurations,
  findMeasures,
  findPregnancyWeeks,
  findSex,
  loadLexicon,
  readClinicalText,
} from './index.ts';
import { corrected } from './spelling.ts';
import { normaliseWord } from './words.ts';

const lexicon = loadLexicon(`${findResources()}/lexicon`);
const conceptsIn = (text: string) =>
  readClinicalText(lexicon, text).mentions.map((mention) => mention.concept);

describe('concepts in clinical and in everyday words', () => {
  test.each([
    ['acute onset pleuritic CP w/ SOB', ['pleuritic-pain', 'dyspnoea']],
    ['my chest hurts when I breathe in', ['pleuritic-pain']],
    ['pain in his chest', ['chest-pain']],
    ['chest feels tight', ['chest-pressure']],
    ['she is throwing up and has the runs', ['vomiting']],
    ['can’t catch my breath', ['dyspnoea']],
    ['swollen and tender left calf', ['calf-swelling']],
    ['peeing burns', ['dysuria']],
    ['DIARRHOEA AND VOMITING', ['diarrhoea', 'vomiting']],
    ['diarrhea and vomitting', ['diarrhoea', 'vomiting']],
    ['possible apendicitis with diarrea', ['appendicitis', 'diarrhoea']],
    ['a rash that does not fade when pressed', ['non-blanching-rash']],
  ])('%s', (text, expected) => {
    expect(conceptsIn(text)).toEqual(expect.arrayContaining(expected));
  });

  test.each([
    ['chest infection and abdominal pain', 'chest-pain'],
    ['he was running yesterday', 'diarrhoea'],
    ['the child is limping', 'drowsy'],
    ['hay fever', 'fever'],
    ['pain in the leg, no swelling of the face', 'dyspnoea'],
    ['a little bit tired', 'insect-bite'],
    ['breathing is fine', 'not-breathing'],
    ['neck is supple', 'neck-pain'],
  ])('%s is not %s', (text, concept) => {
    expect(conceptsIn(text)).not.toContain(concept);
  });

  test('severity, onset and duration go to the finding they stand beside', () => {
    const [mention] = readClinicalText(lexicon, 'Sudden severe headache for 3 days').mentions.filter(
      (candidate) => candidate.concept === 'headache' || candidate.concept === 'thunderclap',
    );
    expect(mention).toMatchObject({ severity: 'severe', onset: 'sudden', days: 3 });
  });

  test('one spelling for inflected and British words, and no correction of common words', () => {
    expect(normaliseWord('Diarrhoea')).toBe(normaliseWord('diarrhea'));
    expect(normaliseWord('swollen')).toBe(normaliseWord('swelling'));
    expect(normaliseWord('burning')).not.toBe(normaliseWord('burn'));
    expect(corrected(lexicon.spelling, 'apendicitis')).toBe('appendicitis');
    expect(corrected(lexicon.spelling, 'morning')).toBe('morning');
  });
});

describe('measurements with their units and words', () => {
  test.each<[string, string, number]>([
    ['T 38.5', 'temperature', 38.5],
    ['temperature of 101.3°F', 'temperature', 38.5],
    ['fever of 104', 'temperature', 40],
    ['fever 39', 'temperature', 39],
    ['BP 120/80', 'systolicBloodPressure', 120],
    ['blood pressure is 92 over 54', 'systolicBloodPressure', 92],
    ['HR 128', 'heartRate', 128],
    ['pulse of 60', 'heartRate', 60],
    ['RR 24', 'respiratoryRate', 24],
    ['respiratory rate was 32', 'respiratoryRate', 32],
    ['SpO2 88%', 'oxygenSaturation', 88],
    ['sats 94% on 2L', 'oxygenSaturation', 94],
    ['94% RA', 'oxygenSaturation', 94],
    ['pain 7/10', 'pain', 7],
    ['8 out of 10', 'pain', 8],
    ['GCS 13', 'gcs', 13],
    ['blood sugar of 450', 'glucose', 25],
  ])('%s → %s %d', (text, field, value) => {
    const found = findMeasures(text).find((measure) => measure.field === field);
    expect(found?.value).toBeCloseTo(value, 1);
    expect(text.slice(found?.start, found?.end)).toBe(found?.text);
  });

  test.each(['seen on 12/10/2025', 'pain 7/10 is not a pressure', 'takes 5 mg', 'aged 65'])(
    'no blood pressure in: %s',
    (text) => {
      expect(findMeasures(text).map((measure) => measure.field)).not.toContain('systolicBloodPressure');
    },
  );

  test.each<[string, number | null]>([
    ['A 48-year-old woman', 48 * 365.25],
    ['15-month-old with cough', 15 * 30.44],
    ['3 week old baby', 21],
    ['48 yo F', 48 * 365.25],
    ['10 days old', 10],
    ['I am 24 and my back hurts', 24 * 365.25],
    ['for 3 days', null],
  ])('age in %s', (text, days) => {
    const age = findAge(text);
    if (days === null) expect(age).toBeNull();
    else expect(age?.days).toBeCloseTo(days, 0);
  });

  test.each<[string, number]>([
    ['for 3 days', 3],
    ['two weeks', 14],
    ['since yesterday', 1],
    ['a 6-hour history', 0.25],
    ['for a couple of days', 2],
    ['3-4 days', 4],
  ])('duration in %s', (text, days) => {
    expect(findDurations(text)[0]?.days).toBeCloseTo(days, 2);
  });

  test('an age, a pregnancy and how often something happens are not durations', () => {
    expect(findDurations('a few times a year')).toEqual([]);
    expect(findDurations('every 4 hours')).toEqual([]);
    expect(findDurations('a 6-month-old boy')).toEqual([]);
    expect(findDurations('34 weeks pregnant')).toEqual([]);
    expect(findPregnancyWeeks('34 weeks pregnant')?.weeks).toBe(34);
  });

  test.each<[string, 'female' | 'male' | null]>([
    ['A 48-year-old woman', 'female'],
    ['48 yo F with cough', 'female'],
    ['72M with chest pain', 'male'],
    ['my tummy hurts', null],
  ])('sex in %s', (text, sex) => {
    expect(findSex(text)?.sex ?? null).toBe(sex);
  });
});

describe('whatever is pasted in', () => {
  const words = fc.constantFrom(
    ...'no denies chest pain severe headache for 3 days , . ; the my but fever 38.5 BP 120/80 😀 Schmerz 胸痛 HISTORY OF'.split(
      ' ',
    ),
  );

  test('every span names exactly the words it points at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(words, { maxLength: 40 }).map((list) => list.join(' ')),
          fc.string({ unit: 'grapheme', maxLength: 200 }),
        ),
        (text) => {
          const reading = readClinicalText(lexicon, text);
          for (const span of [...reading.mentions, ...reading.measures, ...reading.durations]) {
            expect(text.slice(span.start, span.end)).toBe(span.text);
          }
        },
      ),
      { seed: 20_260_314, numRuns: 400 },
    );
  });

  test.each([
    ['nothing', ''],
    ['white space', ' \n\t '],
    ['one megabyte without a full stop', 'chest pain and '.repeat(70_000)],
    ['one megabyte of one letter', 'a'.repeat(1_000_000)],
    ['digits and slashes', '120/80/'.repeat(20_000)],
    ['emoji', '😀🤒'.repeat(5_000)],
  ])('%s is read without an error', (_name, text) => {
    expect(readClinicalText(lexicon, text).text).toBe(text);
  });
});

test('the lexicon holds at least five hundred concepts, each with a name', () => {
  expect(lexicon.concepts.length).toBeGreaterThanOrEqual(500);
  for (const concept of lexicon.concepts) expect(concept.name).not.toBe('');
});
