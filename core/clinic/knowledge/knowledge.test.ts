import { describe, expect, test } from 'vitest';
import { findResources } from '../../kernel/resources.ts';
import { assess, loadTriageKnowledge } from '../triage/index.ts';
import { openLibrary } from './names.ts';
import { createSearch } from './search.ts';
import { conceptView, conditionView, overviewOf, presentationView, ruleById } from './views.ts';

const knowledge = loadTriageKnowledge(findResources());
const library = openLibrary(knowledge);
const search = createSearch(library);
const tried = (input: Parameters<typeof assess>[1]) => assess(knowledge, input, { scale: 'manchester' });

describe('searching the knowledge base', () => {
  test.each([
    ['chest pain', 'chest-pain'],
    ['tummy ache', 'abdominal-pain'],
    ['hay fever', 'hay-fever'],
    ['sore throat', 'sore-throat'],
  ])('“%s” finds its presentation first', (query, id) => {
    const [first] = search(query, 20).hits;
    expect(first).toMatchObject({ kind: 'presentation', id });
  });

  test('misspelt words are read as a note would be', () => {
    expect(search('vomitting', 20).hits.map(({ id }) => id)).toContain('vomiting-diarrhoea');
  });

  test('rules and conditions are found by their words and their source', () => {
    expect(search('stridor', 100).hits).toContainEqual(
      expect.objectContaining({ kind: 'rule', id: 'flag.stridor' }),
    );
    expect(search('aortic dissection', 20).hits).toContainEqual(
      expect.objectContaining({ kind: 'condition', id: 'aortic-dissection' }),
    );
    expect(search('NEWS2 2017', 100).hits.some(({ kind }) => kind === 'rule')).toBe(true);
  });

  test('what is nowhere is not found, and the total is that of all hits', () => {
    expect(search('zzqx', 20)).toEqual({ hits: [], total: 0 });
    expect(search('...', 20)).toEqual({ hits: [], total: 0 });
    const { hits, total } = search('pain', 5);
    expect(hits).toHaveLength(5);
    expect(total).toBeGreaterThan(50);
  });
});

describe('entries of the knowledge base', () => {
  test('[URS-TRI-03] every presentation opens with its lay words, its sources and its own cases tried now', () => {
    expect(knowledge.presentations.length).toBeGreaterThanOrEqual(120);
    for (const { id } of knowledge.presentations) {
      const view = presentationView(library, id, tried);
      expect(view.triggers.flatMap(({ terms }) => terms).length).toBeGreaterThan(0);
      const sourced = [...view.discriminators, ...view.defaults, ...view.selfCare, ...view.safetyNet];
      expect(sourced.every(({ source }) => source.length >= 4)).toBe(true);
      expect(view.examples.length).toBeGreaterThanOrEqual(2);
      expect(view.mostUrgent).toBeLessThanOrEqual(view.leastUrgent);
    }
  });

  test('discriminators stand most urgent first and lead to rules that open', () => {
    const { discriminators } = presentationView(library, 'chest-pain', tried);
    const levels = discriminators.map(({ acuity }) => acuity);
    expect(levels).toEqual(levels.toSorted());
    for (const { id } of discriminators)
      expect(ruleById(library, id)).toMatchObject({ presentation: 'chest-pain' });
  });

  test('a rule names the concepts it looks for, and each concept leads back to it', () => {
    const rule = ruleById(library, 'flag.stridor');
    expect(rule.concepts.length).toBeGreaterThan(0);
    for (const { id } of rule.concepts) {
      expect(conceptView(library, id).rules.map((used) => used.id)).toContain('flag.stridor');
    }
  });

  test('every condition opens with its findings, most telling first', () => {
    for (const { id } of knowledge.conditions.conditions) {
      const { findings } = conditionView(library, id);
      const ratios = findings.map(({ ratio }) => ratio);
      expect(ratios).toEqual(ratios.toSorted((a, b) => b - a));
      expect(ratios.length).toBeGreaterThan(0);
    }
  });

  test('what does not exist is refused with what to do', () => {
    expect(() => presentationView(library, 'nothing', tried)).toThrow(
      expect.objectContaining({ code: 'knowledge.notFound' }),
    );
    expect(() => ruleById(library, 'nothing.at-all')).toThrow(expect.objectContaining({ kind: 'notFound' }));
  });

  test('the overview counts what is there', () => {
    const { counts, scores, targets, vitalLimits } = overviewOf(library);
    expect(counts.presentations).toBe(knowledge.presentations.length);
    expect(counts.terms).toBeGreaterThan(counts.concepts);
    expect(scores.length).toBeGreaterThanOrEqual(10);
    expect(targets.map(({ id }) => id)).toContain('manchester');
    expect(vitalLimits.bands.length).toBeGreaterThan(3);
  });
});
