import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { TriageCase } from '../../contract/triage-case.ts';
import { findResources } from '../../kernel/resources.ts';
import { assess, lintKnowledge, loadTriageKnowledge } from './index.ts';

const resources = findResources();
const knowledge = loadTriageKnowledge(resources);

describe('the triage knowledge', () => {
  test('[URS-TRI-03] has nothing the linter complains of: no unreachable rule, gap, missing concept, condition, source or part', () => {
    expect(lintKnowledge(knowledge)).toEqual([]);
  });

  test('[URS-TRI-03] covers at least 120 presentations, for adults, children, infants, in pregnancy and in old age', () => {
    expect(knowledge.presentations.length).toBeGreaterThanOrEqual(120);
    for (const population of ['adult', 'child', 'infant', 'pregnant', 'older'] as const) {
      const written = knowledge.presentations.filter(({ populations }) => populations.includes(population));
      expect(written.length, population).toBeGreaterThanOrEqual(30);
    }
  });

  const examples = knowledge.presentations.flatMap((presentation) =>
    presentation.examples.map((example) => ({ id: presentation.id, example })),
  );

  function assessExample({ acuity, ...given }: (typeof examples)[number]['example']) {
    const [least = 1, most = 5] = Array.isArray(acuity) ? acuity : [acuity, acuity];
    // The schema of the examples is that of a case without its id.
    const result = assess(knowledge, { id: 'example', ...given } as TriageCase, { scale: 'manchester' });
    return { least, most, result };
  }

  // What the network of conditions adds can only raise; it has tests of its own.
  test.each(examples)('$id: $example.narrative', ({ example }) => {
    const { least, most, result } = assessExample(example);
    const byRules = result.reasons.filter(
      ({ rule, role }) => role !== 'consider' && !rule.startsWith('consider.'),
    );
    const level = Math.min(...byRules.map(({ acuity }) => acuity));
    expect(level).toBeGreaterThanOrEqual(least);
    expect(level).toBeLessThanOrEqual(most);
    expect(result.acuity).toBeLessThanOrEqual(most);
  });

  test('leaves at least 95% of the self-care examples at home when dangerous conditions are considered as well', () => {
    const home = examples.filter(({ example }) => example.acuity === 5);
    const raised = home.filter(({ example }) => assessExample(example).result.acuity !== 5);
    expect(home.length).toBeGreaterThanOrEqual(150);
    expect(
      raised.length / home.length,
      raised.map(({ example }) => example.narrative).join('; '),
    ).toBeLessThanOrEqual(0.05);
  });

  test('has the same digest for the same files', () => {
    expect(loadTriageKnowledge(resources).digest).toBe(knowledge.digest);
  });
});

describe('a damaged knowledge file', () => {
  const copies: string[] = [];
  afterAll(() => {
    for (const copy of copies) rmSync(copy, { recursive: true });
  });

  function withChange(file: string, change: (text: string) => string): string {
    const copy = mkdtempSync(path.join(tmpdir(), 'fairdoc-knowledge-'));
    copies.push(copy);
    for (const folder of ['triage', 'lexicon']) {
      cpSync(path.join(resources, folder), path.join(copy, folder), { recursive: true });
    }
    const target = path.join(copy, file);
    writeFileSync(target, change(readFileSync(target, 'utf8')));
    return copy;
  }

  test('is refused with its name and the place of the first error', () => {
    const copy = withChange('triage/presentations/cough.yaml', (text) =>
      text.replace(/acuity: \d/, 'acuity: 9'),
    );
    expect(() => loadTriageKnowledge(copy)).toThrow(/presentations\/cough\.yaml.*acuity/);
  });

  test('is refused when a condition cannot be read, with the rule', () => {
    const copy = withChange('triage/red-flags.yaml', (text) =>
      text.replace('when: "cardiac-arrest"', 'when: "cardiac-arrest and ("'),
    );
    expect(() => loadTriageKnowledge(copy)).toThrow(/red-flags\.yaml, rule flag\.cardiac-arrest/);
  });

  test('is refused when it is not YAML', () => {
    const copy = withChange('lexicon/symptoms-chest.yaml', () => 'concepts: {');
    expect(() => loadTriageKnowledge(copy)).toThrow(/symptoms-chest\.yaml/);
  });

  test('is found by the linter when a rule names a concept that does not exist', () => {
    const copy = withChange('triage/red-flags.yaml', (text) =>
      text.replace('when: "cardiac-arrest"', 'when: "no-such-concept"'),
    );
    expect(lintKnowledge(loadTriageKnowledge(copy))).toContainEqual({
      place: 'flag.cardiac-arrest',
      problem: 'the concept no-such-concept is not in the lexicon',
    });
  });
});
