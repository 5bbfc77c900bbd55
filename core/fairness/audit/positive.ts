import { positiveNeeded, positiveUnknown } from './errors.ts';
import type { AuditRules } from './rules.ts';

/** What the values of a column mean: by code 1 for yes, 0 for no, −1 for nothing recorded. */
export interface Binary {
  readonly meaning: Int8Array;
  /** The value, or the values, that mean yes. */
  readonly positive: string;
}

/**
 * Reads a column as yes or no. A stated positive value stands against all others; without one, or where the column
 * does not hold it, the usual ways of writing truth are understood. Anything else is asked about.
 * @throws FairdocError fairness.positiveNeeded
 */
export function readBinary(
  column: string,
  values: readonly string[],
  stated: string | undefined,
  words: AuditRules['words'],
): Binary {
  const [yes, no, nothing] = [words.positive, words.negative, words.missing].map((list) => new Set(list));
  const plain = values.map((value) => value.toLowerCase());
  const found = stated === undefined ? undefined : valueLike(stated, values);
  if (found !== undefined) {
    return {
      meaning: Int8Array.from(values, (value, i) =>
        value === found ? 1 : nothing?.has(plain[i] ?? '') ? -1 : 0,
      ),
      positive: found,
    };
  }
  const meaning = Int8Array.from(plain, (value) =>
    yes?.has(value) ? 1 : no?.has(value) ? 0 : nothing?.has(value) ? -1 : 2,
  );
  if (meaning.includes(2)) {
    throw positiveNeeded(
      column,
      values.filter((_, i) => meaning[i] !== -1),
    );
  }
  const positive = [...new Set(values.filter((_, i) => meaning[i] === 1))];
  return { meaning, positive: positive.join(', ') };
}

/** The value of the column that was meant: the same, else the same in other letter case, else the same number. */
export function valueLike(stated: string, values: readonly string[]): string | undefined {
  const wanted = stated.trim();
  const number = wanted === '' ? Number.NaN : Number(wanted);
  return (
    values.find((value) => value === wanted) ??
    values.find((value) => value.toLowerCase() === wanted.toLowerCase()) ??
    values.find((value) => value !== '' && Number(value) === number)
  );
}

/**
 * Decision and outcome as yes or no. A positive value that was stated for both has to occur in at least one of them.
 * @throws FairdocError fairness.positiveNeeded, fairness.positiveUnknown
 */
export function readBoth(
  names: { readonly decision: string; readonly outcome: string },
  values: { readonly decision: readonly string[]; readonly outcome: readonly string[] },
  stated: { readonly positive?: string | undefined; readonly positiveOutcome?: string | undefined },
  words: AuditRules['words'],
): { readonly decision: Binary; readonly outcome: Binary } {
  const { positive, positiveOutcome } = stated;
  if (positiveOutcome !== undefined && valueLike(positiveOutcome, values.outcome) === undefined) {
    throw positiveUnknown(positiveOutcome, names.outcome, values.outcome);
  }
  const elsewhere = positiveOutcome === undefined ? values.outcome : [];
  if (positive !== undefined && valueLike(positive, [...values.decision, ...elsewhere]) === undefined) {
    throw positiveUnknown(positive, names.decision, values.decision);
  }
  return {
    decision: readBinary(names.decision, values.decision, positive, words),
    outcome: readBinary(names.outcome, values.outcome, positiveOutcome ?? positive, words),
  };
}
