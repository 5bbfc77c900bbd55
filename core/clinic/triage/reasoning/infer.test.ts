import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TriageCase, triageCaseSchema } from '../../../contract/triage-case.ts';
import { findResources } from '../../../kernel/resources.ts';
import { loadLexicon } from '../../../text/index.ts';
import { compileCondition } from '../expression.ts';
import { loadTriageKnowledge } from '../knowledge.ts';
import { gatherPicture } from '../picture.ts';
import { NOT_EXCLUDED } from './consider.ts';
import { weighConditions } from './infer.ts';
import { buildNetwork } from './network.ts';
import { conditionSchema } from './schema.ts';

const knowledge = loadTriageKnowledge(findResources());
const lexicon = loadLexicon(path.join(findResources(), 'lexicon'));
const pictureOf = (input: Omit<TriageCase, 'id'>) =>
  gatherPicture(knowledge.lexicon, knowledge.vitals, triageCaseSchema.parse({ id: 'case', ...input }));
const answersOf = (present: readonly string[], denied: readonly string[] = []) => [
  ...present.map((concept) => ({ concept, answer: 'yes' as const })),
  ...denied.map((concept) => ({ concept, answer: 'no' as const })),
];

const leaks = {
  source: 'test',
  defaults: {
    symptom: 0.02,
    finding: 0.01,
    condition: 0.01,
    injury: 0.01,
    exposure: 0.01,
    medication: 0.01,
    measured: 0.05,
    other: 0.01,
    attribute: 0.2,
  },
  findings: { sweating: 0.1 },
  lasting: [],
};
const fixed = { source: 'test (2024)', example: { narrative: 'chest pain' } };
const toy = (mustNotMiss: boolean) =>
  buildNetwork(
    lexicon,
    [
      conditionSchema.parse({
        id: 'toy-danger',
        title: 'Toy danger',
        acuity: 2,
        mustNotMiss,
        prior: 100,
        risks: { 'age >= 60y': 2 },
        core: 'chest-pain',
        findings: { 'chest-pain': 0.9, 'chest-pressure': 0.6, sweating: 0.5, 'spo2 < 92': 0.95 },
        ...fixed,
      }),
    ],
    leaks,
    (_, source) => compileCondition(source),
  );
const probability = (input: Omit<TriageCase, 'id'>, mustNotMiss = true) =>
  weighConditions(toy(mustNotMiss), pictureOf(input))[0]?.probability;

describe('the probability of a condition', () => {
  // Prior odds 100 : 900. Chest pain: (1 − 0.98 × 0.1) / 0.02 = 45.1. Sweating: (1 − 0.9 × 0.5) / 0.1 = 5.5.
  test('follows from prior and findings', () => {
    const odds = (100 / 900) * 45.1;
    expect(probability({ narrative: 'chest pain' })).toBeCloseTo(odds / (1 + odds), 6);
    const both = odds * 5.5;
    expect(probability({ narrative: 'chest pain and sweating' })).toBeCloseTo(both / (1 + both), 6);
  });

  test('counts a risk as a multiple of the prior', () => {
    const odds = (100 / 900) * 45.1 * 2;
    expect(probability({ age: 71, narrative: 'chest pain' })).toBeCloseTo(odds / (1 + odds), 6);
  });

  test('counts two words for one finding once: chest pressure is a chest pain', () => {
    const odds = (100 / 900) * 45.1; // pressure alone would be (1 − 0.98 × 0.4) / 0.02 = 30.4
    expect(probability({ narrative: 'chest pain, heavy pressure on the chest' })).toBeCloseTo(
      odds / (1 + odds),
      6,
    );
  });

  test('does not change by what nobody mentions, and falls by what is denied', () => {
    const plain = probability({ narrative: 'chest pain' }) ?? 0;
    const odds = (100 / 900) * 45.1 * 0.5; // sweating denied: 1 − 0.5
    expect(probability({ narrative: 'chest pain, no sweating' })).toBeCloseTo(odds / (1 + odds), 6);
    expect(odds / (1 + odds)).toBeLessThan(plain);
  });

  test('falls by a normal measurement, but for a dangerous condition at most eightfold', () => {
    const normal = { narrative: 'chest pain', vitals: { oxygenSaturation: 99 } };
    const limited = ((100 / 900) * 45.1) / 8; // 1 − 0.95 = 0.05 would be twentyfold
    expect(probability(normal)).toBeCloseTo(limited / (1 + limited), 6);
    const full = (100 / 900) * 45.1 * 0.05;
    expect(probability(normal, false)).toBeCloseTo(full / (1 + full), 6);
  });

  test('is not asked for a condition whose leading complaint nobody has', () => {
    expect(probability({ narrative: 'sweating' })).toBeUndefined();
  });
});

