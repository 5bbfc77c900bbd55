import { eq } from 'drizzle-orm';
import { yearsAt } from '../contract/age.ts';
import type { Encounter, NewAnswer, Vitals } from '../contract/index.ts';
import { isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Db, Store } from '../store/index.ts';
import { insertAnswers } from './answers.ts';
import { assessEncounter, encounterRow } from './assessments.ts';
import type { Acting, Clinic } from './clinic.ts';
import { type EncounterEvent, nextStatus } from './encounter-states.ts';
import { vitalRows } from './observations.ts';
import { readIdentity } from './patients.ts';
import { type EncounterRow, encounter, observation } from './schema.ts';

/** Encounters, from arrival to outcome. */

export type NewEncounter = Pick<
  Encounter,
  'patientId' | 'status' | 'arrivedAt' | 'arrivalMode' | 'narrative'
> & {
  readonly bay?: string | null | undefined;
  readonly pregnancyWeeks?: number | null | undefined;
  readonly outcome?: Encounter['outcome'];
};

/** Writes the row of an encounter within a change. */
export function insertEncounter(clinic: Clinic, store: Store, tx: Db, of: NewEncounter): EncounterRow {
  const { birthDate } = readIdentity(store, of.patientId);
  const row: EncounterRow = {
    id: newId(clinic.clock),
    patientId: of.patientId,
    status: of.status,
    arrivedAt: of.arrivedAt,
    arrivalMode: of.arrivalMode,
    bay: of.bay ?? null,
    narrative: of.narrative,
    pregnancyWeeks: of.pregnancyWeeks ?? null,
    ageYears: yearsAt(birthDate, of.arrivedAt),
    outcomeKind: of.outcome?.kind ?? null,
    outcomeAt: of.outcome?.at ?? null,
    outcomeNote: of.outcome?.note ?? null,
    createdAt: isoTime(clinic.clock),
    deletedAt: null,
    deletedBy: null,
    deletedReason: null,
  };
  tx.insert(encounter).values(row).run();
  return row;
}

export function toEncounter(row: EncounterRow): Encounter {
  const { id, patientId, status, arrivedAt, arrivalMode, bay, narrative, pregnancyWeeks } = row;
  const { outcomeKind: kind, outcomeAt: at, outcomeNote: note } = row;
  const outcome = kind === null || at === null ? null : { kind, at, note };
  return { id, patientId, status, arrivedAt, arrivalMode, bay, narrative, pregnancyWeeks, outcome };
}

/**
 * Records vital signs of now, and assesses anew.
 * @throws clinic.encounterNotFound, clinic.encounterState, clinic.nothingRecorded
 */
export function recordVitals(
  clinic: Clinic,
  { store, actor }: Acting,
  { encounterId, vitals }: { encounterId: string; vitals: Vitals },
): void {
  if (Object.values(vitals).every((value) => value === undefined)) throw nothingRecorded();
  store.change({ actor, action: 'clinic.recordVitals' }, (tx) => {
    const row = encounterRow(tx, encounterId);
    nextStatus(row.status, { type: 'record' });
    insertVitals(clinic, tx, row, vitals, isoTime(clinic.clock));
    assessEncounter(clinic, store, tx, encounterId, { anew: true });
  });
}

export function insertVitals(clinic: Clinic, tx: Db, row: EncounterRow, vitals: Vitals, at: string): void {
  const of = { patientId: row.patientId, encounterId: row.id, at };
  const rows = vitalRows(clinic.clock, clinic.codes, vitals, of);
  if (rows.length > 0) tx.insert(observation).values(rows).run();
}

/**
 * Puts answers on record, and assesses anew.
 * @throws clinic.encounterNotFound, clinic.encounterState
 */
export function answerQuestions(
  clinic: Clinic,
  { store, actor }: Acting,
  { encounterId, answers }: { encounterId: string; answers: readonly NewAnswer[] },
): void {
  store.change({ actor, action: 'clinic.answerQuestions' }, (tx) => {
    const row = encounterRow(tx, encounterId);
    nextStatus(row.status, { type: 'record' });
    insertAnswers(clinic, tx, row, answers);
    assessEncounter(clinic, store, tx, encounterId, { anew: true });
  });
}

/**
 * Corrects what the patient says, and assesses anew.
 * @throws clinic.encounterNotFound, clinic.encounterState
 */
export function updateNarrative(
  clinic: Clinic,
  { store, actor }: Acting,
  update: {
    readonly encounterId: string;
    readonly narrative: string;
    /** Left as it is when undefined. */
    readonly pregnancyWeeks?: number | null | undefined;
    readonly reason: string;
  },
): void {
  const { encounterId, narrative, pregnancyWeeks, reason } = update;
  store.change({ actor, action: 'clinic.updateNarrative', reason }, (tx) => {
    const row = encounterRow(tx, encounterId);
    nextStatus(row.status, { type: 'record' });
    const weeks = pregnancyWeeks === undefined ? row.pregnancyWeeks : pregnancyWeeks;
    tx.update(encounter).set({ narrative, pregnancyWeeks: weeks }).where(eq(encounter.id, encounterId)).run();
    assessEncounter(clinic, store, tx, encounterId, { anew: true });
  });
}

/** Closes an encounter with what became of the patient. @throws clinic.encounterNotFound, clinic.encounterState */
export function closeEncounter(
  clinic: Clinic,
  { store, actor }: Acting,
  { encounterId, outcome }: { encounterId: string; outcome: ClosingOutcome },
): void {
  store.change({ actor, action: 'clinic.closeEncounter' }, (tx) => {
    const row = encounterRow(tx, encounterId);
    endEncounter(
      tx,
      row,
      { type: 'close', outcome: outcome.kind },
      { ...outcome, at: isoTime(clinic.clock) },
    );
  });
}

export interface ClosingOutcome {
  readonly kind: NonNullable<Encounter['outcome']>['kind'];
  readonly note?: string | null | undefined;
}

export function endEncounter(
  tx: Db,
  row: EncounterRow,
  event: EncounterEvent,
  outcome: ClosingOutcome & { readonly at: string },
): void {
  const status = nextStatus(row.status, event);
  tx.update(encounter)
    .set({ status, outcomeKind: outcome.kind, outcomeAt: outcome.at, outcomeNote: outcome.note ?? null })
    .where(eq(encounter.id, row.id))
    .run();
}

const nothingRecorded = () =>
  new FairdocError(
    'invalid',
    'clinic.nothingRecorded',
    'No vital sign was given.',
    'Enter at least one measurement, or leave the form.',
  );
