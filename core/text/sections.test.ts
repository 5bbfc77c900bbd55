import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findResources } from '../kernel/resources.ts';
import { loadLexicon, readClinicalText } from './index.ts';

const lexicon = loadLexicon(path.join(findResources(), 'lexicon'));
const sectionsIn = (text: string) => readClinicalText(lexicon, text).sections.map(({ id }) => id);

function mentionIn(text: string, concept: string) {
  return readClinicalText(lexicon, text).mentions.find((mention) => mention.concept === concept);
}

const DISCHARGE = `CHIEF COMPLAINT: Chest pain.

HISTORY OF PRESENT ILLNESS:
The patient is a 60-year-old man with two hours of chest pain.

PAST MEDICAL HISTORY:
1. Asthma
2. Epilepsy

FAMILY HISTORY
Stroke

REVIEW OF SYSTEMS:
Denies headache.

PLAN:
Return if fever develops.`;

describe('[URS-TXT-01] sections of a note', () => {
  test('are found by headings alone on a line and before a colon', () => {
    expect(sectionsIn(DISCHARGE)).toEqual([
      'chiefComplaint',
      'presentIllness',
      'pastHistory',
      'familyHistory',
      'systemsReview',
      'plan',
    ]);
  });

  test.each([
    ['PC: cough', ['chiefComplaint']],
    ['HPC: cough for 3/7', ['presentIllness']],
    ['PMHx: asthma', ['pastHistory']],
    ['DH: ramipril 5 mg od', ['medications']],
    ['Meds: aspirin\nAllergies: penicillin', ['medications', 'allergies']],
    ['FHx: stroke. SH: smoker', ['familyHistory', 'socialHistory']],
    ['O/E: chest clear', ['examination']],
    ['O/E chest clear', ['examination']],
    ['PMH asthma', ['pastHistory']],
    ['- ROS: no weight loss', ['systemsReview']],
    ['Obs: HR 80', ['vitals']],
    ['CXR: clear\nImpression: pneumonia', ['investigations', 'assessment']],
    [
      'Past Surgical History:\r\n- hysterectomy\r\nSocial History:\r\n- retired',
      ['pastSurgery', 'socialHistory'],
    ],
    ['I have a history of asthma and my chest: it hurts', []],
    ['He takes his medication. It helps.', []],
  ])('%j holds %j', (text, expected) => {
    expect(sectionsIn(text)).toEqual(expected);
  });

  test('say of what time and of whom a finding is', () => {
    expect(mentionIn(DISCHARGE, 'chest-pain')).toMatchObject({
      section: 'chiefComplaint',
      assertion: { historical: false, other: false },
    });
    expect(mentionIn(DISCHARGE, 'epilepsy')).toMatchObject({
      section: 'pastHistory',
      assertion: { historical: true },
    });
    expect(mentionIn(DISCHARGE, 'stroke')).toMatchObject({
      section: 'familyHistory',
      assertion: { other: true },
    });
    expect(mentionIn(DISCHARGE, 'headache')).toMatchObject({ assertion: { negated: true } });
    expect(mentionIn(DISCHARGE, 'fever')).toMatchObject({ assertion: { hypothetical: true } });
  });

  test('do not take in the story that goes on behind an inline heading', () => {
    const text = 'PMH: asthma. Presents today with chest pain since this morning.';
    expect(mentionIn(text, 'asthma')?.assertion.historical).toBe(true);
    expect(mentionIn(text, 'chest-pain')?.assertion.historical).toBe(false);
  });

  test('their headings are no findings', () => {
    const text = 'Allergies:\nnone\nSmoking: never\nAlcohol: none';
    expect(readClinicalText(lexicon, text).mentions.map(({ text: words }) => words)).not.toContain(
      'Allergies',
    );
  });
});

describe('[URS-TXT-01] attributes of a finding', () => {
  test.each([
    ['left sided chest pain', 'chest-pain', { laterality: 'left' }],
    ['pain in the right ankle, left one fine', 'ankle-pain', { laterality: 'right' }],
    ['bilateral leg swelling', 'leg-swelling-both', { laterality: 'bilateral' }],
    ['my chest hurts right now', 'chest-pain', { laterality: null }],
    ['intermittent headache', 'headache', { course: 'intermittent' }],
    ['headache that comes and goes', 'headache', { course: 'intermittent' }],
    ['cough getting worse', 'cough', { course: 'worsening' }],
    ['the cough is improving', 'cough', { course: 'improving' }],
    ['constant back pain', 'back-pain', { course: 'constant' }],
    ['sudden severe headache', 'headache', { onset: 'sudden', severity: 'severe' }],
    [
      'gradual onset of mild dyspnoea over 3 weeks',
      'dyspnoea',
      { onset: 'gradual', severity: 'mild', days: 21 },
    ],
    ['moderate abdominal pain for 2 days', 'abdominal-pain', { severity: 'moderate', days: 2 }],
  ])('%s', (text, concept, expected) => {
    expect(mentionIn(text, concept)).toMatchObject(expected);
  });
});
