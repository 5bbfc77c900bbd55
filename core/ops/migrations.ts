import type { Migration } from '../store/index.ts';

/** The tables of day-to-day running: ops/1 and on. */
export const opsMigrations: readonly Migration[] = [
  {
    domain: 'ops',
    version: 1,
    name: 'settings, jobs, notifications, backups',
    up: `
      CREATE TABLE setting (
        id TEXT PRIMARY KEY NOT NULL CHECK (id = 'settings'),
        workspace_name TEXT NOT NULL,
        target_scale TEXT NOT NULL,
        idle_minutes INTEGER NOT NULL,
        retriage_minutes TEXT NOT NULL,
        escalate_after_minutes INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE job (
        id TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
        input TEXT NOT NULL,
        created_at TEXT NOT NULL,
        started_at TEXT,
        finished_at TEXT,
        started_by TEXT NOT NULL,
        started_by_name TEXT NOT NULL,
        done INTEGER NOT NULL,
        total INTEGER,
        error TEXT,
        result_blob TEXT
      ) STRICT;
      CREATE INDEX job_created ON job (created_at);
      CREATE INDEX job_state ON job (state);

      CREATE TABLE notification (
        id TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL,
        severity TEXT NOT NULL CHECK (severity IN ('info', 'attention', 'urgent')),
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        link_screen TEXT,
        link_id TEXT,
        created_at TEXT NOT NULL,
        for_user TEXT,
        for_permission TEXT,
        once_key TEXT,
        CHECK ((for_user IS NULL) <> (for_permission IS NULL))
      ) STRICT;
      CREATE UNIQUE INDEX notification_once ON notification (once_key);
      CREATE INDEX notification_time ON notification (created_at);

      CREATE TABLE notification_read (
        id TEXT PRIMARY KEY NOT NULL,
        notification_id TEXT NOT NULL REFERENCES notification (id),
        user_id TEXT NOT NULL,
        read_at TEXT NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX notification_read_once ON notification_read (user_id, notification_id);

      CREATE TABLE backup (
        id TEXT PRIMARY KEY NOT NULL,
        created_at TEXT NOT NULL,
        size INTEGER NOT NULL,
        change_sets INTEGER NOT NULL,
        digest TEXT NOT NULL,
        checked_at TEXT,
        checked_intact INTEGER CHECK (checked_intact IN (0, 1))
      ) STRICT;
    `,
  },
];
