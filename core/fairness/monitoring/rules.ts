import type { DecisionEvidence, DecisionFact } from '../../clinic/index.ts';
import type { Attribute, WatchedMetric } from '../../contract/index.ts';
import { ATTRIBUTE_OF } from '../overview/read-columns.ts';
import type { MonitoringDefinition, Stratifier } from './definition.ts';

/**
 * What each metric says of one decision: 1 it is an event, 0 it counts and is none, null it does not count. In words
 * with sources: resources/fairness/monitoring.yaml.
 */
type Rule = (evidence: DecisionEvidence, definition: MonitoringDefinition) => 0 | 1 | null;

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** A signature takes a moment even for a patient who needs treatment at once. */
const MINUTES_TO_SIGN = 5;

const yes = (isEvent: boolean): 0 | 1 => (isEvent ? 1 : 0);

export const RULES: Readonly<Record<WatchedMetric, Rule>> = {
  underTriage({ fact, outcomeAt }, { criticalCareWithinHours }) {
    if (fact.outcome === 'admitted') return yes(fact.decided >= 4);
    if (fact.outcome !== 'criticalCare' && fact.outcome !== 'died') return null;
    const hours = (Date.parse(outcomeAt ?? '') - Date.parse(fact.arrivedAt)) / HOUR;
    return yes(fact.decided >= (hours <= criticalCareWithinHours ? 3 : 4));
  },
  overTriage({ fact }) {
    if (fact.outcome !== 'discharged' && fact.outcome !== 'referred') return null;
    return yes(fact.decided <= 2);
  },
  overriddenDown: ({ fact }) => yes(fact.decided > fact.proposed),
  overriddenUp: ({ fact }) => yes(fact.decided < fact.proposed),
  seenLate({ fact }) {
    const minutes = (Date.parse(fact.decidedAt) - Date.parse(fact.arrivedAt)) / MINUTE;
    return yes(minutes > Math.max(fact.targetMinutes, MINUTES_TO_SIGN));
  },
};

const STRATIFIERS: Readonly<Record<Stratifier, (fact: DecisionFact) => string>> = {
  proposedAcuity: ({ proposed }) => String(proposed),
  ageBand: ATTRIBUTE_OF.ageBand,
};

/** Patients of the same stratum may be paired. An attribute is never its own stratum. */
export function stratumOf(fact: DecisionFact, attribute: Attribute, strata: readonly Stratifier[]): string {
  return strata
    .filter((stratifier) => stratifier !== attribute)
    .map((stratifier) => STRATIFIERS[stratifier](fact))
    .join('/');
}
