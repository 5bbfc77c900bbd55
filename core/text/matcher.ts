import type { Lexicon, SpacedTerm, TrieNode } from './lexicon.ts';
import { isFiller } from './patterns.ts';
import { corrected } from './spelling.ts';
import type { Token } from './tokens.ts';

/** A concept found in a sentence. `start` and `end` are token positions, end exclusive. */
export interface Match {
  readonly concept: number;
  readonly start: number;
  readonly end: number;
}

interface Kept {
  readonly norm: string;
  /** With the word directly before it, fillers included: "a_cold". */
  readonly pair: string;
  readonly token: Token;
  readonly position: number;
  /** Punctuation stands directly before this word, fillers included. */
  readonly before: string;
}

interface Hit {
  readonly start: number; // positions among the kept words
  readonly end: number;
  /** Of a term of several parts: where its last part lies. */
  readonly last?: Hit;
}

/** After these "bit" is a bite; elsewhere it is "a bit". */
const BITTEN = new Set(['me', 'my', 'him', 'his', 'her', 'by', 'the', 'on', 'into', 'us', 'them']);
/** Words that may stand between the parts of a spaced term. */
const GAP = 5;
/** Between a finding and its site only these may surround another site: "pain in the chest and back". */
const LINKS = new Set(
  (
    'and or in on by of to into over around across from left right upper lower both side middle mid down up ' +
    'through radiat spread mov go travel shoot back front inner outer worse mainly especially most'
  ).split(' '),
);
const BREAKS = new Set(
  'no not without deny but however although never nor doesnt dont didnt isnt arent wasnt hasnt havent'.split(
    ' ',
  ),
);

/**
 * Recognises every concept of the lexicon in one sentence. Time is bounded by the sentence length times the
 * longest term.
 *
 * @param lexicon - compiled terms.
 * @param tokens - the tokens of one sentence.
 * @returns matches in text order; a match inside a longer match of consecutive words is left out.
 */
