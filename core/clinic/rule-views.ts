import type { RuleView } from '../contract/index.ts';
import { FairdocError } from '../kernel/errors.ts';
import { builtInRules, type Rule, type TriageKnowledge } from './triage/index.ts';

/** Rules as a clinician reads them: what they say, when they hold, and on whose authority. */

/**
 * The rule that a reason names: a cross-cutting rule, a rule of a presentation (`chest-pain.radiation`), or a
 * presentation's default level (`chest-pain.default`), or a condition that raised the level
 * (`consider.aortic-dissection`), or one that the engine gives itself (`triage.unrecognised`).
 * @throws triage.ruleNotFound
 */
export function ruleView(knowledge: TriageKnowledge, name: string): RuleView {
  const crossCutting = knowledge.rules.find(({ id }) => id === name);
  if (crossCutting !== undefined) return viewOf(name, crossCutting, 'Whatever the complaint', null, []);
  const builtIn = builtInRules.find(({ id }) => id === name);
  if (builtIn !== undefined) return { ...builtIn, presentation: null, selfCare: [] };
  const [presentationId, ruleId] = name.split('.');
  if (presentationId === 'consider') return conditionView(knowledge, name, ruleId ?? '');
  const presentation = knowledge.presentations.find(({ id }) => id === presentationId);
  if (presentation === undefined) throw ruleNotFound();
  const selfCare = [...presentation.selfCare, ...presentation.safetyNet].map(({ text }) => text);
  const discriminator = presentation.discriminators.find(({ id }) => id === ruleId);
  if (discriminator !== undefined) {
    return viewOf(name, discriminator, presentation.title, presentation.id, selfCare);
  }
  const last = presentation.defaults.at(-1);
  if (ruleId !== 'default' || last === undefined) throw ruleNotFound();
  const levels = presentation.defaults.map(({ when, acuity, text }) =>
    when === null ? `otherwise level ${acuity}: ${text}` : `level ${acuity} when ${when.source}: ${text}`,
  );
  return {
    id: name,
    title: presentation.title,
    text: levels.join('\n'),
    condition: presentation.triggers.join(' or '),
    acuity: presentation.defaults.length === 1 ? last.acuity : null,
    source: [...new Set(presentation.defaults.map(({ source }) => source))].join('; '),
    presentation: presentation.id,
    selfCare,
  };
}

/** A condition as a rule: what speaks for it, strongest first. */
function conditionView({ conditions: network }: TriageKnowledge, name: string, id: string): RuleView {
  const condition = network.conditions.find((candidate) => candidate.id === id);
  if (condition === undefined) throw ruleNotFound();
  const findings = [...condition.links]
    .sort((a, b) => b.present - a.present)
    .flatMap(({ finding, present }) => {
      const source = network.findings[finding]?.when.source;
      return source === undefined ? [] : [`${source}: ${Math.exp(present).toFixed(1)} times more likely`];
    });
  const { title, acuity, source } = condition;
  return {
    id: name,
    title: 'Condition to consider',
    text: `${title} is probable enough among people who present like this to decide the level. It is no diagnosis.`,
    condition: findings.join('\n'),
    acuity,
    source,
    presentation: null,
    selfCare: [],
  };
}

function viewOf(
  id: string,
  rule: Rule,
  title: string,
  presentation: string | null,
  selfCare: string[],
): RuleView {
  const { text, acuity, source } = rule;
  return { id, title, text, condition: rule.when.source, acuity, source, presentation, selfCare };
}

const ruleNotFound = () =>
  new FairdocError(
    'notFound',
    'triage.ruleNotFound',
    'There is no such rule in the knowledge that is loaded now.',
    'An older assessment may name a rule that has since been replaced; its text stands in the assessment.',
  );
