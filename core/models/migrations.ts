import type { Migration } from '../store/index.ts';

/** What people of this workspace decided about learned models. */
export const modelsMigrations: readonly Migration[] = [
  {
    domain: 'models',
    version: 1,
    name: 'decisions about models',
    up: `
      CREATE TABLE model_decision (
        id TEXT PRIMARY KEY NOT NULL,
        model_id TEXT NOT NULL,
        version TEXT NOT NULL,
        digest TEXT NOT NULL,
        act TEXT NOT NULL CHECK (act IN ('signOff', 'activate', 'retire')),
        reason TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        decided_by TEXT NOT NULL,
        decided_by_name TEXT NOT NULL,
        signature_id TEXT NOT NULL REFERENCES signature (id)
      ) STRICT;
      CREATE INDEX model_decision_model ON model_decision (model_id, decided_at);
    `,
  },
];
