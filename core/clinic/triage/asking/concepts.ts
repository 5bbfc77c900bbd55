import type { Acuity } from '../../../contract/triage-case.ts';
import { withBroader } from '../mention-index.ts';
import { type Assessed, atLeastRaised, fill, lowerFirst, type Question } from './question.ts';
import { type RuleIndex, ruleIndexOf } from './rule-index.ts';
import { raisesOf } from './values.ts';
import { mostUrgent, withConcept } from './what-if.ts';

/** At most this many concepts are tried; the rest could change less, or is less likely. */
const TRIED = 24;
/** And so many of them through the network of conditions, which costs more than the rules. */
const WEIGHED_ANEW = 6;
/** Findings that make a considered condition at least this many times more likely are worth asking about. */
const TELLING = Math.log(3);
const CONDITIONS_ASKED = 6;

/** A concept to ask about: the most urgent level that it could lead to, and whether a complaint asks for it itself. */
interface Candidate {
  readonly concept: string;
  readonly acuity: Acuity;
  readonly own: string | null;
  readonly byCondition: boolean;
}

/** Questions that are answered with yes or no, about what nothing was said of. */
export function conceptQuestions(assessed: Assessed): Question[] {
  const index = ruleIndexOf(assessed.knowledge);
  const candidates = [...gather(assessed, index).values()]
    .map((candidate) => ({ candidate, chance: chanceOf(assessed, index, candidate) }))
    .map((one) => ({ ...one, promise: one.chance * lossOf(assessed, one.candidate.acuity) }))
    .sort((a, b) => b.promise - a.promise || compare(a.candidate.concept, b.candidate.concept))
    .slice(0, TRIED);
  let weighings = 0;
  return candidates.map(({ candidate, chance }) => {
    const through = candidate.byCondition && weighings < WEIGHED_ANEW;
    if (through) weighings += 1;
    return {
      field: candidate.concept,
      question: candidate.own ?? wordsFor(assessed, candidate.concept),
      about: nameOf(assessed, candidate.concept),
      answers: [{ share: chance, level: levelIfPresent(assessed, candidate.concept, through) }],
    };
  });
}

/** Red flags that the text denies, to be confirmed: a denial in a text clears nothing. */
export function denialQuestions(assessed: Assessed): Question[] {
  const { knowledge, picture } = assessed;
  const { wrongDenial } = knowledge.asking.chances;
  const index = ruleIndexOf(knowledge);
  const alone = (concept: string) => mostUrgentAlone(index, concept, 5);
  const denied = [...picture.denied.keys()].sort((a, b) => alone(a) - alone(b));
  return denied.flatMap((concept) => {
    const known = knowledge.lexicon.byId.get(concept);
    if (!known?.flag || picture.present.has(concept) || picture.answered.has(concept)) return [];
    const question = fill(knowledge.asking.questions.denied, { name: lowerFirst(known.name) });
    const level = levelIfPresent(assessed, concept, false);
    return [
      { field: `denied:${concept}`, question, about: known.name, answers: [{ share: wrongDenial, level }] },
    ];
  });
}

/** Whether what is present is severe, or came suddenly, where a rule would make something of it. */
export function qualityQuestions(assessed: Assessed): Question[] {
  const { knowledge, picture, presentations, acuity } = assessed;
  const { chances, questions: words } = knowledge.asking;
  const questions: Question[] = [];
  const rules = [...knowledge.rules, ...presentations.flatMap(({ discriminators }) => discriminators)];
  const seen = new Set<string>();
  for (const { when, acuity: called } of rules) {
    if (called >= acuity || !when.source.includes('[')) continue;
    for (const [, concept = '', list = ''] of when.source.matchAll(/([a-z][a-z0-9-]*)\[([^\]]*)\]/g)) {
      const stated = picture.present.get(concept);
      if (!stated) continue;
      for (const quality of ['severe', 'sudden'] as const) {
        const field = `${concept}[${quality}]`;
        if (!list.includes(quality) || seen.has(field) || picture.answered.has(field)) continue;
        seen.add(field);
        if (stated.some(({ severity, onset }) => (quality === 'severe' ? severity : onset) !== null))
          continue;
        const change =
          quality === 'severe' ? ({ severity: 'severe' } as const) : ({ onset: 'sudden' } as const);
        const changed = withConcept(knowledge, picture, concept, change);
        const level = assessed.whatIf.level(changed, withBroader(knowledge.lexicon, concept));
        const name = nameOf(assessed, concept);
        questions.push({
          field,
          question: fill(words[quality], { name }),
          about: `${name}, ${quality}`,
          answers: [{ share: chances[quality], level: atLeastRaised(assessed, level) }],
        });
      }
    }
  }
  return questions;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lossOf({ knowledge, acuity }: Assessed, level: Acuity): number {
  return knowledge.asking.loss[acuity - 1]?.[level - 1] ?? 0;
}

