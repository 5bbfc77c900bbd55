import type { ScoreResult } from './score.ts';

/** For the tests beside this file: the total of a scored result, or the result itself so that a failure shows it. */
export function totalOf(result: ScoreResult): number | ScoreResult {
  return result.status === 'scored' ? result.total : result;
}

export function bandOf(result: ScoreResult): string | ScoreResult {
  return result.status === 'scored' ? result.band : result;
}

export function missingOf(result: ScoreResult): readonly string[] | ScoreResult {
  return result.status === 'missing' || result.status === 'implausible' ? result.missing : result;
}
