/**
 * Conditions as alternatives of plain statements (disjunctive normal form), so that the linter can tell whether one
 * rule says the same as another. Syntax alone: what it cannot decide it leaves open.
 */

/** One statement of a condition: `fever`, `not fever`, `headache[severe]`, `age < 3mo`, or a whole count(...). */
export interface Statement {
  readonly kind: 'present' | 'ever' | 'denied' | 'mentioned' | 'keyword' | 'compare' | 'count';
  /** The concept, variable or keyword; of a count its whole text. */
  readonly name: string;
  /** Inside [...] of a concept; empty for the others. */
  readonly attributes: readonly string[];
  readonly compare: '<' | '<=' | '>' | '>=' | '=' | '!=' | null;
  /** In days for ages and durations. */
  readonly limit: number;
  readonly negated: boolean;
}

/** All statements hold together. */
export type Alternative = readonly Statement[];

/** More than this many alternatives are not worth comparing. */
const MOST = 600;
const TOKEN = /\s*(>=|<=|!=|=|<|>|[()[\],]|\d+(?:\.\d+)?(?:wk|mo|d|y|h)?|[a-z][a-z0-9-]*)/y;
const UNIT_DAYS: Readonly<Record<string, number>> = { h: 1 / 24, d: 1, wk: 7, mo: 365.25 / 12, y: 365.25 };
const KEYWORDS = new Set(['male', 'female', 'pregnant', 'child', 'adult']);
const HISTORY: ReadonlySet<string> = new Set(['ever', 'denied', 'mentioned']);

type Node =
  | { readonly kind: 'and' | 'or'; readonly items: readonly Node[] }
  | { readonly kind: 'not'; readonly item: Node }
  | { readonly kind: 'statement'; readonly statement: Statement };

/**
 * The alternatives of a condition that `compileCondition` accepts.
 *
 * @returns null when there would be more than 600 of them.
 */
export function alternativesOf(source: string): Alternative[] | null {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(source); match; match = TOKEN.exec(source)) tokens.push(match[1] ?? '');
  return expand(readOr({ tokens, at: 0 }), false);
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function readOr(reader: Reader): Node {
  const items = [readAnd(reader)];
  while (take(reader, 'or')) items.push(readAnd(reader));
  return items.length === 1 && items[0] ? items[0] : { kind: 'or', items };
}

function readAnd(reader: Reader): Node {
  const items = [readNot(reader)];
  while (take(reader, 'and')) items.push(readNot(reader));
  return items.length === 1 && items[0] ? items[0] : { kind: 'and', items };
}

function readNot(reader: Reader): Node {
  if (take(reader, 'not')) return { kind: 'not', item: readNot(reader) };
  if (take(reader, '(')) {
    const inner = readOr(reader);
    take(reader, ')');
    return inner;
  }
  return { kind: 'statement', statement: readStatement(reader) };
}

function readStatement(reader: Reader): Statement {
  const name = next(reader);
  const plain = { name, attributes: [], compare: null, limit: 0, negated: false } as const;
  if (KEYWORDS.has(name)) return { ...plain, kind: 'keyword' };
  if (HISTORY.has(name)) {
    const inside = between(reader, '(', ')');
    const kind = name === 'ever' ? 'ever' : name === 'denied' ? 'denied' : 'mentioned';
    return { ...plain, kind, name: inside.join('') };
  }
  if (name === 'count') {
    const items = between(reader, '(', ')').join(' ');
    return { ...plain, kind: 'count', name: `${items} ${next(reader)} ${next(reader)}` };
  }
  const compare = comparisonOf(reader.tokens[reader.at]);
  if (compare) {
    reader.at += 1;
    return { ...plain, kind: 'compare', compare, limit: inDays(next(reader)) };
  }
  if (reader.tokens[reader.at] !== '[') return { ...plain, kind: 'present' };
  const attributes = between(reader, '[', ']').join(' ').split(' , ').sort();
  return { ...plain, kind: 'present', attributes };
}

function comparisonOf(token: string | undefined): Statement['compare'] {
  return token === '<' || token === '<=' || token === '>' || token === '>=' || token === '=' || token === '!='
    ? token
    : null;
}

function inDays(text: string): number {
  const parts = /^(\d+(?:\.\d+)?)([a-z]*)$/.exec(text);
  return Number(parts?.[1]) * (UNIT_DAYS[parts?.[2] ?? ''] ?? 1);
}

function next(reader: Reader): string {
  reader.at += 1;
  return reader.tokens[reader.at - 1] ?? '';
}

function take(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at += 1;
  return true;
}

/** The tokens between a bracket and its partner. */
function between(reader: Reader, open: string, close: string): string[] {
  const inside: string[] = [];
  take(reader, open);
  for (let depth = 1; reader.at < reader.tokens.length; ) {
    const token = next(reader);
    if (token === open) depth += 1;
    if (token === close) depth -= 1;
    if (depth === 0) break;
    inside.push(token);
  }
  return inside;
}

function expand(node: Node, negated: boolean): Alternative[] | null {
  if (node.kind === 'not') return expand(node.item, !negated);
  if (node.kind === 'statement') return [[{ ...node.statement, negated }]];
  const parts: Alternative[][] = [];
  for (const item of node.items) {
    const part = expand(item, negated);
    if (part === null) return null;
    parts.push(part);
  }
  if ((node.kind === 'or') !== negated) {
    const all = parts.flat();
    return all.length > MOST ? null : all;
  }
  let product: Alternative[] = [[]];
  for (const part of parts) {
    if (product.length * part.length > MOST) return null;
    product = product.flatMap((left) => part.map((right) => [...left, ...right]));
  }
  return product;
}
