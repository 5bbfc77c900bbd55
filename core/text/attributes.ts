import { z } from 'zod';
import type { Token } from './tokens.ts';

/** What is said of a finding near it. The words are data (resources/lexicon/attributes.yaml). */
export interface Attributes {
  readonly severity: 'mild' | 'moderate' | 'severe' | null;
  readonly onset: 'sudden' | 'gradual' | null;
  readonly laterality: 'left' | 'right' | 'bilateral' | null;
  readonly course: 'worsening' | 'improving' | 'intermittent' | 'constant' | 'recurrent' | 'resolved' | null;
}

const words = z.string().min(1);

export const attributesSchema = z.strictObject({
  source: z.string().min(1),
  severity: z.strictObject({ mild: words, moderate: words, severe: words }),
  onset: z.strictObject({ sudden: words, gradual: words }),
  laterality: z.strictObject({ left: words, right: words, bilateral: words }),
  course: z.strictObject({
    worsening: words,
    improving: words,
    intermittent: words,
    constant: words,
    recurrent: words,
    resolved: words,
  }),
});

interface WordTable<Value extends string> {
  readonly whole: ReadonlyMap<string, Value>;
  readonly starts: readonly (readonly [string, Value])[];
  /** By first word. */
  readonly phrases: ReadonlyMap<string, readonly (readonly [readonly string[], Value])[]>;
  /** What each word of the text came to; bounded. */
  readonly known: Map<string, Value | null>;
}

type Values = { readonly [Name in keyof Attributes]: NonNullable<Attributes[Name]> };

/** Compiled words. */
export type AttributeTable = { readonly [Name in keyof Attributes]: WordTable<Values[Name]> };

export function compileAttributes(data: z.infer<typeof attributesSchema>): AttributeTable {
  return {
    severity: tableOf(data.severity),
    onset: tableOf(data.onset),
    laterality: tableOf(data.laterality),
    course: tableOf(data.course),
  };
}

function tableOf<Value extends string>(lists: Record<Value, string>): WordTable<Value> {
  const whole = new Map<string, Value>();
  const starts: [string, Value][] = [];
  const phrases = new Map<string, [readonly string[], Value][]>();
  for (const value in lists) {
    for (const word of lists[value].split(/\s+/)) {
      const parts = word.split('_');
      const [first = ''] = parts;
      if (parts.length > 1) phrases.set(first, [...(phrases.get(first) ?? []), [parts, value]]);
      else if (word.endsWith('*')) starts.push([word.slice(0, -1), value]);
      else whole.set(word, value);
    }
  }
  return { whole, starts, phrases, known: new Map() };
}

const KNOWN_LIMIT = 20_000;

function valueAt<Value extends string>(
  table: WordTable<Value>,
  tokens: readonly Token[],
  at: number,
): Value | null {
  const word = tokens[at]?.lower;
  if (word === undefined) return null;
  for (const [parts, value] of table.phrases.get(word) ?? []) {
    if (parts.every((part, index) => tokens[at + index]?.lower === part)) return value;
  }
  const known = table.known.get(word);
  if (known !== undefined) return known;
  const value = table.whole.get(word) ?? table.starts.find(([start]) => word.startsWith(start))?.[1] ?? null;
  if (table.known.size >= KNOWN_LIMIT) table.known.clear();
  table.known.set(word, value);
  return value;
}

/** "Little toe" names the toe. */
const DIGIT = /^(?:toe|finger)s?$/;

/** The worst severity within three words before and five after, in the same clause. */
export function severityOf(
  table: AttributeTable,
  tokens: readonly Token[],
  start: number,
  end: number,
): Attributes['severity'] {
  let found: Attributes['severity'] = null;
  const from = Math.max(0, start - 3);
  const to = Math.min(tokens.length, end + 5);
  for (let at = from; at < to; at += 1) {
    const token = tokens[at];
    if (!token) continue;
    if (at >= end && /[,;]/.test(token.before)) break;
    if (at < start && at > from && /[,;]/.test(token.before)) found = null;
    if (token.lower === 'little' && DIGIT.test(tokens[at + 1]?.lower ?? '')) continue;
    const value = valueAt(table.severity, tokens, at);
    if (value && found !== 'severe') found = value;
  }
  return found;
}

