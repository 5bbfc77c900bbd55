import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TriageCase, triageResultSchema } from '../../contract/triage-case.ts';
import { findResources } from '../../kernel/resources.ts';
import { assess, loadTriageKnowledge, raise, targetMinutes } from './index.ts';

const knowledge = loadTriageKnowledge(findResources());
const triage = (input: Omit<TriageCase, 'id'>) =>
  assess(knowledge, { id: 'case', ...input }, { scale: 'manchester' });

const worked: [string, Omit<TriageCase, 'id'>, number][] = [
  [
    '28 years, 8 weeks since the last period, HR 120, RR 22, BP 92/50',
    {
      age: 28,
      sex: 'female',
      narrative: '8 weeks since last period',
      vitals: { heartRate: 120, respiratoryRate: 22, systolicBloodPressure: 92, diastolicBloodPressure: 50 },
    },
    2,
  ],
  [
    '15-month-old with diarrhoea, HR 158, RR 42',
    {
      age: { value: 15, unit: 'mo' },
      narrative: 'diarrhoea',
      vitals: { heartRate: 158, respiratoryRate: 42 },
    },
    2,
  ],
  [
    '57 years, cough, RR 26, SpO2 90',
    { age: 57, narrative: 'cough', vitals: { respiratoryRate: 26, oxygenSaturation: 90 } },
    2,
  ],
  ['34 years, vomiting, HR 102 alone', { age: 34, narrative: 'vomiting', vitals: { heartRate: 102 } }, 3],
  [
    '72 years, COPD on a steroid, infected bite, HR 105, RR 24',
    {
      age: 72,
      narrative: 'infected dog bite on the hand',
      conditions: ['COPD'],
      medications: ['prednisolone 5 mg'],
      vitals: { heartRate: 105, respiratoryRate: 24 },
    },
    2,
  ],
  ['ear pain', { narrative: 'Ear pain' }, 5],
  ['sore throat', { narrative: 'Sore throat' }, 4],
  ['right lower quadrant pain', { narrative: 'Right lower quadrant pain' }, 3],
  ['cardiac arrest', { narrative: 'Cardiac arrest' }, 1],
  ['30% burn', { narrative: '30% burn' }, 2],
];

describe('published worked examples', () => {
  test.each(worked)('[URS-TRI-02] %s', (_name, input, acuity) => {
    const result = triage(input);
    expect(result.acuity).toBe(acuity);
    const decisive = result.reasons.filter((reason) => reason.role === 'decides');
    expect(decisive.length).toBeGreaterThan(0);
    for (const reason of decisive) {
      expect(reason.source.length).toBeGreaterThan(3);
      if (reason.span) {
        expect(input.narrative?.slice(reason.span.start, reason.span.end)).toBe(reason.span.text);
      }
    }
  });
});

describe('the fever of an infant', () => {
  test.each<[number, number, number]>([
    [28, 38.1, 2],
    [28, 39.6, 2],
    [60, 38.0, 2],
    [150, 39.2, 2],
  ])('at %d days with %d °C is level %d', (days, temperature, acuity) => {
    const result = triage({
      age: { value: days, unit: 'd' },
      narrative: 'fever',
      vitals: { temperature },
    });
    expect(result.acuity).toBe(acuity);
  });
});

describe('what is shown with a level', () => {
  test('[URS-TRI-02] reasons name the rule, the exact words and the value', () => {
    const narrative = 'Cough for two days. SpO2 88% on air.';
    const result = triage({ age: 57, narrative });
    const reason = result.reasons.find((candidate) => candidate.rule === 'vital.spo2-below-90');
    expect(reason?.value).toEqual({ field: 'oxygenSaturation', value: 88, unit: '%' });
    expect(narrative.slice(reason?.span?.start, reason?.span?.end)).toBe(reason?.span?.text);
    expect(result.reasons[0]?.role).toBe('decides');
  });

  test('a denied red flag is listed with its words and asked about', () => {
    const narrative = 'Mild headache with a cold, no neck stiffness.';
    const result = triage({ age: 30, narrative });
    expect(result.denied).toContainEqual({
      concept: 'neck-stiffness',
      span: { start: 30, end: 44, text: 'neck stiffness' },
    });
    expect(result.missing.map((item) => item.field)).toContain('denied:neck-stiffness');
  });

  test('a red flag both stated and denied counts as present, and is pointed out', () => {
    const result = triage({
      age: 60,
      narrative: 'No chest pain today. Crushing chest pain with sweating last night.',
    });
    expect(result.acuity).toBe(2);
    expect(result.warnings.join(' ')).toMatch(/both states and denies/);
  });

  test('contradicting measurements use the more dangerous one and ask', () => {
    const result = triage({ age: 40, narrative: 'palpitations, HR 60', vitals: { heartRate: 160 } });
    expect(result.acuity).toBe(2);
    expect(result.warnings.join(' ')).toMatch(/heart rate of 60.*160/);
    const reversed = triage({ age: 40, narrative: 'palpitations, HR 160', vitals: { heartRate: 60 } });
    expect(reversed.acuity).toBe(2);
  });

  test('an implausible value is asked about, kept as it is, and never made harmless', () => {
    const result = triage({ age: 40, narrative: 'runny nose', vitals: { temperature: 52 } });
    expect(result.warnings.join(' ')).toMatch(/temperature of 52/);
    expect(result.acuity).toBe(2);
  });

  test('danger limits ask for a second look and force nothing', () => {
    const result = triage({ age: 34, narrative: 'vomiting', vitals: { heartRate: 102 } });
    const consider = result.reasons.filter((reason) => reason.role === 'consider');
    expect(consider.map((reason) => reason.acuity)).toEqual([2]);
    expect(result.acuity).toBe(3);
  });

  test('asks first for what could make the level more urgent', () => {
    const result = triage({ age: 30, narrative: 'Cough for three days' });
    const [first] = result.missing;
    expect(first?.couldBecome).toBeLessThan(result.acuity);
    expect(first?.gain).toBeGreaterThan(0);
  });

  test('the scale sets the minutes', () => {
    const minutes = (scale: string) =>
      assess(knowledge, { id: 'a', narrative: 'Right lower quadrant pain' }, { scale }).targetMinutes;
    expect([minutes('manchester'), minutes('australasian'), minutes('canadian')]).toEqual([60, 30, 30]);
    expect(() => minutes('imaginary')).toThrow(/imaginary/);
    expect([1, 2, 3, 4, 5].map((level) => targetMinutes(level as 1, 'manchester', knowledge.scales))).toEqual(
      [0, 10, 60, 120, 240],
    );
  });
});

