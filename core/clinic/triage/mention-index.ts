import type { Answer, TriageCase } from '../../contract/triage-case.ts';
import { type ClinicalText, isPresent, type Lexicon, readClinicalText } from '../../text/index.ts';
import type { Evidence, Stated } from './variables.ts';

/** What the narrative, the answers and the lists of the record say about concepts, ready to be looked up. */
export interface MentionIndex {
  readonly present: Map<string, Stated[]>;
  readonly ever: Map<string, Evidence[]>;
  readonly denied: Map<string, Evidence[]>;
  readonly mentioned: Set<string>;
  /** The questions that were answered, whatever the answer: `sweating`, `headache[sudden]`. */
  readonly answered: Set<string>;
}

/** Sorts everything that is said by concept: what is present, what ever was, what is denied. */
export function indexMentions(lexicon: Lexicon, text: ClinicalText, input: TriageCase): MentionIndex {
  const index: MentionIndex = {
    present: new Map(),
    ever: new Map(),
    denied: new Map(),
    mentioned: new Set(),
    answered: new Set(),
  };
  for (const mention of text.mentions) {
    const { assertion, severity, onset, days } = mention;
    const evidence: Evidence = { kind: 'mention', mention };
    const stated: Stated = { severity, onset, days, evidence };
    index.mentioned.add(mention.concept);
    if (assertion.negated) {
      push(index.denied, mention.concept, evidence); // denying the broader one is not implied
      continue;
    }
    for (const concept of withBroader(lexicon, mention.concept)) {
      index.mentioned.add(concept);
      if (isPresent(assertion)) push(index.present, concept, stated);
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
  for (const answer of input.answers ?? []) addAnswer(lexicon, index, answer);
  return index;
}

/**
 * An answer counts like words of the narrative. `No` stands beside what the text says and never takes it away;
 * `unknown` only keeps the question from being asked again.
 */
function addAnswer(lexicon: Lexicon, index: MentionIndex, { concept, quality, answer }: Answer): void {
  const known = lexicon.byId.get(concept);
  if (!known) return;
  index.answered.add(quality ? `${concept}[${quality}]` : concept);
  if (answer === 'unknown' || (answer === 'no' && quality)) return;
  const value = quality ? `${known.name}, ${quality}` : known.name;
  const evidence: Evidence = { kind: 'value', field: 'answer', value, unit: answer, span: null };
  index.mentioned.add(concept);
  if (answer === 'no') {
    push(index.denied, concept, evidence);
    return;
  }
  addStated(lexicon, index, concept, {
    severity: quality === 'severe' ? 'severe' : null,
    onset: quality === 'sudden' ? 'sudden' : null,
    days: null,
    evidence,
  });
}

/** Adds a concept that is present, and everything broader. */
export function addStated(
  lexicon: Lexicon,
  index: Pick<MentionIndex, 'present' | 'ever' | 'mentioned'>,
  concept: string,
  stated: Stated,
): void {
  for (const id of withBroader(lexicon, concept)) {
    index.mentioned.add(id);
    push(index.present, id, stated);
    push(index.ever, id, stated.evidence);
  }
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
