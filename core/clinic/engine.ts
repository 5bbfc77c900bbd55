import type { TriageCase, TriageResult } from '../contract/triage-case.ts';
import type { Raise, TriageModels } from '../models/index.ts';
import type { TriageEngine } from './clinic.ts';
import { featureSourceOf } from './estimates/feature-source.ts';
import { assess, raise, type TargetScale, type TriageKnowledge, targetMinutes } from './triage/index.ts';
import { gatherPicture } from './triage/picture.ts';

/** The rules in `knowledge` as the clinic uses them, without learned models. */
export function rulesEngine(knowledge: TriageKnowledge): TriageEngine {
  return {
    agent: { id: 'triage.rules', version: knowledge.version },
    assess: (input, scale) => assess(knowledge, input, { scale }),
    targetMinutes: (acuity, scale) => targetMinutes(acuity, scale, knowledge.scales),
  };
}

/**
 * The rules and, beside them, the learned models. The rules set the floor: the acuity model may ask for a more urgent
 * level and can do nothing else. Where a model cannot be used, the assessment goes on without it and says so.
 */
export function triageEngine(knowledge: TriageKnowledge, models: TriageModels): TriageEngine {
  const rules = rulesEngine(knowledge);
  return {
    ...rules,
    assess: (input, scale) => assessWithModels(knowledge, models, input, scale),
  };
}

function assessWithModels(
  knowledge: TriageKnowledge,
  models: TriageModels,
  input: TriageCase,
  scale: TargetScale,
): TriageResult {
  const picture = gatherPicture(knowledge.lexicon, knowledge.vitals, input);
  const byRules = assess(knowledge, input, { scale }, picture);
  const opinion = models.consult(featureSourceOf(knowledge, picture, input, byRules.acuity));
  const result = {
    ...byRules,
    estimates: opinion.estimates,
    warnings: [...byRules.warnings, ...opinion.warnings],
  };
  if (!opinion.raise) return result;
  const targets = { scale, scales: knowledge.scales };
  return raise(result, opinion.raise.acuity, reasonOf(opinion.raise), targets);
}

function reasonOf({ acuity, probability, model, because }: Raise) {
  const seen = because.length > 0 ? ` What speaks for it most: ${because.join(', ')}.` : '';
  return {
    rule: 'model.acuity',
    text:
      `A learned model gives level ${acuity} or more urgent a probability of ${Math.round(probability * 100)}%.` +
      `${seen} It was trained on invented patients: look again before you rely on it.`,
    source: `Model card: ${model}`,
  };
}
