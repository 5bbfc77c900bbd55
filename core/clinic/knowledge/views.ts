import type {
  ConceptView,
  ConditionView,
  KnowledgeOverview,
  KnowledgeRule,
  PresentationView,
} from '../../contract/knowledge.ts';
import { type Acuity, acuitySchema, triageCaseSchema } from '../../contract/triage-case.ts';
import { FairdocError } from '../../kernel/errors.ts';
import { scoreDefinitions } from '../score-views.ts';
import { lintKnowledge, type Presentation } from '../triage/index.ts';
import { type Library, summaryOf } from './names.ts';

/** Entries of the knowledge base as a person reads them. */

type Assess = (input: ReturnType<typeof triageCaseSchema.parse>) => {
  readonly acuity: Acuity;
  readonly reasons: readonly {
    readonly role: string;
    readonly text: string;
    readonly span: PresentationView['examples'][number]['spans'][number] | null;
  }[];
};

/** @throws knowledge.notFound */
export function presentationView(library: Library, id: string, assess: Assess): PresentationView {
  const presentation = library.presentations.get(id);
  if (presentation === undefined) throw notFound();
  const { triggers: _names, discriminators: _count, ...summary } = summaryOf(library, presentation);
  const rules = presentation.discriminators.flatMap((rule) => library.rules.get(`${id}.${rule.id}`) ?? []);
  const known = new Set(library.knowledge.conditions.conditions.map((condition) => condition.id));
  const conditionRef = (condition: string) => ({
    id: condition,
    title: library.conditionTitle(condition),
    known: known.has(condition),
  });
  return {
    ...summary,
    triggers: presentation.triggers.map((trigger) => conceptRef(library, trigger)),
    explains: presentation.explains.map((other) => ({
      id: other,
      title: library.presentations.get(other)?.title ?? other,
    })),
    discriminators: rules.toSorted((a, b) => a.acuity - b.acuity),
    defaults: presentation.defaults.map(({ when, ...rest }) => ({ ...rest, when: when?.source ?? null })),
    questions: presentation.questions.map(({ field, ask, source }) => ({
      field,
      ask,
      source: source ?? null,
    })),
    likely: presentation.likely.map(conditionRef),
    mustNotMiss: presentation.mustNotMiss.map(conditionRef),
    selfCare: [...presentation.selfCare],
    safetyNet: [...presentation.safetyNet],
    examples: presentation.examples.map((example, index) => tried(example, `${id}-${index}`, assess)),
  };
}

function tried(
  { acuity, narrative, ...rest }: Presentation['examples'][number],
  id: string,
  assess: Assess,
): PresentationView['examples'][number] {
  const result = assess(triageCaseSchema.parse({ id, narrative, ...rest }));
  const [least, most] = Array.isArray(acuity) ? acuity : [acuity, acuity];
  const expected: [Acuity, Acuity] = [acuitySchema.parse(least), acuitySchema.parse(most)];
  const decisive = result.reasons.filter(({ role }) => role === 'decides');
  return {
    narrative,
    about: aboutOf(rest),
    expected,
    given: result.acuity,
    agrees: result.acuity >= expected[0] && result.acuity <= expected[1],
    spans: decisive.flatMap(({ span }) => (span === null ? [] : [span])),
    because: decisive[0]?.text ?? null,
  };
}

const ageText = (age: Presentation['examples'][number]['age']): string | null =>
  age === undefined ? null : typeof age === 'number' ? `${age} y` : `${age.value} ${age.unit}`;

function aboutOf({
  age,
  sex,
  vitals,
  pregnancyWeeks,
  conditions,
}: Omit<Presentation['examples'][number], 'acuity' | 'narrative'>) {
  return [
    ageText(age),
    sex,
    pregnancyWeeks === undefined ? null : `${pregnancyWeeks} weeks pregnant`,
    ...Object.entries(vitals ?? {}).map(([name, value]) => `${name} ${value}`),
    conditions?.join(', '),
  ]
    .filter(Boolean)
    .join(', ');
}

const conceptRef = (library: Library, id: string) => ({
  id,
  name: library.conceptName(id),
  terms: [...(library.terms.get(id) ?? [])],
});