/** How the complaint of a sentence began: said once, it holds for every finding of the sentence. */
export function onsetOf(table: AttributeTable, tokens: readonly Token[]): Attributes['onset'] {
  for (let at = 0; at < tokens.length; at += 1) {
    const value = valueAt(table.onset, tokens, at);
    if (value) return value;
  }
  return null;
}

/** "Right now" and "he left work" say nothing about a side. */
const NO_SIDE_AFTER = new Set(
  'now away after before the work home school hospital me him her us them it through when as because alone untreated'.split(
    ' ',
  ),
);
const NO_SIDE_BEFORE = new Set(
  'not all feel feels felt is was be been alright just he she they i we who'.split(' '),
);

/** The side named nearest, within four words before the finding, in it, or five after it. */
export function lateralityOf(
  table: AttributeTable,
  tokens: readonly Token[],
  start: number,
  end: number,
): Attributes['laterality'] {
  const sides = new Set<'left' | 'right' | 'bilateral'>();
  for (const at of nearClause(tokens, start, end, 4, 5)) {
    const token = tokens[at];
    const letter = token?.raw === 'L' ? 'left' : token?.raw === 'R' ? 'right' : null;
    const value = letter ?? valueAt(table.laterality, tokens, at);
    if (!value || !token) continue;
    const next = tokens[at + 1];
    if (value !== 'bilateral' && letter === null) {
      if (next && next.before === '' && NO_SIDE_AFTER.has(next.lower)) continue;
      if (NO_SIDE_BEFORE.has(tokens[at - 1]?.lower ?? '') && token.before === '') continue;
    }
    if (value === 'bilateral') return 'bilateral';
    const inside = at >= start && at < end;
    if (inside || sides.size === 0) sides.add(value);
    else if (isJoined(tokens, at)) sides.add(value);
  }
  if (sides.size > 1) return 'bilateral';
  return sides.has('left') ? 'left' : sides.has('right') ? 'right' : null;
}

function isJoined(tokens: readonly Token[], at: number): boolean {
  return /^(?:and|or)$/.test(tokens[at - 1]?.lower ?? '');
}

/** What becomes of the finding: the nearest word about its course in the same clause. */
export function courseOf(
  table: AttributeTable,
  tokens: readonly Token[],
  start: number,
  end: number,
): Attributes['course'] {
  for (const at of nearClause(tokens, start, end, 4, 7)) {
    const value = valueAt(table.course, tokens, at);
    if (!value) continue;
    const before = tokens[at - 1]?.lower ?? '';
    const denied = /^(?:not|no|never|isnt|isn't|hasn't|wasn't|doesn't|without)$/.test(before);
    if (!denied) return value;
  }
  return null;
}

/** Positions around a mention without crossing a comma, those nearest first; its own words come before all. */
function nearClause(
  tokens: readonly Token[],
  start: number,
  end: number,
  before: number,
  after: number,
): number[] {
  const near: number[] = [];
  for (let at = start; at < end; at += 1) near.push(at);
  let left = start;
  while (left > 0 && start - left < before && !/[,;:]/.test(tokens[left]?.before ?? '')) left -= 1;
  let right = end;
  while (right < tokens.length && right - end < after && !/[,;:]/.test(tokens[right]?.before ?? ''))
    right += 1;
  for (let distance = 1; distance <= Math.max(before, after); distance += 1) {
    if (start - distance >= left) near.push(start - distance);
    if (end + distance - 1 < right) near.push(end + distance - 1);
  }
  return near;
}
