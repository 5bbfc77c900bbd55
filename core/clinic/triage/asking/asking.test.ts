import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedConcept, type TriageCase, triageResultSchema } from '../../../contract/triage-case.ts';
import { findResources } from '../../../kernel/resources.ts';
import { recognised } from '../firing.ts';
import { assess, loadTriageKnowledge } from '../index.ts';
import { withBroader } from '../mention-index.ts';
import { gatherPicture } from '../picture.ts';
import { levelOf, whatIf, withConcept, withValue } from './what-if.ts';

const knowledge = loadTriageKnowledge(findResources());
type Given = Omit<TriageCase, 'id'>;
const triage = (input: Given) => assess(knowledge, { id: 'case', ...input }, { scale: 'manchester' });
const firstOf = (input: Given) => triage(input).missing[0];

const well = {
  respiratoryRate: 16,
  oxygenSaturation: 98,
  supplementalOxygen: false,
  heartRate: 78,
  systolicBloodPressure: 124,
  temperature: 36.8,
  consciousness: 'A',
} as const;

/** What an experienced triage nurse would ask first; two or three answers may be as good. */
const situations: [Given, string[]][] = [
  [
    { age: 34, sex: 'female', narrative: 'Headache and neck pain for two days', vitals: well },
    ['headache[sudden]'],
  ],
  [{ age: { value: 2, unit: 'mo' }, narrative: 'Cough and snuffles' }, ['temperature', 'dyspnoea']],
  [{ narrative: 'Fever' }, ['age', 'dyspnoea', 'temperature']],
  [{ narrative: 'Vomiting' }, ['age', 'abdominal-pain', 'dehydration']],
  [{ age: 45, narrative: 'feels unwell HR 60', vitals: { heartRate: 160 } }, ['heartRate']],
  [{ age: 30, narrative: 'feels tired', vitals: { ...well, heartRate: 390 } }, ['heartRate']],
  [{ age: 70, narrative: 'Dizzy', vitals: well }, ['ataxia', 'presyncope', 'syncope']],
  [{ age: 28, narrative: 'Back pain after lifting', vitals: well }, ['pain', 'saddle-numbness']],
  [{ age: 66, narrative: 'Back pain', vitals: well }, ['saddle-numbness', 'abdominal-pain', 'pain']],
  [{ age: 22, narrative: 'cut finger', vitals: well }, ['heavy-bleeding', 'wound-numb']],
  [{ age: 30, narrative: 'Sore throat', vitals: well }, ['drooling', 'trismus', 'fever']],
  [{ age: 8, narrative: 'rash on the belly', vitals: well }, ['non-blanching-rash']],
  [{ age: 60, narrative: 'cough for a week' }, ['dyspnoea', 'oxygenSaturation', 'wheeze']],
  [
    { age: 33, sex: 'female', narrative: 'palpitations', vitals: well },
    ['syncope', 'chest-pain', 'dyspnoea'],
  ],
  [
    { age: 30, sex: 'female', narrative: 'pain when passing urine', vitals: well },
    ['pregnancyWeeks', 'fever', 'flank-pain'],
  ],
  [{ age: 50, narrative: 'red eye', vitals: well }, ['blurred-vision', 'eye-pain', 'photophobia']],
  [
    { age: 40, narrative: 'knocked head on a shelf', vitals: well },
    ['headache', 'anticoagulated', 'vomiting', 'syncope'],
  ],
  [{ age: 20, narrative: 'wheezy' }, ['asthma', 'dyspnoea', 'oxygenSaturation', 'severe-dyspnoea']],
  [{ age: 3, narrative: 'earache, crying', vitals: { temperature: 37.5 } }, ['pain', 'mastoid', 'duration']],
  [{ age: 55, narrative: 'heartburn after meals', vitals: well }, ['exertional', 'melaena']],
  [
    { age: 35, narrative: 'numb hand', vitals: well },
    ['arm-weakness', 'one-sided-numbness', 'speech-disturbance'],
  ],
  [{ age: 21, narrative: 'feels low and cannot sleep', vitals: well }, ['suicidal']],
  [
    { age: 29, sex: 'female', narrative: 'vaginal bleeding', vitals: well },
    ['presyncope', 'heavy-vaginal-bleeding', 'possible-pregnancy', 'pregnancyWeeks'],
  ],
  [{ age: 18, narrative: 'insect bite on the arm, itchy', vitals: well }, ['facial-swelling', 'dyspnoea']],
  [
    { age: 65, narrative: 'blurred vision', vitals: well },
    ['blurred-vision[sudden]', 'headache', 'eye-pain'],
  ],
  [
    { age: 52, narrative: 'nosebleed', vitals: well },
    ['nosebleed-heavy', 'anticoagulated', 'heavy-bleeding'],
  ],
  [{ age: 31, narrative: 'toothache', vitals: well }, ['pain', 'trismus', 'facial-swelling']],
  [
    { age: 44, narrative: 'high blood sugar at home', vitals: well },
    ['polyuria', 'abdominal-pain', 'vomiting', 'thirst'],
  ],
];

describe('the most valuable question comes first', () => {
  test.each(situations)('%j', (input, expected) => {
    expect(expected).toContain(firstOf(input)?.field);
  });
});

