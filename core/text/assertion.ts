import { z } from 'zod';
import type { Token } from './tokens.ts';
import { normaliseWord } from './words.ts';

/**
 * Whether a mention is asserted of this patient now, after ConText (Harkema et al., J Biomed Inform 2009): trigger
 * phrases open a scope that ends at a terminator, at the next trigger or at the end of the sentence. The phrases
 * are data (resources/lexicon/assertion.yaml).
 */
export const triggerKinds = [
  'negated',
  'possible',
  'historical',
  'hypothetical',
  'other', // somebody else has it
] as const;

export type TriggerKind = (typeof triggerKinds)[number];

const phrases = z.array(z.string().min(1));
const directions = z.strictObject({ pre: phrases.default([]), post: phrases.default([]) });

export const triggersSchema = z.strictObject({
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
});

export interface Assertion {
  readonly negated: boolean;
  readonly possible: boolean;
  readonly historical: boolean;
  readonly hypothetical: boolean;
  readonly other: boolean;
}

export const AFFIRMED: Assertion = {
  negated: false,
  possible: false,
  historical: false,
  hypothetical: false,
  other: false,
};

type Role = 'pre' | 'post' | 'pseudo' | 'terminator';
interface Ending {
  readonly role: Role;
  readonly kind: TriggerKind | null;
  readonly afterComma: boolean;
  readonly isAnswer: boolean;
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

export function compileTriggers(data: z.infer<typeof triggersSchema>): TriggerTable {
  const root: TriggerNode = { next: new Map(), endings: [] };
  const add = (phrase: string, role: Role, kind: TriggerKind | null) => {
    const afterComma = phrase.startsWith(',');
    const isAnswer = phrase.startsWith(':');
    const words = phrase
      .replace(/^[,:]\s*/, '')
      .split(/\s+/)
      .map((word) => normaliseWord(word));
    let node = root;
    for (const word of words) {
      let next = node.next.get(word);
      if (!next) {
        next = { next: new Map(), endings: [] };
        node.next.set(word, next);
      }
      node = next;
    }
    node.endings.push({ role, kind, afterComma, isAnswer });
  };
  for (const kind of triggerKinds) {
    for (const phrase of data[kind].pre) add(phrase, 'pre', kind);
    for (const phrase of data[kind].post) add(phrase, 'post', kind);
  }
  for (const phrase of data.pseudo) add(phrase, 'pseudo', null);
  for (const phrase of data.terminators) add(phrase, 'terminator', null);
  return { root };
}

/** All triggers of a sentence, leftmost first, the longest where several begin at one word. */
export function findTriggers(table: TriggerTable, tokens: readonly Token[]): Trigger[] {
  const found: Trigger[] = [];
  let at = 0;
  while (at < tokens.length) {
    if (tokens[at]?.before === ';') found.push({ ...SEMICOLON, start: at, end: at });
    if (/^and$/i.test(tokens[at - 1]?.raw ?? '') && NEW_CLAUSE.test(tokens[at]?.raw ?? '')) {
      found.push({ ...SEMICOLON, start: at, end: at });
    }
    const longest = longestAt(table.root, tokens, at);
    const end = longest[0]?.end ?? at + 1;
    // "History of three hours of pain" tells how long, not that it is over.
    found.push(...longest.filter((trigger) => trigger.kind !== 'historical' || !isLength(tokens, end)));
    at = end;
  }
  return found;
}

const SEMICOLON: Ending = { role: 'terminator', kind: null, afterComma: false, isAnswer: false };
/** "Will not drink and vomits": a finite verb begins anew; "no nausea and vomiting" goes on. */
const NEW_CLAUSE =
  /^(?:vomits|vomited|coughs|coughed|faints|fainted|collapses|collapsed|drools|wheezes|cries|cried|screams|screamed|breathes|bleeds|bled|shakes|shook|sweats|hurts|limps|aches|itches)$/i;
const COUNT = /^(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few|couple)$/i;
const TIME = /^(?:second|minute|min|hour|hr|day|night|week|wk|month|year|yr)s?$/i;

/** Does a length of time ("a few days", "3 weeks") begin at this token? */
function isLength(tokens: readonly Token[], at: number): boolean {
  let next = at;
  while (next < at + 3 && COUNT.test(tokens[next]?.raw ?? '')) next += 1;
  return next > at && TIME.test(tokens[next]?.raw ?? '');
}

function longestAt(root: TriggerNode, tokens: readonly Token[], start: number): Trigger[] {
  let node: TriggerNode | undefined = root;
  let best: Trigger[] = [];
  for (let at = start; at < tokens.length; at += 1) {
    const token: Token | undefined = tokens[at];
    if (!token || (at > start && token.before === ',')) break;
    node = node.next.get(token.norm);
    if (!node) break;
    const before = tokens[start]?.before ?? '';
    const after = tokens[at + 1];
    const endings = node.endings.filter(
      (ending) =>
        (!ending.afterComma || /[,;:(]/.test(before)) &&
        (!ending.isAnswer || (before === ':' && (!after || /[,;]/.test(after.before)))),
    );
    if (endings.length > 0) best = endings.map((ending) => ({ ...ending, start, end: at + 1 }));
  }
  return best;
}

/**
 * The assertion of a mention that covers the tokens `start` to `end` (exclusive) of its sentence. Triggers that
 * lie inside the mention belong to it ("not breathing") and are left aside.
 */
export function assertionOf(triggers: readonly Trigger[], start: number, end: number): Assertion {
  if (triggers.length === 0) return AFFIRMED;
  const found: Record<TriggerKind, boolean> = {
    negated: false,
    possible: false,
    historical: false,
    hypothetical: false,
    other: false,
  };
  // Walking outward from the mention. A negation reaches it only when no other trigger stands between ("no fever,
  // history of asthma" affirms the asthma); the other kinds add up ("family history of possible stroke").
  let nearest = true;
  for (let at = triggers.length - 1; at >= 0; at -= 1) {
    const trigger = triggers[at];
    if (!trigger) continue;
    // A terminator may be the mention's own first word: "no vomiting, playing happily".
    if (trigger.role === 'terminator' && trigger.start <= start) break;
    if (trigger.end > start) continue;
    if (trigger.role !== 'pre' || !trigger.kind) continue;
    if (trigger.kind !== 'negated' || nearest) found[trigger.kind] = true;
    nearest = false;
  }
  for (const trigger of triggers) {
    if (trigger.start < end) continue;
    if (trigger.role === 'terminator') break;
    if (trigger.role === 'post' && trigger.kind) found[trigger.kind] = true;
    // Some words are both ("absent"): only one that cannot look backward closes the scope.
    const both = triggers.some((other) => other.role === 'post' && other.start === trigger.start);
    if (trigger.role === 'pre' && !both) break;
  }
  return found;
}

/** True when the mention is a statement about this patient now, be it certain or only possible. */
export function isPresent(assertion: Assertion): boolean {
  return !assertion.negated && !assertion.historical && !assertion.hypothetical && !assertion.other;
}
