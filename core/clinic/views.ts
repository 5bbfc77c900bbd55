import { and, desc, eq, isNull } from 'drizzle-orm';
import { ageText } from '../contract/age.ts';
import { acuitySchema, type EncounterView, type PatientRecord } from '../contract/index.ts';
import { isoTime } from '../kernel/clock.ts';
import type { Store } from '../store/index.ts';
import { answersOf } from './answers.ts';
import { assessmentsOf, encounterRow, observationsOf, toAssessment, withoutResult } from './assessments.ts';
import { attachmentsOf } from './attachments/attachments.ts';
import type { Clinic } from './clinic.ts';
import { decisionsOf } from './decisions.ts';
import { isOpen } from './encounter-states.ts';
import { toEncounter } from './encounters.ts';
import { readHistory } from './history.ts';
import { byTime, toObservation } from './observations.ts';
import { patientRow, toPatient } from './patients.ts';
import { timesOf } from './queue.ts';
import { encounter, observation } from './schema.ts';

/** What the screens show of a patient and of an encounter. */

/** A patient's whole record, newest first where time matters. @throws clinic.patientNotFound */
export function readPatientRecord(store: Store, patientId: string): PatientRecord {
  return store.read((db) => {
    const row = patientRow(db, patientId);
    const encounters = db
      .select()
      .from(encounter)
      .where(and(eq(encounter.patientId, patientId), isNull(encounter.deletedAt)))
      .orderBy(desc(encounter.arrivedAt), desc(encounter.id))
      .all();
    const observations = db
      .select()
      .from(observation)
      .where(and(eq(observation.patientId, patientId), isNull(observation.deletedAt)))
      .all();
    return {
      patient: toPatient(store, row),
      encounters: encounters.map(toEncounter),
      observations: observations.sort(byTime).map(toObservation),
      history: readHistory(db, patientId),
      attachments: attachmentsOf(db, patientId),
    };
  });
}

/** An encounter with its assessment and decisions. @throws clinic.encounterNotFound */
export function readEncounterView(clinic: Clinic, store: Store, encounterId: string): EncounterView {
  return store.read((db) => {
    const row = encounterRow(db, encounterId);
    const patient = toPatient(store, patientRow(db, row.patientId));
    const [current, ...earlier] = assessmentsOf(db, encounterId);
    const decisions = decisionsOf(store, db, encounterId);
    const standing = decisions.find(({ superseded }) => !superseded);
    const times =
      current === undefined || !isOpen(row.status)
        ? null
        : waitingTimes(clinic, store, {
            row,
            severity: current.severity,
            assessedAt: current.createdAt,
            standing,
          });
    return {
      patient,
      age: ageText(patient.birthDate, row.arrivedAt),
      encounter: toEncounter(row),
      vitals: observationsOf(db, encounterId)
        .filter(({ vital }) => vital !== null)
        .sort((a, b) => compare(a.vital ?? '', b.vital ?? '') || byTime(a, b))
        .map(toObservation),
      history: readHistory(db, row.patientId),
      answers: answersOf(db, encounterId),
      attachments: attachmentsOf(db, row.patientId),
      assessment: current === undefined ? null : toAssessment(current),
      earlierAssessments: earlier.map((one) => ({
        ...withoutResult(one),
        acuity: acuitySchema.parse(one.severity),
      })),
      decisions,
      dueAt: times?.dueAt ?? null,
      retriageAt: times?.retriageAt ?? null,
    };
  });
}

function waitingTimes(
  clinic: Clinic,
  store: Store,
  of: {
    readonly row: { readonly arrivedAt: string; readonly status: string };
    readonly severity: number;
    readonly assessedAt: string;
    readonly standing: EncounterView['decisions'][number] | undefined;
  },
) {
  const settings = clinic.settings(store);
  const decided = of.row.status === 'decided' ? of.standing : undefined;
  const acuity = decided?.acuity ?? acuitySchema.parse(of.severity);
  const targetMinutes = decided?.targetMinutes ?? clinic.triage.targetMinutes(acuity, settings.targetScale);
  const waiting = {
    acuity,
    decided: decided !== undefined,
    arrivedAt: of.row.arrivedAt,
    targetMinutes,
    assessedAt: of.assessedAt,
    decidedAt: of.standing?.decidedAt ?? null,
  };
  return timesOf(waiting, settings, isoTime(clinic.clock));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
