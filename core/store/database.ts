import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import type { DataKey } from './data-key.ts';
import { databaseDamaged, databaseForeign, databaseMissing, translateError } from './errors.ts';
import { errorCode } from './files.ts';
import type { Cipher } from './keyring.ts';
import { databaseSalt } from './layout.ts';

/** "Fair" in ASCII: what `file` and SQLite tools show as the kind of this database. */
export const APPLICATION_ID = 0x46616972;
export const PAGE_SIZE = 4096;

export interface DatabaseOptions {
  readonly cipher: Cipher;
  /** A second connection with a snapshot of its own, which cannot write. */
  readonly readonly?: boolean;
  /** Page cache in MiB. */
  readonly cacheMiB?: number;
}

/**
 * Opens the encrypted database. The order matters: the cipher and its key come before anything that touches the
 * file. Temporary tables stay in memory, because temporary files are not encrypted.
 * @throws store.damaged when the key does not open the file.
 */
export function openDatabase(file: string, key: DataKey, options: DatabaseOptions): Database.Database {
  const db = new Database(file, { readonly: options.readonly ?? false, timeout: 5_000 });
  try {
    db.pragma(`cipher = '${options.cipher}'`);
    if (options.cipher === 'sqlcipher') db.pragma('legacy = 4');
    db.pragma(`key = "raw:${key.derive('database').toString('hex')}${saltOf(key)}"`);
    db.pragma('temp_store = MEMORY');
    db.pragma(`cache_size = ${-1024 * (options.cacheMiB ?? 64)}`);
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    if (!options.readonly) {
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      // 16 MiB of log before pages move to the database: the audit trail touches the same pages again and again.
      db.pragma('wal_autocheckpoint = 4096');
      db.pragma('secure_delete = ON');
    }
    db.pragma('foreign_keys = ON');
    // Without this, REPLACE removes a row without telling the audit triggers.
    db.pragma('recursive_triggers = ON');
    sqliteVec.load(db);
    return db;
  } catch (thrown) {
    db.close();
    if (errorCode(thrown) === 'SQLITE_NOTADB') throw databaseDamaged('its first page cannot be read', thrown);
    throw translateError(thrown);
  }
}

const saltOf = (key: DataKey): string => databaseSalt(key.workspaceId).toString('hex');

/**
 * What can be told about a database file without its key.
 * @throws store.databaseMissing, store.foreign, store.damaged
 */
export function examineDatabaseFile(file: string, workspaceId: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw databaseMissing();
  if (size === 0) throw databaseDamaged('it is empty');
  const head = Buffer.alloc(16);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, 16, 0);
  } finally {
    closeSync(descriptor);
  }
  if (!head.equals(databaseSalt(workspaceId))) throw databaseForeign();
  // A checkpoint that was broken off can end within a page; the write-ahead log then still holds the whole page.
  if (size % PAGE_SIZE !== 0 && wasClosedCleanly(file)) throw databaseDamaged('it was cut short');
}

/** A session that ended without closing leaves its write-ahead log behind. */
export function wasClosedCleanly(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

/**
 * Looks for structural damage in the whole database.
 * @throws store.damaged
 */
export function checkStructure(db: Database.Database): void {
  let found: unknown;
  try {
    found = db.pragma('quick_check(1)', { simple: true });
  } catch (thrown) {
    throw translateError(thrown);
  }
  if (found !== 'ok') throw databaseDamaged('its structure is not consistent');
}
