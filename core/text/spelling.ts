import { normaliseWord } from './words.ts';

/**
 * Tolerance for misspelt long words: "diarrea", "appendicitus", "stomache". A word that is unknown is replaced by
 * the one known word within reach; short words, common English words and ties are left alone, because a wrong
 * correction invents a symptom.
 */
export interface Spelling {
  readonly known: ReadonlySet<string>;
  /** Each known word with one letter left out → the word; null where two words share the form. Built on first use. */
  readonly deletions: () => ReadonlyMap<string, string | null>;
  readonly cache: Map<string, string>;
}

const SHORTEST = 6;
/** From this length on, two errors are tolerated. */
const LONG = 10;
const LONGEST = 24;
const CACHE_LIMIT = 5_000;

/**
 * @param vocabulary - normalised words of the lexicon, the only possible corrections.
 * @param common - English words that are correct as they are.
 */
export function buildSpelling(vocabulary: ReadonlySet<string>, common: readonly string[]): Spelling {
  const known = new Set(vocabulary);
  for (const word of common) known.add(normaliseWord(word));
  let deletions: Map<string, string | null> | null = null;
  return {
    known,
    deletions: () => {
      deletions ??= indexDeletions(vocabulary);
      return deletions;
    },
    cache: new Map(),
  };
}

function indexDeletions(vocabulary: ReadonlySet<string>): Map<string, string | null> {
  const deletions = new Map<string, string | null>();
  for (const word of vocabulary) {
    if (word.length < SHORTEST || word.length > LONGEST || !/^[a-z]+$/.test(word)) continue;
    deletions.set(word, word);
    for (let at = 1; at < word.length; at += 1) {
      const form = word.slice(0, at) + word.slice(at + 1);
      const other = deletions.get(form);
      if (other === undefined) deletions.set(form, word);
      else if (other !== word) deletions.set(form, other === form ? form : null);
    }
  }
  return deletions;
}

/** The known word that a normalised word is most likely meant to be, or the word itself. */
export function corrected(spelling: Spelling, norm: string): string {
  if (norm.length < SHORTEST || norm.length > LONGEST) return norm;
  if (spelling.known.has(norm)) return norm;
  const cached = spelling.cache.get(norm);
  if (cached !== undefined) return cached;
  const result = closest(spelling, norm);
  if (spelling.cache.size >= CACHE_LIMIT) spelling.cache.clear();
  spelling.cache.set(norm, result);
  return result;
}

function closest(spelling: Spelling, norm: string): string {
  if (!/^[a-z]+$/.test(norm)) return norm;
  // Scanned texts read "m" as "rn" ("vorniting").
  const scanned = norm.includes('rn') ? norm.replaceAll('rn', 'm') : norm;
  if (scanned !== norm && spelling.known.has(scanned)) return scanned;
  const allowed = norm.length >= LONG ? 2 : 1;
  let best = norm;
  let bestDistance = allowed + 1;
  let tied = false;
  const consider = (form: string) => {
    const candidate = spelling.deletions().get(form);
    if (candidate === undefined || candidate === null || candidate === best) return;
    if (candidate[0] !== norm[0]) return; // people rarely get the first letter wrong
    const distance = editDistance(norm, candidate, allowed);
    if (distance > allowed || distance > bestDistance) return;
    tied = distance === bestDistance;
    best = candidate;
    bestDistance = distance;
  };
  consider(norm);
  for (let at = 1; at < norm.length; at += 1) consider(norm.slice(0, at) + norm.slice(at + 1));
  return tied || bestDistance > allowed ? norm : best;
}

/**
 * Optimal string alignment distance (insertions, deletions, substitutions, swaps of neighbours), or a value above
 * `limit` once it must exceed it.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      }
      current.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}
