import { describe, expect, test } from 'vitest';
import { findResources } from '../kernel/resources.ts';
import { type Lexicon, loadLexicon, readClinicalText } from './index.ts';

/**
 * Sentences in the style of clinical notes, annotated by a clinician: a concept and what is said about it.
 * `-` is affirmed of this patient now; otherwise n negated, p possible, h historical, y hypothetical, o other person;
 * `?` where the words are rightly not taken for the finding at all.
 * They serve development: agreement says that nothing broke, not how well unseen notes are read.
 */
const TABLE = `
chest-pain|n|Patient denies chest pain.
dyspnoea|n|Denies fever, chest pain, and shortness of breath.
vomiting|n|No nausea, vomiting or diarrhoea.
diarrhoea|n|No nausea, vomiting or diarrhoea.
abdominal-pain|-|Complains of abdominal pain but no vomiting.
vomiting|n|Complains of abdominal pain but no vomiting.
stridor|-|She drools, will not swallow and makes a harsh noise when breathing in.
cough|-|He does not eat and has a cough.
fever|-|Not improving on antibiotics, fever persists.
rash|n|The child has a fever without rash.
rash|-|Has had fever, no cough, and now a rash on the trunk.
headache|-|She cannot sleep because of a headache.
headache|-|No relief of the headache with paracetamol.
seizure|n|There was no seizure activity.
syncope|n|She did not lose consciousness and has not fainted.
neck-stiffness|n|Neck stiffness: no.
fever|n|Fever: none.
cough|n|Cough: absent.
fever|n|Fever -, cough +.
cough|-|Fever -, cough +.
haemoptysis|n|Cough productive of clear sputum, no haemoptysis.
palpitations|n|Has never had palpitations.
dysuria|n|Nil dysuria.
weight-loss|n|Appetite good, no weight loss.
jaundice|n|She is not jaundiced.
pregnancy|n|Itchy discharge for a week, not pregnant.
pregnancy-test|n|Pregnancy test negative.
pregnancy-test|n|A pregnancy test was negative.
pulmonary-embolism|n|CT excluded pulmonary embolism.
pneumonia|n|Chest film shows no evidence of pneumonia.
dvt|n|Doppler was negative for DVT.
meningitis|n|Lumbar puncture ruled out meningitis.
stroke|n|No signs of stroke on imaging.
wheeze|n|Lungs clear, no wheeze or crackles.
wheeze|n|Lungs without wheeze.
back-pain|n|Neither back pain nor leg weakness.
melaena|n|He has not noticed any black stools.
vomiting|n|The baby is not vomiting and feeds well.
fever|n|Afebrile, no fever at home.
rash|n|There isn't any rash.
headache|n|I haven't had a headache.
chest-pain|?|My chest doesn't hurt.
dizziness|n|She isn't dizzy.
vomiting|n|He hasn't vomited.
fever|n|Mum says he has no temperature and no fever.
dyspnoea|n|Not short of breath.
dyspnoea|n|He is not particularly short of breath.
sore-throat|n|She has a cough, but no sore throat.
sore-throat|n|Runny nose and cough without a sore throat.
fever|-|No cough. Fever for three days.
fever|-|There is no cough; fever for three days.
vomiting|-|No diarrhoea, but he vomited twice.
vomiting|-|No diarrhoea though she vomited twice.
chest-pain|-|No previous heart trouble, presents with chest pain.
fever|-|No rash, temperature is high and fever since Monday.
confusion|-|Does not know the date and is confused.
confusion|-|Cannot walk and appears confused.
repeated-vomiting|-|Will not drink and vomits everything.
vomiting|-|Refuses food, not drinking, and vomited twice.
drowsy|-|Not feeding and very drowsy.
severe-abdominal-pain|-|No bowel movement for three days and severe abdominal pain.
cough|-|Has not slept well due to a cough.
headache|-|Headache not relieved by ibuprofen.
dyspnoea|-|Shortness of breath has not improved.
chest-pain|-|Chest pain, not worse on breathing.
cough|-|Cough without sputum.
headache|-|Headache with no warning signs.
abdominal-pain|-|Abdominal pain, no guarding.
fever|-|Fever without a source.
rash|-|The rash does not itch.
itching|n|The rash does not itch.
back-pain|-|Back pain that does not spread to the leg.
vomiting|-|Not only nauseated but also vomiting.
pneumonia|p|Findings are suspicious for pneumonia.
pneumonia|p|Probable pneumonia at the right base.
appendicitis|p|Likely appendicitis.
appendicitis|p|Appendicitis cannot be excluded.
pulmonary-embolism|p|Concern for pulmonary embolism.
meningitis|p|Query meningitis.
stroke|p|This could be a stroke.
dvt|p|Swollen calf, suspected DVT.
pneumonia|p|X-ray consistent with pneumonia.
stroke|p|Stroke is suspected.
kidney-stone|p|Colicky pain, may be a kidney stone.
gallstones|p|Gallstones are possible.
asthma|h|Past history of asthma.
stroke|h|He had a stroke in the past.
kidney-stone|h|She had a kidney stone two years ago.
migraine|h|Known history of migraine.
pneumonia|h|Previously had pneumonia.
pneumonia|h|Previous pneumonia.
cancer|h|PMH: breast cancer.
seizure|h|Had a seizure as a child.
pulmonary-embolism|h|Status post pulmonary embolism.
depression|h|Background of depression.
appendicitis|h|Appendicitis in 2009, otherwise well.
heart-failure|h|Past medical history includes heart failure.
chest-pain|-|History of three hours of chest pain.
cough|-|Two-week history of cough.
fever|-|She gives a short history of fever and rigors.
fever|y|Come back if fever develops.
vomiting|y|Return if there is vomiting.
dyspnoea|y|Call us in case of shortness of breath.
headache|y|Should you develop a headache, ring the ward.
stroke|y|Takes aspirin to prevent stroke.
dvt|y|Prophylaxis for DVT was given.
meningitis|y|Mother is worried about meningitis.
pneumonia|y|Vaccinated against pneumonia.
chest-pain|y|Use the spray if you get chest pain.
stroke|o|Family history of stroke.
diabetes|o|Mother has diabetes.
cancer|o|Her father died of cancer.
diarrhoea|o|His brother has diarrhoea.
measles|o|Outbreak of measles at the nursery.
asthma|o|Asthma runs in the family.
acs|o|Father had a heart attack at 50.
vomiting|o|Other children in the class are vomiting.
cough|o|Her husband has had a cough as well.
fever|-|Her sister has a cold; she now has fever.
headache|-|Mother reports that he has a headache.
chest-pain|-|Her mother had a heart attack, and she now has chest pain.
`;

