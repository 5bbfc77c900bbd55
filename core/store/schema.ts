import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Migration } from './migrations.ts';
import { ROW_INDEX_SQL } from './row-index.ts';

/** The store's own tables. */

/**
 * One altered row. `old` and `new` are JSON arrays of the row's values in the column order that `shape` names.
 * Which change set it belongs to follows from `seq`: a change set covers an unbroken range.
 */
export const change = sqliteTable('change', {
  seq: integer('seq').primaryKey(),
  shape: text('shape').notNull(),
  rowId: text('row_id').notNull(),
  op: text('op', { enum: ['insert', 'update', 'delete', 'migrate'] }).notNull(),
  old: text('old'),
  new: text('new'),
});

/** The columns of a table at one time. The key holds a digest of them, so the pair proves itself. */
export const changeShape = sqliteTable('change_shape', {
  key: text('key').primaryKey(),
  tableName: text('table_name').notNull(),
  columns: text('columns').notNull(),
});

/** What was done in one go by one person, sealed: see `seal.ts` for what the hash covers. */
export const changeSet = sqliteTable('change_set', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  device: text('device').notNull(),
  /** Position in the chain of this device, from 1. */
  number: integer('number').notNull(),
  hlc: text('hlc').notNull(),
  time: text('time').notNull(),
  actor: text('actor').notNull(),
  actorName: text('actor_name').notNull(),
  action: text('action').notNull(),
  reason: text('reason'),
  firstChange: integer('first_change').notNull(),
  changes: integer('changes').notNull(),
  digest: text('digest').notNull(),
  previous: text('previous').notNull(),
  hash: text('hash').notNull(),
  signature: text('signature').notNull(),
});

/** Devices whose signatures this workspace accepts. */
export const device = sqliteTable('device', {
  id: text('id').primaryKey(),
  publicKey: text('public_key').notNull(),
  addedAt: text('added_at').notNull(),
});

export const workspace = sqliteTable('workspace', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: text('created_at').notNull(),
});

export const migration = sqliteTable('migration', {
  id: text('id').primaryKey(),
  domain: text('domain').notNull(),
  version: integer('version').notNull(),
  name: text('name').notNull(),
  appliedAt: text('applied_at').notNull(),
});

/** Personal identifiers, sealed under that person's own key. */
export const personIdentity = sqliteTable('person_identity', {
  id: text('id').primaryKey(),
  sealed: text('sealed').notNull(),
});

export const personKey = sqliteTable('person_key', {
  personId: text('person_id').primaryKey(),
  wrapped: text('wrapped').notNull(),
});

export const personLookup = sqliteTable('person_lookup', {
  personId: text('person_id').notNull(),
  kind: text('kind').notNull(),
  blind: text('blind').notNull(),
});

// `change` carries no constraints: SQLite would guard every audited statement with a rollback journal for them,
// and verify() finds what they would have refused.
const FIRST = `
CREATE TABLE change (seq INTEGER PRIMARY KEY, shape, row_id, op, old, new);
${ROW_INDEX_SQL}CREATE TABLE change_shape (key TEXT PRIMARY KEY NOT NULL, table_name TEXT NOT NULL, columns TEXT NOT NULL)
  STRICT, WITHOUT ROWID;
CREATE TABLE change_set (
  seq INTEGER PRIMARY KEY,
  device TEXT NOT NULL,
  number INTEGER NOT NULL,
  hlc TEXT NOT NULL,
  time TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT,
  first_change INTEGER NOT NULL,
  changes INTEGER NOT NULL,
  digest TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT;
CREATE TABLE device (id TEXT PRIMARY KEY NOT NULL, public_key TEXT NOT NULL, added_at TEXT NOT NULL) STRICT;
CREATE TABLE workspace (id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, created_at TEXT NOT NULL) STRICT;
CREATE TABLE migration (
  id TEXT PRIMARY KEY NOT NULL,
  domain TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT;
CREATE TABLE person_identity (id TEXT PRIMARY KEY NOT NULL, sealed TEXT NOT NULL) STRICT;
CREATE TABLE person_key (person_id TEXT PRIMARY KEY NOT NULL, wrapped TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE person_lookup (
  person_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  blind TEXT NOT NULL,
  PRIMARY KEY (kind, blind, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_lookup_by_person ON person_lookup (person_id);
`;

export const STORE_MIGRATIONS: readonly Migration[] = [
  {
    domain: 'store',
    version: 1,
    name: 'log, ledger, devices, sealed identities',
    up: FIRST,
    unaudited: {
      change: 'It is the log.',
      change_by_row: 'Derived from the log; verify() compares it.',
      change_indexed: 'Says how far change_by_row goes.',
      change_shape: 'It is part of the log; each key proves its row.',
      change_set: 'It is the log.',
      person_key: 'Destroying a key must leave no copy behind.',
      person_lookup: 'Derived from person_identity; erasing a person must leave no trace of the number.',
    },
  },
];
