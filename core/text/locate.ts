import { editDistance } from './spelling.ts';
import type { Token } from './tokens.ts';

/** A run of tokens, end exclusive. */
export interface TokenRange {
  readonly start: number;
  readonly end: number;
}

/** Words that a phrase can gain or lose without naming anything else. */
const LIGHT = new Set(
  'a an the of in on to his her my their your our its this that these those any some with for and or is was'.split(
    ' ',
  ),
);
/** Words of a phrase may stand this much further apart than they are many. */
const SLACK = 4;
/** A phrase with fewer of its words in the text than this share is not there. */
const SHARE = 0.5;

/**
 * Finds the words of a text that a phrase names. Tried in this order, the first that succeeds decides: the same
 * words; the same stems; the same stems without articles and the like; the phrase written together or apart; the
 * shortest stretch that holds most of its words in any order, where a misspelt word or another ending also counts.
 * Of several equal places it takes the first that is not a heading (followed by a colon), else the first.
 *
 * @returns null when not even half of the words are there.
 */
export function locatePhrase(tokens: readonly Token[], phrase: readonly Token[]): TokenRange | null {
  if (phrase.length === 0 || tokens.length === 0) return null;
  const raw = (token: Token) => token.lower;
  const norm = (token: Token) => token.norm;
  return (
    findRun(tokens, phrase, raw) ??
    findRun(tokens, phrase, norm) ??
    findLight(tokens, phrase) ??
    findJoined(tokens, phrase) ??
    findOverlap(tokens, phrase)
  );
}

function findRun(
  tokens: readonly Token[],
  phrase: readonly Token[],
  form: (token: Token) => string,
): TokenRange | null {
  const wanted = phrase.map(form);
  let first: TokenRange | null = null;
  for (let start = 0; start + wanted.length <= tokens.length; start += 1) {
    let length = 0;
    while (length < wanted.length) {
      const token = tokens[start + length];
      if (!token || form(token) !== wanted[length]) break;
      length += 1;
    }
    if (length < wanted.length) continue;
    const range = { start, end: start + length };
    if (tokens[range.end]?.before !== ':') return range;
    first ??= range;
  }
  return first;
}

/** As `findRun` on stems, passing over articles and the like on both sides. */
function findLight(tokens: readonly Token[], phrase: readonly Token[]): TokenRange | null {
  const wanted = phrase.filter((token) => !LIGHT.has(token.lower));
  const heavy = tokens.flatMap((token, position) => (LIGHT.has(token.lower) ? [] : [{ token, position }]));
  if (wanted.length === 0) return null;
  const found = findRun(
    heavy.map(({ token }) => token),
    wanted,
    (token) => token.norm,
  );
  const first = found && heavy[found.start];
  const last = found && heavy[found.end - 1];
  return first && last ? { start: first.position, end: last.position + 1 } : null;
}

/** "Heartfailure" and "heart failure", "x-ray" and "xray", "pneumothorax" in "hydropneumothorax". */
function findJoined(tokens: readonly Token[], phrase: readonly Token[]): TokenRange | null {
  const wanted = phrase.map((token) => token.lower).join('');
  let joined = '';
  const starts: number[] = [];
  for (const token of tokens) {
    starts.push(joined.length);
    joined += token.lower;
  }
  const at = joined.indexOf(wanted);
  if (wanted.length < 4 || at < 0) return null;
  let start = 0;
  while ((starts[start + 1] ?? Number.POSITIVE_INFINITY) <= at) start += 1;
  let end = start + 1;
  while ((starts[end] ?? Number.POSITIVE_INFINITY) < at + wanted.length) end += 1;
  return { start, end };
}

function findOverlap(tokens: readonly Token[], phrase: readonly Token[]): TokenRange | null {
  const all = phrase.filter((token) => !LIGHT.has(token.lower));
  const wanted = all.length > 0 ? all : phrase;
  const weights = wanted.map((token) => token.raw.length);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const hits: { position: number; word: number }[] = [];
  for (const [position, token] of tokens.entries()) {
    const word = wanted.findIndex((candidate) => resembles(token, candidate));
    if (word >= 0) hits.push({ position, word });
  }
  let best: TokenRange | null = null;
  let bestScore = 0;
  for (const [index, hit] of hits.entries()) {
    const seen = new Set<number>();
    let weight = 0;
    for (const next of hits.slice(index, index + wanted.length + SLACK)) {
      const length = next.position + 1 - hit.position;
      if (length > wanted.length + SLACK) break;
      if (seen.has(next.word)) continue;
      seen.add(next.word);
      weight += weights[next.word] ?? 0;
      const score = weight / total - length / 1_000; // of equal stretches the shortest
      if (score > bestScore && weight / total >= SHARE) {
        bestScore = score;
        best = { start: hit.position, end: next.position + 1 };
      }
    }
  }
  return best;
}

/** The same word with another ending ("pneumothoraces"), or with a slip of the pen. */
function resembles(token: Token, wanted: Token): boolean {
  if (token.norm === wanted.norm) return true;
  const [a, b] = [token.lower, wanted.lower];
  const shorter = Math.min(a.length, b.length);
  if (shorter < 4) return false;
  let common = 0;
  while (common < shorter && a[common] === b[common]) common += 1;
  if (common >= Math.max(4, 0.7 * Math.max(a.length, b.length))) return true;
  const allowed = shorter >= 9 ? 2 : shorter >= 6 ? 1 : 0;
  return allowed > 0 && editDistance(a, b, allowed) <= allowed;
}
