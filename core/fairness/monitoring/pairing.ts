/**
 * Makes pairs of a group and everybody else out of decisions as they come.
 *
 * Within a stratum (patients for whom the rules propose the same level, of the same age band) one side waits until
 * somebody of the other side comes; the pair is then the one who came against the mean of all who waited. Nobody is
 * used twice. Who is paired with whom follows from group, stratum and order of arrival alone and never from what was
 * decided, so that a stake made before a pair is complete is made without knowing it. Given the strata and the order,
 * and without bias, the expected difference of a pair is 0.
 */
export interface Waiting {
  /** Who waits, or waited last. */
  side: Side;
  /** 0 while nobody waits. */
  n: number;
  sum: number;
}

export type Side = 'group' | 'rest';

/** Those who wait, by stratum: one small entry each, however many decisions there were. */
export type Waitings = Record<string, Waiting>;

/**
 * Takes one decision in.
 * @param value in [0, 1]: whether the decision was, say, an under-triage
 * @returns the difference group − rest of the pair that is now complete, or null while one side is missing.
 */
export function pairUp(waitings: Waitings, stratum: string, side: Side, value: number): number | null {
  const waiting = waitings[stratum];
  if (waiting === undefined) {
    waitings[stratum] = { side, n: 1, sum: value };
    return null;
  }
  if (waiting.n === 0 || waiting.side === side) {
    waiting.side = side;
    waiting.n += 1;
    waiting.sum += value;
    return null;
  }
  const mean = waiting.sum / waiting.n;
  waiting.n = 0;
  waiting.sum = 0;
  return side === 'group' ? value - mean : mean - value;
}
