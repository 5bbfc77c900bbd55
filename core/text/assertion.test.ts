import { describe, expect, test } from 'vitest';
import { findResources } from '../kernel/resources.ts';
import { loadLexicon, readClinicalText } from './index.ts';

const lexicon = loadLexicon(`${findResources()}/lexicon`);

/** The assertion of the first mention of a concept, as the names of what is set; null when it is not mentioned. */
function assertionIn(text: string, concept: string): string[] | null {
  const mention = readClinicalText(lexicon, text).mentions.find((candidate) => candidate.concept === concept);
  return mention
    ? Object.entries(mention.assertion)
        .filter(([, set]) => set)
        .map(([name]) => name)
    : null;
}

describe('whether the text says that the patient has it', () => {
  test.each<[string, string, string[]]>([
    ['He has chest pain.', 'chest-pain', []],
    ['No chest pain.', 'chest-pain', ['negated']],
    ['Denies chest pain, nausea or vomiting.', 'vomiting', ['negated']],
    ['No fever, cough or sore throat.', 'sore-throat', ['negated']],
    ['The wrist is not deformed.', 'deformity', ['negated']],
    ['Swelling noted, deformed wrist.', 'deformity', []],
    ['No fever but has chest pain.', 'chest-pain', []],
    ['Denies fever, reports chest pain.', 'chest-pain', []],
    ['No fever. Chest pain since morning.', 'chest-pain', []],
    ['Without any shortness of breath.', 'dyspnoea', ['negated']],
    ['She does not have a headache.', 'headache', ['negated']],
    ["I don't have a fever", 'fever', ['negated']],
    ['I do not have a sore throat', 'sore-throat', ['negated']],
    ['Pulmonary embolism was ruled out.', 'pulmonary-embolism', ['negated']],
    ['Neck stiffness is absent.', 'neck-stiffness', ['negated']],
    ['No change in the headache.', 'headache', []],
    ['The vomiting is not improving.', 'vomiting', []],
    ['Not only a cough but also fever.', 'fever', []],
    ['No bowel movement for four days, vomiting since morning.', 'vomiting', []],
    ['Not breathing.', 'not-breathing', []],
    ['Possible pneumonia.', 'pneumonia', ['possible']],
    ['?PE', 'pulmonary-embolism', ['possible']],
    ['Suspected appendicitis.', 'appendicitis', ['possible']],
    ['History of asthma.', 'asthma', ['historical']],
    ['Past medical history: COPD, diabetes.', 'copd', ['historical']],
    ['3-day history of cough', 'cough', []],
    ['No fever, history of epilepsy.', 'epilepsy', ['historical']],
    ['No history of heart disease.', 'heart-disease', ['negated', 'historical']],
    ['Had pneumonia years ago.', 'pneumonia', ['historical']],
    ['Return if fever develops.', 'fever', ['hypothetical']],
    ['Worried it might be meningitis.', 'meningitis', ['hypothetical']],
    ['Vaccinated against measles.', 'measles', ['hypothetical']],
    ['Family history of stroke.', 'stroke', ['other']],
    ['His father had a heart attack.', 'acs', ['other']],
    ['Her sister has a cold.', 'common-cold', ['other']],
    ['My father has chest pain.', 'chest-pain', []],
    ['My husband has slurred speech.', 'speech-disturbance', []],
  ])('%s → %s %j', (text, concept, expected) => {
    expect(assertionIn(text, concept)).toEqual(expected);
  });
});
