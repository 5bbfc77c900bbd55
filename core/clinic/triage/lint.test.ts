import { describe, expect, test } from 'vitest';
import type { Acuity } from '../../contract/triage-case.ts';
import { findResources } from '../../kernel/resources.ts';
import { alternativesOf } from './condition-form.ts';
import { compileCondition } from './expression.ts';
import { loadTriageKnowledge, type Presentation, type Rule, type TriageKnowledge } from './knowledge.ts';
import { lintKnowledge } from './lint.ts';

const knowledge = loadTriageKnowledge(findResources());
const source = 'NICE CKS, Cough (2023)';

function rule(id: string, when: string, acuity: Acuity, from = source): Rule {
  return { id, when: compileCondition(when), acuity, text: 'A reason to be seen.', source: from };
}

function otherwise(acuity: Acuity, when?: string): Presentation['defaults'][number] {
  return { when: when === undefined ? null : compileCondition(when), acuity, text: 'Otherwise.', source };
}

/** What the linter says about one presentation of its own, complete but for what a test changes. */
function complaintsOf(change: Partial<Presentation>, rules: readonly Rule[] = []): string[] {
  const statement = { text: 'Advice in words.', source };
  const presentation: Presentation = {
    id: 'sample',
    title: 'Sample',
    populations: ['adult'],
    applies: {},
    fromDays: 0,
    untilDays: Number.POSITIVE_INFINITY,
    triggers: ['cough'],
    explains: [],
    nonspecific: false,
    discriminators: rules,
    defaults: [otherwise(5)],
    questions: ['fever', 'dyspnoea', 'haemoptysis'].map((field) => ({ field, ask: 'Any?', source })),
    likely: ['common-cold', 'acute-bronchitis'],
    mustNotMiss: ['pneumonia'],
    selfCare: [statement, statement],
    safetyNet: [statement, statement],
    examples: ([1, 2, 4, 5] as const).map((acuity) => ({ narrative: 'cough', acuity })),
    ...change,
  };
  const only: TriageKnowledge = { ...knowledge, presentations: [presentation], rules: [] };
  return lintKnowledge(only).map(({ place, problem }) => `${place}: ${problem}`);
}

describe('a rule that can never decide', () => {
  test('[URS-TRI-03] is found when a rule as urgent holds whenever it does', () => {
    expect(complaintsOf({}, [rule('pain', 'cough', 2), rule('both', 'cough and fever', 3)])).toEqual([
      'sample.both: can never decide: pain is as urgent and holds whenever it does',
    ]);
    expect(complaintsOf({}, [rule('both', 'cough and fever', 2), rule('pain', 'cough', 3)])).toEqual([]);
  });

  test.each([
    ['age < 6mo', 'age < 3mo'],
    ['temp >= 38', 'temp > 38'],
    ['fever', 'fever[severe]'],
    ['ever(diabetes)', 'diabetes'],
    ['fever', 'high-fever'], // high-fever is a fever
    ['not high-fever and cough', 'not fever and cough'],
    ['cough or fever or rash', 'rash or fever'],
    ['cough and not (fever or rash)', 'cough and not fever and not rash'],
  ])('%s makes %s superfluous', (wider, narrower) => {
    expect(complaintsOf({}, [rule('wider', wider, 3), rule('narrower', narrower, 3)])).toContain(
      'sample.narrower: can never decide: wider is as urgent and holds whenever it does',
    );
  });

  test.each([
    ['age < 3mo', 'age < 6mo'],
    ['fever[severe]', 'fever'],
    ['diabetes', 'ever(diabetes)'],
    ['not fever', 'not high-fever'],
    ['fever[sudden]', 'high-fever[sudden]'], // the sudden mention may be of another fever
    ['cough and fever', 'cough or fever'],
  ])('%s leaves room for the less urgent %s', (first, second) => {
    expect(complaintsOf({}, [rule('first', first, 2), rule('second', second, 3)])).toEqual([]);
  });

  test.each([
    'fever and not fever',
    'high-fever and not fever',
    'age < 2y and age >= 5y',
    'male and pregnant',
  ])('is found when it contradicts itself: %s', (when) => {
    expect(complaintsOf({}, [rule('never', when, 2)])).toEqual([
      'sample.never: can never hold: its parts contradict each other',
    ]);
  });

  test('is found when it is about somebody whom the presentation is not for', () => {
    const child = { untilDays: 5 * 365.25, applies: { until: '5y' } };
    expect(complaintsOf(child, [rule('old', 'cough and age >= 65y', 2)])).toEqual([
      'sample.old: can never hold: its parts contradict each other',
    ]);
  });

  test('is found among the defaults', () => {
    expect(
      complaintsOf({ defaults: [otherwise(4, 'fever'), otherwise(5, 'fever and rash'), otherwise(5)] }),
    ).toEqual(['sample.default: default 2 can never be reached: default 1 holds whenever it does']);
  });
});