/** Concepts that nothing was said of and that a question, a rule or a condition would make something of. */
function gather(assessed: Assessed, index: RuleIndex): Map<string, Candidate> {
  const { knowledge, presentations, acuity, weighed } = assessed;
  const found = new Map<string, Candidate>();
  const skip = new Map<string, boolean>();
  const open = (concept: string): boolean => {
    let known = skip.get(concept);
    if (known === undefined) {
      known =
        !knowledge.lexicon.byId.has(concept) ||
        knowledge.asking.seen.includes(concept) ||
        isKnown(assessed, concept);
      skip.set(concept, known);
    }
    return !known;
  };
  const add = (concept: string, level: Acuity, own: string | null, byCondition: boolean) => {
    if (!open(concept)) return;
    // Nobody is asked for a diagnosis, unless the complaint has words for it.
    if (own === null && index.diagnoses.has(concept) && !found.has(concept)) return;
    const before = found.get(concept);
    found.set(concept, {
      concept,
      acuity: before && before.acuity < level ? before.acuity : level,
      own: before?.own ?? own,
      byCondition: byCondition || (before?.byCondition ?? false),
    });
  };
  for (const { questions, discriminators, defaults } of presentations) {
    for (const { field, ask } of questions) add(field, mostUrgentAlone(index, field, acuity), ask, false);
    for (const { when, acuity: level } of discriminators) {
      if (level < acuity) for (const concept of when.affirmed) add(concept, level, null, false);
    }
    for (const { when, acuity: level } of defaults) {
      if (when && level !== acuity) for (const concept of when.affirmed) add(concept, level, null, false);
    }
  }
  for (const rule of patternsAround(assessed, index)) {
    for (const concept of rule.when.affirmed) {
      if (open(concept) && !index.alone(rule, concept)) add(concept, rule.acuity, null, false);
    }
  }
  for (const { condition } of weighed
    .filter((item) => item.condition.mustNotMiss)
    .slice(0, CONDITIONS_ASKED)) {
    if (condition.acuity >= acuity) continue;
    for (const link of condition.links) {
      if (link.present < TELLING) continue;
      const when = knowledge.conditions.findings[link.finding]?.when;
      const [concept] = when?.affirmed ?? [];
      if (concept !== undefined && when?.source === concept) add(concept, condition.acuity, null, true);
    }
  }
  return found;
}

/** The level of a red flag by itself, so that a complaint's question about one is tried before others. */
function mostUrgentAlone(index: RuleIndex, concept: string, acuity: Acuity): Acuity {
  let level = acuity;
  for (const rule of index.general.get(concept) ?? []) {
    if (rule.acuity < level && index.alone(rule, concept)) level = rule.acuity;
  }
  return level;
}

/** General rules more urgent than the level of which a part is there already. */
function patternsAround({ picture, acuity }: Assessed, index: RuleIndex) {
  const rules = new Set<NonNullable<ReturnType<RuleIndex['general']['get']>>[number]>();
  for (const concept of picture.ever.keys()) {
    for (const rule of index.general.get(concept) ?? []) {
      if (rule.acuity < acuity && rule.when.affirmed.includes(concept)) rules.add(rule);
    }
  }
  return rules;
}

/** Something was said of it, it was answered, or something broader was denied. */
function isKnown({ knowledge, picture }: Assessed, concept: string): boolean {
  if (picture.mentioned.has(concept) || picture.answered.has(concept) || picture.ever.has(concept))
    return true;
  for (const id of withBroader(knowledge.lexicon, concept)) if (picture.denied.has(id)) return true;
  return false;
}

/**
 * How likely the concept is there. From the network where it knows it: the sum over the conditions of their
 * probability and how often they show it, and for the rest how often it is there for no such reason.
 */
function chanceOf(assessed: Assessed, index: RuleIndex, { concept, own }: Candidate): number {
  const { knowledge, weighed } = assessed;
  const { chances } = knowledge.asking;
  const known = knowledge.lexicon.byId.get(concept);
  const byKind = chances.byKind[known?.kind ?? 'other'] ?? chances.byKind.other ?? 0.02;
  const base = known?.flag ? chances.redFlag : byKind;
  const number = index.findings.get(concept);
  const finding = number === undefined ? undefined : knowledge.conditions.findings[number];
  const unaided = own === null ? base : base * chances.ownFactor;
  if (number === undefined || !finding) return unaided;
  let chance = finding.leak;
  for (const { condition, probability } of weighed) {
    const link = condition.links.find((candidate) => candidate.finding === number);
    if (link) chance += probability * finding.leak * (Math.exp(link.present) - 1);
  }
  return Math.min(0.9, own === null ? chance : Math.max(unaided, chance));
}

function levelIfPresent(assessed: Assessed, concept: string, weighAnew: boolean): Acuity {
  const { knowledge, picture, whatIf } = assessed;
  const changed = withConcept(knowledge, picture, concept);
  const byRules = atLeastRaised(assessed, whatIf.level(changed, withBroader(knowledge.lexicon, concept)));
  if (!weighAnew) return byRules;
  return mostUrgent([byRules, ...raisesOf(assessed, changed)]);
}

function nameOf({ knowledge }: Assessed, concept: string): string {
  return knowledge.lexicon.byId.get(concept)?.name ?? concept;
}

/** A plain question where no recognised complaint has words for it. */
function wordsFor(assessed: Assessed, concept: string): string {
  const { lexicon, asking } = assessed.knowledge;
  const { byKind } = asking.questions;
  const template = byKind[lexicon.byId.get(concept)?.kind ?? 'other'] ?? byKind.other ?? '{name}?';
  const name = nameOf(assessed, concept);
  return fill(template, { name, lower: lowerFirst(name) });
}
