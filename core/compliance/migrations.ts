import type { Migration } from '../store/index.ts';

/** What is kept about the record itself. */
export const complianceMigrations: readonly Migration[] = [
  {
    domain: 'compliance',
    version: 1,
    name: 'verifications and exports',
    up: `
      CREATE TABLE verification (
        id TEXT PRIMARY KEY NOT NULL,
        verified_at TEXT NOT NULL,
        intact INTEGER NOT NULL CHECK (intact IN (0, 1)),
        change_sets INTEGER NOT NULL,
        changes INTEGER NOT NULL,
        rows INTEGER NOT NULL,
        seconds REAL NOT NULL,
        breaks TEXT NOT NULL,
        verified_by TEXT NOT NULL
      ) STRICT;
      CREATE INDEX verification_time ON verification (verified_at);

      CREATE TABLE trail_export (
        id TEXT PRIMARY KEY NOT NULL,
        exported_at TEXT NOT NULL,
        exported_by TEXT NOT NULL,
        filter TEXT NOT NULL,
        change_sets INTEGER NOT NULL
      ) STRICT;
    `,
  },
];