/** A rule by the id that a reason names. @throws knowledge.notFound */
export function ruleById(library: Library, id: string): KnowledgeRule {
  const rule = library.rules.get(id);
  if (rule === undefined) throw notFound();
  return rule;
}

/** How many times more, or less, likely; two digits are all that the data bear. */
const ratio = (weight: number) => Number(Math.exp(weight).toPrecision(2));

/** @throws knowledge.notFound */
export function conditionView(library: Library, id: string): ConditionView {
  const { conditions, findings } = library.knowledge.conditions;
  const condition = conditions.find((candidate) => candidate.id === id);
  if (condition === undefined) throw notFound();
  const named = (as: 'likely' | 'mustNotMiss') =>
    library.knowledge.presentations
      .filter((presentation) => presentation[as].includes(id))
      .map((presentation) => ({ id: presentation.id, title: presentation.title, as }));
  return {
    id,
    title: condition.title,
    acuity: condition.acuity,
    mustNotMiss: condition.mustNotMiss,
    prior: condition.prior,
    core: condition.core?.when.source ?? null,
    excludes: condition.excludes?.source ?? null,
    findings: condition.links
      .map(({ finding, present }) => ({ text: findings[finding]?.when.source ?? '', ratio: ratio(present) }))
      .sort((a, b) => b.ratio - a.ratio),
    risks: condition.risks
      .map(({ when, weight }) => ({ text: when.source, ratio: ratio(weight) }))
      .sort((a, b) => b.ratio - a.ratio),
    source: condition.source,
    example: condition.example.narrative,
    presentations: [...named('mustNotMiss'), ...named('likely')],
  };
}

/** @throws knowledge.notFound */
export function conceptView(library: Library, id: string): ConceptView {
  const { lexicon, presentations } = library.knowledge;
  const concept = lexicon.byId.get(id);
  if (concept === undefined) throw notFound();
  const titled = (other: string) => ({ id: other, title: library.conceptName(other) });
  return {
    ...conceptRef(library, id),
    kind: concept.kind,
    redFlag: concept.flag,
    broader: concept.isa.map(titled),
    narrower: lexicon.concepts.filter(({ isa }) => isa.includes(id)).map((other) => titled(other.id)),
    presentations: presentations
      .filter(({ triggers }) => triggers.includes(id))
      .map((presentation) => ({ id: presentation.id, title: presentation.title })),
    rules: [...library.rules.values()]
      .filter(({ concepts }) => concepts.some((used) => used.id === id))
      .map(({ id: rule, text, acuity }) => ({ id: rule, text, acuity })),
  };
}

export function overviewOf(library: Library): KnowledgeOverview {
  const { knowledge } = library;
  const sum = (count: (presentation: Presentation) => number) =>
    knowledge.presentations.reduce((total, presentation) => total + count(presentation), 0);
  return {
    version: knowledge.version,
    digest: knowledge.digest,
    counts: {
      presentations: knowledge.presentations.length,
      discriminators: sum(({ discriminators }) => discriminators.length),
      rules: knowledge.rules.length,
      conditions: knowledge.conditions.conditions.length,
      concepts: knowledge.lexicon.concepts.length,
      terms: [...library.terms.values()].reduce((total, terms) => total + terms.length, 0),
      examples: sum(({ examples }) => examples.length),
    },
    complaints: lintKnowledge(knowledge).map(({ place, problem }) => ({ place, problem })),
    scores: scoreDefinitions().map(({ id, title, purpose, source }) => ({ id, title, purpose, source })),
    targets: Object.entries(knowledge.scales).map(([id, { title, source, minutes }]) => ({
      id,
      title,
      source,
      minutes: [...minutes],
    })),
    vitalLimits: {
      source: knowledge.vitals.source,
      saturationBelow: knowledge.vitals.saturationBelow,
      bands: knowledge.vitals.bands.map(({ label, heartRateAbove, respiratoryRateAbove }) => ({
        label,
        heartRateAbove,
        respiratoryRateAbove,
      })),
    },
  };
}

const notFound = () =>
  new FairdocError(
    'notFound',
    'knowledge.notFound',
    'There is no such entry in the knowledge that is loaded now.',
    'Search for it; an older assessment may name an entry that has since been replaced.',
  );
