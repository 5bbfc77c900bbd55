import type { Acuity, Reason, TriageResult } from '../../contract/triage-case.ts';
import { dispositionOf } from './disposition.ts';
import { type TargetScale, targetMinutes } from './scales.ts';
import type { Scales } from './schema.ts';

/**
 * Lets a learned model make a result more urgent. The rules set the floor: a model that would be less urgent changes
 * nothing, and is not mentioned as a reason.
 *
 * @param result - what the rules said.
 * @param modelAcuity - what the model says.
 * @param because - the model's name and version (as `rule`), what it saw, and where it is described.
 * @returns the same result, or a more urgent one with the model's reason first.
 */
export function raise(
  result: TriageResult,
  modelAcuity: Acuity,
  because: { readonly rule: string; readonly text: string; readonly source: string },
  targets: { readonly scale: TargetScale; readonly scales: Scales },
): TriageResult {
  if (modelAcuity >= result.acuity) return result;
  const reason: Reason = { ...because, span: null, value: null, acuity: modelAcuity, role: 'decides' };
  const others = result.reasons.map((other) =>
    other.role === 'decides' ? { ...other, role: 'supports' as const } : other,
  );
  return {
    ...result,
    acuity: modelAcuity,
    disposition: dispositionOf(modelAcuity),
    targetMinutes: targetMinutes(modelAcuity, targets.scale, targets.scales),
    reasons: [reason, ...others],
  };
}
