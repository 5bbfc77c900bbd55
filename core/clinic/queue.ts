import { ageText } from '../contract/age.ts';
import { type Acuity, acuitySchema, type QueueRow } from '../contract/index.ts';
import { isoTime } from '../kernel/clock.ts';
import type { Store } from '../store/index.ts';
import { type AssessmentSummary, readSummary } from './assessments.ts';
import type { Clinic, TriageSettings } from './clinic.ts';
import { faceOf } from './faces.ts';
import { dispositionOf } from './triage/disposition.ts';

/**
 * The queue: everybody who is in the department, most urgent first. A target runs until the level is signed; the
 * re-triage of those who wait runs until they leave.
 */

interface OpenEncounter {
  encounterId: string;
  patientId: string;
  status: 'waiting' | 'decided';
  sex: QueueRow['sex'];
  interpreterNeeded: number | null;
  bay: string | null;
  /** The beginning of the narrative. */
  complaint: string;
  arrivedAt: string;
  /** Null, and what follows from it, only for an encounter that was written around the clinic's own services. */
  proposed: number | null;
  summary: string | null;
  assessedAt: string | null;
  signed: number | null;
  signedTarget: number | null;
  decidedAt: string | null;
}

const COMPLAINT_LENGTH = 140;

/** Nobody who waits may be missing from the board. Without an assessment they stand where the unrecognised do. */
const UNASSESSED_LEVEL = 3;
const NOT_ASSESSED: AssessmentSummary = { disposition: 'urgent', scores: [], missing: 1 };

const OPEN_ENCOUNTERS = `
  SELECT e.id AS encounterId, e.patient_id AS patientId, e.status, p.sex, p.interpreter_needed AS interpreterNeeded,
    e.bay, substr(e.narrative, 1, ${COMPLAINT_LENGTH + 20}) AS complaint, e.arrived_at AS arrivedAt,
    f.severity AS proposed, f.summary, f.created_at AS assessedAt,
    d.acuity AS signed, d.target_minutes AS signedTarget, d.decided_at AS decidedAt
  FROM encounter e
  JOIN patient p ON p.id = e.patient_id
  LEFT JOIN finding f ON f.subject_id = e.id AND f.kind = 'triage.assessment' AND f.status <> 'superseded'
  LEFT JOIN triage_decision d ON d.encounter_id = e.id AND d.superseded_at IS NULL
  WHERE e.status IN ('waiting', 'decided') AND e.deleted_at IS NULL`;

/** The queue of now. One query over the open encounters; names are opened from the vault once. */
export function readQueue(clinic: Clinic, store: Store): { rows: QueueRow[]; asOf: string } {
  const asOf = isoTime(clinic.clock);
  const settings = clinic.settings(store);
  const open = store.read(() => store.prepare<[], OpenEncounter>(OPEN_ENCOUNTERS).all());
  const rows = open.map((row) => toQueueRow(clinic, store, row, settings, asOf));
  return { rows: rows.sort(byUrgency), asOf };
}

function toQueueRow(
  clinic: Clinic,
  store: Store,
  row: OpenEncounter,
  settings: TriageSettings,
  asOf: string,
): QueueRow {
  const { summary, ...rest } = row;
  const assessed = summary === null ? NOT_ASSESSED : readSummary(summary);
  const face = faceOf(store, row.patientId);
  const decided = row.status === 'decided' && row.signed !== null;
  const acuity = acuitySchema.parse(decided ? row.signed : (row.proposed ?? UNASSESSED_LEVEL));
  const target =
    decided && row.signedTarget !== null
      ? row.signedTarget
      : clinic.triage.targetMinutes(acuity, settings.targetScale);
  const assessedAt = row.assessedAt ?? row.arrivedAt;
  const times = timesOf({ ...rest, assessedAt, acuity, targetMinutes: target, decided }, settings, asOf);
  return {
    encounterId: row.encounterId,
    patientId: row.patientId,
    name: face.name,
    age: ageText(face.birthDate, row.arrivedAt),
    sex: row.sex,
    bay: row.bay,
    complaint: shorten(row.complaint),
    interpreterNeeded: row.interpreterNeeded === 1,
    acuity,
    decided,
    disposition: decided ? dispositionOf(acuity) : assessed.disposition,
    arrivedAt: row.arrivedAt,
    ...times,
    scores: assessed.scores,
    missing: assessed.missing,
  };
}

export interface Waiting {
  readonly acuity: Acuity;
  readonly decided: boolean;
  readonly arrivedAt: string;
  readonly targetMinutes: number;
  /** When somebody last looked at the patient: the assessment in force, and the decision. */
  readonly assessedAt: string;
  readonly decidedAt: string | null;
}

/** What the clock makes of a patient in the queue, at a time. */
export function timesOf(
  of: Waiting,
  { retriageMinutes }: Pick<TriageSettings, 'retriageMinutes'>,
  asOf: string,
): Pick<QueueRow, 'dueAt' | 'retriageAt' | 'overdue' | 'retriageOverdue'> {
  const now = Date.parse(asOf);
  const due = Date.parse(of.arrivedAt) + of.targetMinutes * 60_000;
  const lastSeen = Math.max(Date.parse(of.assessedAt), Date.parse(of.decidedAt ?? of.assessedAt));
  const minutes = retriageMinutes[of.acuity - 1] ?? 0;
  const retriage = minutes > 0 ? lastSeen + minutes * 60_000 : null;
  return {
    dueAt: new Date(due).toISOString(),
    retriageAt: retriage === null ? null : new Date(retriage).toISOString(),
    overdue: !of.decided && now > due,
    retriageOverdue: retriage !== null && now > retriage,
  };
}

/** Level first; within a level those whose target comes first, then those who came first. */
export function byUrgency(a: QueueRow, b: QueueRow): number {
  return (
    a.acuity - b.acuity ||
    Number(a.decided) - Number(b.decided) ||
    compare(a.dueAt, b.dueAt) ||
    compare(a.arrivedAt, b.arrivedAt) ||
    compare(a.encounterId, b.encounterId)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function shorten(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  return plain.length <= COMPLAINT_LENGTH ? plain : `${plain.slice(0, COMPLAINT_LENGTH).trimEnd()}…`;
}
