import type { Migration } from '../store/index.ts';

/** Findings are shared by every domain that comes after. */
export const agentsMigrations: readonly Migration[] = [
  {
    domain: 'agents',
    version: 1,
    name: 'findings',
    up: `
      CREATE TABLE finding (
        id TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL,
        agent TEXT NOT NULL,
        agent_version TEXT NOT NULL,
        subject_type TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        patient_id TEXT,
        encounter_id TEXT,
        severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 5),
        confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
        summary TEXT NOT NULL,
        payload TEXT NOT NULL,
        digest TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'overruled', 'superseded')),
        created_at TEXT NOT NULL,
        settled_at TEXT,
        settled_by TEXT
      ) STRICT;
      CREATE INDEX finding_subject ON finding (subject_id, kind, created_at);
      CREATE INDEX finding_patient ON finding (patient_id);
      CREATE INDEX finding_encounter ON finding (encounter_id);
    `,
  },
];
