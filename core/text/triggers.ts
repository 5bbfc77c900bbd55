import { z } from 'zod';
import { FairdocError } from '../kernel/errors.ts';
import type { Token } from './tokens.ts';
import { normaliseWord } from './words.ts';

/**
 * Trigger phrases of the assertion step, after ConText (Harkema et al., J Biomed Inform 2009). The phrases are data
 * (resources/lexicon/assertion.yaml); this file compiles them and finds them in a sentence.
 */
export const triggerKinds = [
  'negated',
  'possible',
  'historical',
  'hypothetical',
  'other', // somebody else has it
] as const;

export type TriggerKind = (typeof triggerKinds)[number];

const phrases = z.array(z.string().min(1)).default([]);
/**
 * Where a phrase stands: `pre` before the mention; `wide` the same, and its scope goes on past verbs of telling ("if
 * you develop"); `post` after it, in the same clause; `close` after it with no comma and at most three words
 * between; `adjacent` directly after it.
 */
const directions = z.strictObject({
  pre: phrases,
  wide: phrases,
  post: phrases,
  close: phrases,
  adjacent: phrases,
});

export const triggersSchema = z.strictObject({
  /** Word lists that phrases name as `$list`. */
  lists: z.record(z.string(), z.string()).default({}),
  negated: directions,
  possible: directions,
  historical: directions,
  hypothetical: directions,
  other: directions,
  /** Phrases that look like triggers and are not ("no change", "not only"). They only block. */
  pseudo: phrases,
  /**
   * Phrases that end a scope. A leading comma means: only directly after punctuation. A leading colon (": no")
   * means: as the whole answer to what stands before the colon.
   */
  terminators: phrases,
  /** Phrases that end even the wide scopes. */
  stops: phrases,
});

export type TriggerRole = 'pre' | 'wide' | 'post' | 'close' | 'adjacent' | 'pseudo' | 'terminator' | 'stop';

interface Ending {
  readonly role: TriggerRole;
  readonly kind: TriggerKind | null;
  readonly afterComma: boolean;
  readonly isAnswer: boolean;
  readonly beforeColon: boolean;
}
interface TriggerNode {
  readonly next: Map<string, TriggerNode>;
  readonly endings: Ending[];
}

/** Trigger phrases compiled into a trie over normalised words. */
export interface TriggerTable {
  readonly root: TriggerNode;
}

/** A trigger found in a sentence; `start` and `end` are token positions, end exclusive. */
export interface Trigger extends Ending {
  readonly start: number;
  readonly end: number;
}

/** @throws FairdocError `text.badTerm` for an unknown list or an unbalanced bracket. */
export function compileTriggers(data: z.infer<typeof triggersSchema>): TriggerTable {
  const root: TriggerNode = { next: new Map(), endings: [] };
  const add = (phrase: string, role: TriggerRole, kind: TriggerKind | null) => {
    const ending: Ending = {
      role,
      kind,
      afterComma: phrase.startsWith(','),
      isAnswer: phrase.startsWith(':'),
      beforeColon: phrase.endsWith(':'),
    };
    for (const words of expandPhrase(phrase.replace(/^[,:]\s*|:$/g, ''), data.lists)) {
      let node = root;
      for (const word of words) {
        const key = word.startsWith('<') ? word : normaliseWord(word);
        let next = node.next.get(key);
        if (!next) {
          next = { next: new Map(), endings: [] };
          node.next.set(key, next);
        }
        node = next;
      }
      const known = node.endings.some(
        (other) => other.role === role && other.kind === kind && other.isAnswer === ending.isAnswer,
      );
      if (!known) node.endings.push(ending);
    }
  };
  for (const kind of triggerKinds) {
    for (const role of ['pre', 'wide', 'post', 'close', 'adjacent'] as const)
      for (const phrase of data[kind][role]) add(phrase, role, kind);
  }
  for (const phrase of data.pseudo) add(phrase, 'pseudo', null);
  for (const phrase of data.terminators) add(phrase, 'terminator', null);
  for (const phrase of data.stops) add(phrase, 'stop', null);
  return { root };
}

/** The word sequences of a phrase with (alternatives), [optional words] and $lists. */
export function expandPhrase(phrase: string, lists: Readonly<Record<string, string>>): string[][] {
  const parts = phrase.match(/[()[\]|]|[^\s()[\]|]+/g) ?? [];
  let at = 0;
  const alternatives = (): string[][] => {
    const all = sequence();
    while (parts[at] === '|') {
      at += 1;
      all.push(...sequence());
    }
    return all;
  };
  const sequence = (): string[][] => {
    let heads: string[][] = [[]];
    for (let part = parts[at]; part !== undefined && !/^[|)\]]$/.test(part); part = parts[at]) {
      at += 1;
      let tails: string[][] = [[part]];
      if (part === '(' || part === '[') {
        tails = alternatives();
        if (parts[at] !== (part === '(' ? ')' : ']')) throw badPhrase(phrase);
        at += 1;
        if (part === '[') tails.push([]);
      } else if (part.startsWith('$')) {
        const list = lists[part.slice(1)];
        if (list === undefined) throw badPhrase(phrase);
        tails = expandPhrase(list, lists);
      }
      heads = heads.flatMap((head) => tails.map((tail) => [...head, ...tail]));
    }
    return heads;
  };
  const all = alternatives();
  if (at < parts.length || all.some((words) => words.length === 0)) throw badPhrase(phrase);
  return all;
}

