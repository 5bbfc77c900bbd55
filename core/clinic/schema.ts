import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { finding } from '../agents/index.ts';

/**
 * The tables of the clinic. Names, dates of birth, numbers and addresses stand in none of them: they are sealed
 * by the store under the person's own key. Every row carries `patient_id` (and `encounter_id` where it has one),
 * so that a patient's audit trail is found from the rows alone. Nothing is removed: `deleted_at` hides a row.
 */

export const SEXES = ['female', 'male', 'other', 'unknown'] as const;
export const ENCOUNTER_STATUSES = ['waiting', 'decided', 'closed', 'imported'] as const;
export const ARRIVAL_MODES = ['walk-in', 'ambulance', 'referred', 'transfer', 'unknown'] as const;
export const OUTCOMES = ['discharged', 'admitted', 'criticalCare', 'referred', 'left', 'died'] as const;
export const VALUE_KINDS = ['number', 'text', 'boolean'] as const;
export const HISTORY = ['condition', 'allergy', 'medication'] as const;

export const ANSWER_QUALITIES = ['severe', 'sudden'] as const;
export const ANSWERS = ['yes', 'no', 'unknown'] as const;

const hidden = () => ({
  deletedAt: text('deleted_at'),
  deletedBy: text('deleted_by'),
  deletedReason: text('deleted_reason'),
});

/** What may be known of a person without knowing who it is: enough for statistics on groups. */
export const patient = sqliteTable('patient', {
  id: text('id').primaryKey(),
  sex: text('sex', { enum: SEXES }).notNull(),
  birthYear: integer('birth_year'),
  ethnicCategory: text('ethnic_category'),
  language: text('language'),
  interpreterNeeded: integer('interpreter_needed', { mode: 'boolean' }),
  deprivationQuintile: integer('deprivation_quintile'),
  createdAt: text('created_at').notNull(),
  ...hidden(),
});

