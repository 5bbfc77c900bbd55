import { type PatientDetails, patientDetailsSchema } from '../../contract/index.ts';
import type { PatientDraft, RecordDraft } from '../../interop/index.ts';
import type { Db, Store } from '../../store/index.ts';
import { reassessOpen } from '../assessments.ts';
import type { Clinic } from '../clinic.ts';
import { foldedWords } from '../names.ts';
import { withChanges } from '../patient-details.ts';
import { createPatient, findByIdentifier, patientRow, toPatient, writeDetails } from '../patients.ts';
import { isLastingReference, type Known } from './known.ts';
import { detailsFromDraft, identifierOf } from './patient-draft.ts';
import { countCreated, leaveOut, type Report } from './report.ts';

/** Whose record a file speaks of. */

export interface Importing {
  readonly clinic: Clinic;
  readonly store: Store;
  readonly tx: Db;
  readonly known: Known;
  readonly report: Report;
}

/** Messages that are sent to correct a patient's details. Any other only fills in what is not known yet. */
const CORRECTS = new Set(['ADT^A08', 'ADT^A31']);

/**
 * The patient that a record belongs to: the one who has its identifiers or the sender's reference, else a new one.
 * Null when that cannot be told without a person; the report says why.
 */
export function patientFor(importing: Importing, record: RecordDraft): string | null {
  const { store, tx, known, report } = importing;
  const { patient: draft } = record;
  const found = candidates(importing, record);
  const [patientId] = found;
  if (found.length > 1) {
    leaveOut(
      report,
      draft.at,
      'The identifiers belong to different patients on record. Nothing was imported for them.',
    );
    return null;
  }
  if (patientId === undefined) return addPatient(importing, record);
  if (patientRow(tx, patientId).deletedAt !== null) {
    leaveOut(
      report,
      draft.at,
      'The patient on record is archived. Restore the record first, then import again.',
    );
    return null;
  }
  if (!draft.inFile) return patientId;
  const current = toPatient(store, patientRow(tx, patientId));
  const details = detailsFromDraft(importing.clinic, record, report);
  if (isSomebodyElse(current, details)) {
    leaveOut(
      report,
      draft.at,
      'An identifier belongs on record to a person with another name and date of birth. Nothing was imported for them.',
    );
    return null;
  }
  mergeDetails(importing, patientId, current, details, {
    corrects: CORRECTS.has(record.source.kind),
    at: draft.at,
  });
  rememberReference(known, draft, patientId);
  return patientId;
}

function candidates({ store, known }: Importing, record: RecordDraft): string[] {
  const { patient } = record;
  const numbers = patient.identifiers.map((one) => identifierOf(one, record));
  const byNumber = numbers.flatMap(({ system, value }) =>
    system === '' ? [] : findByIdentifier(store, system, value),
  );
  const reference = isLastingReference(patient.reference)
    ? known.find(known.nameKey('patient', patient.reference))
    : undefined;
  return [...new Set([...byNumber, ...(reference === undefined ? [] : [reference.patientId])])];
}

function addPatient(importing: Importing, record: RecordDraft): string | null {
  const { clinic, store, tx, known, report } = importing;
  const { patient: draft } = record;
  const isNamed = draft.identifiers.length > 0 || isLastingReference(draft.reference);
  if (!draft.inFile && !isNamed) {
    leaveOut(
      report,
      draft.at,
      'The patient is not in the file, and the reference could mean another one elsewhere.',
    );
    return null;
  }
  if (!draft.inFile) {
    leaveOut(
      report,
      draft.at,
      'The patient is not in the file and not on record. The entries stand under a patient without a name until the patient is imported.',
    );
  }
  const patientId = createPatient(clinic, store, tx, detailsFromDraft(clinic, record, report));
  countCreated(report, 'patient');
  rememberReference(known, draft, patientId);
  return patientId;
}

function rememberReference(known: Known, { reference }: PatientDraft, patientId: string): void {
  if (!isLastingReference(reference)) return;
  const sourceKey = known.nameKey('patient', reference);
  if (known.find(sourceKey) !== undefined) return;
  const recordType = 'patient';
  known.remember({
    recordType,
    sourceKey,
    contentKey: '',
    recordId: patientId,
    patientId,
    encounterId: null,
  });
}

/** Two people share neither the family name nor the date of birth. One of both may be wrong or unknown. */
function isSomebodyElse(current: PatientDetails, given: PatientDetails): boolean {
  if (current.family === null || given.family === null) return false;
  if (current.birthDate === null || given.birthDate === null) return false;
  const names = new Set(foldedWords(current.family));
  const sameName = foldedWords(given.family).some((word) => names.has(word));
  const sameBirth =
    current.birthDate.startsWith(given.birthDate) || given.birthDate.startsWith(current.birthDate);
  return !sameName && !sameBirth;
}

type Field = keyof PatientDetails;

function mergeDetails(
  importing: Importing,
  patientId: string,
  current: PatientDetails,
  given: PatientDetails,
  { corrects, at }: { corrects: boolean; at: string },
): void {
  const changes: Record<string, unknown> = {};
  const differing: Field[] = [];
  for (const field of Object.keys(given) as Field[]) {
    if (field === 'identifiers' || isUnknown(given[field])) continue;
    if (JSON.stringify(given[field]) === JSON.stringify(current[field])) continue;
    if (corrects || isUnknown(current[field])) changes[field] = given[field];
    else differing.push(field);
  }
  const added = given.identifiers.filter(
    (one) => !current.identifiers.some(({ system, value }) => system === one.system && value === one.value),
  );
  if (added.length > 0) changes.identifiers = [...current.identifiers, ...added];
  if (differing.length > 0) {
    const reason = `The record has something else for ${differing.join(', ')}; the record was kept. Compare and correct it where needed.`;
    leaveOut(importing.report, at, reason);
  }
  if (Object.keys(changes).length === 0) return;
  const { clinic, store, tx } = importing;
  writeDetails(clinic, store, tx, patientId, withChanges(patientDetailsSchema.parse(current), changes));
  reassessOpen(clinic, store, tx, patientId);
}

const isUnknown = (value: unknown): boolean => value === null || value === 'unknown';
