import type { Acuity, TriageCase } from '../../contract/triage-case.ts';
import type { FeatureSource } from '../../models/index.ts';
import type { TriageKnowledge } from '../triage/index.ts';
import type { Picture } from '../triage/picture.ts';

/** What the learned models may see of a case: the clinical picture and the level that the rules gave. */
export function featureSourceOf(
  knowledge: TriageKnowledge,
  picture: Picture,
  input: TriageCase,
  rulesAcuity: Acuity,
): FeatureSource {
  const values = new Map<string, number>();
  for (const [name, { amount }] of picture.values) values.set(name, amount);
  const present = new Set(picture.present.keys());
  return {
    ageYears: picture.ageDays === null ? null : picture.ageDays / 365.25,
    sex: picture.sex,
    pregnant: picture.pregnant,
    oxygen: input.vitals?.supplementalOxygen ?? null,
    values,
    present,
    ever: new Set([...present, ...picture.ever.keys()]),
    redFlags: [...present].filter((concept) => knowledge.lexicon.byId.get(concept)?.flag).length,
    conditions: input.conditions?.length ?? 0,
    medicines: input.medications?.length ?? 0,
    rulesAcuity,
  };
}
