import type { TargetScaleId } from '../../contract/triage.ts';
import type { Acuity, TriageCase, TriageResult } from '../../contract/triage-case.ts';
import { rulesEngine } from '../engine.ts';
import type { TriageKnowledge } from '../triage/index.ts';

/** What is measured: one version of the rules and models. */
export interface Subject {
  assess(input: TriageCase): TriageResult;
  minutes(acuity: Acuity): number;
  readonly knowledge: { readonly version: string; readonly digest: string };
}

/** The rules in `knowledge`, with the target times of a scale, as something to measure. */
export function subjectOf(knowledge: TriageKnowledge, scale: TargetScaleId): Subject {
  const engine = rulesEngine(knowledge);
  return {
    assess: (input) => engine.assess(input, scale),
    minutes: (acuity) => engine.targetMinutes(acuity, scale),
    knowledge: { version: knowledge.version, digest: knowledge.digest },
  };
}
