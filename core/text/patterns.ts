import { FairdocError } from '../kernel/errors.ts';
import { normaliseWord } from './words.ts';

/**
 * The small language in which lexicon terms are written:
 *
 *   chest pain          words in this order; filler words ("my", "the", "very") may stand between them
 *   (bad|severe) cough  one of these
 *   [productive] cough  with or without
 *   $pain               a macro of the lexicon: a list of alternatives
 *   $pain ... chest     both in one sentence in this order, a few words between them
 *   chest ~ $rash       the same in either order
 *   ^MI                 only when the text writes it in capitals
 *   a_cold              exactly these two neighbours, although the first may be a filler
 */

/** Words that carry no meaning for recognition. They are skipped in terms and narratives alike. */
const FILLERS = new Set(
  (
    'a an the my his her their our your its these those this that some any very really quite so just also ' +
    'been being is are was were be has have had having am do did i he she they we it you ive im hes shes ' +
    'there theres pretty rather extremely incredibly of feel feels seem seems got get gets getting patient pt ' +
    'like kind sort which who can could would will still now slightly'
  )
    .split(' ')
    .map((word) => normaliseWord(word)),
);

/** True for words that recognition skips; negations never are. */
export function isFiller(norm: string): boolean {
  return FILLERS.has(norm);
}

/**
 * A term after expansion: one list of sequences per segment, and how the segments may be spaced. An element of a
 * sequence is a word, or several words joined by `|` of which any may stand there.
 */
export interface ExpandedTerm {
  readonly segments: readonly (readonly (readonly string[])[])[];
  /** `...` keeps the order, `~` does not; null for a term of one segment. */
  readonly joint: '...' | '~' | null;
}

const EXPANSION_LIMIT = 600;
const WORD = /[$^]?[^\s|()[\]]+/y;
/** Most terms are words and nothing else. */
const PLAIN = /^[a-z' -]+$/;

/** The macros of a lexicon: the alternatives as written, and as expanded so far. */
export interface Macros {
  readonly written: ReadonlyMap<string, string>;
  readonly expanded: Map<string, readonly string[][]>;
}

/**
 * Expands one term into the word sequences it stands for.
 *
 * @param term - the term as written in the lexicon.
 * @param macros - the lists that `$name` stands for.
 * @throws FairdocError `text.badTerm` for an unknown macro, an unbalanced bracket or a term that explodes.
 */
export function expandTerm(term: string, macros: Macros): ExpandedTerm {
  if (PLAIN.test(term)) {
    const words = term.split(' ').flatMap((word) => wordOptions(word, macros, term, 0)[0] ?? []);
    if (words.length === 0) throw badTerm(term);
    return { segments: [[words]], joint: null };
  }
  const joint = term.includes('...') ? '...' : term.includes('~') ? '~' : null;
  const parts = joint === null ? [term] : term.split(joint);
  const segments = parts.map((part) => {
    const reader = { text: part, at: 0 };
    const sequences = readAlternatives(reader, macros, term, 0);
    if (reader.at < part.length) throw badTerm(term);
    const useful = sequences.filter((sequence) => sequence.length > 0);
    if (useful.length === 0) throw badTerm(term);
    return useful;
  });
  return { segments, joint };
}

interface Reader {
  readonly text: string;
  at: number;
}

function readAlternatives(reader: Reader, macros: Macros, term: string, depth: number): string[][] {
  if (depth > 6) throw badTerm(term);
  const all: string[][] = [];
  for (;;) {
    all.push(...readSequence(reader, macros, term, depth));
    if (reader.text[reader.at] !== '|') break;
    reader.at += 1;
  }
  if (all.length > EXPANSION_LIMIT) throw badTerm(term);
  return all;
}

function readSequence(reader: Reader, macros: Macros, term: string, depth: number): string[][] {
  let sequences: string[][] = [[]];
  const append = (alternatives: readonly string[][]) => {
    const options = alternatives.length === 1 ? alternatives : gatherWords(alternatives);
    sequences = sequences.flatMap((head) => options.map((tail) => [...head, ...tail]));
    if (sequences.length > EXPANSION_LIMIT) throw badTerm(term);
  };
  for (;;) {
    while (reader.text[reader.at] === ' ') reader.at += 1;
    const char = reader.text[reader.at];
    if (char === undefined || char === '|' || char === ')' || char === ']') return sequences;
    if (char === '(' || char === '[') {
      reader.at += 1;
      const options = readAlternatives(reader, macros, term, depth + 1);
      if (reader.text[reader.at] !== (char === '(' ? ')' : ']')) throw badTerm(term);
      reader.at += 1;
      append(char === '(' ? withoutEmpty(options) : [[], ...options]);
      continue;
    }
    WORD.lastIndex = reader.at;
    const word = WORD.exec(reader.text)?.[0];
    if (word === undefined) throw badTerm(term);
    reader.at += word.length;
    append(wordOptions(word, macros, term, depth));
  }
}

/** A filler among alternatives must not make the whole choice optional. */
function withoutEmpty(options: readonly string[][]): readonly string[][] {
  const useful = options.filter((option) => option.length > 0);
  return useful.length > 0 ? useful : options;
}

/** Alternatives of one word become one element, so that terms with several choices do not multiply. */
function gatherWords(options: readonly string[][]): readonly string[][] {
  const words = new Set<string>();
  const others: string[][] = [];
  for (const option of options) {
    const [only] = option;
    if (option.length === 1 && only !== undefined) for (const word of only.split('|')) words.add(word);
    else others.push([...option]);
  }
  return words.size === 0 ? others : [[[...words].sort().join('|')], ...others];
}

/** Words of terms, which repeat; bounded by the lexicon. */
const plainOptions = new Map<string, readonly string[][]>();

function wordOptions(word: string, macros: Macros, term: string, depth: number): readonly string[][] {
  if (word.startsWith('$')) {
    return macroOptions(word.slice(1), macros, term, depth);
  }
  if (word.startsWith('^')) return [[word]];
  if (word.includes('_'))
    return [
      [
        word
          .split('_')
          .map((part) => normaliseWord(part))
          .join('_'),
      ],
    ];
  const known = plainOptions.get(word);
  if (known) return known;
  // The same splitting as in narratives: "x-ray" is two words there too, "T2DM" three.
  const norms = (word.match(/\d+(?:\.\d+)?|[^\d-]+/g) ?? [])
    .map((part) => normaliseWord(part))
    .filter((norm) => !isFiller(norm));
  plainOptions.set(word, [norms]);
  return [norms];
}

function macroOptions(name: string, macros: Macros, term: string, depth: number): readonly string[][] {
  const known = macros.expanded.get(name);
  if (known) return known;
  const written = macros.written.get(name);
  if (written === undefined) throw badTerm(term);
  const reader = { text: written, at: 0 };
  const options = gatherWords(withoutEmpty(readAlternatives(reader, macros, term, depth + 1)));
  if (reader.at < written.length) throw badTerm(term);
  macros.expanded.set(name, options);
  return options;
}

function badTerm(term: string): FairdocError {
  return new FairdocError(
    'invalid',
    'text.badTerm',
    `The lexicon term "${term}" cannot be read.`,
    'Check its brackets and macro names, or split it into simpler terms.',
  );
}
