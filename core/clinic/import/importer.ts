import { eq } from 'drizzle-orm';
import type { ImportedFile, PatientDetails } from '../../contract/index.ts';
import type { ClinicalFile, ParsedFile, RecordDraft } from '../../interop/index.ts';
import { isoTime } from '../../kernel/clock.ts';
import { asFairdocError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Db, Store } from '../../store/index.ts';
import { assessEncounter, encounterRow, reassessOpen } from '../assessments.ts';
import { safeName } from '../attachments/names.ts';
import type { Acting, Clinic } from '../clinic.ts';
import { isOpen } from '../encounter-states.ts';
import { NHS_NUMBER_SYSTEM } from '../nhs-number.ts';
import { patientRow, toPatient } from '../patients.ts';
import { importFile as importFileTable } from '../schema.ts';
import { type Documents, importDocuments, storeDraftedDocuments } from './documents.ts';
import { importEncounters } from './encounters.ts';
import { importHistory } from './history.ts';
import { knownRecords } from './known.ts';
import { type Importing, patientFor } from './match.ts';
import { importObservations } from './observations.ts';
import { type ImportedPatient, leaveOut, newReport, type Report } from './report.ts';

/** Changes when the same file would lead to other rows. */
const IMPORTER_VERSION = '1';

/** Reads a file into drafts without ever failing for what is in it: `parseClinicalFile`, or the guarded worker. */
export type ParseFile = (file: ClinicalFile) => Promise<ParsedFile> | ParsedFile;

/**
 * Imports one FHIR or HL7 v2 file as one change: all that can be kept of it, or nothing when it cannot be read or
 * written. What was left out is reported by position with its reason. A file that comes again adds nothing twice.
 * The file itself is kept as an encrypted blob.
 *
 * Never throws for what is in the file: then `error` is set and nothing of the file is on record.
 */
export async function importFile(
  clinic: Clinic,
  acting: Acting,
  file: ClinicalFile,
  parse: ParseFile,
): Promise<ImportedFile> {
  const name = safeName(file.name);
  const parsed = await parse(file);
  const nothing = { file: name, format: parsed.format, created: {}, patients: [] };
  if (parsed.error !== null) return { ...nothing, leftOut: [...parsed.leftOut], error: parsed.error };
  try {
    return await importParsed(clinic, acting, { name, bytes: file.bytes, parsed });
  } catch (thrown) {
    const { code, message, next } = asFairdocError(thrown);
    return { ...nothing, leftOut: [], error: { code, message, next } };
  }
}

interface ReadFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly parsed: ParsedFile;
}

async function importParsed(
  clinic: Clinic,
  acting: Acting,
  { name, bytes, parsed }: ReadFile,
): Promise<ImportedFile> {
  const { store, actor } = acting;
  const documents = await storeDraftedDocuments(store, parsed);
  const { digest, size } = await store.blobs.put(bytes, { mediaType: 'application/octet-stream' });
  const meta = { actor, action: 'clinic.importFile', reason: `Imported a file (${parsed.format})` };
  return store.change(meta, (tx) => {
    const importId = newId(clinic.clock);
    const report = newReport(parsed);
    const patientIds = new Set<string>();
    // The row comes first, since what is imported refers to it, and is completed at the end.
    const row = {
      id: importId,
      name,
      format: parsed.format,
      size,
      blob: digest,
      importerVersion: IMPORTER_VERSION,
    };
    const by = { importedAt: isoTime(clinic.clock), importedBy: actor.userId };
    tx.insert(importFileTable)
      .values({ ...row, ...by, created: '{}', leftOut: '[]' })
      .run();
    const known = knownRecords(store, clinic.clock, importId);
    const importing: Importing = { clinic, store, tx, known, report };
    for (const record of parsed.records) {
      const patientId = importRecord(importing, acting, record, documents);
      if (patientId !== null) patientIds.add(patientId);
    }
    completeRow(tx, importId, report);
    return {
      file: name,
      format: parsed.format,
      created: report.created,
      patients: [...patientIds].map((patientId) => importedPatient(store, tx, patientId)),
      leftOut: report.leftOut,
      error: null,
    };
  }).value;
}

/** One patient's part of a file: an HL7 v2 message, or what a FHIR file holds of one patient. */
function importRecord(
  importing: Importing,
  { actor }: Acting,
  record: RecordDraft,
  documents: Documents,
): string | null {
  const { clinic, store, tx, report } = importing;
  const { processing } = record.source;
  if (processing !== null && processing !== 'P') {
    leaveOut(
      report,
      'MSH-11',
      'The sender has not marked the message as production. It was imported like any other.',
    );
  }
  const patientId = patientFor(importing, record);
  if (patientId === null) return null;
  const place = importEncounters(importing, record, patientId);
  const measured = importObservations(importing, record, place);
  const hasNewHistory = importHistory(importing, record, patientId);
  importDocuments(importing, record, place, { documents, actor });
  for (const encounterId of new Set([...place.encounters, ...measured])) {
    if (!isOpen(encounterRow(tx, encounterId).status)) continue;
    assessEncounter(clinic, store, tx, encounterId, { anew: measured.has(encounterId) });
  }
  if (hasNewHistory) reassessOpen(clinic, store, tx, patientId);
  return patientId;
}

function completeRow(tx: Db, importId: string, report: Report): void {
  const done = { created: JSON.stringify(report.created), leftOut: JSON.stringify(report.leftOut) };
  tx.update(importFileTable).set(done).where(eq(importFileTable.id, importId)).run();
}

function importedPatient(store: Store, tx: Db, patientId: string): ImportedPatient {
  const { family, given, birthDate, sex, nhsNumber, identifiers }: PatientDetails = toPatient(
    store,
    patientRow(tx, patientId),
  );
  const nhs = nhsNumber === null ? [] : [{ system: NHS_NUMBER_SYSTEM, value: nhsNumber }];
  return { family, given, birthDate, sex, identifiers: [...nhs, ...identifiers] };
}
