import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { FairdocError } from '../kernel/errors.ts';
import { type AttributeTable, attributesSchema, compileAttributes } from './attributes.ts';
import { expandTerm } from './patterns.ts';
import { compileSections, type SectionTable, sectionsSchema } from './sections.ts';
import { buildSpelling, type Spelling } from './spelling.ts';
import { compileTriggers, type TriggerTable, triggersSchema } from './trigger-table.ts';
import { normaliseWord } from './words.ts';

/** What a concept is. A `decoy` is recognised so that its words are not taken for something else. */
export const conceptKinds = [
  'symptom',
  'finding',
  'condition',
  'injury',
  'exposure',
  'medication',
  'context',
  'site',
  'quality',
  'procedure',
  'test',
  'decoy',
] as const;

const conceptSchema = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(conceptKinds),
  /** Broader concepts that are present whenever this one is. */
  isa: z.array(z.string()).default([]),
  /** A red flag: when the text denies it, the clinician is shown the denial. */
  flag: z.boolean().default(false),
  /** Terms separated by semicolons, in the language of patterns.ts. */
  terms: z.string().min(1),
});

const conceptFileSchema = z.strictObject({ concepts: z.record(z.string(), conceptSchema) });
const macroFileSchema = z.strictObject({ macros: z.record(z.string(), z.string()), sites: z.string() });
const commonWordsSchema = z.strictObject({ words: z.string() });

export interface Concept {
  readonly id: string;
  readonly name: string;
  readonly kind: (typeof conceptKinds)[number];
  readonly isa: readonly string[];
  readonly flag: boolean;
}

/**
 * A node of the trie over normalised words: what may follow, and the numbers of the concepts and segments that end
 * here.
 */
export interface TrieNode {
  /** By the element that leads on: a word, or a choice of words joined by `|`. */
  readonly next: Map<string, TrieNode>;
  /** The choices among them, to be tried for every word. Their sets are shared between nodes. */
  readonly choices: (readonly [ReadonlySet<string>, TrieNode])[];
  readonly concepts: number[];
  readonly segments: number[];
}

/** A term of two or more segments with words between them. */
export interface SpacedTerm {
  readonly concept: number;
  readonly segments: readonly number[];
  readonly ordered: boolean;
}

/** The compiled lexicon. Immutable; share one between all readings. */
export interface Lexicon {
  readonly concepts: readonly Concept[];
  readonly byId: ReadonlyMap<string, Concept>;
  readonly trie: TrieNode;
  /** Where a choice at the root leads, by word. */
  readonly firstChoices: ReadonlyMap<string, readonly TrieNode[]>;
  /** Spaced terms by the number of their first segment. */
  readonly spaced: ReadonlyMap<number, readonly SpacedTerm[]>;
  readonly sites: ReadonlySet<string>;
  readonly triggers: TriggerTable;
  readonly sections: SectionTable;
  readonly attributes: AttributeTable;
  readonly spelling: Spelling;
  /** The texts it was built from, for the digest of whoever uses it. */
  readonly sources: readonly string[];
}

/** Files of the folder that hold something else than concepts. */
export const otherFiles: ReadonlySet<string> = new Set([
  'macros.yaml',
  'assertion.yaml',
  'common-words.yaml',
  'sections.yaml',
  'attributes.yaml',
  'laboratory.yaml',
]);

/**
 * Loads every file of a lexicon folder.
 *
 * @param folder - holds `macros.yaml`, `assertion.yaml`, `sections.yaml`, `attributes.yaml`,
 *   `common-words.yaml` and any number of concept files.
 * @throws FairdocError `text.badLexicon`, which names the file and the place of the first error.
 */
