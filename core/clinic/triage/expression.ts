import { FairdocError } from '../../kernel/errors.ts';
import type { Evidence, Picture, Variable } from './picture.ts';
import { isVariable } from './picture.ts';
import type { Stated } from './variables.ts';

/**
 * The condition language of the rules:
 *
 *   chest-pain and (sweating or radiation-to-arm)
 *   headache[severe, sudden]          attributes of one mention; also mild, days >= 10, days < 7
 *   ever(diabetes)                    now or in the history, the condition list or the medication list
 *   denied(fever)                     the text says it is absent
 *   count(fever, cough, myalgia) >= 2
 *   spo2 < 92, temp > 38, age < 3mo, days >= 10, weeks >= 20, danger >= 2, news2 >= 7
 *   male, female, pregnant, child, adult
 *
 * A comparison with a value that is not known is false: a rule never fires on a guess. Which unknown values would
 * have mattered is found from `variables`.
 */
export interface Condition {
  readonly source: string;
  readonly concepts: readonly string[];
  /** The concepts whose presence helps it to hold: those outside `not`, `denied` and `mentioned`. */
  readonly affirmed: readonly string[];
  readonly variables: readonly Variable[];
  /** How many words like `pregnant` or `child` it uses. */
  readonly keywords: number;
  /** True when the condition holds; pushes what it rests on to `evidence`. */
  readonly holds: (picture: Picture, evidence: Evidence[]) => boolean;
}

type Test = (picture: Picture, evidence: Evidence[]) => boolean;

const TOKEN = /\s*(>=|<=|!=|=|<|>|[()[\],]|\d+(?:\.\d+)?(?:wk|mo|d|y|h)?|[a-z][a-z0-9-]*)/y;
const UNIT_DAYS: Readonly<Record<string, number>> = { h: 1 / 24, d: 1, wk: 7, mo: 365.25 / 12, y: 365.25 };
const KEYWORDS: Readonly<Record<string, Test>> = {
  male: (picture) => picture.sex === 'male',
  female: (picture) => picture.sex === 'female',
  pregnant: (picture, evidence) => {
    if (!picture.pregnant) return false;
    evidence.push(...picture.pregnancyEvidence);
    return true;
  },
  child: (picture) => picture.ageDays !== null && picture.ageDays < 16 * 365.25,
  /** Adults are also those whose age is unknown: the adult rules are the ones that hold in general. */
  adult: (picture) => picture.ageDays === null || picture.ageDays >= 16 * 365.25,
};

interface Parser {
  readonly source: string;
  readonly tokens: readonly string[];
  at: number;
  readonly concepts: Set<string>;
  readonly affirmed: Set<string>;
  readonly variables: Set<Variable>;
  /** How many `not` the parser is inside. */
  negations: number;
  keywords: number;
}

/**
 * Compiles a condition.
 *
 * @throws FairdocError `triage.badCondition` that quotes the condition and what was expected.
 */
export function compileCondition(source: string): Condition {
  const parser: Parser = {
    source,
    tokens: scan(source),
    at: 0,
    concepts: new Set(),
    affirmed: new Set(),
    variables: new Set(),
    negations: 0,
    keywords: 0,
  };
  const holds = parseOr(parser);
  if (parser.at < parser.tokens.length) throw bad(source, `nothing after "${parser.tokens[parser.at - 1]}"`);
  return {
    source,
    concepts: [...parser.concepts],
    affirmed: [...parser.affirmed],
    variables: [...parser.variables],
    keywords: parser.keywords,
    holds,
  };
}

function scan(source: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  for (let match = TOKEN.exec(source); match !== null; match = TOKEN.exec(source)) {
    tokens.push(match[1] ?? '');
    end = TOKEN.lastIndex;
  }
  if (source.slice(end).trim() !== '')
    throw bad(source, `a readable word at "${source.slice(end, end + 12)}"`);
  return tokens;
}

function parseOr(parser: Parser): Test {
  const options = [parseAnd(parser)];
  while (accept(parser, 'or')) options.push(parseAnd(parser));
  if (options.length === 1) return options[0] ?? never;
  return (picture, evidence) => options.some((option) => option(picture, evidence));
}

function parseAnd(parser: Parser): Test {
  const parts = [parseNot(parser)];
  while (accept(parser, 'and')) parts.push(parseNot(parser));
  if (parts.length === 1) return parts[0] ?? never;
  return (picture, evidence) => {
    const gathered: Evidence[] = [];
    if (!parts.every((part) => part(picture, gathered))) return false;
    evidence.push(...gathered);
    return true;
  };
}

function parseNot(parser: Parser): Test {
  if (!accept(parser, 'not')) return parsePrimary(parser);
  parser.negations += 1;
  const inner = parseNot(parser);
  parser.negations -= 1;
  return (picture) => !inner(picture, []);
}

