import { normaliseWord } from './words.ts';

/** A word or number of the text. Offsets are UTF-16 code units into the original, end exclusive. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  readonly lower: string;
  /** What the lexicon and the triggers are matched on. */
  readonly norm: string;
  /** True when the token is written in capitals (2–5 letters), so that it may be an abbreviation. */
  readonly capitals: boolean;
  /** The punctuation between the previous token of the sentence and this one: '' or one of `, ; : ( ) / ?`. */
  readonly before: string;
}

/** A run of tokens that ends at a full stop, a line break or after MAX_TOKENS words. */
export interface Sentence {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
}

/** Text without punctuation is cut here, so that work per sentence stays bounded whatever is pasted in. */
const MAX_TOKENS = 80;
const TOKEN =
  /(?:(?<=^|[\s(])[-–−+]ve\b|(?<=[ \t([])-(?=[ \t]*(?:[\]),.;\r\n]|$))|\b(?:w\/o|c\/o|n\/v|s\/p|h\/o|y\/o|r\/o|f\/u|b\/l|d\/c|w\/)(?![\p{L}])|\d+(?:\.\d+)?|\p{L}+[01]\p{L}{3,}|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*(?:-\r?\n\p{Ll}{3,})?)/giu;
/** A line at least this long was broken by the margin, not by its writer. */
const WRAPPED = 50;
/** A full stop after these does not end a sentence. */
const ABBREVIATIONS = new Set('dr mr mrs ms st vs eg ie etc approx'.split(' '));

/**
 * Splits text into sentences of tokens with exact offsets. Linear in the length of the text.
 *
 * @param text - any text: empty, very long, capitals only, emoji, other scripts.
 */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let tokens: Token[] = [];
  let last = 0; // end of the previous token
  const close = () => {
    const first = tokens[0];
    const final = tokens.at(-1);
    if (first && final) {
      sentences.push({ index: sentences.length, start: first.start, end: final.end, tokens });
    }
    tokens = [];
  };
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const raw = match[0];
    const start = match.index;
    const between = text.slice(last, Math.min(start, last + 40));
    if (tokens.length >= MAX_TOKENS || endsSentence(between, tokens.at(-1)?.raw, raw)) {
      if (tokens.length >= MAX_TOKENS || !isWrapped(text, last, between, raw)) close();
    }
    tokens.push({
      start,
      end: start + raw.length,
      raw,
      lower: raw.toLowerCase(),
      norm: sign(raw) ?? normaliseWord(mended(raw)),
      capitals: raw.length <= 5 && raw.length >= 2 && /^[A-Z]+$/.test(raw),
      before: tokens.length === 0 ? opening(between) : punctuation(between),
    });
    last = start + raw.length;
  }
  close();
  return sentences;
}

function endsSentence(between: string, previous: string | undefined, next: string): boolean {
  if (previous === undefined) return false;
  if (/[\r\n!…。！]/u.test(between)) return true;
  if (/\?\s/.test(between)) return true; // "?PE" is a query, not the end of a sentence
  if (!between.includes('.')) return false;
  if (!/\.\s|\.$/.test(between)) return false;
  if (previous.length === 1 && previous !== 'I' && /^[A-Z]$/.test(previous) && /^\p{Ll}/u.test(next))
    return false; // "E. coli"
  if (ABBREVIATIONS.has(previous.toLowerCase())) return /^[A-Z]/.test(next) && previous.length > 3;
  return /\.[\s"')\]]/.test(between);
}

/** A single line break inside a sentence: the line is full, or ends with a comma, and the next begins in lower case. */
function isWrapped(text: string, last: number, between: string, next: string): boolean {
  if (!/^,?[ \t]*\r?\n[ \t]*$/.test(between) || !/^\p{Ll}/u.test(next)) return false;
  if (between.startsWith(',')) return true;
  const line = text.slice(Math.max(0, last - WRAPPED), last);
  return last >= WRAPPED && !line.includes('\n');
}

/** What scanning did to a word: "pneu-" and "monia" on two lines, "co1ic", "w0und". */
function mended(raw: string): string {
  if (/^[\p{L}\p{M}'’]+$/u.test(raw)) return raw;
  const joined = raw.replace(/-\r?\n/, '');
  return /^\p{L}+[01]\p{L}{3,}$/u.test(joined) ? joined.replace('1', 'l').replace('0', 'o') : joined;
}

/** "Fever -" and "HIV -ve" are answers. */
function sign(raw: string): string | null {
  const first = raw[0];
  if (first !== '-' && first !== '–' && first !== '−') return null;
  return raw.length === 1 ? '-neg' : '-ve';
}

/** Of what stands before a sentence only the query counts: "?PE", not the end of the question before. */
function opening(between: string): string {
  return /(?:^|[\s(,;:/])\?\s?$/.test(between) ? '?' : '';
}

function punctuation(between: string): string {
  if (/[\s(,;:/]\?$/.test(between)) return '?';
  if (/\s[-–—]\s/.test(between)) return ';';
  const mark = /[,;:()/?–—-]/.exec(between)?.[0] ?? '';
  if (mark === '-') return ''; // hyphenated words read as two words
  return mark === '–' || mark === '—' ? ';' : mark;
}
