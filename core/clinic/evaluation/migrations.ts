import type { Migration } from '../../store/index.ts';

export const evaluationMigrations: readonly Migration[] = [
  {
    domain: 'evaluation',
    version: 1,
    name: 'evaluations of triage',
    up: `
      CREATE TABLE evaluation_run (
        id TEXT PRIMARY KEY NOT NULL,
        source TEXT NOT NULL CHECK (source IN ('file', 'workspace')),
        name TEXT NOT NULL,
        file_blob TEXT,
        result_blob TEXT NOT NULL,
        levels TEXT NOT NULL CHECK (levels IN ('five', 'four', 'three')),
        cases INTEGER NOT NULL,
        judged INTEGER NOT NULL,
        exact INTEGER NOT NULL,
        under INTEGER NOT NULL,
        emergencies INTEGER NOT NULL,
        missed INTEGER NOT NULL,
        knowledge_version TEXT NOT NULL,
        knowledge_digest TEXT NOT NULL,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        created_by_name TEXT NOT NULL,
        CHECK ((source = 'file') = (file_blob IS NOT NULL))
      ) STRICT;
      CREATE INDEX evaluation_run_time ON evaluation_run (created_at);
      CREATE INDEX evaluation_run_file ON evaluation_run (file_blob);
    `,
  },
];
