import type { Store } from '../store/index.ts';

/** One signed level with what statistics on groups need: nothing in it says who the patient is. */
export interface DecisionFact {
  readonly proposed: number;
  readonly decided: number;
  readonly targetMinutes: number;
  readonly decidedAt: string;
  readonly arrivedAt: string;
  readonly outcome: string | null;
  readonly sex: string;
  readonly ageYears: number | null;
  readonly ethnicCategory: string | null;
  readonly language: string | null;
  readonly deprivationQuintile: number | null;
}

/** Bounds on the time of the decision, ISO 8601 in UTC; `to` is exclusive. */
export interface Period {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const QUERY = `
  SELECT d.proposed_acuity AS proposed, d.acuity AS decided, d.target_minutes AS targetMinutes,
    d.decided_at AS decidedAt, e.arrived_at AS arrivedAt, e.outcome_kind AS outcome, p.sex AS sex,
    e.age_years AS ageYears, p.ethnic_category AS ethnicCategory, p.language AS language,
    p.deprivation_quintile AS deprivationQuintile
  FROM triage_decision d
  JOIN encounter e ON e.id = d.encounter_id
  JOIN patient p ON p.id = d.patient_id
  WHERE d.superseded_at IS NULL AND e.deleted_at IS NULL AND d.decided_at >= ? AND d.decided_at < ?
  ORDER BY d.decided_at, d.id`;

/** Decisions in force, one for each encounter, in the order in which they were signed. */
export function decisionFacts(store: Store, period: Period): DecisionFact[] {
  const statement = store.prepare<[string, string], DecisionFact>(QUERY);
  return store.read(() => statement.all(period.from ?? '', period.to ?? '~'));
}