function badPhrase(phrase: string): FairdocError {
  return new FairdocError(
    'invalid',
    'text.badTerm',
    `The trigger phrase "${phrase}" cannot be read.`,
    'Check its brackets and list names.',
  );
}

/**
 * The triggers around a mention, each side read on its own, so that no phrase takes words from the mention ("no change
 * in bowel habit" says something about the bowel habit, and denies the change).
 */
export function findTriggersAround(
  table: TriggerTable,
  tokens: readonly Token[],
  start: number,
  end: number,
): Trigger[] {
  const found = findTriggers(table, tokens, 0, start);
  // What ends a scope may be the mention's own first words: "denies fever, the headache".
  if (start > 0) {
    for (const trigger of longestAt(table.root, tokens, start, tokens.length)) {
      if (trigger.role === 'terminator' || trigger.role === 'stop') found.push(trigger);
    }
  }
  pushMark(found, tokens[start], start);
  found.push(...findTriggers(table, tokens, end));
  return found;
}

/** What punctuation says: a semicolon ends every scope, a question mark before a word queries it. */
function pushMark(found: Trigger[], token: Token | undefined, at: number): void {
  if (token?.before === ';') found.push({ ...STOP, start: at, end: at });
  else if (token?.before === '?') found.push({ ...QUERY, start: at, end: at });
}

/** All triggers between two token positions, leftmost first, the longest where several begin at one word. */
export function findTriggers(
  table: TriggerTable,
  tokens: readonly Token[],
  from = 0,
  to = tokens.length,
): Trigger[] {
  const found: Trigger[] = [];
  let at = from;
  while (at < to) {
    const token = tokens[at];
    if (!token) break;
    pushMark(found, token, at);
    if (NEW_CLAUSE.has(token.lower) && tokens[at - 1]?.lower === 'and') {
      found.push({ ...BREAK, start: at, end: at });
    }
    const longest = longestAt(table.root, tokens, at, to);
    const end = longest[0]?.end ?? at + 1;
    for (const trigger of longest) {
      // "History of three hours of pain" tells how long, not that it is over.
      if (trigger.kind !== 'historical' || !isLength(tokens, end)) found.push(trigger);
    }
    at = end;
  }
  return found;
}

const PLAIN = { kind: null, afterComma: false, isAnswer: false, beforeColon: false } as const;
const STOP: Ending = { ...PLAIN, role: 'stop' };
const BREAK: Ending = { ...PLAIN, role: 'terminator' };
/** "?PE". */
const QUERY: Ending = { ...PLAIN, role: 'pre', kind: 'possible' };
/** "Will not drink and vomits": a finite verb begins anew; "no nausea and vomiting" goes on. */
const NEW_CLAUSE = new Set(
  (
    'vomits vomited coughs coughed faints fainted collapses collapsed drools wheezes cries cried screams screamed ' +
    'breathes bleeds bled shakes shook sweats hurts limps aches itches'
  ).split(' '),
);
const COUNT = /^(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few|couple)$/;
const TIME = /^(?:second|minute|min|hour|hr|day|night|week|wk|month|year|yr)s?$/;

/** Does a length of time ("a few days", "3 weeks") begin at this token? */
export function isLength(tokens: readonly Token[], at: number): boolean {
  let next = at;
  while (next < at + 3 && COUNT.test(tokens[next]?.lower ?? '')) next += 1;
  return next > at && TIME.test(tokens[next]?.lower ?? '');
}

function longestAt(root: TriggerNode, tokens: readonly Token[], start: number, to: number): Trigger[] {
  let node: TriggerNode | undefined = root;
  let best: Trigger[] = [];
  const before = tokens[start]?.before ?? '';
  for (let at = start; at < to; at += 1) {
    const token: Token | undefined = tokens[at];
    if (!token || (at > start && token.before === ',')) break;
    node = node.next.get(token.norm) ?? numberNode(node, token);
    if (!node) break;
    if (node.endings.length === 0) continue;
    const after = tokens[at + 1];
    const endings = node.endings.filter((ending) => fits(ending, before, after));
    if (endings.length > 0)
      best = settle(endings, before, start, after).map((e) => ({ ...e, start, end: at + 1 }));
  }
  return best;
}

function numberNode(node: TriggerNode, token: Token): TriggerNode | undefined {
  const first = token.raw.charCodeAt(0);
  if (first < 48 || first > 57) return undefined;
  const year = /^(?:19|20)\d\d$/.test(token.raw) ? node.next.get('<year>') : undefined;
  return year ?? node.next.get('<number>');
}

function fits(ending: Ending, before: string, after: Token | undefined): boolean {
  if (ending.afterComma && !/[,;:(]/.test(before)) return false;
  if (ending.beforeColon && after?.before !== ':') return false;
  if (!ending.isAnswer) return true;
  return (before === ':' || before === ';' || before === '(') && (!after || /[,;)]/.test(after.before));
}

/**
 * "Absent" looks backward in "fever absent, cough" and forward in "absent bowel sounds": what follows and what
 * stands before decide.
 */
function settle(
  endings: readonly Ending[],
  before: string,
  start: number,
  after: Token | undefined,
): readonly Ending[] {
  const forward = endings.filter(({ role }) => role === 'pre' || role === 'wide');
  const backward = endings.filter(({ role }) => role === 'post' || role === 'close' || role === 'adjacent');
  if (forward.length === 0 || backward.length === 0) return endings;
  if (backward.some(({ isAnswer }) => isAnswer)) return backward;
  if (start === 0 || /[,;:]/.test(before)) return forward;
  return after?.before !== '' ? backward : endings;
}