export function loadLexicon(folder: string): Lexicon {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const texts = new Map(files.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
  const concepts: [string, z.infer<typeof conceptSchema>][] = [];
  for (const name of files.filter((file) => !otherFiles.has(file))) {
    concepts.push(...Object.entries(parseFile(name, texts, conceptFileSchema).concepts));
  }
  const macros = parseFile('macros.yaml', texts, macroFileSchema);
  const triggers = parseFile('assertion.yaml', texts, triggersSchema);
  const common = parseFile('common-words.yaml', texts, commonWordsSchema);
  return buildLexicon({
    concepts,
    macros,
    triggers: compileTriggers(triggers),
    sections: compileSections(parseFile('sections.yaml', texts, sectionsSchema)),
    attributes: compileAttributes(parseFile('attributes.yaml', texts, attributesSchema)),
    common: common.words,
    sources: [...texts.values()],
  });
}

/** The trigger phrases alone: what `readContext` needs, in a few milliseconds. @throws text.badLexicon */
export function loadTriggers(folder: string): TriggerTable {
  const name = 'assertion.yaml';
  const texts = new Map([[name, readFileSync(path.join(folder, name), 'utf8')]]);
  return compileTriggers(parseFile(name, texts, triggersSchema));
}

function parseFile<T>(name: string, texts: ReadonlyMap<string, string>, schema: z.ZodType<T>): T {
  const text = texts.get(name);
  if (text === undefined) throw badLexicon(name, 'the file is missing');
  let raw: unknown;
  try {
    raw = load(text);
  } catch (error) {
    throw badLexicon(name, error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'not YAML');
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badLexicon(name, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

function badLexicon(file: string, detail: string): FairdocError {
  return new FairdocError(
    'damaged',
    'text.badLexicon',
    `The lexicon file ${file} cannot be used: ${detail}.`,
    'Correct the file, or restore it from the installation.',
  );
}

interface LexiconParts {
  readonly concepts: readonly (readonly [string, z.infer<typeof conceptSchema>])[];
  readonly macros: z.infer<typeof macroFileSchema>;
  readonly triggers: TriggerTable;
  readonly sections: SectionTable;
  readonly attributes: AttributeTable;
  readonly common: string;
  readonly sources: readonly string[];
}

function buildLexicon(parts: LexiconParts): Lexicon {
  const macros = { written: new Map(Object.entries(parts.macros.macros)), expanded: new Map() };
  const builder: TrieBuilder = { root: emptyNode(), vocabulary: new Set(), choices: new Map() };
  const segmentNumbers = new Map<string, number>();
  const spaced = new Map<number, SpacedTerm[]>();
  const segmentOf = (sequences: readonly (readonly string[])[]): number => {
    const key = sequences.map((sequence) => sequence.join(' ')).join('|');
    const known = segmentNumbers.get(key);
    if (known !== undefined) return known;
    const number = segmentNumbers.size;
    segmentNumbers.set(key, number);
    for (const sequence of sequences) nodeFor(builder, sequence).segments.push(number);
    return number;
  };
  const concepts: Concept[] = [];
  const byId = new Map<string, Concept>();
  for (const [id, entry] of parts.concepts) {
    if (byId.has(id)) throw badLexicon('concepts', `the concept ${id} is defined twice`);
    const number = concepts.length;
    const concept = { id, name: entry.name, kind: entry.kind, isa: entry.isa, flag: entry.flag };
    concepts.push(concept);
    byId.set(id, concept);
    for (const term of entry.terms.split(';')) {
      if (term.trim() === '') continue;
      const expanded = expandTerm(term.trim(), macros);
      if (expanded.joint === null) {
        for (const sequence of expanded.segments[0] ?? []) {
          const node = nodeFor(builder, sequence);
          if (!node.concepts.includes(number)) node.concepts.push(number);
        }
        continue;
      }
      const segments = expanded.segments.map(segmentOf);
      const first = segments[0] ?? 0;
      const list = spaced.get(first) ?? [];
      list.push({ concept: number, segments, ordered: expanded.joint === '...' });
      spaced.set(first, list);
    }
  }
  const common = parts.common.split(/\s+/).filter((word) => word !== '');
  return {
    concepts,
    byId,
    trie: builder.root,
    firstChoices: indexRoot(builder.root),
    spaced,
    sites: new Set(parts.macros.sites.split(/\s+/).map((word) => normaliseWord(word))),
    triggers: parts.triggers,
    sections: parts.sections,
    attributes: parts.attributes,
    spelling: buildSpelling(builder.vocabulary, common),
    sources: parts.sources,
  };
}

function emptyNode(): TrieNode {
  return { next: new Map(), choices: [], concepts: [], segments: [] };
}

/** What a trie is built with: the words seen so far, and one set for each choice of words. */
interface TrieBuilder {
  readonly root: TrieNode;
  readonly vocabulary: Set<string>;
  readonly choices: Map<string, ReadonlySet<string>>;
}

function nodeFor(builder: TrieBuilder, sequence: readonly string[]): TrieNode {
  let node = builder.root;
  for (const element of sequence) {
    let child = node.next.get(element);
    if (!child) {
      child = emptyNode();
      node.next.set(element, child);
      if (element.includes('|')) node.choices.push([choiceOf(builder, element), child]);
      else builder.vocabulary.add(element);
    }
    node = child;
  }
  return node;
}

function choiceOf(builder: TrieBuilder, element: string): ReadonlySet<string> {
  const known = builder.choices.get(element);
  if (known) return known;
  const words = new Set(element.split('|'));
  for (const word of words) builder.vocabulary.add(word);
  builder.choices.set(element, words);
  return words;
}

/** The first word is looked up in one step: there are too many choices at the root to try each. */
function indexRoot(root: TrieNode): Map<string, TrieNode[]> {
  const index = new Map<string, TrieNode[]>();
  for (const [words, node] of root.choices) {
    for (const word of words) {
      const nodes = index.get(word);
      if (nodes) nodes.push(node);
      else index.set(word, [node]);
    }
  }
  return index;
}
