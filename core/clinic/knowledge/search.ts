import type { KnowledgeHit } from '../../contract/knowledge.ts';
import { readClinicalText } from '../../text/index.ts';
import type { Library } from './names.ts';

/** Everything that can be found, with the words by which it is found. */
interface Entry {
  readonly hit: Omit<KnowledgeHit, 'detail'>;
  readonly title: string;
  /** Other names: lay terms, ids. A hit there is shown by the term. */
  readonly names: readonly { readonly folded: string; readonly shown: string }[];
  /** Texts, sources, titles of conditions. */
  readonly body: string;
  readonly detail: string;
  /** Concepts that lead to it when the query is read as clinical text. */
  readonly concepts: readonly string[];
}

const TITLE = 8;
const WHOLE_TITLE = 20;
const RECOGNISED = 20;
const NAME = 5;
const BODY = 1;
const KIND_WEIGHT = { presentation: 4, condition: 3, concept: 1, rule: 0 } as const;

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** Every word of the query begins a word of the text. Both folded. */
function holds(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.startsWith(word) || text.includes(` ${word}`));
}

export type Search = (query: string, limit: number) => { hits: KnowledgeHit[]; total: number };

/**
 * A search over titles, clinical and lay words, texts and sources. A query is also read as a patient would say it, so
 * that `vomitting` finds vomiting; best first.
 */
export function createSearch(library: Library): Search {
  const entries = entriesOf(library);
  return (query, limit) => {
    const folded = fold(query);
    const words = folded.split(' ').filter((word) => word !== '');
    if (words.length === 0) return { hits: [], total: 0 };
    const recognised = conceptsIn(library, query);
    const found = entries.flatMap((entry) => {
      const scored = score(entry, folded, words, recognised);
      return scored === null ? [] : [scored];
    });
    found.sort((a, b) => b.score - a.score || (a.hit.title < b.hit.title ? -1 : 1));
    return { hits: found.slice(0, limit).map(({ hit }) => hit), total: found.length };
  };
}

/** The concepts that the query states, with everything broader. */
function conceptsIn({ knowledge: { lexicon } }: Library, query: string): ReadonlySet<string> {
  const found = new Set(readClinicalText(lexicon, query).mentions.map(({ concept }) => concept));
  // A set is walked through to what is added on the way.
  for (const id of found) for (const broader of lexicon.byId.get(id)?.isa ?? []) found.add(broader);
  return found;
}

function score(
  entry: Entry,
  folded: string,
  words: readonly string[],
  recognised: ReadonlySet<string>,
): { hit: KnowledgeHit; score: number } | null {
  let points = 0;
  let detail = entry.detail;
  // A word of the lexicon is the way to its presentation, which comes first.
  if (entry.title === folded && entry.hit.kind !== 'concept') points += WHOLE_TITLE;
  if (holds(entry.title, words)) points += TITLE;
  const name = entry.names.find((candidate) => holds(candidate.folded, words));
  if (name !== undefined) {
    points += NAME;
    if (points === NAME) detail = `“${name.shown}”`;
  }
  if (entry.concepts.some((concept) => recognised.has(concept))) points += RECOGNISED;
  if (points === 0 && holds(entry.body, words)) points += BODY;
  if (points === 0) return null;
  return { hit: { ...entry.hit, detail }, score: points + KIND_WEIGHT[entry.hit.kind] };
}

function entriesOf(library: Library): Entry[] {
  const { knowledge, terms } = library;
  const named = (shown: string) => ({ folded: fold(shown), shown });
  const presentations = knowledge.presentations.map((presentation): Entry => {
    const { id, title, triggers, likely, mustNotMiss, selfCare, safetyNet, questions } = presentation;
    return {
      hit: { kind: 'presentation', id, title, acuity: null },
      title: fold(title),
      names: triggers
        .flatMap((trigger) => [library.conceptName(trigger), ...(terms.get(trigger) ?? [])])
        .map(named),
      body: fold(
        [
          ...[...likely, ...mustNotMiss].map(library.conditionTitle),
          ...[...selfCare, ...safetyNet].map(({ text, source }) => `${text} ${source}`),
          ...questions.map(({ ask }) => ask),
        ].join(' '),
      ),
      detail: triggers.map(library.conceptName).slice(0, 4).join(', '),
      concepts: triggers,
    };
  });
  const rules = [...library.rules.values()].map(
    ({ id, text, source, group, acuity, concepts, when }): Entry => ({
      hit: { kind: 'rule', id, title: text, acuity },
      title: fold(text),
      names: [named(id)],
      body: fold(`${source} ${when} ${concepts.map((concept) => concept.name).join(' ')}`),
      detail: `${group}: ${source}`,
      concepts: [],
    }),
  );
  const conditions = knowledge.conditions.conditions.map(
    ({ id, title, acuity, source, mustNotMiss }): Entry => ({
      hit: { kind: 'condition', id, title, acuity },
      title: fold(title),
      names: [named(id)],
      body: fold(source),
      detail: mustNotMiss ? 'Must not be missed' : source,
      concepts: [id],
    }),
  );
  const concepts = knowledge.lexicon.concepts
    .filter(({ kind }) => kind !== 'decoy')
    .map(
      ({ id, name, kind }): Entry => ({
        hit: { kind: 'concept', id, title: name, acuity: null },
        title: fold(name),
        names: (terms.get(id) ?? []).map(named),
        body: '',
        detail: `${kind}: ${(terms.get(id) ?? []).slice(0, 4).join('; ')}`,
        concepts: [],
      }),
    );
  return [...presentations, ...conditions, ...concepts, ...rules];
}