function parsePrimary(parser: Parser): Test {
  if (accept(parser, '(')) {
    const inner = parseOr(parser);
    expect(parser, ')');
    return inner;
  }
  const word = parser.tokens[parser.at];
  if (word === undefined || !/^[a-z]/.test(word)) throw bad(parser.source, 'a concept or a value');
  parser.at += 1;
  const keyword = KEYWORDS[word];
  if (keyword) {
    parser.keywords += 1;
    return keyword;
  }
  if (word === 'ever' || word === 'denied' || word === 'mentioned') return parseHistory(parser, word);
  if (word === 'count') return parseCount(parser);
  if (isVariable(word)) return parseComparison(parser, word);
  parser.concepts.add(word);
  if (parser.negations % 2 === 0) parser.affirmed.add(word);
  return accept(parser, '[') ? parseAttributes(parser, word) : present(word);
}

function present(concept: string): Test {
  return (picture, evidence) => {
    const stated = picture.present.get(concept)?.[0];
    if (!stated) return false;
    evidence.push(stated.evidence);
    return true;
  };
}

function parseHistory(parser: Parser, word: 'ever' | 'denied' | 'mentioned'): Test {
  expect(parser, '(');
  const concept = parser.tokens[parser.at] ?? '';
  parser.at += 1;
  expect(parser, ')');
  parser.concepts.add(concept);
  if (word === 'ever' && parser.negations % 2 === 0) parser.affirmed.add(concept);
  return (picture, evidence) => {
    if (word === 'mentioned') return picture.mentioned.has(concept);
    const found = (word === 'ever' ? picture.ever : picture.denied).get(concept)?.[0];
    if (!found) return false;
    evidence.push(found);
    return true;
  };
}

function parseCount(parser: Parser): Test {
  expect(parser, '(');
  const items = [parseOr(parser)];
  while (accept(parser, ',')) items.push(parseOr(parser));
  expect(parser, ')');
  expect(parser, '>=');
  const least = Number(parser.tokens[parser.at]);
  parser.at += 1;
  if (!Number.isInteger(least)) throw bad(parser.source, 'a whole number after count(...) >=');
  return (picture, evidence) => {
    const gathered: Evidence[] = [];
    const number = items.filter((item) => item(picture, gathered)).length;
    if (number < least) return false;
    evidence.push(...gathered);
    return true;
  };
}

function parseComparison(parser: Parser, variable: Variable): Test {
  const { compare, limit } = readComparison(parser);
  parser.variables.add(variable);
  return (picture, evidence) => {
    const known = picture.values.get(variable);
    if (!known || !compare(known.amount, limit)) return false;
    if (known.evidence) evidence.push(known.evidence);
    return true;
  };
}

function parseAttributes(parser: Parser, concept: string): Test {
  const checks: ((stated: Stated) => boolean)[] = [];
  do {
    const word = parser.tokens[parser.at];
    parser.at += 1;
    if (word === 'severe' || word === 'mild' || word === 'moderate') {
      checks.push((stated) => stated.severity === word);
    } else if (word === 'sudden' || word === 'gradual') {
      checks.push((stated) => stated.onset === word);
    } else if (word === 'days') {
      const { compare, limit } = readComparison(parser);
      checks.push((stated) => stated.days !== null && compare(stated.days, limit));
    } else throw bad(parser.source, 'severe, mild, moderate, sudden, gradual or days');
  } while (accept(parser, ','));
  expect(parser, ']');
  return (picture, evidence) => {
    const stated = picture.present
      .get(concept)
      ?.find((candidate) => checks.every((check) => check(candidate)));
    if (!stated) return false;
    evidence.push(stated.evidence);
    return true;
  };
}

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '=': (value, limit) => value === limit,
  '!=': (value, limit) => value !== limit,
};

function readComparison(parser: Parser): {
  compare: (value: number, limit: number) => boolean;
  limit: number;
} {
  const compare = COMPARISONS[parser.tokens[parser.at] ?? ''];
  const text = parser.tokens[parser.at + 1] ?? '';
  parser.at += 2;
  const parts = /^(\d+(?:\.\d+)?)([a-z]*)$/.exec(text);
  if (!compare || !parts) throw bad(parser.source, 'a comparison with a number');
  return { compare, limit: Number(parts[1]) * (UNIT_DAYS[parts[2] ?? ''] ?? 1) };
}

const never: Test = () => false;

function accept(parser: Parser, token: string): boolean {
  if (parser.tokens[parser.at] !== token) return false;
  parser.at += 1;
  return true;
}

function expect(parser: Parser, token: string): void {
  if (!accept(parser, token)) throw bad(parser.source, `"${token}"`);
}

function bad(source: string, expected: string): FairdocError {
  return new FairdocError(
    'damaged',
    'triage.badCondition',
    `The condition "${source}" cannot be read: expected ${expected}.`,
    'Correct the condition in the rule file.',
  );
}
