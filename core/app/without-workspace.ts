import { assess, loadTriageKnowledge, type TargetScale } from '../clinic/triage/index.ts';
import type { TriageCase, TriageResult } from '../contract/triage-case.ts';
import { findResources } from '../kernel/resources.ts';

/**
 * What needs neither a workspace nor a key: assessing a case and computing a score. Kept apart from the
 * composition root, so that a command that wants only this does not load the store.
 */
export {
  computeScore,
  listScores,
  type ScoreListing,
  type ScoreResult,
} from '../clinic/triage/scores/index.ts';

/** Loads the rules once. Throws FairdocError `triage.badKnowledge` when they cannot be read. */
export function createAssessor(
  scale: TargetScale,
  resources = findResources(),
): (input: TriageCase) => TriageResult {
  const knowledge = loadTriageKnowledge(resources);
  return (input) => assess(knowledge, input, { scale });
}
