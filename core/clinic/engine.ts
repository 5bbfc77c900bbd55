import type { TriageEngine } from './clinic.ts';
import { assess, type TriageKnowledge, targetMinutes } from './triage/index.ts';

/** The rules in `knowledge` as the clinic uses them. */
export function rulesEngine(knowledge: TriageKnowledge): TriageEngine {
  return {
    agent: { id: 'triage.rules', version: knowledge.version },
    assess: (input, scale) => assess(knowledge, input, { scale }),
    targetMinutes: (acuity, scale) => targetMinutes(acuity, scale, knowledge.scales),
  };
}
