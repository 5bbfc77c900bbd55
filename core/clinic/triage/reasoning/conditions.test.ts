import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { triageCaseSchema, triageResultSchema } from '../../../contract/triage-case.ts';
import { findResources } from '../../../kernel/resources.ts';
import { assess } from '../assess.ts';
import { compileCondition } from '../expression.ts';
import { loadTriageKnowledge } from '../knowledge.ts';
import { lintConditions } from './lint.ts';
import { buildNetwork } from './network.ts';
import { conditionSchema, leakFileSchema } from './schema.ts';

const resources = findResources();
const knowledge = loadTriageKnowledge(resources);
const { conditions } = knowledge.conditions;
const leakFile = leakFileSchema.parse(
  load(readFileSync(path.join(resources, 'triage/conditions/leaks.yaml'), 'utf8')),
);
const triage = (input: object) =>
  assess(knowledge, triageCaseSchema.parse({ id: 'case', ...input }), { scale: 'manchester' });

describe('the conditions', () => {
  test('are more than two hundred and twenty, dangerous and ordinary ones', () => {
    expect(conditions.length).toBeGreaterThanOrEqual(220);
    expect(conditions.filter(({ mustNotMiss }) => mustNotMiss).length).toBeGreaterThanOrEqual(150);
    expect(conditions.filter(({ mustNotMiss }) => !mustNotMiss).length).toBeGreaterThanOrEqual(60);
  });

  test('hang together', () => {
    expect(lintConditions(knowledge.conditions, knowledge.lexicon, Object.keys(leakFile.findings))).toEqual(
      [],
    );
  });

  test.each(conditions.map(({ id, example, acuity, mustNotMiss }) => ({ id, example, acuity, mustNotMiss })))(
    '$id comes up for a typical patient',
    ({ id, example, acuity, mustNotMiss }) => {
      const result = triage(example);
      expect(result.consider.map(({ condition }) => condition)).toContain(id);
      if (mustNotMiss) expect(result.acuity).toBeLessThanOrEqual(acuity + 1);
    },
  );
});

describe('the linter', () => {
  const broken = (change: object) => {
    const condition = conditionSchema.parse({
      id: 'broken',
      title: 'Broken',
      acuity: 2,
      mustNotMiss: true,
      prior: 1,
      core: 'chest-pain',
      findings: { 'chest-pain': 0.8, sweating: 0.4 },
      source: 'NICE NG185 (2020)',
      example: { narrative: 'chest pain' },
      ...change,
    });
    const network = buildNetwork(knowledge.lexicon, [condition], leakFile, (_, source) =>
      compileCondition(source),
    );
    return lintConditions(network, knowledge.lexicon, []).map(({ problem }) => problem);
  };

  test('has nothing to say about a sound condition', () => {
    expect(broken({})).toEqual([]);
  });

  test.each([
    ['a concept that does not exist', { core: 'no-such-concept' }, /no-such-concept is not in the lexicon/],
    ['a source without a year', { source: 'a colleague' }, /no year/],
    ['a finding that stands twice', { findings: { 'fever or cough': 0.5, 'cough or fever': 0.5 } }, /twice/],
    ['a finding as frequent by chance', { findings: { 'chest-pain': 0.01, sweating: 0.4 } }, /as frequent/],
    ['a dangerous condition with one finding', { findings: { 'chest-pain': 0.8 } }, /fewer than/],
  ])('finds %s', (_, change, expected) => {
    expect(broken(change).join('\n')).toMatch(expected);
  });

  test('refuses a prior or a cause that is no probability', () => {
    expect(() => broken({ prior: 0 })).toThrow();
    expect(() => broken({ findings: { 'chest-pain': 1, sweating: 0.4 } })).toThrow();
  });
});

describe('what is considered', () => {
  test('names at most six conditions, with the words each rests on', () => {
    const narrative = 'Chest pain, breathless, dizzy, vomiting, fever, cough, headache and belly pain.';
    const result = triageResultSchema.parse(triage({ age: 66, narrative }));
    expect(result.consider.length).toBeGreaterThan(2);
    expect(result.consider.length).toBeLessThanOrEqual(6);
    for (const { supports } of result.consider) {
      expect(supports.length).toBeGreaterThan(0);
      for (const { span } of supports) {
        if (span !== null) expect(narrative.slice(span.start, span.end)).toBe(span.text);
      }
    }
  });

  test('puts a dangerous possibility before a likelier harmless one', () => {
    const { consider } = triage({ age: 50, narrative: 'Chest pain and heartburn after meals for two days.' });
    const dangerous = consider.findIndex(({ mustNotMiss }) => mustNotMiss);
    const harmless = consider.findIndex(({ mustNotMiss }) => !mustNotMiss);
    expect(harmless).toBeGreaterThan(dangerous);
    expect(dangerous).toBe(0);
  });

  test('shows what the text denies, and keeps the danger that it cannot exclude', () => {
    const { consider } = triage({
      age: 64,
      sex: 'male',
      narrative: 'Chest pain on and off since morning. No sweating, no shortness of breath, no nausea.',
    });
    const heart = consider.find(({ condition }) => condition === 'acute-coronary-syndrome');
    expect(heart?.against.map(({ text }) => text).join()).toMatch(/Denied: /);
  });

  test('raises the level with a reason that names the findings, and never lowers it', () => {
    const input = {
      age: 34,
      sex: 'female',
      narrative:
        'Seven weeks since the last period, pain low on the right side, spotting and shoulder tip pain.',
    };
    const network = { ...knowledge.conditions, conditions: [], byCore: new Map(), measured: [] };
    const without = assess(
      { ...knowledge, conditions: network },
      triageCaseSchema.parse({ id: 'x', ...input }),
      {
        scale: 'manchester',
      },
    );
    const result = triage(input);
    expect(result.acuity).toBeLessThanOrEqual(without.acuity);
    const reason = result.reasons.find(({ rule }) => rule === 'consider.ectopic-pregnancy');
    expect(reason?.acuity).toBe(2);
    expect(reason?.text).toMatch(/ectopic pregnancy: .*pain/i);
    expect(reason?.span?.text).toBe(input.narrative.slice(reason?.span?.start, reason?.span?.end));
  });

  test('does not raise a plain cold, a sprain or a tension headache', () => {
    for (const narrative of [
      'Runny nose, sneezing and a mild cough for three days.',
      'Twisted my ankle yesterday, a bit swollen, I can walk on it.',
      'Dull headache on both sides since this afternoon, like I often get.',
    ]) {
      const raised = triage({ age: 30, narrative }).reasons.filter(({ rule }) =>
        rule.startsWith('consider.'),
      );
      expect(raised).toEqual([]);
    }
  });
});
