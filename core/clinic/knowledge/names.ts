import type { KnowledgeRule, PresentationSummary } from '../../contract/knowledge.ts';
import type { Acuity } from '../../contract/triage-case.ts';
import type { Presentation, Rule, TriageKnowledge } from '../triage/index.ts';
import { termsOf } from './terms.ts';

/** The knowledge with what a reader needs beside it. Made once, when somebody first reads. */
export interface Library {
  readonly knowledge: TriageKnowledge;
  readonly terms: ReadonlyMap<string, readonly string[]>;
  readonly presentations: ReadonlyMap<string, Presentation>;
  conceptName(id: string): string;
  conditionTitle(id: string): string;
  /** Every rule, of the presentations too, under the id that a reason names. */
  readonly rules: ReadonlyMap<string, KnowledgeRule>;
}

const GROUPS: readonly (readonly [string, string])[] = [
  ['vital.', 'Vital signs'],
  ['vital-signs.', 'Vital signs'],
  ['flag.', 'Red flags'],
  ['pattern.', 'Patterns'],
  ['modifier.', 'Modifiers'],
];

/** `diabetic-ketoacidosis` as `Diabetic ketoacidosis`, for what has no name of its own. */
function inWords(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function openLibrary(knowledge: TriageKnowledge): Library {
  const conditions = new Map(knowledge.conditions.conditions.map(({ id, title }) => [id, title]));
  const conceptName = (id: string) => knowledge.lexicon.byId.get(id)?.name ?? inWords(id);
  const rules = new Map<string, KnowledgeRule>();
  const keep = (id: string, rule: Rule, group: string, presentation: string | null) => {
    const { acuity, text, source, when } = rule;
    const concepts = when.concepts.map((concept) => ({ id: concept, name: conceptName(concept) }));
    rules.set(id, { id, acuity, text, source, when: when.source, concepts, group, presentation });
  };
  for (const rule of knowledge.rules) {
    const group = GROUPS.find(([prefix]) => rule.id.startsWith(prefix))?.[1];
    keep(rule.id, rule, group ?? 'Whatever the complaint', null);
  }
  for (const { id, title, discriminators } of knowledge.presentations) {
    for (const rule of discriminators) keep(`${id}.${rule.id}`, rule, title, id);
  }
  return {
    knowledge,
    terms: termsOf(knowledge.lexicon),
    presentations: new Map(knowledge.presentations.map((presentation) => [presentation.id, presentation])),
    conceptName,
    conditionTitle: (id) => conditions.get(id) ?? inWords(id),
    rules,
  };
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(\d+)d$/, 'day'],
  [/^(\d+)wk$/, 'week'],
  [/^(\d+)mo$/, 'month'],
  [/^(\d+)y$/, 'year'],
];

/** `16y` as `16 years`. */
function ageWords(bound: string): string {
  for (const [pattern, unit] of UNITS) {
    const count = pattern.exec(bound)?.[1];
    if (count !== undefined) return `${count} ${unit}${count === '1' ? '' : 's'}`;
  }
  return bound;
}

/** For whom a presentation is, in words; null for everybody. */
function appliesWords({ from, until, sex, pregnant }: Presentation['applies']): string | null {
  const parts = [
    from === undefined ? null : `from ${ageWords(from)}`,
    until === undefined ? null : `under ${ageWords(until)}`,
    sex ?? null,
    pregnant === undefined ? null : pregnant ? 'pregnant' : 'not pregnant',
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

/** The levels that a presentation can lead to, most urgent first. */
function levelsOf({ discriminators, defaults }: Presentation): readonly [Acuity, Acuity] {
  const levels = [...discriminators, ...defaults].map(({ acuity }) => acuity).sort();
  return [levels[0] ?? 3, levels.at(-1) ?? 3];
}

export function summaryOf(library: Library, presentation: Presentation): PresentationSummary {
  const [mostUrgent, leastUrgent] = levelsOf(presentation);
  return {
    id: presentation.id,
    title: presentation.title,
    populations: [...presentation.populations],
    applies: appliesWords(presentation.applies),
    mostUrgent,
    leastUrgent,
    discriminators: presentation.discriminators.length,
    triggers: presentation.triggers.map(library.conceptName),
  };
}
