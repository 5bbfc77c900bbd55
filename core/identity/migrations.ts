import type { Migration } from '../store/index.ts';

/** The tables of people: identity/1 and on. */
export const identityMigrations: readonly Migration[] = [
  {
    domain: 'identity',
    version: 1,
    name: 'people, roles, sessions and signatures',
    up: `
      CREATE TABLE app_user (
        id TEXT PRIMARY KEY NOT NULL,
        login_name TEXT NOT NULL UNIQUE,
        full_name TEXT NOT NULL,
        active INTEGER NOT NULL CHECK (active IN (0, 1)),
        created_at TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER app_user_is_kept BEFORE DELETE ON app_user
      BEGIN SELECT RAISE(ABORT, 'people are deactivated, never removed'); END;
      CREATE TRIGGER app_user_keeps_its_names BEFORE UPDATE OF id, login_name ON app_user
      BEGIN SELECT RAISE(ABORT, 'ids and login names are never changed'); END;

      CREATE TABLE role_assignment (
        id TEXT PRIMARY KEY NOT NULL,
        user_id TEXT NOT NULL REFERENCES app_user (id),
        role TEXT NOT NULL,
        assigned_at TEXT NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX role_assignment_once ON role_assignment (user_id, role);

      CREATE TABLE sign_in_session (
        id TEXT PRIMARY KEY NOT NULL,
        user_id TEXT NOT NULL REFERENCES app_user (id),
        started_at TEXT NOT NULL,
        ended_at TEXT,
        ended TEXT
      ) STRICT;
      CREATE INDEX sign_in_session_user ON sign_in_session (user_id, started_at);

      CREATE TABLE failed_sign_in (
        id TEXT PRIMARY KEY NOT NULL,
        user_id TEXT REFERENCES app_user (id),
        subject TEXT NOT NULL CHECK (subject IN ('person', 'recoveryKey', 'unknownLogin')),
        wrong INTEGER NOT NULL,
        refused_too_soon INTEGER NOT NULL,
        first_at TEXT NOT NULL,
        last_at TEXT NOT NULL,
        locked_out INTEGER NOT NULL CHECK (locked_out IN (0, 1))
      ) STRICT;

      CREATE TABLE denied_call (
        id TEXT PRIMARY KEY NOT NULL,
        user_id TEXT NOT NULL REFERENCES app_user (id),
        procedure TEXT NOT NULL,
        needed TEXT NOT NULL,
        at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE passphrase_set (
        id TEXT PRIMARY KEY NOT NULL,
        user_id TEXT NOT NULL REFERENCES app_user (id),
        set_by TEXT REFERENCES app_user (id),
        set_at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE recovery_key_confirmation (
        id TEXT PRIMARY KEY NOT NULL,
        slot_id TEXT NOT NULL UNIQUE,
        confirmed_by TEXT NOT NULL REFERENCES app_user (id),
        confirmed_at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE signature (
        id TEXT PRIMARY KEY NOT NULL,
        user_id TEXT NOT NULL REFERENCES app_user (id),
        full_name TEXT NOT NULL,
        signed_at TEXT NOT NULL,
        meaning TEXT NOT NULL,
        subject_type TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        digest TEXT NOT NULL,
        session_id TEXT NOT NULL,
        place TEXT NOT NULL,
        seal TEXT NOT NULL
      ) STRICT;
      CREATE INDEX signature_subject ON signature (subject_type, subject_id);
      CREATE INDEX signature_time ON signature (signed_at);
      CREATE TRIGGER signature_is_final BEFORE UPDATE ON signature
      BEGIN SELECT RAISE(ABORT, 'signatures are never changed'); END;
      CREATE TRIGGER signature_is_kept BEFORE DELETE ON signature
      BEGIN SELECT RAISE(ABORT, 'signatures are never removed'); END;
    `,
  },
];