export function matchConcepts(lexicon: Lexicon, tokens: readonly Token[]): Match[] {
  const kept = keep(lexicon, tokens);
  const whole: (Hit & { concept: number })[] = [];
  const segments = new Map<number, Hit[]>();
  for (let start = 0; start < kept.length; start += 1) walk(lexicon, kept, start, whole, segments);
  const longest = whole.filter(
    (hit) =>
      !whole.some(
        (other) =>
          other.start <= hit.start && other.end >= hit.end && other.end - other.start > hit.end - hit.start,
      ),
  );
  const found = new Map<string, Match>();
  for (const hit of [...longest, ...matchSpaced(lexicon, kept, segments, longest)]) {
    const start = kept[hit.start]?.position ?? 0;
    const end = (kept[hit.end - 1]?.position ?? 0) + 1;
    // Several terms of a concept may cover the same words, or begin at the same one: the shortest says enough.
    const key = `${hit.concept}:${start}`;
    const known = found.get(key);
    if (!known || known.end > end) found.set(key, { concept: hit.concept, start, end });
  }
  return [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

function keep(lexicon: Lexicon, tokens: readonly Token[]): Kept[] {
  const kept: Kept[] = [];
  let before = '';
  for (const [position, token] of tokens.entries()) {
    before = token.before || before;
    if (isFiller(token.norm)) continue;
    const previous = position > 0 ? tokens[position - 1] : undefined;
    let norm = corrected(lexicon.spelling, token.norm);
    if (norm === 'bit') {
      if (!BITTEN.has(tokens[position + 1]?.norm ?? '')) continue;
      norm = 'bite';
    }
    kept.push({ norm, pair: `${previous?.norm ?? ''}_${norm}`, token, position, before });
    before = '';
  }
  return kept;
}

function walk(
  lexicon: Lexicon,
  kept: readonly Kept[],
  start: number,
  whole: (Hit & { concept: number })[],
  segments: Map<number, Hit[]>,
): void {
  let nodes: TrieNode[] = [lexicon.trie];
  for (let at = start; at < kept.length; at += 1) {
    const word = kept[at];
    if (!word || (at > start && /[,;:()]/.test(word.before))) return;
    const following: TrieNode[] = [];
    const forms = word.token.capitals ? [word.norm, word.pair, `^${word.token.raw}`] : [word.norm, word.pair];
    for (const node of nodes) follow(lexicon, node, forms, following);
    if (following.length === 0) return;
    for (const node of following) {
      for (const concept of node.concepts) whole.push({ concept, start, end: at + 1 });
      for (const segment of node.segments) {
        const hits = segments.get(segment);
        if (hits) hits.push({ start, end: at + 1 });
        else segments.set(segment, [{ start, end: at + 1 }]);
      }
    }
    nodes = following;
  }
}

function follow(lexicon: Lexicon, node: TrieNode, forms: readonly string[], following: TrieNode[]): void {
  for (const form of forms) {
    const next = node.next.get(form);
    if (next) following.push(next);
    if (node === lexicon.trie) following.push(...(lexicon.firstChoices.get(form) ?? []));
    else for (const [words, child] of node.choices) if (words.has(form)) following.push(child);
  }
}

function matchSpaced(
  lexicon: Lexicon,
  kept: readonly Kept[],
  segments: ReadonlyMap<number, readonly Hit[]>,
  whole: readonly (Hit & { concept: number })[],
): (Hit & { concept: number })[] {
  const found = new Map<string, Hit & { concept: number }>();
  for (const [first, hits] of segments) {
    for (const term of lexicon.spaced.get(first) ?? []) {
      for (const hit of hits) {
        const joined = join(lexicon, kept, segments, term, hit, 1);
        if (!joined) continue;
        // Words that belong to another concept as a phrase do not also make up this one ("sore throat" in
        // "sore ... mouth"), unless the phrase covers only one of its ends.
        const swallowed = whole.some(
          (other) =>
            other.concept !== term.concept &&
            ((other.start <= joined.start && other.end >= joined.end) ||
              takesAnEnd(lexicon, other, hit, joined)),
        );
        const key = `${term.concept}:${joined.start}`;
        const known = found.get(key);
        if (!swallowed && (!known || known.end > joined.end))
          found.set(key, { ...joined, concept: term.concept });
      }
    }
  }
  return [...found.values()];
}

/**
 * Words of an idiom mean something else: "razor burn" on the neck is no burn of the neck. An idiom that a part of the
 * term spells out whole ("fell asleep ... beach") takes nothing from it.
 */
function takesAnEnd(lexicon: Lexicon, other: Hit & { concept: number }, first: Hit, joined: Hit): boolean {
  if (lexicon.concepts[other.concept]?.kind !== 'decoy') return false;
  return cutsInto(other, first) || cutsInto(other, joined.last ?? first);
}

/** Do they share words although the idiom is no part of the hit? */
function cutsInto(idiom: Hit, hit: Hit): boolean {
  const shared = idiom.start < hit.end && idiom.end > hit.start;
  return shared && (idiom.start < hit.start || idiom.end > hit.end);
}

function join(
  lexicon: Lexicon,
  kept: readonly Kept[],
  segments: ReadonlyMap<number, readonly Hit[]>,
  term: SpacedTerm,
  so: Hit,
  index: number,
): Hit | null {
  const number = term.segments[index];
  if (number === undefined) return so;
  let best: Hit | null = null;
  for (const hit of segments.get(number) ?? []) {
    const after =
      hit.start >= so.end && hit.start - so.end <= GAP && passable(lexicon, kept, so.end, hit.start);
    const ahead =
      !term.ordered &&
      so.start >= hit.end &&
      so.start - hit.end <= GAP &&
      passable(lexicon, kept, hit.end, so.start);
    if (!after && !ahead) continue;
    const joined = join(
      lexicon,
      kept,
      segments,
      term,
      { start: Math.min(so.start, hit.start), end: Math.max(so.end, hit.end), last: hit },
      index + 1,
    );
    if (joined && (!best || joined.end - joined.start < best.end - best.start)) best = joined;
  }
  return best;
}

/** May the kept words from `from` to `to` (exclusive) stand inside one spaced term? */
function passable(lexicon: Lexicon, kept: readonly Kept[], from: number, to: number): boolean {
  let site = false;
  let linked = true;
  for (let at = from; at <= to; at += 1) {
    const word = kept[at];
    if (!word) return false;
    if (word.before === ';' || word.before === ':') return false;
    if (at === to) break;
    if (BREAKS.has(word.norm)) return false;
    if (lexicon.sites.has(word.norm) && !LINKS.has(word.norm)) site = true;
    else if (!LINKS.has(word.norm)) linked = false;
  }
  return !site || linked;
}