export const encounter = sqliteTable(
  'encounter',
  {
    id: text('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    status: text('status', { enum: ENCOUNTER_STATUSES }).notNull(),
    arrivedAt: text('arrived_at').notNull(),
    arrivalMode: text('arrival_mode', { enum: ARRIVAL_MODES }).notNull(),
    bay: text('bay'),
    narrative: text('narrative').notNull(),
    pregnancyWeeks: real('pregnancy_weeks'),
    /** Completed years at arrival; null where the date of birth does not tell. */
    ageYears: integer('age_years'),
    outcomeKind: text('outcome_kind', { enum: OUTCOMES }),
    outcomeAt: text('outcome_at'),
    outcomeNote: text('outcome_note'),
    createdAt: text('created_at').notNull(),
    ...hidden(),
  },
  (table) => [
    index('encounter_patient').on(table.patientId, table.arrivedAt),
    index('encounter_arrival').on(table.arrivedAt),
    index('encounter_open').on(table.status),
  ],
);

export const answer = sqliteTable(
  'answer',
  {
    id: text('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    encounterId: text('encounter_id')
      .notNull()
      .references(() => encounter.id),
    concept: text('concept').notNull(),
    quality: text('quality', { enum: ANSWER_QUALITIES }),
    answer: text('answer', { enum: ANSWERS }).notNull(),
    /** The question in the words in which it was asked, and what "yes" states. */
    question: text('question').notNull(),
    about: text('about').notNull(),
    answeredAt: text('answered_at').notNull(),
  },
  (table) => [index('answer_encounter').on(table.encounterId)],
);

export const observation = sqliteTable(
  'observation',
  {
    id: text('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    encounterId: text('encounter_id').references(() => encounter.id),
    /** A key of the vital signs where it is one. */
    vital: text('vital'),
    codeSystem: text('code_system'),
    code: text('code'),
    display: text('display').notNull(),
    valueKind: text('value_kind', { enum: VALUE_KINDS }),
    /** Numbers, and 0 or 1 for booleans. */
    valueNumber: real('value_number'),
    /** Text values; for a number how it was written, `37.50`, where a file said so. */
    valueText: text('value_text'),
    unit: text('unit'),
    referenceRange: text('reference_range'),
    interpretation: text('interpretation'),
    note: text('note'),
    status: text('status').notNull(),
    /** When it was measured, as precisely as that is known. */
    effectiveAt: text('effective_at'),
    recordedAt: text('recorded_at').notNull(),
    ...hidden(),
  },
  (table) => [
    index('observation_patient').on(table.patientId),
    index('observation_encounter').on(table.encounterId),
  ],
);

export const historyItem = sqliteTable(
  'history_item',
  {
    id: text('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    kind: text('kind', { enum: HISTORY }).notNull(),
    text: text('text').notNull(),
    codeSystem: text('code_system'),
    code: text('code'),
    detail: text('detail'),
    status: text('status'),
    since: text('since'),
    recordedAt: text('recorded_at').notNull(),
    ...hidden(),
  },
  (table) => [index('history_item_patient').on(table.patientId)],
);

export const attachment = sqliteTable(
  'attachment',
  {
    id: text('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    encounterId: text('encounter_id').references(() => encounter.id),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    size: integer('size').notNull(),
    /** Name of the encrypted blob that holds the content. */
    blob: text('blob').notNull(),
    addedAt: text('added_at').notNull(),
    addedBy: text('added_by').notNull(),
    addedByName: text('added_by_name').notNull(),
    ...hidden(),
  },
  (table) => [index('attachment_patient').on(table.patientId), index('attachment_blob').on(table.blob)],
);

/** A signed level. A later decision of the encounter takes its place; both stay. */
export const triageDecision = sqliteTable(
  'triage_decision',
  {
    id: text('id').primaryKey(),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    encounterId: text('encounter_id')
      .notNull()
      .references(() => encounter.id),
    findingId: text('finding_id')
      .notNull()
      .references(() => finding.id),
    /** Of the finding as it was shown and signed. */
    findingDigest: text('finding_digest').notNull(),
    kind: text('kind', { enum: ['confirm', 'override'] }).notNull(),
    proposedAcuity: integer('proposed_acuity').notNull(),
    acuity: integer('acuity').notNull(),
    disposition: text('disposition').notNull(),
    targetMinutes: integer('target_minutes').notNull(),
    overrideReason: text('override_reason'),
    note: text('note'),
    decidedBy: text('decided_by').notNull(),
    decidedByName: text('decided_by_name').notNull(),
    decidedAt: text('decided_at').notNull(),
    signatureId: text('signature_id').notNull(),
    /** Null while the decision stands. */
    supersededAt: text('superseded_at'),
  },
  (table) => [
    index('triage_decision_encounter').on(table.encounterId),
    index('triage_decision_time').on(table.decidedAt),
    uniqueIndex('triage_decision_standing').on(table.encounterId),
  ],
);

/** One file that was imported. Its bytes are kept as an encrypted blob. */
export const importFile = sqliteTable(
  'import_file',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    format: text('format').notNull(),
    size: integer('size').notNull(),
    blob: text('blob').notNull(),
    importerVersion: text('importer_version').notNull(),
    /** JSON: how many rows of each kind were added. */
    created: text('created').notNull(),
    /** JSON: what was left out, where and why. Holds no value of the file. */
    leftOut: text('left_out').notNull(),
    importedAt: text('imported_at').notNull(),
    importedBy: text('imported_by').notNull(),
  },
  (table) => [index('import_file_blob').on(table.blob)],
);

/** Which row a piece of a foreign system became, so that it is recognised when it comes again. */
export const sourceRecord = sqliteTable(
  'source_record',
  {
    id: text('id').primaryKey(),
    importId: text('import_id')
      .notNull()
      .references(() => importFile.id),
    patientId: text('patient_id')
      .notNull()
      .references(() => patient.id),
    encounterId: text('encounter_id'),
    recordType: text('record_type').notNull(),
    recordId: text('record_id').notNull(),
    /** Keyed hash of the sender's name for the piece; the name itself may be a person's number. */
    sourceKey: text('source_key').notNull(),
    /** Keyed hash of what the piece said; empty for patients and visits, which change. */
    contentKey: text('content_key').notNull(),
  },
  (table) => [
    index('source_record_key').on(table.sourceKey),
    index('source_record_patient').on(table.patientId),
    index('source_record_import').on(table.importId),
  ],
);

export type PatientRow = typeof patient.$inferSelect;
export type EncounterRow = typeof encounter.$inferSelect;
export type ObservationRow = typeof observation.$inferSelect;
export type HistoryRow = typeof historyItem.$inferSelect;
export type AttachmentRow = typeof attachment.$inferSelect;
export type DecisionRow = typeof triageDecision.$inferSelect;