const LETTERS = { n: 'negated', p: 'possible', h: 'historical', y: 'hypothetical', o: 'other' } as const;
type Letter = keyof typeof LETTERS;

interface Row {
  readonly concept: string;
  readonly expected: string;
  readonly text: string;
}

const rows: Row[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [concept = '', expected = '', text = ''] = line.split('|');
    return { concept, expected, text };
  });

function lettersIn(lexicon: Lexicon, row: Row): string {
  const mentions = readClinicalText(lexicon, row.text).mentions;
  const mention = mentions.find((candidate) => candidate.concept === row.concept);
  if (!mention) return '?';
  const set = (Object.keys(LETTERS) as Letter[]).filter((letter) => mention.assertion[LETTERS[letter]]);
  return set.length === 0 ? '-' : set.join('');
}

const lexicon = loadLexicon(`${findResources()}/lexicon`);
const answers = rows.map((row) => ({ row, answer: lettersIn(lexicon, row) }));

/** F1 of one letter, a row without the mention counting as an answer of "affirmed". */
function f1(letter: Letter): number {
  const hit = answers.filter(({ row, answer }) => row.expected.includes(letter) && answer.includes(letter));
  const wanted = rows.filter((row) => row.expected.includes(letter));
  const given = answers.filter(({ answer }) => answer.includes(letter));
  return (2 * hit.length) / (wanted.length + given.length);
}

describe('what notes say about a finding', () => {
  test('the table is large enough to mean something', () => {
    expect(rows.length).toBeGreaterThanOrEqual(115);
  });

  test('every finding of the table is recognised', () => {
    expect(
      answers
        .filter(({ row, answer }) => (answer === '?') !== (row.expected === '?'))
        .map(({ row }) => row.text),
    ).toEqual([]);
  });

  test.each(Object.keys(LETTERS) as Letter[])('"%s" is read with F1 of at least 0.95', (letter) => {
    const wrong = answers.filter(
      ({ row, answer }) => row.expected.includes(letter) !== answer.includes(letter),
    );
    expect(
      f1(letter),
      wrong.map(({ row, answer }) => `${row.text} -> ${row.concept} ${answer}`).join('\n'),
    ).toBeGreaterThanOrEqual(0.95);
  });
});
