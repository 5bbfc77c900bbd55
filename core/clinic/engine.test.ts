import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TriageCase } from '../contract/triage-case.ts';
import { triageCaseSchema } from '../contract/triage-case.ts';
import { findResources } from '../kernel/resources.ts';
import { loadTriageModels, type TriageModels } from '../models/index.ts';
import { copyOfModels } from '../models/testing.ts';
import { type DemoEncounter, generateCohort } from './demo/cohort.ts';
import { loadDemoData } from './demo/demo-data.ts';
import { rulesEngine, triageEngine } from './engine.ts';
import { loadTriageKnowledge } from './triage/index.ts';

const resources = findResources();
const knowledge = loadTriageKnowledge(resources);
const rules = rulesEngine(knowledge);
const models = loadTriageModels(resources);
const engine = triageEngine(knowledge, models);

const caseOf = (one: DemoEncounter, index: number): TriageCase => ({
  id: String(index),
  age: one.age,
  sex: one.person.sex,
  narrative: one.narrative,
  vitals: one.vitals,
  conditions: [...one.conditions],
  pregnancyWeeks: one.pregnancyWeeks,
});
const cohort = generateCohort(loadDemoData(resources), {
  seed: 31,
  encounters: 1_500,
  bias: null,
  now: Date.UTC(2026, 2, 14),
  days: 30,
}).map(caseOf);

/** The shipped models, with an acuity model that is sure of level 1 whatever it sees. */
const alarmed: TriageModels = {
  ...models,
  consult: (source) => ({
    ...models.consult(source),
    raise: { acuity: 1, probability: 0.99, model: 'acuity test', because: ['heart rate 130/min'] },
  }),
};

describe('rules and learned models together', () => {
  test('[URS-TRI-05] each assessment carries calibrated risks with the model they come from', () => {
    const [input] = cohort;
    if (!input) throw new Error('no case');
    const { estimates } = engine.assess(input, 'manchester');
    expect(estimates?.risks.map(({ outcome }) => outcome)).toEqual([
      'admission',
      'criticalCare12h',
      'return72h',
    ]);
    for (const { model } of estimates?.risks ?? []) expect(model).toMatch(/^[\w-]+ \d+\.\d+\.\d+$/);
    expect(estimates?.acuity?.probabilities).toHaveLength(5);
  });

  test('no model ever makes a level less urgent, and everything but the estimates stays as the rules say', () => {
    let raised = 0;
    for (const input of cohort) {
      const byRules = rules.assess(input, 'manchester');
      const both = engine.assess(input, 'manchester');
      expect(both.acuity).toBeLessThanOrEqual(byRules.acuity);
      if (both.acuity === byRules.acuity) {
        expect({ ...both, estimates: null }).toEqual(byRules);
        expect(both.estimates?.acuity?.raisedFrom).toBeNull();
        continue;
      }
      raised += 1;
      expect(both.estimates?.acuity?.raisedFrom).toBe(byRules.acuity);
      expect(both.reasons[0]).toMatchObject({ rule: 'model.acuity', role: 'decides', acuity: both.acuity });
      expect(both.reasons[0]?.text).toMatch(/probability of \d+%\. .*trained on invented patients/);
    }
    // The model is cautious: it speaks up rarely.
    expect(raised).toBeLessThan(cohort.length * 0.02);
  });

  test('where the model is sure, its reason stands first with what speaks for it, and the rules support', () => {
    const input = { id: 'a', age: 40, narrative: 'Sore throat for two days.' };
    const byRules = rules.assess(input, 'manchester');
    const result = triageEngine(knowledge, alarmed).assess(input, 'manchester');
    expect(result).toMatchObject({ acuity: 1, disposition: 'emergency', targetMinutes: 0 });
    expect(result.reasons[0]?.text).toMatch(/What speaks for it most: heart rate 130\/min/);
    expect(result.reasons[0]?.source).toBe('Model card: acuity test');
    expect(result.reasons.slice(1).some(({ role }) => role === 'decides')).toBe(false);
    expect(result.reasons).toHaveLength(byRules.reasons.length + 1);
  });

  test('without usable models the rules go on alone, and the assessment says so', () => {
    const copy = copyOfModels();
    for (const id of ['acuity', 'admission', 'critical-care-12h', 'return-72h']) copy.signWithOtherKey(id);
    const alone = triageEngine(knowledge, loadTriageModels(copy.resources));
    for (const input of cohort.slice(0, 50)) {
      const byRules = rules.assess(input, 'manchester');
      const result = alone.assess(input, 'manchester');
      expect(result.estimates).toBeNull();
      expect({ ...result, warnings: byRules.warnings }).toEqual(byRules);
      expect(result.warnings.at(-1)).toMatch(/Nobody has signed this model.*rests on the rules/);
    }
    copy.remove();
  });

  test.each(['triage-development', 'triage-second'])(
    'raising costs no agreement on the vignettes of %s',
    (name) => {
      const file = path.join(path.dirname(resources), 'tests', 'fixtures', `${name}.jsonl`);
      if (!existsSync(file)) return;
      const levelOf = (acuity: number) =>
        acuity <= 2 ? 'emergency' : acuity <= 4 ? 'non-emergency' : 'self-care';
      let [withRules, withBoth] = [0, 0];
      for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
        const { gold, level, fold: _, case: nested, ...plain } = JSON.parse(line);
        const input = triageCaseSchema.parse({ ...plain, ...nested, id: plain.id });
        if (levelOf(rules.assess(input, 'manchester').acuity) === (gold ?? level)) withRules += 1;
        if (levelOf(engine.assess(input, 'manchester').acuity) === (gold ?? level)) withBoth += 1;
      }
      expect(withRules).toBeGreaterThan(200);
      expect(withBoth).toBeGreaterThanOrEqual(withRules);
    },
  );
});