describe('the value of a question', () => {
  const words = fc.constantFrom(
    ...situations.map(([{ narrative }]) => narrative ?? ''),
    'Cough and fever for three days, no breathlessness.',
    'Sore throat. Denies drooling, no rash.',
    'Chest pain',
    'Abdominal pain, no vomiting',
    'qwerty',
  );
  const vitals = fc.record(
    {
      heartRate: fc.integer({ min: 30, max: 190 }),
      respiratoryRate: fc.integer({ min: 6, max: 45 }),
      oxygenSaturation: fc.integer({ min: 78, max: 100 }),
      temperature: fc.double({ min: 34, max: 41, noNaN: true }),
      systolicBloodPressure: fc.integer({ min: 60, max: 230 }),
      consciousness: fc.constantFrom('A', 'C', 'V'),
    },
    { requiredKeys: [] },
  );
  const cases = fc.record({
    narrative: words,
    age: fc.option(fc.integer({ min: 0, max: 95 })),
    sex: fc.constantFrom('female', 'male', 'unknown'),
    vitals,
  });
  const everywhere = { seed: 20260314, numRuns: 150 };

  test('a question that changes nothing never stands before one that could change the level', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { missing, acuity } = triage(input);
        const useless = missing.findIndex(({ gain, couldBecome }) => gain === 0 && couldBecome === acuity);
        if (useless < 0) return;
        for (const { field, couldBecome } of missing.slice(useless)) {
          if (!field.startsWith('denied:')) expect(couldBecome).toBe(acuity);
        }
      }),
      everywhere,
    );
  });

  test('questions stand in the order of their value, at most eight, each once, none for what is known', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const result = triage(input);
        const { missing, acuity } = triageResultSchema.parse(result);
        const gains = missing.map(({ gain }) => gain ?? Number.POSITIVE_INFINITY);
        expect(gains).toEqual([...gains].sort((a, b) => b - a));
        expect(missing.length).toBeLessThanOrEqual(8);
        expect(new Set(missing.map(({ field }) => field)).size).toBe(missing.length);
        const picture = gatherPicture(knowledge.lexicon, knowledge.vitals, { id: 'x', ...input });
        const doubted = new Set<string>(picture.doubts.map(({ field }) => field));
        for (const { field, couldBecome } of missing) {
          expect(couldBecome ?? acuity).toBeLessThanOrEqual(acuity);
          if (!doubted.has(field)) expect(Object.keys(input.vitals)).not.toContain(field);
          const asked = askedConcept(field);
          if (asked && asked.quality === null) expect(picture.present.has(asked.concept)).toBe(false);
        }
      }),
      everywhere,
    );
  });

  test('an answer leads to the level that its question promises, or to a more urgent one', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const { missing } = triage(input);
        for (const { field, couldBecome } of missing.slice(0, 3)) {
          const asked = askedConcept(field);
          if (!asked || couldBecome === null) continue;
          const answered = triage({ ...input, answers: [{ ...asked, answer: 'yes' }] });
          expect(answered.acuity).toBeLessThanOrEqual(couldBecome);
          expect(answered.missing.map((item) => item.field)).not.toContain(field);
        }
      }),
      { seed: 20260314, numRuns: 60 },
    );
  });

  test('trying again only the rules that look at a change gives the same level as trying all', () => {
    const concepts = [...knowledge.lexicon.byId.values()].filter(
      ({ kind }) => kind === 'symptom' || kind === 'finding',
    );
    fc.assert(
      fc.property(
        cases,
        fc.constantFrom(...concepts),
        fc.integer({ min: 30, max: 200 }),
        (input, concept, rate) => {
          const base = gatherPicture(knowledge.lexicon, knowledge.vitals, { id: 'x', ...input });
          const { level } = whatIf(knowledge, base, recognised(knowledge, base));
          const said = withConcept(knowledge, base, concept.id);
          expect(level(said, withBroader(knowledge.lexicon, concept.id))).toBe(levelOf(knowledge, said));
          const measured = withValue(knowledge, base, 'hr', rate);
          expect(level(measured, ['hr', 'danger', 'news2', 'qsofa'])).toBe(levelOf(knowledge, measured));
        },
      ),
      { seed: 20260314, numRuns: 300 },
    );
  });
});

describe('answers', () => {
  test('yes to a denied red flag counts like words, and both are shown', () => {
    const narrative = 'Sore throat, no drooling.';
    const before = triage({ age: 30, narrative });
    expect(before.missing.map(({ field }) => field)).toContain('denied:drooling');
    const after = triage({ age: 30, narrative, answers: [{ concept: 'drooling', answer: 'yes' }] });
    expect(after.acuity).toBeLessThan(before.acuity);
    expect(after.denied).toEqual(before.denied);
    expect(after.warnings.join(' ')).toMatch(/both states and denies/);
  });

  test('no takes nothing away that the words say', () => {
    const narrative = 'Crushing chest pain with sweating.';
    const answers = ['chest-pain', 'sweating'].map((concept) => ({ concept, answer: 'no' as const }));
    expect(triage({ age: 60, narrative, answers }).acuity).toBe(triage({ age: 60, narrative }).acuity);
  });

  test('not known changes nothing and is not asked again; an unknown concept is passed over', () => {
    const narrative = 'Rash on the belly';
    const before = triage({ age: 8, narrative, vitals: well });
    const answers = [
      { concept: 'non-blanching-rash', answer: 'unknown' as const },
      { concept: 'no-such-concept', answer: 'yes' as const },
    ];
    const after = triage({ age: 8, narrative, vitals: well, answers });
    expect(after.acuity).toBe(before.acuity);
    expect(after.missing.map(({ field }) => field)).not.toContain('non-blanching-rash');
  });

  test('where nothing was recognised the complaint itself is asked for first', () => {
    expect(firstOf({ age: 30, narrative: 'qwerty asdf', vitals: well })?.field).toBe('narrative');
  });
});
