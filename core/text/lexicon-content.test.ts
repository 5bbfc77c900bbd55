import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findResources } from '../kernel/resources.ts';
import { type Concept, loadLexicon } from './lexicon.ts';
import { isFiller } from './patterns.ts';
import { normaliseWord } from './words.ts';

/** What the lexicon as shipped must hold, whoever edits it next. */
const folder = path.join(findResources(), 'lexicon');
const lexicon = loadLexicon(folder);
/** Files without concepts (macros, triggers) have none to show. */
const fileSchema = z.object({ concepts: z.record(z.string(), z.object({ terms: z.string() })).optional() });

const termsOf = new Map<string, readonly string[]>();
for (const name of readdirSync(folder)) {
  if (!name.endsWith('.yaml')) continue;
  const { concepts } = fileSchema.parse(load(readFileSync(path.join(folder, name), 'utf8')));
  for (const [id, { terms }] of Object.entries(concepts ?? {})) {
    termsOf.set(
      id,
      terms
        .split(';')
        .map((term) => term.trim())
        .filter((term) => term !== ''),
    );
  }
}
/** Pairs of unrelated concepts that share a term on purpose: both hold when it is said. */
const declared = new Set(
  readFileSync(path.join(path.dirname(findResources()), 'tests/fixtures/lexicon-shared-terms.txt'), 'utf8')
    .trim()
    .split('\n'),
);
const clinical = lexicon.concepts.filter((concept) => concept.kind !== 'decoy');
const count = (...kinds: readonly Concept['kind'][]) =>
  clinical.filter((concept) => kinds.includes(concept.kind)).length;

describe('the lexicon as shipped', () => {
  test('[URS-TXT-01] knows at least 1,500 clinical concepts of every kind', () => {
    expect(clinical.length).toBeGreaterThanOrEqual(1_500);
    expect(count('symptom', 'finding')).toBeGreaterThanOrEqual(420);
    expect(count('condition')).toBeGreaterThanOrEqual(520);
    expect(count('injury')).toBeGreaterThanOrEqual(70);
    expect(count('medication')).toBeGreaterThanOrEqual(330);
    expect(count('exposure')).toBeGreaterThanOrEqual(60);
    expect(count('procedure')).toBeGreaterThanOrEqual(70);
    expect(count('site')).toBeGreaterThanOrEqual(120);
    expect(count('quality')).toBeGreaterThanOrEqual(60);
    expect(count('test')).toBeGreaterThanOrEqual(40);
    expect(count('context')).toBeGreaterThanOrEqual(40);
  });

  test('no two concepts have the same name for a reader', () => {
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for (const concept of clinical) {
      const key = `${concept.kind}:${concept.name.toLowerCase()}`;
      if (seen.has(key)) twice.push(`${seen.get(key)} and ${concept.id}: ${concept.name}`);
      seen.set(key, concept.id);
    }
    expect(twice).toEqual([]);
  });

  test('every broader concept exists', () => {
    const missing = lexicon.concepts.flatMap(({ id, isa }) =>
      isa.filter((broader) => !lexicon.byId.has(broader)).map((broader) => `${id} isa ${broader}`),
    );
    expect(missing).toEqual([]);
  });

  test('no concept is broader than itself', () => {
    const circular = lexicon.concepts.filter(({ id, isa }) => {
      const seen = new Set<string>();
      const open = [...isa];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(...(lexicon.byId.get(next)?.isa ?? []));
      }
      return seen.has(id);
    });
    expect(circular.map(({ id }) => id)).toEqual([]);
  });

  test('symptoms and conditions have at least two terms, unless the one term covers several wordings', () => {
    const bare = clinical
      .filter(({ kind }) => kind === 'symptom' || kind === 'condition')
      .filter(({ id }) => {
        const terms = termsOf.get(id) ?? [];
        return terms.length < 2 && !/[|$[]/.test(terms[0] ?? '');
      });
    // A disease with one name has one name; they stay few.
    expect(bare.length / clinical.length).toBeLessThan(0.06);
  });

  test('a term of two unrelated concepts is declared', () => {
    const owners = new Map<string, string[]>();
    for (const [id, terms] of termsOf) {
      for (const term of new Set(terms)) {
        if (!/^[a-z' -]+$/.test(term)) continue;
        const key = term
          .split(/[ -]+/)
          .map((word) => normaliseWord(word))
          .filter((word) => !isFiller(word))
          .join(' ');
        const known = owners.get(key) ?? [];
        if (!known.includes(id)) owners.set(key, [...known, id]);
      }
    }
    const undeclared: string[] = [];
    for (const [term, ids] of owners) {
      for (const [index, first] of ids.entries()) {
        for (const second of ids.slice(index + 1)) {
          if (related(first, second)) continue;
          const pair = [first, second].sort().join(' ');
          if (!declared.has(pair)) undeclared.push(`${pair}: ${term}`);
        }
      }
    }
    expect(undeclared).toEqual([]);
  });

  test('fillers never leave a term of several words with one ordinary word', () => {
    const emptied: string[] = [];
    for (const [id, terms] of termsOf) {
      for (const term of terms) {
        if (!/^[a-z' -]+$/.test(term)) continue;
        const words = term.split(/[ -]+/);
        const kept = words.filter((word) => !isFiller(normaliseWord(word)));
        const [only] = kept;
        if (words.length < 2 || kept.length > 1 || only === undefined) continue;
        if (!HARMLESS.has(only)) emptied.push(`${id}: "${term}" is only "${only}"`);
      }
    }
    expect(emptied).toEqual([]);
  });
});

/** One is broader than the other, they have a broader concept in common, or one is a phrase to be ignored. */
function related(first: string, second: string): boolean {
  const a = withBroader(first);
  const b = withBroader(second);
  return [...a].some((id) => b.has(id)) || isPlain(first) || isPlain(second);
}

/** Places, qualities and tests name words, not illnesses: they may share them with a complaint. */
function isPlain(id: string): boolean {
  const kind = lexicon.byId.get(id)?.kind;
  return kind === 'decoy' || kind === 'site' || kind === 'quality' || kind === 'test';
}

function withBroader(id: string): Set<string> {
  const all = new Set([id]);
  for (const concept of all) for (const broader of lexicon.byId.get(concept)?.isa ?? []) all.add(broader);
  return all;
}

/** Words that mean the concept even when they stand alone. */
const HARMLESS: ReadonlySet<string> = new Set(['fib', 'flu']);
