import type { Intake } from '../contract/index.ts';
import { isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { insertAnswers } from './answers.ts';
import { assessEncounter } from './assessments.ts';
import { insertAttachment, storeDocuments } from './attachments/attachments.ts';
import type { Acting, Clinic } from './clinic.ts';
import { insertEncounter, insertVitals } from './encounters.ts';
import { insertHistory } from './history.ts';
import { createPatient, livePatientRow } from './patients.ts';

/** How far a clock on the wall may be ahead of this machine's before an arrival counts as in the future. */
const CLOCK_TOLERANCE = 5 * 60_000;

/**
 * Takes a patient in: the patient, the encounter, vital signs, history, documents and the first assessment, as one
 * change. Either all of it is on record or nothing.
 * @throws clinic.patientNotFound, clinic.patientArchived, clinic.patientDetails, clinic.nhsNumber,
 *   clinic.nhsNumberInUse, clinic.arrivalInFuture, clinic.attachment.*
 */
export async function takeIn(
  clinic: Clinic,
  { store, actor }: Acting,
  intake: Intake,
): Promise<{ patientId: string; encounterId: string }> {
  const arrivedAt = readArrival(clinic, intake.arrivedAt);
  const files = await Promise.all(intake.attachments.map(readFile));
  const documents = await storeDocuments(store, files);
  return store.change({ actor, action: 'clinic.takeIn' }, (tx) => {
    const patientId =
      'id' in intake.patient
        ? livePatientRow(tx, intake.patient.id).id
        : createPatient(clinic, store, tx, intake.patient.details);
    const encounter = insertEncounter(clinic, store, tx, {
      patientId,
      status: 'waiting',
      arrivedAt,
      arrivalMode: intake.arrivalMode,
      bay: intake.bay,
      narrative: intake.narrative,
      pregnancyWeeks: intake.pregnancyWeeks,
    });
    insertVitals(clinic, tx, encounter, intake.vitals, isoTime(clinic.clock));
    insertAnswers(clinic, tx, encounter, intake.answers);
    for (const item of intake.history) insertHistory(tx, clinic.clock, patientId, item);
    for (const document of documents) {
      const owner = { patientId, encounterId: encounter.id };
      insertAttachment(tx, { clock: clinic.clock, actor }, owner, document);
    }
    assessEncounter(clinic, store, tx, encounter.id, { anew: true });
    return { patientId, encounterId: encounter.id };
  }).value;
}

export async function readFile(file: File): Promise<{ name: string; bytes: Uint8Array }> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

function readArrival(clinic: Clinic, arrivedAt: string | undefined): string {
  if (arrivedAt === undefined) return isoTime(clinic.clock);
  const time = Date.parse(arrivedAt);
  if (time > clinic.clock.now() + CLOCK_TOLERANCE) {
    throw new FairdocError(
      'invalid',
      'clinic.arrivalInFuture',
      'The arrival lies in the future.',
      'Correct the time of arrival, or leave it empty for now.',
    );
  }
  return new Date(time).toISOString();
}
