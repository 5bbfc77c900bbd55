import type { Store } from '../store/index.ts';
import type { DecisionFact } from './decision-facts.ts';

/**
 * What the record says about decisions, in the order in which it came to the record: a signed first decision of an
 * encounter, or, perhaps much later, what became of a patient for whom there is one.
 */
export interface DecisionEvidence {
  readonly kind: 'decision' | 'outcome';
  /** The change set in which it came. */
  readonly seq: number;
  /** When it came to be known, ISO 8601: the signature, or the outcome. */
  readonly at: string;
  readonly fact: DecisionFact;
  /** Null until the outcome is known. */
  readonly outcomeAt: string | null;
}

export interface EvidencePage {
  readonly evidence: readonly DecisionEvidence[];
  /** The last change set that was looked at. */
  readonly throughSeq: number;
  readonly isLast: boolean;
}

type Row = DecisionFact & { readonly outcomeAt: string | null };

interface Found {
  readonly row: Row | undefined;
  readonly kind: DecisionEvidence['kind'];
  readonly seq: number;
}

const FACTS = `
  SELECT d.proposed_acuity AS proposed, d.acuity AS decided, d.target_minutes AS targetMinutes,
    d.decided_at AS decidedAt, e.arrived_at AS arrivedAt, e.outcome_kind AS outcome, e.outcome_at AS outcomeAt,
    p.sex AS sex, e.age_years AS ageYears, p.ethnic_category AS ethnicCategory, p.language AS language,
    p.deprivation_quintile AS deprivationQuintile
  FROM triage_decision d
  JOIN encounter e ON e.id = d.encounter_id
  JOIN patient p ON p.id = d.patient_id
  WHERE e.deleted_at IS NULL`;

const FIRST_DECISION = `${FACTS} AND d.id = ? AND NOT EXISTS (
    SELECT 1 FROM triage_decision o WHERE o.encounter_id = d.encounter_id
      AND (o.decided_at < d.decided_at OR (o.decided_at = d.decided_at AND o.id < d.id)))`;
const IN_FORCE = `${FACTS} AND e.id = ? AND e.outcome_kind IS NOT NULL AND d.superseded_at IS NULL`;

/** Change sets read at a time: few, because one can hold many encounters, and other calls wait meanwhile. */
const SETS = 8;
const EVERY_ROW = 10_000_000;

/**
 * The evidence of the change sets after `afterSeq`, a page at a time. An encounter that left the record is left out; a
 * later decision of the same encounter counts only for its outcome.
 */
export function evidenceAfter(store: Store, afterSeq: number): EvidencePage {
  return store.read(() => {
    const sets = store.changes.list({ afterSeq, oldestFirst: true, limit: SETS });
    const decision = store.prepare<[string], Row>(FIRST_DECISION);
    const outcome = store.prepare<[string], Row>(IN_FORCE);
    const evidence = sets.flatMap(({ seq }) => {
      const decided = store.changes
        .rows(seq, { table: 'triage_decision', limit: EVERY_ROW })
        .flatMap(({ seq: at, op, rowId }) =>
          op === 'insert' ? [{ at, seq, row: decision.get(rowId), kind: 'decision' as const }] : [],
        );
      const ended = store.changes
        .rows(seq, { table: 'encounter', limit: EVERY_ROW })
        .flatMap(({ seq: at, rowId, values }) => {
          const isNew = values.some(({ field, old, new: now }) => {
            return field === 'outcome_kind' && old === null && now !== null;
          });
          return isNew ? [{ at, seq, row: outcome.get(rowId), kind: 'outcome' as const }] : [];
        });
      return [...decided, ...ended].sort((a, b) => a.at - b.at).flatMap(toEvidence);
    });
    return { evidence, throughSeq: sets.at(-1)?.seq ?? afterSeq, isLast: sets.length < SETS };
  });
}

function toEvidence({ row, kind, seq }: Found): DecisionEvidence[] {
  if (row === undefined) return [];
  const { outcomeAt, ...fact } = row;
  if (kind === 'outcome') return [{ kind, seq, at: outcomeAt ?? fact.decidedAt, fact, outcomeAt }];
  // What is known of the outcome today was not known when the decision came.
  return [{ kind, seq, at: fact.decidedAt, fact: { ...fact, outcome: null }, outcomeAt: null }];
}
