import { type DecisionFact, decisionFacts, type Period } from '../../clinic/index.ts';
import type { Attribute } from '../../contract/index.ts';
import type { Store } from '../../store/index.ts';
import { codeColumn } from '../metrics/groups.ts';
import { type DecisionColumns, OUTCOME } from './decision-columns.ts';

/** What stands for a value that nobody recorded. It is a group of its own: missing data can hide a gap. */
export const NOT_RECORDED = 'not recorded';

const AGE_BANDS = [
  [15, '0–15'],
  [39, '16–39'],
  [64, '40–64'],
  [79, '65–79'],
  [Number.POSITIVE_INFINITY, '80+'],
] as const;

export const AGE_BAND_LABELS: readonly string[] = AGE_BANDS.map(([, label]) => label);

function ageBand(years: number | null): string {
  if (years === null) return NOT_RECORDED;
  return AGE_BANDS.find(([maximum]) => years <= maximum)?.[1] ?? NOT_RECORDED;
}

/** The group of a decision in each attribute. */
export const ATTRIBUTE_OF: Readonly<Record<Attribute, (fact: DecisionFact) => string>> = {
  sex: (fact) => fact.sex,
  ageBand: (fact) => ageBand(fact.ageYears),
  ethnicCategory: (fact) => fact.ethnicCategory ?? NOT_RECORDED,
  language: (fact) => fact.language ?? NOT_RECORDED,
  deprivationQuintile: (fact) => fact.deprivationQuintile?.toString() ?? NOT_RECORDED,
};

const OUTCOME_OF: Readonly<Record<string, number>> = {
  discharged: OUTCOME.discharged,
  referred: OUTCOME.discharged,
  admitted: OUTCOME.admitted,
  criticalCare: OUTCOME.criticalCare,
  died: OUTCOME.died,
  // Who left before being seen may have been ill: their outcome is not known.
  left: OUTCOME.unknown,
};

function codesOf(facts: readonly DecisionFact[], attribute: Attribute) {
  return codeColumn(facts.map(ATTRIBUTE_OF[attribute]));
}

/** The signed decisions of a period as columns. */
export function readColumns(store: Store, period: Period): DecisionColumns {
  const facts = decisionFacts(store, period);
  return {
    length: facts.length,
    proposed: Uint8Array.from(facts, (fact) => fact.proposed),
    decided: Uint8Array.from(facts, (fact) => fact.decided),
    outcome: Uint8Array.from(facts, (fact) => OUTCOME_OF[fact.outcome ?? ''] ?? OUTCOME.unknown),
    minutesToDecision: Float32Array.from(
      facts,
      (fact) => (Date.parse(fact.decidedAt) - Date.parse(fact.arrivedAt)) / 60_000,
    ),
    targetMinutes: Float32Array.from(facts, (fact) => fact.targetMinutes),
    attributes: {
      sex: codesOf(facts, 'sex'),
      ageBand: codesOf(facts, 'ageBand'),
      ethnicCategory: codesOf(facts, 'ethnicCategory'),
      language: codesOf(facts, 'language'),
      deprivationQuintile: codesOf(facts, 'deprivationQuintile'),
    },
  };
}
