import type { Token } from './tokens.ts';
import type { TriggerKind } from './trigger-table.ts';
import { isLength, type Trigger } from './triggers.ts';

/**
 * Whether a mention is asserted of this patient now. Trigger phrases open a scope that ends at a terminator, at a
 * trigger that takes over, or at the end of the sentence (see triggers.ts).
 */
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

type Found = Record<TriggerKind, boolean>;

/** A phrase after the mention speaks about it at most this many words later. */
const REACH = 12;
const CLOSE = 3;
/** "No findings suspicious for": a negation acts through another trigger at most this far away. */
const THROUGH = 3;

/**
 * The assertion of a mention that covers the tokens `start` to `end` (exclusive) of its sentence.
 *
 * @param triggers - of the same sentence, in order. Those that overlap the mention are left aside.
 */
export function assertionOf(
  tokens: readonly Token[],
  triggers: readonly Trigger[],
  start: number,
  end: number,
): Assertion {
  if (triggers.length === 0) return AFFIRMED;
  const found: Found = { ...AFFIRMED };
  lookBefore(tokens, triggers, start, end, found);
  lookAfter(tokens, triggers, end, found);
  return found;
}

/**
 * Walks outward to the left. A negation reaches the mention when no other trigger stands between ("no fever, history
 * of asthma" affirms the asthma) or when it governs that trigger ("no findings suspicious for malignancy"). The other
 * kinds add up ("family history of possible stroke").
 */
function lookBefore(
  tokens: readonly Token[],
  triggers: readonly Trigger[],
  start: number,
  end: number,
  found: Found,
): void {
  let nearer: Trigger | null = null;
  let ended = false;
  for (let at = triggers.length - 1; at >= 0; at -= 1) {
    const trigger = triggers[at];
    if (!trigger) continue;
    // A terminator may be the mention's own first word: "no vomiting, playing happily".
    if (trigger.role === 'stop' && trigger.start <= start) return;
    if (trigger.role === 'terminator' && trigger.start <= start) {
      ended = true;
      continue;
    }
    if (trigger.end > start || !trigger.kind) continue;
    if (trigger.role !== 'wide' && (ended || trigger.role !== 'pre')) continue;
    if (trigger.kind !== 'negated') {
      found[trigger.kind] = true;
    } else if (nearer === null || governs(tokens, trigger, nearer)) {
      if (reaches(tokens, trigger, start, end)) {
        found.negated = true;
        found.possible = false;
      }
    }
    nearer = trigger;
  }
}

/** Does the negation act on the trigger to its right: nothing but a few words between, no comma, no "and"? */
function governs(tokens: readonly Token[], negation: Trigger, other: Trigger): boolean {
  if (other.kind === 'negated' || other.kind === 'hypothetical') return false;
  // "No rigidity or tremor to suggest Parkinson's": whatever is listed between, the negation asks what it suggests.
  if (tokens[other.start - 1]?.lower === 'to' && other.start - negation.end <= REACH) return true;
  if (other.start - negation.end > THROUGH) return false;
  for (let at = negation.end; at <= other.start; at += 1) {
    const token = tokens[at];
    if (token?.before !== '' || (at < other.start && token.lower === 'and')) return false;
  }
  return true;
}

/** Negations that deny a list of things, as "no" does; a verb ("denies") carries on further. */
const LISTING = new Set(['no', 'without', 'not', 'nil']);
const FINITE = new Set(
  'is are was were has have persist persists continue continues remain remains started began worsened'.split(
    ' ',
  ),
);
const FOUND = new Set(
  'seen identified noted present demonstrated appreciated evident detected found reported observed elicited'.split(
    ' ',
  ),
);

/**
 * "No cough, fever for three days" and "no rash, fever persists": after a comma the list has ended when the item
 * tells its own time or has its own verb.
 */
function reaches(tokens: readonly Token[], negation: Trigger, start: number, end: number): boolean {
  if (!LISTING.has(tokens[negation.start]?.lower ?? '')) return true;
  let comma = start;
  while (comma > negation.end && tokens[comma]?.before !== ',') comma -= 1;
  if (comma <= negation.end) return true;
  for (let at = comma; at < start; at += 1) if (/^(?:or|nor|and)$/.test(tokens[at]?.lower ?? '')) return true;
  for (let at = end; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.before !== '') return true;
    if (token.lower === 'since' || (token.lower === 'for' && isLength(tokens, at + 1))) return false;
    if (FINITE.has(token.lower)) return FOUND.has(tokens[at + 1]?.lower ?? '');
    if (/^(?:or|nor)$/.test(token.lower)) return true;
  }
  return true;
}

const TEMPORAL = new Set(['after', 'following', 'during']);

function lookAfter(tokens: readonly Token[], triggers: readonly Trigger[], end: number, found: Found): void {
  let laterOnly = false;
  for (const trigger of triggers) {
    if (trigger.start < end) continue;
    if (trigger.start - end > REACH) return;
    if (trigger.role === 'stop') return;
    if (trigger.role === 'terminator') {
      // "A clot after her operation in 2012": the year still tells when.
      if (!TEMPORAL.has(tokens[trigger.start]?.lower ?? '')) return;
      laterOnly = true;
      continue;
    }
    if (laterOnly && trigger.kind !== 'historical') continue;
    if (trigger.role === 'pre' || trigger.role === 'wide') {
      // Some words are both ("absent"): only one that cannot look backward closes the scope.
      const both = triggers.some((other) => isBackward(other) && other.start === trigger.start);
      if (!both) return;
      continue;
    }
    if (!trigger.kind || !isBackward(trigger)) continue;
    if (trigger.role === 'adjacent' && trigger.start > end) continue;
    if (trigger.role === 'close' && !isClose(tokens, trigger, end)) continue;
    found[trigger.kind] = true;
  }
}

function isBackward({ role }: Trigger): boolean {
  return role === 'post' || role === 'close' || role === 'adjacent';
}

/** A comma before the trigger itself does no harm ("wheeze, none"); one before another subject does. */
function isClose(tokens: readonly Token[], trigger: Trigger, end: number): boolean {
  if (trigger.start - end > CLOSE) return false;
  for (let at = end; at < trigger.start; at += 1) if (/[,;]/.test(tokens[at]?.before ?? '')) return false;
  return true;
}

/** True when the mention is a statement about this patient now, be it certain or only possible. */
export function isPresent(assertion: Assertion): boolean {
  return !assertion.negated && !assertion.historical && !assertion.hypothetical && !assertion.other;
}
