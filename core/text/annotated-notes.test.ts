import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findResources } from '../kernel/resources.ts';
import { loadLexicon, type Mention, readClinicalText } from './index.ts';

/**
 * Own notes, professional and lay, with every finding, condition and medicine marked in them. A mention counts as right
 * when it overlaps a marked stretch and names its concept, or a broader or narrower one.
 */
const note = z.object({
  id: z.string(),
  text: z.string(),
  concepts: z.array(z.object({ concept: z.string(), start: z.int(), end: z.int(), text: z.string() })),
});
const root = path.dirname(findResources());
const notes = readFileSync(path.join(root, 'tests/fixtures/annotated-notes.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => note.parse(JSON.parse(line)));
const lexicon = loadLexicon(path.join(findResources(), 'lexicon'));

function withBroader(id: string): ReadonlySet<string> {
  const all = new Set([id]);
  for (const concept of all) for (const broader of lexicon.byId.get(concept)?.isa ?? []) all.add(broader);
  return all;
}

const related = (a: string, b: string) => withBroader(a).has(b) || withBroader(b).has(a);
const overlap = (a: { start: number; end: number }, b: { start: number; end: number }) =>
  a.start < b.end && b.start < a.end;
const MARKED_KINDS = new Set(['symptom', 'finding', 'condition', 'injury', 'medication']);
const isMarkedKind = ({ concept }: Mention) => MARKED_KINDS.has(lexicon.byId.get(concept)?.kind ?? '');

const read = notes.map((given) => ({ given, mentions: readClinicalText(lexicon, given.text).mentions }));
const missed = read.flatMap(({ given, mentions }) =>
  given.concepts
    .filter(
      (wanted) => !mentions.some((found) => overlap(found, wanted) && related(found.concept, wanted.concept)),
    )
    .map((wanted) => `${given.id} ${wanted.concept} "${wanted.text}"`),
);
const counted = read.flatMap(({ given, mentions }) =>
  mentions.filter(isMarkedKind).map((found) => ({ given, found })),
);
const elsewhere = counted
  .filter(({ given, found }) => !given.concepts.some((wanted) => overlap(found, wanted)))
  .map(({ given, found }) => `${given.id} ${found.concept} "${found.text}"`);

describe('concepts in own annotated notes', () => {
  test('there are at least forty notes, and each mark names a concept and its words', () => {
    expect(notes.length).toBeGreaterThanOrEqual(40);
    for (const { text, concepts } of notes) {
      for (const { concept, start, end, text: words } of concepts) {
        expect(text.slice(start, end)).toBe(words);
        expect(lexicon.byId.has(concept), concept).toBe(true);
      }
    }
  });

  test('[URS-TXT-01] at least 95 of 100 marked findings are recognised', () => {
    const all = notes.reduce((sum, { concepts }) => sum + concepts.length, 0);
    expect(1 - missed.length / all, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  test('[URS-TXT-01] at least 90 of 100 recognised findings stand where one is marked', () => {
    expect(1 - elsewhere.length / counted.length, elsewhere.join('\n')).toBeGreaterThanOrEqual(0.9);
  });
});
