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
/** A place within phrases: where each word leads, and what ends here. Alternatives of a phrase share their places. */
interface Place {
  readonly next: Map<string, Place[]>;
  readonly endings: Ending[];
}

/** The places that some words can have led to; made when it is first reached. */
interface State {
  readonly next: Map<string, State | readonly Place[]>;
  readonly endings: readonly Ending[];
}

/** Trigger phrases compiled into an automaton over normalised words. */
export interface TriggerTable {
  readonly root: State;
}

/** A trigger found in a sentence; `start` and `end` are token positions, end exclusive. */
export interface Trigger extends Ending {
  readonly start: number;
  readonly end: number;
}

/** @throws FairdocError `text.badTerm` for an unknown list or an unbalanced bracket. */
export function compileTriggers(data: z.infer<typeof triggersSchema>): TriggerTable {
  const root = emptyPlace();
  const add = (phrase: string, role: TriggerRole, kind: TriggerKind | null) => {
    const ending: Ending = {
      role,
      kind,
      afterComma: phrase.startsWith(','),
      isAnswer: phrase.startsWith(':'),
      beforeColon: phrase.endsWith(':'),
    };
    const ends = addPhrase(root, phrase.replace(/^[,:]\s*|:$/g, ''), data.lists);
    for (const place of ends) place.endings.push(ending);
  };
  for (const kind of triggerKinds) {
    for (const role of ['pre', 'wide', 'post', 'close', 'adjacent'] as const)
      for (const phrase of data[kind][role]) add(phrase, role, kind);
  }
  for (const phrase of data.pseudo) add(phrase, 'pseudo', null);
  for (const phrase of data.terminators) add(phrase, 'terminator', null);
  for (const phrase of data.stops) add(phrase, 'stop', null);
  return { root: stateOf([root]) };
}

const emptyPlace = (): Place => ({ next: new Map(), endings: [] });

/**
 * Adds a phrase with (alternatives), [optional words] and $lists. What follows alternatives is added once for all of
 * them, so that the work grows with the length of the phrase, not with the number of ways to say it.
 * @returns the places where the phrase ends.
 */
function addPhrase(root: Place, phrase: string, lists: Readonly<Record<string, string>>): readonly Place[] {
  const parts = phrase.match(/[()[\]|]|[^\s()[\]|]+/g) ?? [];
  let at = 0;
  const lead = (from: readonly Place[], word: string, to: Place) => {
    const key = word.startsWith('<') ? word : normaliseWord(word);
    for (const place of from) {
      const known = place.next.get(key);
      if (known === undefined) place.next.set(key, [to]);
      else if (!known.includes(to)) known.push(to);
    }
  };
  const alternatives = (from: readonly Place[]): readonly Place[] => {
    const ends = new Set(sequence(from));
    while (parts[at] === '|') {
      at += 1;
      for (const end of sequence(from)) ends.add(end);
    }
    return [...ends];
  };
  const sequence = (start: readonly Place[]): readonly Place[] => {
    let from = start;
    for (let part = parts[at]; part !== undefined && !/^[|)\]]$/.test(part); part = parts[at]) {
      at += 1;
      if (part === '(' || part === '[') {
        const ends = alternatives(from);
        if (parts[at] !== (part === '(' ? ')' : ']')) throw badPhrase(phrase);
        at += 1;
        from = part === '[' ? [...from, ...ends] : ends;
      } else if (part.startsWith('$')) {
        const list = lists[part.slice(1)];
        if (list === undefined) throw badPhrase(phrase);
        from = addList(from, list, lead);
      } else {
        const to = emptyPlace();
        lead(from, part, to);
        from = [to];
      }
    }
    return from;
  };
  const ends = alternatives([root]);
  if (at < parts.length || ends.includes(root)) throw badPhrase(phrase);
  return ends;
}

/** A list is alternatives without brackets; all of them end at one place. */
function addList(
  from: readonly Place[],
  list: string,
  lead: (from: readonly Place[], word: string, to: Place) => void,
): readonly Place[] {
  const end = emptyPlace();
  for (const alternative of list.split('|')) {
    const words = alternative.trim().split(/\s+/);
    let places = from;
    for (const word of words.slice(0, -1)) {
      const to = emptyPlace();
      lead(places, word, to);
      places = [to];
    }
    lead(places, words.at(-1) ?? '', end);
  }
  return [end];
}

function stateOf(places: readonly Place[]): State {
  const next = new Map<string, Place[]>();
  const endings: Ending[] = [];
  for (const place of places) {
    for (const [word, targets] of place.next) {
      const known = next.get(word);
      if (known === undefined) next.set(word, [...targets]);
      else known.push(...targets);
    }
    for (const ending of place.endings) {
      const known = endings.some(
        (other) =>
          other.role === ending.role && other.kind === ending.kind && other.isAnswer === ending.isAnswer,
      );
      if (!known) endings.push(ending);
    }
  }
  return { next, endings };
}

function follow(state: State, word: string): State | undefined {
  const found = state.next.get(word);
  if (!Array.isArray(found)) return found as State | undefined;
  const reached = stateOf(found);
  (state.next as Map<string, State>).set(word, reached);
  return reached;
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

function longestAt(root: State, tokens: readonly Token[], start: number, to: number): Trigger[] {
  let node: State | undefined = root;
  let best: Trigger[] = [];
  const before = tokens[start]?.before ?? '';
  for (let at = start; at < to; at += 1) {
    const token: Token | undefined = tokens[at];
    if (!token || (at > start && token.before === ',')) break;
    node = follow(node, token.norm) ?? followNumber(node, token);
    if (!node) break;
    if (node.endings.length === 0) continue;
    const after = tokens[at + 1];
    const endings = node.endings.filter((ending) => fits(ending, before, after));
    if (endings.length > 0)
      best = settle(endings, before, start, after).map((e) => ({ ...e, start, end: at + 1 }));
  }
  return best;
}

function followNumber(node: State, token: Token): State | undefined {
  const first = token.raw.charCodeAt(0);
  if (first < 48 || first > 57) return undefined;
  const year = /^(?:19|20)\d\d$/.test(token.raw) ? follow(node, '<year>') : undefined;
  return year ?? follow(node, '<number>');
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
