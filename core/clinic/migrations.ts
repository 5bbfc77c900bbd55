import type { Migration } from '../store/index.ts';

const HIDDEN = 'deleted_at TEXT, deleted_by TEXT, deleted_reason TEXT';

/** Stands after the agents' migrations: a decision refers to a finding. */
export const clinicMigrations: readonly Migration[] = [
  {
    domain: 'clinic',
    version: 1,
    name: 'patients, encounters and what is known about them',
    up: `
      CREATE TABLE patient (
        id TEXT PRIMARY KEY NOT NULL,
        sex TEXT NOT NULL CHECK (sex IN ('female', 'male', 'other', 'unknown')),
        birth_year INTEGER,
        ethnic_category TEXT,
        language TEXT,
        interpreter_needed INTEGER CHECK (interpreter_needed IN (0, 1)),
        deprivation_quintile INTEGER CHECK (deprivation_quintile BETWEEN 1 AND 5),
        created_at TEXT NOT NULL,
        ${HIDDEN}
      ) STRICT;

      CREATE TABLE encounter (
        id TEXT PRIMARY KEY NOT NULL,
        patient_id TEXT NOT NULL REFERENCES patient (id),
        status TEXT NOT NULL CHECK (status IN ('waiting', 'decided', 'closed', 'imported')),
        arrived_at TEXT NOT NULL,
        arrival_mode TEXT NOT NULL,
        bay TEXT,
        narrative TEXT NOT NULL,
        pregnancy_weeks REAL,
        age_years INTEGER,
        outcome_kind TEXT,
        outcome_at TEXT,
        outcome_note TEXT,
        created_at TEXT NOT NULL,
        ${HIDDEN},
        CHECK ((outcome_kind IS NULL) = (outcome_at IS NULL))
      ) STRICT;
      CREATE INDEX encounter_patient ON encounter (patient_id, arrived_at);
      CREATE INDEX encounter_arrival ON encounter (arrived_at);
      CREATE INDEX encounter_open ON encounter (status) WHERE status IN ('waiting', 'decided');

      CREATE TABLE observation (
        id TEXT PRIMARY KEY NOT NULL,
        patient_id TEXT NOT NULL REFERENCES patient (id),
        encounter_id TEXT REFERENCES encounter (id),
        vital TEXT,
        code_system TEXT,
        code TEXT,
        display TEXT NOT NULL,
        value_kind TEXT CHECK (value_kind IN ('number', 'text', 'boolean')),
        value_number REAL,
        value_text TEXT,
        unit TEXT,
        reference_range TEXT,
        interpretation TEXT,
        note TEXT,
        status TEXT NOT NULL,
        effective_at TEXT,
        recorded_at TEXT NOT NULL,
        ${HIDDEN}
      ) STRICT;
      CREATE INDEX observation_patient ON observation (patient_id);
      CREATE INDEX observation_encounter ON observation (encounter_id);

      CREATE TABLE history_item (
        id TEXT PRIMARY KEY NOT NULL,
        patient_id TEXT NOT NULL REFERENCES patient (id),
        kind TEXT NOT NULL CHECK (kind IN ('condition', 'allergy', 'medication')),
        text TEXT NOT NULL,
        code_system TEXT,
        code TEXT,
        detail TEXT,
        status TEXT,
        since TEXT,
        recorded_at TEXT NOT NULL,
        ${HIDDEN}
      ) STRICT;
      CREATE INDEX history_item_patient ON history_item (patient_id);

      CREATE TABLE attachment (
        id TEXT PRIMARY KEY NOT NULL,
        patient_id TEXT NOT NULL REFERENCES patient (id),
        encounter_id TEXT REFERENCES encounter (id),
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        blob TEXT NOT NULL,
        added_at TEXT NOT NULL,
        added_by TEXT NOT NULL,
        added_by_name TEXT NOT NULL,
        ${HIDDEN}
      ) STRICT;
      CREATE INDEX attachment_patient ON attachment (patient_id);
      CREATE INDEX attachment_blob ON attachment (blob);
    `,
  },
  {
    domain: 'clinic',
    version: 2,
    name: 'triage decisions',
    up: `
      CREATE TABLE triage_decision (
        id TEXT PRIMARY KEY NOT NULL,
        patient_id TEXT NOT NULL REFERENCES patient (id),
        encounter_id TEXT NOT NULL REFERENCES encounter (id),
        finding_id TEXT NOT NULL REFERENCES finding (id),
        finding_digest TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('confirm', 'override')),
        proposed_acuity INTEGER NOT NULL CHECK (proposed_acuity BETWEEN 1 AND 5),
        acuity INTEGER NOT NULL CHECK (acuity BETWEEN 1 AND 5),
        disposition TEXT NOT NULL,
        target_minutes INTEGER NOT NULL,
        override_reason TEXT,
        note TEXT,
        decided_by TEXT NOT NULL,
        decided_by_name TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        signature_id TEXT NOT NULL,
        superseded_at TEXT,
        CHECK ((kind = 'override') = (override_reason IS NOT NULL)),
        CHECK (kind = 'override' OR acuity = proposed_acuity)
      ) STRICT;
      CREATE INDEX triage_decision_encounter ON triage_decision (encounter_id);
      CREATE INDEX triage_decision_time ON triage_decision (decided_at);
      CREATE UNIQUE INDEX triage_decision_standing ON triage_decision (encounter_id)
        WHERE superseded_at IS NULL;
      CREATE UNIQUE INDEX triage_assessment_current ON finding (subject_id)
        WHERE kind = 'triage.assessment' AND status <> 'superseded';
    `,
  },
  {
    domain: 'clinic',
    version: 3,
    name: 'imported files and where their records went',
    up: `
      CREATE TABLE import_file (
        id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        format TEXT NOT NULL,
        size INTEGER NOT NULL,
        blob TEXT NOT NULL,
        importer_version TEXT NOT NULL,
        created TEXT NOT NULL,
        left_out TEXT NOT NULL,
        imported_at TEXT NOT NULL,
        imported_by TEXT NOT NULL
      ) STRICT;
      CREATE INDEX import_file_blob ON import_file (blob);

      CREATE TABLE source_record (
        id TEXT PRIMARY KEY NOT NULL,
        import_id TEXT NOT NULL REFERENCES import_file (id),
        patient_id TEXT NOT NULL REFERENCES patient (id),
        encounter_id TEXT,
        record_type TEXT NOT NULL,
        record_id TEXT NOT NULL,
        source_key TEXT NOT NULL,
        content_key TEXT NOT NULL
      ) STRICT;
      CREATE INDEX source_record_key ON source_record (source_key);
      CREATE INDEX source_record_patient ON source_record (patient_id);
      CREATE INDEX source_record_import ON source_record (import_id);
    `,
  },
  {
    domain: 'clinic',
    version: 4,
    name: 'answers to the questions of triage',
    up: `
      CREATE TABLE answer (
        id TEXT PRIMARY KEY NOT NULL,
        patient_id TEXT NOT NULL REFERENCES patient (id),
        encounter_id TEXT NOT NULL REFERENCES encounter (id),
        concept TEXT NOT NULL,
        quality TEXT CHECK (quality IN ('severe', 'sudden')),
        answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unknown')),
        question TEXT NOT NULL,
        about TEXT NOT NULL,
        answered_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX answer_encounter ON answer (encounter_id);
    `,
  },
];
