import type { TargetScaleId } from '../../contract/triage.ts';
import type { Acuity, TriageCase, TriageResult } from '../../contract/triage-case.ts';
import type { TriageModels } from '../../models/index.ts';
import { rulesEngine, triageEngine } from '../engine.ts';
import type { TriageKnowledge } from '../triage/index.ts';

/** What is measured: one version of the rules and models. */
export interface Subject {
  assess(input: TriageCase): TriageResult;
  minutes(acuity: Acuity): number;
  readonly knowledge: { readonly version: string; readonly digest: string };
}

/** The rules in `knowledge`, and the learned models if given, with the target times of a scale, to be measured. */
export function subjectOf(
  knowledge: TriageKnowledge,
  scale: TargetScaleId,
  models: TriageModels | null = null,
): Subject {
  const engine = models ? triageEngine(knowledge, models) : rulesEngine(knowledge);
  return {
    assess: (input) => engine.assess(input, scale),
    minutes: (acuity) => engine.targetMinutes(acuity, scale),
    knowledge: { version: knowledge.version, digest: knowledge.digest },
  };
}