/** The concepts that a condition names one at a time: adding one adds just that finding. */
const single = (condition: (typeof knowledge.conditions.conditions)[number]) =>
  condition.links.flatMap(({ finding }) => {
    const when = knowledge.conditions.findings[finding]?.when;
    const concept = when?.affirmed[0];
    return when && when.source === concept ? [concept] : [];
  });
const seeded = { seed: 20260301, numRuns: 400 };
const conditionAndSymptoms = fc.constantFrom(...knowledge.conditions.conditions).chain((condition) =>
  fc.record({
    condition: fc.constant(condition),
    own: fc.subarray(single(condition)),
    others: fc.subarray(['fever', 'vomiting', 'cough', 'headache', 'abdominal-pain', 'dizziness', 'rash']),
    next: fc.constantFrom(...single(condition), condition.core.when.affirmed[0] ?? 'fever'),
  }),
);

describe('for every condition', () => {
  test('a further finding of its own never makes it less likely against something else', () => {
    fc.assert(
      fc.property(conditionAndSymptoms, ({ condition, own, others, next }) => {
        const core = condition.core.when.affirmed.slice(0, 1);
        const logOdds = (concepts: readonly string[]) =>
          weighConditions(
            knowledge.conditions,
            pictureOf({ ...who(condition), answers: answersOf(concepts) }),
          ).find((item) => item.condition.id === condition.id)?.logOdds ?? Number.NEGATIVE_INFINITY;
        const before = [...new Set([...core, ...own, ...others])];
        // What is also a risk may lower the prior: a dislocation makes a fracture less likely.
        const risks = condition.risks.flatMap(({ when }) => when.concepts);
        fc.pre(!risks.includes(next) && !(condition.excludes?.concepts ?? []).includes(next));
        expect(logOdds([...new Set([...before, next])])).toBeGreaterThanOrEqual(logOdds(before) - 1e-9);
      }),
      seeded,
    );
  });

  test('denials alone never take away a dangerous condition that the presentation makes plausible', () => {
    fc.assert(
      fc.property(conditionAndSymptoms, fc.integer({ min: 0, max: 60 }), ({ condition, own }, skip) => {
        fc.pre(condition.mustNotMiss);
        const present = [...new Set([...condition.core.when.affirmed.slice(0, 1), ...own])];
        const denied = knowledge.conditions.findings
          .flatMap(({ when }) => when.affirmed.slice(0, 1))
          .filter((concept, index) => index % 61 === skip && !present.includes(concept));
        const weigh = (answers: ReturnType<typeof answersOf>) =>
          weighConditions(knowledge.conditions, pictureOf({ ...who(condition), answers })).find(
            (item) => item.condition.id === condition.id,
          );
        const before = weigh(answersOf(present));
        fc.pre(before !== undefined && before.probability >= NOT_EXCLUDED);
        const after = weigh(answersOf(present, denied));
        expect(after?.beforeDenial ?? 0).toBeGreaterThanOrEqual((before?.beforeDenial ?? 0) - 1e-9);
      }),
      seeded,
    );
  });
});

/** Somebody who can have the condition. */
function who(condition: (typeof knowledge.conditions.conditions)[number]): Omit<TriageCase, 'id'> {
  const { age, sex, pregnancyWeeks } = condition.example;
  return { age: age ?? 40, sex: sex ?? null, pregnancyWeeks: pregnancyWeeks ?? null };
}
