import { readClinicalText } from '../../../text/index.ts';
import type { Presentation, Rule, TriageKnowledge } from '../knowledge.ts';
import { withBroader } from '../mention-index.ts';
import type { Picture } from '../picture.ts';
import type { Variable } from '../variables.ts';

/** Which rules look at a concept or a value, so that an answer needs only those to be tried again. Immutable. */
export interface RuleIndex {
  /** By concept or variable: the rules that hold whatever the complaint. */
  readonly general: ReadonlyMap<string, readonly Rule[]>;
  /** By concept or variable: the presentations' own rules, with their presentation. */
  readonly own: ReadonlyMap<string, readonly OwnRule[]>;
  readonly triggers: ReadonlyMap<string, readonly Presentation[]>;
  /** Numbers of the findings of the network that are one concept and nothing else. */
  readonly findings: ReadonlyMap<string, number>;
  /** Ids of the conditions of the network: what triage considers, and does not ask for. */
  readonly diagnoses: ReadonlySet<string>;
  /** Whether a rule holds for this concept alone: then the concept is a red flag and not part of a pattern. */
  readonly alone: (rule: Rule, concept: string) => boolean;
}

export interface OwnRule {
  readonly presentation: Presentation;
  readonly rule: Rule;
}

const indexes = new WeakMap<TriageKnowledge, RuleIndex>();

/** The index of a knowledge base, made once. */
export function ruleIndexOf(knowledge: TriageKnowledge): RuleIndex {
  const known = indexes.get(knowledge);
  if (known) return known;
  const made = makeIndex(knowledge);
  indexes.set(knowledge, made);
  return made;
}

function makeIndex(knowledge: TriageKnowledge): RuleIndex {
  const general = new Map<string, Rule[]>();
  const own = new Map<string, OwnRule[]>();
  const triggers = new Map<string, Presentation[]>();
  for (const rule of knowledge.rules) for (const key of keysOf(rule)) push(general, key, rule);
  for (const presentation of knowledge.presentations) {
    for (const rule of presentation.discriminators) {
      for (const key of keysOf(rule)) push(own, key, { presentation, rule });
    }
    for (const trigger of presentation.triggers) push(triggers, trigger, presentation);
  }
  const findings = new Map<string, number>();
  for (const [number, { when }] of knowledge.conditions.findings.entries()) {
    const [concept] = when.affirmed;
    if (concept !== undefined && when.source === concept) findings.set(concept, number);
  }
  const diagnoses = new Set(knowledge.conditions.conditions.flatMap(({ id, also }) => [id, ...also]));
  return { general, own, triggers, findings, diagnoses, alone: aloneIn(knowledge) };
}

function keysOf(rule: Rule): Set<string> {
  const keys = new Set<string>([...rule.when.concepts, ...rule.when.variables]);
  if (/\b(?:pregnant)\b/.test(rule.when.source)) keys.add('pregnant');
  return keys;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

function aloneIn(knowledge: TriageKnowledge): RuleIndex['alone'] {
  const known = new Map<Rule, Map<string, boolean>>();
  return (rule, concept) => {
    let byConcept = known.get(rule);
    if (!byConcept) {
      byConcept = new Map();
      known.set(rule, byConcept);
    }
    let holds = byConcept.get(concept);
    if (holds === undefined) {
      holds = rule.when.holds(pictureOfOne(knowledge, concept), []);
      byConcept.set(concept, holds);
    }
    return holds;
  };
}

/** The picture of somebody of whom nothing is known but one concept. */
function pictureOfOne({ lexicon }: TriageKnowledge, concept: string): Picture {
  const ids = withBroader(lexicon, concept);
  const evidence = { kind: 'value', field: 'answer', value: concept, unit: null, span: null } as const;
  const stated = { severity: null, onset: null, days: null, evidence };
  return {
    text: readClinicalText(lexicon, ''),
    ageDays: null,
    sex: null,
    pregnant: false,
    pregnancyEvidence: [],
    present: new Map([...ids].map((id) => [id, [stated]])),
    ever: new Map([...ids].map((id) => [id, [evidence]])),
    denied: new Map(),
    mentioned: ids,
    answered: new Set(),
    values: new Map<Variable, never>(),
    vitals: {},
    weeks: null,
    scores: {},
    warnings: [],
    contradictions: 0,
    doubts: [],
  };
}
