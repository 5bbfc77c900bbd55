import type { TriageCase } from '../../contract/triage-case.ts';
import {
  type ClinicalText,
  isPresent,
  type Lexicon,
  type Mention,
  readClinicalText,
} from '../../text/index.ts';
import type { Evidence } from './variables.ts';

/** What the narrative and the lists of the record say about concepts, ready to be looked up. */
export interface MentionIndex {
  readonly present: Map<string, Mention[]>;
  readonly ever: Map<string, Evidence[]>;
  readonly denied: Map<string, Evidence[]>;
  readonly mentioned: Set<string>;
}

/** Sorts everything that is said by concept: what is present, what ever was, what is denied. */
export function indexMentions(lexicon: Lexicon, text: ClinicalText, input: TriageCase): MentionIndex {
  const index: MentionIndex = {
    present: new Map(),
    ever: new Map(),
    denied: new Map(),
    mentioned: new Set(),
  };
  for (const mention of text.mentions) {
    const { assertion } = mention;
    const evidence: Evidence = { kind: 'mention', mention };
    index.mentioned.add(mention.concept);
    if (assertion.negated) {
      push(index.denied, mention.concept, evidence); // denying the broader one is not implied
      continue;
    }
    for (const concept of withBroader(lexicon, mention.concept)) {
      index.mentioned.add(concept);
      if (isPresent(assertion)) push(index.present, concept, mention);
      if (!assertion.hypothetical && !assertion.other) push(index.ever, concept, evidence);
    }
  }
  for (const [field, items] of [
    ['condition', input.conditions ?? []],
    ['medication', input.medications ?? []],
    ['allergy', (input.allergies ?? []).map((item) => `allergic to ${item}`)],
  ] as const) {
    for (const item of items) addListed(lexicon, index, field, item);
  }
  return index;
}

function addListed(lexicon: Lexicon, index: MentionIndex, field: string, item: string): void {
  for (const mention of readClinicalText(lexicon, item).mentions) {
    if (mention.assertion.negated || mention.assertion.other) continue;
    for (const concept of withBroader(lexicon, mention.concept)) {
      index.mentioned.add(concept);
      push(index.ever, concept, { kind: 'value', field, value: item.slice(0, 120), unit: null, span: null });
    }
  }
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

/** A concept and everything broader, without repetition; `isa` is acyclic (the linter checks). */
export function withBroader(lexicon: Lexicon, id: string): Set<string> {
  const all = new Set([id]);
  for (const concept of all) {
    for (const broader of lexicon.byId.get(concept)?.isa ?? []) all.add(broader);
  }
  return all;
}
