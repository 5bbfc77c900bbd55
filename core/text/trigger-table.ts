import { z } from 'zod';
import { FairdocError } from '../kernel/errors.ts';
import { normaliseWord } from './words.ts';

/**
 * Trigger phrases of the assertion step, after ConText (Harkema et al., J Biomed Inform 2009). The phrases are data
 * (resources/lexicon/assertion.yaml); this file compiles them, triggers.ts finds them in a sentence.
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

export interface Ending {
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
export interface State {
  readonly next: Map<string, State | readonly Place[]>;
  readonly endings: readonly Ending[];
}

/** Trigger phrases compiled into an automaton over normalised words. */
export interface TriggerTable {
  readonly root: State;
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

/** Where a word leads. */
export function follow(state: State, word: string): State | undefined {
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
