import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { yearsAt } from '../contract/age.ts';
import { type Patient, type PatientDetails, patientDetailsSchema } from '../contract/index.ts';
import { digestOf } from '../kernel/canonical.ts';
import { isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Db, Lookup, Store } from '../store/index.ts';
import type { Acting, Clinic } from './clinic.ts';
import { patientArchived, patientNotFound } from './errors.ts';
import { NHS_NUMBER_SYSTEM } from './nhs-number.ts';
import {
  type DetailsChanges,
  detailsError,
  detailsProblems,
  EMPTY_DETAILS,
  tidyDetails,
  withChanges,
} from './patient-details.ts';
import { encounter, type PatientRow, patient } from './schema.ts';

/**
 * Patients. Who a person is, is sealed by the store under that person's own key; the row beside it holds only what
 * statistics on groups need.
 */

/** What is sealed. The rest of the details stands in the patient row. */
const identitySchema = patientDetailsSchema.pick({
  family: true,
  given: true,
  prefix: true,
  birthDate: true,
  nhsNumber: true,
  identifiers: true,
  address: true,
  postcode: true,
  phone: true,
  gpPractice: true,
  deceasedAt: true,
});
type Identity = z.infer<typeof identitySchema>;

const ERASED: Identity = identitySchema.parse(EMPTY_DETAILS);

/** The sealed identity of a person; all null once it was erased. */
export function readIdentity(store: Store, patientId: string): Identity {
  const fields = store.vault.open(patientId);
  return fields === null ? ERASED : identitySchema.parse(fields);
}

/** The row of a patient. @throws clinic.patientNotFound */
export function patientRow(db: Db, patientId: string): PatientRow {
  const row = db.select().from(patient).where(eq(patient.id, patientId)).get();
  if (row === undefined) throw patientNotFound();
  return row;
}

/** The row of a patient whose record may be added to. @throws clinic.patientNotFound, clinic.patientArchived */
export function livePatientRow(db: Db, patientId: string): PatientRow {
  const row = patientRow(db, patientId);
  if (row.deletedAt !== null) throw patientArchived();
  return row;
}

function detailsOf(row: PatientRow, identity: Identity): PatientDetails {
  const { sex, ethnicCategory, language, interpreterNeeded, deprivationQuintile } = row;
  return { ...identity, sex, ethnicCategory, language, interpreterNeeded, deprivationQuintile };
}

/** A patient with all details. @throws clinic.patientNotFound */
export function readPatient(store: Store, patientId: string): Patient {
  return store.read((db) => toPatient(store, patientRow(db, patientId)));
}

export function toPatient(store: Store, row: PatientRow): Patient {
  const details = detailsOf(row, readIdentity(store, row.id));
  const { deletedAt, deletedBy, deletedReason } = row;
  return {
    ...details,
    id: row.id,
    createdAt: row.createdAt,
    version: digestOf(details),
    archived: deletedAt === null ? null : { at: deletedAt, by: deletedBy ?? '', reason: deletedReason ?? '' },
  };
}

/**
 * Adds a patient and returns the id.
 * @throws clinic.patientDetails, clinic.nhsNumber, clinic.nhsNumberInUse
 */
export function createPatient(clinic: Clinic, store: Store, tx: Db, details: DetailsChanges): string {
  const id = newId(clinic.clock);
  const checked = checkDetails(clinic, store, withChanges(EMPTY_DETAILS, details), id);
  tx.insert(patient)
    .values({ id, ...columnsOf(checked), createdAt: isoTime(clinic.clock) })
    .run();
  sealIdentity(store, tx, id, checked);
  return id;
}

/**
 * Corrects details. `version` is that of the patient as it was read: a change in between is a conflict, so that
 * nobody overwrites what they have not seen. `onCorrected` runs in the same change, with the ids of the patient's
 * open encounters, whose assessments may rest on the age or the sex.
 * @throws clinic.patientNotFound, clinic.patientArchived, clinic.patientChanged and as `createPatient`
 */
export function updatePatient(
  clinic: Clinic,
  { store, actor }: Acting,
  update: {
    readonly patientId: string;
    readonly version: string;
    readonly changes: DetailsChanges;
    readonly reason: string;
  },
  onCorrected: (tx: Db, openEncounters: readonly string[]) => void,
): Patient {
  const { patientId, version, changes, reason } = update;
  const meta = { actor, action: 'clinic.updatePatient', reason };
  return store.change(meta, (tx) => {
    const current = toPatient(store, livePatientRow(tx, patientId));
    if (current.version !== version) throw patientChanged();
    onCorrected(
      tx,
      writeDetails(clinic, store, tx, patientId, withChanges(patientDetailsSchema.parse(current), changes)),
    );
    return toPatient(store, patientRow(tx, patientId));
  }).value;
}

/**
 * Writes checked details in place of those before, within a change.
 * @returns the ids of the patient's open encounters.
 */
