import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { type Finding, finding, findingDigest, raiseFinding, supersedeFindings } from '../agents/index.ts';
import { ageAt } from '../contract/age.ts';
import {
  type Assessment,
  type TriageCase,
  type TriageResult,
  triageResultSchema,
} from '../contract/index.ts';
import type { Json } from '../kernel/canonical.ts';
import type { Db, Store } from '../store/index.ts';
import { answersForTriage } from './answers.ts';
import type { Clinic } from './clinic.ts';
import { nextStatus } from './encounter-states.ts';
import { encounterNotFound } from './errors.ts';
import { activeHistory, readHistory } from './history.ts';
import { latestVitals } from './observations.ts';
import { patientRow, readIdentity } from './patients.ts';
import { type EncounterRow, encounter, observation, triageDecision } from './schema.ts';

/**
 * Triage assessments: findings of the rules about an encounter. There is one in force for each encounter; when what
 * it rests on changes, a newer one takes its place.
 */
export const ASSESSMENT = 'triage.assessment';

/** What a list shows of an assessment without opening it. */
const summarySchema = z.object({
  disposition: triageResultSchema.shape.disposition,
  scores: z.array(z.object({ id: z.string(), total: z.number(), band: z.string() })),
  missing: z.number().int(),
});
export type AssessmentSummary = z.infer<typeof summarySchema>;

export const readSummary = (text: string): AssessmentSummary => summarySchema.parse(JSON.parse(text));

/** The encounter as triage sees it: nothing in it says who the patient is. */
export function caseOf(store: Store, db: Db, row: EncounterRow): TriageCase {
  const { sex } = patientRow(db, row.patientId);
  const observations = observationsOf(db, row.id);
  const history = readHistory(db, row.patientId);
  return {
    id: row.id,
    age: ageAt(readIdentity(store, row.patientId).birthDate, row.arrivedAt),
    sex,
    narrative: row.narrative,
    vitals: latestVitals(observations),
    pregnancyWeeks: row.pregnancyWeeks,
    conditions: activeHistory(history, 'condition'),
    medications: activeHistory(history, 'medication'),
    allergies: activeHistory(history, 'allergy'),
    answers: answersForTriage(db, row.id),
  };
}

/**
 * Assesses an open encounter within a change and returns the assessment in force. When nothing has changed that the
 * assessment rests on, it stays, unless `anew` asks for a new one because somebody has looked at the patient again.
 * A more urgent result than the signed level puts the patient back to waiting for a decision.
 */
export function assessEncounter(
  clinic: Clinic,
  store: Store,
  tx: Db,
  encounterId: string,
  { anew }: { readonly anew: boolean },
): Finding {
  const row = encounterRow(tx, encounterId);
  const input = caseOf(store, tx, row);
  const result = clinic.triage.assess(input, clinic.settings(store).targetScale);
  const draft = {
    kind: ASSESSMENT,
    agent: clinic.triage.agent,
    subject: { type: 'encounter', id: row.id },
    patientId: row.patientId,
    encounterId: row.id,
    severity: result.acuity,
    confidence: result.confidence,
    summary: summaryOf(result),
    payload: plainJson({ case: input, result }),
  };
  if (!anew) {
    const current = currentAssessment(tx, encounterId);
    if (current?.digest === findingDigest(draft)) return current;
  }
  supersedeFindings(tx, clinic.clock, ASSESSMENT, row.id);
  const raised = raiseFinding(tx, clinic.clock, draft);
  noteWorsening(tx, row, result);
  return raised;
}

/** Assesses every open encounter of a patient whose history or details have changed. */
export function reassessOpen(clinic: Clinic, store: Store, tx: Db, patientId: string): void {
  const open = and(
    eq(encounter.patientId, patientId),
    inArray(encounter.status, ['waiting', 'decided']),
    isNull(encounter.deletedAt),
  );
  for (const { id } of tx.select({ id: encounter.id }).from(encounter).where(open).all()) {
    assessEncounter(clinic, store, tx, id, { anew: false });
  }
}

function noteWorsening(tx: Db, row: EncounterRow, result: TriageResult): void {
  if (row.status !== 'decided') return;
  const standing = and(eq(triageDecision.encounterId, row.id), isNull(triageDecision.supersededAt));
  const signed = tx.select({ acuity: triageDecision.acuity }).from(triageDecision).where(standing).get();
  if (signed === undefined || result.acuity >= signed.acuity) return;
  const status = nextStatus(row.status, { type: 'worsen' });
  tx.update(encounter).set({ status }).where(eq(encounter.id, row.id)).run();
}

/** The row of an encounter. @throws clinic.encounterNotFound */
export function encounterRow(db: Db, encounterId: string): EncounterRow {
  const live = and(eq(encounter.id, encounterId), isNull(encounter.deletedAt));
  const row = db.select().from(encounter).where(live).get();
  if (row === undefined) throw encounterNotFound();
  return row;
}

export function currentAssessment(db: Db, encounterId: string): Finding | undefined {
  const inForce = and(
    eq(finding.subjectId, encounterId),
    eq(finding.kind, ASSESSMENT),
    inArray(finding.status, ['open', 'accepted', 'overruled']),
  );
  return db.select().from(finding).where(inForce).get();
}

/** All assessments of an encounter, newest first. */
export function assessmentsOf(db: Db, encounterId: string): Finding[] {
  const all = and(eq(finding.subjectId, encounterId), eq(finding.kind, ASSESSMENT));
  return db.select().from(finding).where(all).orderBy(desc(finding.createdAt), desc(finding.id)).all();
}

export function toAssessment(row: Finding): Assessment {
  return { ...withoutResult(row), result: resultOf(row) };
}

export function withoutResult(row: Finding): Omit<Assessment, 'result'> {
  return {
    id: row.id,
    encounterId: row.subjectId,
    createdAt: row.createdAt,
    status: row.status === 'superseded' ? 'superseded' : 'current',
    digest: row.digest,
  };
}

const payloadSchema = z.object({ result: triageResultSchema });

export const resultOf = (row: Finding): TriageResult => payloadSchema.parse(JSON.parse(row.payload)).result;

function summaryOf(result: TriageResult): AssessmentSummary {
  const scores = Object.entries(result.scores).flatMap(([id, { total, band }]) =>
    total === null ? [] : [{ id, total, band: band ?? '' }],
  );
  return { disposition: result.disposition, scores, missing: result.missing.length };
}

/** A value of our own types as plain JSON, without its undefined members. */
const plainJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** All live observations of an encounter. */
export function observationsOf(db: Db, encounterId: string) {
  const live = and(eq(observation.encounterId, encounterId), isNull(observation.deletedAt));
  return db.select().from(observation).where(live).orderBy(asc(observation.id)).all();
}