test('[URS-TRI-03] two thresholds that leave out exactly their limit are found', () => {
  expect(complaintsOf({}, [rule('young', 'age < 3mo', 2), rule('older', 'age > 3mo', 3)])).toEqual([
    'sample.young: leaves a gap: neither it nor older includes age at exactly its limit',
  ]);
  expect(complaintsOf({}, [rule('young', 'age < 3mo', 2), rule('older', 'age >= 3mo', 3)])).toEqual([]);
});

describe('what a presentation has to carry', () => {
  test('[URS-TRI-03] a rule, question or advice without a dated source is found', () => {
    expect(complaintsOf({}, [rule('undated', 'fever', 2, 'A colleague said so')])).toEqual([
      'sample.undated: the source "A colleague said so" has no year',
    ]);
    const advice = { text: 'Rest and drink.', source: 'common sense' };
    expect(complaintsOf({ selfCare: [advice, { ...advice, source }] })).toEqual([
      'sample: self-care: the source "common sense" has no year',
    ]);
    const questions = ['fever', 'rash', 'cough'].map((field) => ({ field, ask: 'Any?' }));
    expect(complaintsOf({ questions })).toContain('sample: the question about fever has no source');
  });

  test.each([
    ['questions', 3],
    ['likely', 2],
    ['mustNotMiss', 1],
    ['selfCare', 2],
    ['safetyNet', 2],
    ['examples', 4],
  ] as const)('missing %s are found', (part, least) => {
    expect(complaintsOf({ [part]: [] })).toContain(`sample: needs at least ${least} under ${part}, has 0`);
  });

  test('advice for home is not asked for where nobody is sent home', () => {
    const examples = ([1, 2, 2, 3] as const).map((acuity) => ({ narrative: 'cough', acuity }));
    expect(complaintsOf({ selfCare: [], defaults: [otherwise(3)], examples })).toEqual([]);
  });

  test('an example has to show the most and the least urgent branch', () => {
    const examples = ([3, 3, 4, 4] as const).map((acuity) => ({ narrative: 'cough', acuity }));
    expect(complaintsOf({ examples }, [rule('urgent', 'haemoptysis', 2)])).toEqual([
      'sample: no example of its most urgent level 2',
      'sample: no example of its least urgent level 5',
    ]);
  });
});

test('[URS-TRI-03] a concept or condition that nothing describes is found', () => {
  expect(complaintsOf({}, [rule('unknown', 'no-such-thing', 2)])).toEqual([
    'sample.unknown: the concept no-such-thing is not in the lexicon',
  ]);
  expect(complaintsOf({ mustNotMiss: ['no-such-disease'] })).toEqual([
    'sample: names the condition no-such-disease, which is neither in the network nor in the lexicon',
  ]);
});

describe('a condition as alternatives', () => {
  test('spreads "and" over "or" and "not" over both', () => {
    const names = (source: string) =>
      alternativesOf(source)?.map((form) => form.map(({ name, negated }) => (negated ? `-${name}` : name)));
    expect(names('a and (b or not c)')).toEqual([
      ['a', 'b'],
      ['a', '-c'],
    ]);
    expect(names('not (a and (b or c))')).toEqual([['-a'], ['-b', '-c']]);
  });

  test('gives up rather than grow beyond bounds', () => {
    const pair = (index: number) => `(a${index} or b${index})`;
    expect(alternativesOf(Array.from({ length: 12 }, (_, index) => pair(index)).join(' and '))).toBeNull();
  });

  test('holds for every rule of the knowledge that the engine accepts', () => {
    for (const { when } of knowledge.rules) {
      const forms = alternativesOf(when.source);
      const named = new Set(forms?.flat().map(({ name }) => name));
      if (forms === null || when.source.includes('count(')) continue;
      expect(
        [...when.concepts, ...when.variables].filter((name) => !named.has(name)),
        when.source,
      ).toEqual([]);
    }
  });
});
