import { describe, expect, test } from 'vitest';
import type { TriageCase } from '../../contract/triage-case.ts';
import { findResources } from '../../kernel/resources.ts';
import { assess, loadTriageKnowledge } from './index.ts';

const knowledge = loadTriageKnowledge(findResources());
const triage = (input: Omit<TriageCase, 'id'>) =>
  assess(knowledge, { id: 'case', ...input }, { scale: 'manchester' });

describe('what the patient is told', () => {
  test('somebody who may go home learns how to look after themselves and when to come back', () => {
    const { acuity, advice } = triage({ age: 25, narrative: 'Runny nose and sneezing for two days.' });
    expect(acuity).toBeGreaterThanOrEqual(4);
    expect(advice.some(({ kind }) => kind === 'self-care')).toBe(true);
    expect(advice.some(({ kind }) => kind === 'safety-net')).toBe(true);
    for (const { source, text } of advice) {
      expect(source.length).toBeGreaterThan(3);
      expect(text.length).toBeGreaterThan(5);
    }
  });

  test('nobody who has to be seen now is told how to look after themselves', () => {
    const { acuity, advice } = triage({ age: 60, narrative: 'Crushing chest pain with sweating.' });
    expect(acuity).toBeLessThanOrEqual(2);
    expect(advice.filter(({ kind }) => kind === 'self-care')).toEqual([]);
    expect(advice.some(({ presentation }) => presentation === 'chest-pain')).toBe(true);
  });

  test('no statement is said twice, and none of a complaint that is not there', () => {
    const { advice } = triage({ age: 30, narrative: 'Sore throat, cough and a runny nose.' });
    expect(new Set(advice.map(({ text }) => text)).size).toBe(advice.length);
    expect(advice.map(({ presentation }) => presentation)).not.toContain('chest-pain');
    expect(triage({ narrative: 'asdf qwer' }).advice).toEqual([]);
  });
});
