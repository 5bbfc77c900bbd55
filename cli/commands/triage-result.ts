import type { TriageResult } from '../../core/contract/triage-case.ts';
import type { FairdocError } from '../../core/kernel/errors.ts';

/**
 * One line of output: `{"id","acuity","disposition","targetMinutes","confidence","reasons":[{"rule","text","source",
 * "span"}],"scores":{name: total or null},"missing":[field]}`. A score is null where its input is incomplete.
 */
export function shortResult(result: TriageResult) {
  const { id, acuity, disposition, targetMinutes, confidence } = result;
  return {
    id,
    acuity,
    disposition,
    targetMinutes,
    confidence,
    reasons: result.reasons.map(({ rule, text, source, span }) => ({ rule, text, source, span })),
    scores: Object.fromEntries(Object.entries(result.scores).map(([name, { total }]) => [name, total])),
    missing: result.missing.map(({ field }) => field),
  };
}

/** Everything that the rules found, as it is stored with an assessment. */
export function fullResult(result: TriageResult): TriageResult {
  return result;
}

/** What stands in place of a result for a line that could not be assessed. */
export function lineFailure(id: string | null, line: number, { code, message, next }: FairdocError) {
  return { id, line, error: { code, message, next } };
}