export function writeDetails(
  clinic: Clinic,
  store: Store,
  tx: Db,
  patientId: string,
  details: PatientDetails,
): string[] {
  const checked = checkDetails(clinic, store, details, patientId);
  tx.update(patient).set(columnsOf(checked)).where(eq(patient.id, patientId)).run();
  sealIdentity(store, tx, patientId, checked);
  const encounters = tx.select().from(encounter).where(eq(encounter.patientId, patientId)).all();
  for (const { id, arrivedAt, ageYears } of encounters) {
    const age = yearsAt(checked.birthDate, arrivedAt);
    if (age !== ageYears) tx.update(encounter).set({ ageYears: age }).where(eq(encounter.id, id)).run();
  }
  return encounters.filter(({ status }) => status === 'waiting' || status === 'decided').map(({ id }) => id);
}

/**
 * Archives a patient, which takes the record out of every list, or brings it back. Nothing is removed.
 * @throws clinic.patientNotFound, clinic.encounterOpen
 */
export function setArchived(
  clinic: Clinic,
  { store, actor }: Acting,
  { patientId, archived, reason }: { patientId: string; archived: boolean; reason: string },
): Patient {
  const action = archived ? 'clinic.archivePatient' : 'clinic.restorePatient';
  return store.change({ actor, action, reason }, (tx) => {
    const row = patientRow(tx, patientId);
    if (archived && hasOpenEncounter(tx, patientId)) throw encounterOpen();
    if ((row.deletedAt !== null) !== archived) {
      const marks = archived
        ? { deletedAt: isoTime(clinic.clock), deletedBy: actor.name, deletedReason: reason }
        : { deletedAt: null, deletedBy: null, deletedReason: null };
      tx.update(patient).set(marks).where(eq(patient.id, patientId)).run();
    }
    return toPatient(store, patientRow(tx, patientId));
  }).value;
}

function hasOpenEncounter(tx: Db, patientId: string): boolean {
  const open = and(
    eq(encounter.patientId, patientId),
    inArray(encounter.status, ['waiting', 'decided']),
    isNull(encounter.deletedAt),
  );
  return tx.select({ id: encounter.id }).from(encounter).where(open).get() !== undefined;
}

/** Ids of the patients with an NHS number or, for any other system, an identifier. */
export function findByIdentifier(store: Store, system: string, value: string): string[] {
  return system === NHS_NUMBER_SYSTEM
    ? store.vault.find('nhsNumber', value)
    : store.vault.find('identifier', identifierKey(system, value));
}

function checkDetails(
  clinic: Clinic,
  store: Store,
  details: PatientDetails,
  patientId: string,
): PatientDetails {
  const tidied = tidyDetails(details);
  const ethnicCategories = new Set(clinic.codes.ethnicCategories.map(({ code }) => code));
  const problems = detailsProblems(tidied, { ethnicCategories, now: isoTime(clinic.clock) });
  if (problems.length > 0) throw detailsError(problems);
  if (tidied.nhsNumber !== null) {
    const holders = store.vault.find('nhsNumber', tidied.nhsNumber).filter((id) => id !== patientId);
    if (holders.length > 0) throw nhsNumberInUse(holders);
  }
  return tidied;
}

function columnsOf(details: PatientDetails) {
  const { sex, ethnicCategory, language, interpreterNeeded, deprivationQuintile, birthDate } = details;
  const birthYear = birthDate === null ? null : Number(birthDate.slice(0, 4));
  return { sex, ethnicCategory, language, interpreterNeeded, deprivationQuintile, birthYear };
}

function sealIdentity(store: Store, tx: Db, patientId: string, details: PatientDetails): void {
  const identity = identitySchema.parse(details);
  const lookups: Lookup[] = identity.identifiers
    .filter(({ system }) => system !== '')
    .map(({ system, value }) => ({ kind: 'identifier', value: identifierKey(system, value) }));
  if (identity.nhsNumber !== null) lookups.push({ kind: 'nhsNumber', value: identity.nhsNumber });
  store.vault.seal(tx, patientId, identity, lookups);
}

const identifierKey = (system: string, value: string): string => `${system}\n${value}`;

const patientChanged = () =>
  new FairdocError(
    'conflict',
    'clinic.patientChanged',
    'Somebody else has changed these details since you opened them.',
    'Read them again and repeat your correction where it is still needed.',
  );

const nhsNumberInUse = (holders: readonly string[]) =>
  new FairdocError(
    'conflict',
    'clinic.nhsNumberInUse',
    'Another patient record, perhaps an archived one, has this NHS number.',
    'Open that record. If both are the same person, continue in one of them; if not, check the number.',
    { details: { patientIds: holders } },
  );

const encounterOpen = () =>
  new FairdocError(
    'conflict',
    'clinic.encounterOpen',
    'This patient has an open encounter and stands in the queue.',
    'Close the encounter first, then archive the record.',
  );
