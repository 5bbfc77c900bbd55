import {
  addDifference,
  type ConfidenceSequence,
  differenceInterval,
  newConfidenceSequence,
} from './confidence-sequence.ts';
import { addPair, type EProcess, logEValue, newEProcess } from './e-process.ts';
import { pairUp, type Side, type Waitings } from './pairing.ts';

/** One group against everybody else in one metric. Plain data: kept as JSON and taken up again as it was. */
export interface Comparison {
  readonly group: string;
  /** Time of the first evidence, ISO 8601. */
  readonly since: string;
  /** Everybody who counted for the metric, paired or not. */
  readonly inGroup: Tally;
  readonly inRest: Tally;
  readonly evidence: EProcess;
  readonly sequence: ConfidenceSequence;
  readonly waiting: Waitings;
  /** Reported and not closed since. */
  reported: boolean;
  /** How many pairs there are when the next point of the path is kept. */
  nextPoint: number;
}

export interface Tally {
  n: number;
  events: number;
}

export interface Thresholds {
  readonly alpha: number;
  /** Below these a comparison says "not enough yet" and raises nothing. */
  readonly least: { readonly pairs: number; readonly groupN: number; readonly events: number };
}

export function newComparison(group: string, since: string): Comparison {
  return {
    group,
    since,
    inGroup: { n: 0, events: 0 },
    inRest: { n: 0, events: 0 },
    evidence: newEProcess(),
    sequence: newConfidenceSequence(),
    waiting: {},
    reported: false,
    nextPoint: 1,
  };
}

/**
 * Takes one decision in, at a cost that does not depend on how many there were before.
 * @returns whether a pair was completed.
 */
export function addDecision(
  comparison: Comparison,
  side: Side,
  stratum: string,
  event: number,
  alpha: number,
): boolean {
  const tally = side === 'group' ? comparison.inGroup : comparison.inRest;
  tally.n += 1;
  tally.events += event;
  const difference = pairUp(comparison.waiting, stratum, side, event);
  if (difference === null) return false;
  addPair(comparison.evidence, difference);
  addDifference(comparison.sequence, difference, alpha);
  return true;
}

/** Whether there is enough to say anything at all. Waiting for it can only make false alarms rarer. */
export function hasEnough({ evidence, inGroup, inRest }: Comparison, { least }: Thresholds): boolean {
  return (
    evidence.n >= least.pairs && inGroup.n >= least.groupN && inGroup.events + inRest.events >= least.events
  );
}

export const logEOf = ({ evidence }: Comparison): number => logEValue(evidence);

/** Mean difference of the pairs and its confidence sequence; null before the first pair. */
export function differenceOf({ evidence, sequence }: Comparison, alpha: number) {
  if (evidence.n === 0) return null;
  return { value: evidence.sum / evidence.n, ...differenceInterval(sequence, alpha) };
}

/** A point of the path is kept for every pair at first and then every 3% more: some 400 for a million pairs. */
export function pointIsDue(comparison: Comparison): boolean {
  if (comparison.evidence.n < comparison.nextPoint) return false;
  comparison.nextPoint = Math.max(comparison.evidence.n + 1, Math.ceil(comparison.evidence.n * 1.03));
  return true;
}
