import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Subject, subjectOf } from '../clinic/evaluation/index.ts';
import { loadTriageKnowledge } from '../clinic/triage/index.ts';
import type { TargetScaleId } from '../contract/triage.ts';
import type { TriageCase, TriageResult } from '../contract/triage-case.ts';
import { findResources } from '../kernel/resources.ts';
import { loadTriageModels } from '../models/index.ts';

/**
 * What needs neither a workspace nor a key: assessing and evaluating cases and computing a score. Kept apart from the
 * composition root, so that a command that wants only this does not load the store.
 */
export {
  type CaseReading,
  compareVersions,
  evaluate,
  type Failure,
  goldOf,
  type Judged,
  judgeLine,
  type Level,
  labelOn,
  parseLine,
  readCaseText,
  readGoldText,
  readLevel,
  type Subject,
} from '../clinic/evaluation/index.ts';
export {
  computeScore,
  listScores,
  type ScoreListing,
  type ScoreResult,
} from '../clinic/triage/scores/index.ts';

/**
 * Loads the rules once; the learned models load with the first case. Throws FairdocError `triage.badKnowledge` when
 * the rules cannot be read.
 */
export function createAssessor(
  scale: TargetScaleId,
  resources = findResources(),
): (input: TriageCase) => TriageResult {
  return createSubject(scale, resources).assess;
}

/**
 * The rules in a folder, with the models beside it if there are any, as something to measure: what they answer, and
 * which version they are. Throws as `createAssessor`.
 */
export function createSubject(scale: TargetScaleId, resources = findResources()): Subject {
  const hasModels = existsSync(path.join(resources, 'models'));
  return subjectOf(loadTriageKnowledge(resources), scale, hasModels ? loadTriageModels(resources) : null);
}