describe('what is not understood', () => {
  test.each([
    ['nothing at all', {}],
    ['an empty narrative', { narrative: '' }],
    [
      'another language',
      { narrative: 'Ich habe seit gestern starke Schmerzen in der Brust und bekomme keine Luft.' },
    ],
    ['emoji', { narrative: '😀🤒🔥' }],
    ['letters', { narrative: 'asdf qwer zxcv' }],
    ['one megabyte of letters', { narrative: 'x'.repeat(1_000_000) }],
    ['nulls', { age: null, sex: null, narrative: null, vitals: null, conditions: null }],
  ])('%s is level 3 with low confidence, never self-care', (_name, input) => {
    const result = triage(input);
    expect(result.acuity).toBe(3);
    expect(result.confidence).toBeLessThanOrEqual(0.3);
    expect(result.reasons[0]?.rule).toBe('triage.unrecognised');
  });

  test('capitals are understood like small letters', () => {
    const narrative = 'Crushing chest pain and sweating, short of breath';
    expect(triage({ age: 55, narrative: narrative.toUpperCase() }).acuity).toBe(
      triage({ age: 55, narrative }).acuity,
    );
  });

  test('one megabyte of repeated complaints is assessed', () => {
    expect(triage({ age: 60, narrative: 'chest pain and sweating. '.repeat(40_000) }).acuity).toBe(2);
  });
});

const fragments = fc.constantFrom(
  ...[
    'sore throat',
    'runny nose',
    'crushing chest pain',
    'sweating',
    'no fever',
    'fever',
    'vomiting twice',
    'severe headache',
    'stiff neck',
    'swollen left calf',
    'rash',
    'wheezing',
    'for 3 days',
    'bleeding heavily',
    'itchy eyes',
    'denies chest pain',
  ],
);
const cases: fc.Arbitrary<TriageCase> = fc.record({
  id: fc.constant('case'),
  age: fc.option(fc.integer({ min: 0, max: 100 })),
  narrative: fc.array(fragments, { maxLength: 6 }).map((list) => list.join('. ')),
  vitals: fc.record(
    {
      heartRate: fc.integer({ min: 0, max: 250 }),
      respiratoryRate: fc.integer({ min: 0, max: 70 }),
      oxygenSaturation: fc.integer({ min: 50, max: 100 }),
      temperature: fc.double({ min: 30, max: 43, noNaN: true }),
      systolicBloodPressure: fc.integer({ min: 40, max: 250 }),
    },
    { requiredKeys: [] },
  ),
});

describe('for any case', () => {
  test('the answer has the agreed shape and is the same twice', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const result = assess(knowledge, input, { scale: 'canadian' });
        expect(triageResultSchema.parse(result)).toEqual(result);
        expect(assess(knowledge, input, { scale: 'canadian' })).toEqual(result);
      }),
      { seed: 20_260_314, numRuns: 300 },
    );
  });

  test('the level is that of its most urgent forced reason', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const result = assess(knowledge, input, { scale: 'manchester' });
        const forced = result.reasons.filter((reason) => reason.role !== 'consider');
        expect(Math.min(...forced.map((reason) => reason.acuity))).toBe(result.acuity);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test('[URS-TRI-02] a model never lowers what the rules say', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(1, 2, 3, 4, 5), (input, model) => {
        const result = assess(knowledge, input, { scale: 'manchester' });
        const raised = raise(
          result,
          model,
          { rule: 'model.test', text: 'The model is more worried.', source: 'test' },
          { scale: 'manchester', scales: knowledge.scales },
        );
        expect(raised.acuity).toBe(Math.min(result.acuity, model));
        if (model >= result.acuity) expect(raised).toEqual(result);
        else expect(raised.reasons[0]?.rule).toBe('model.test');
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test('a further red flag never makes the level less urgent', () => {
    fc.assert(
      fc.property(cases, (input) => {
        const before = assess(knowledge, input, { scale: 'manchester' }).acuity;
        const narrative = `${input.narrative ?? ''}. Cannot be woken.`;
        expect(
          assess(knowledge, { ...input, narrative }, { scale: 'manchester' }).acuity,
        ).toBeLessThanOrEqual(before);
      }),
      { seed: 13, numRuns: 200 },
    );
  });
});
