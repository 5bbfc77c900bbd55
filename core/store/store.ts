import type Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import type { Clock } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import type { ClockJump } from '../kernel/hlc.ts';
import type { Log } from '../kernel/log.ts';
import { type BackupOptions, type BackupResult, writeBackup } from './backup.ts';
import { type Blobs, openBlobs } from './blobs.ts';
import { type ChangeFilter, type ChangeReader, createChangeReader } from './change-reader.ts';
import type { DataKey } from './data-key.ts';
import { openDatabase } from './database.ts';
import { cancelled, misuse, storeClosed, translateError } from './errors.ts';
import { exportLog } from './export-log.ts';
import { errorCode } from './files.ts';
import type { KeyringBody } from './keyring.ts';
import type { WorkspaceLayout } from './layout.ts';
import type { Migration } from './migrations.ts';
import { checkRowIndex } from './row-index.ts';
import type { ChangeMeta, ChangeSetRef, DeviceSigner, Sealer } from './seal.ts';
import { tableOf } from './shapes.ts';
import { withStatementCache } from './statement-cache.ts';
import { createVault, type Vault } from './vault.ts';
import { type Verification, type VerifyOptions, verifyDatabase } from './verify.ts';
import { readWitness, type Witness } from './witness.ts';

/** Typed queries over the workspace. `$client` is the driver beneath, for what drizzle cannot say. */
export type Db = BetterSQLite3Database<Record<string, never>> & { readonly $client: Database.Database };

export interface Changed<T> {
  readonly value: T;
  readonly changeSet: ChangeSetRef;
}

/** One altered row, as listeners see it. */
export interface RowChange {
  readonly table: string;
  readonly rowId: string;
  readonly op: 'insert' | 'update' | 'delete' | 'migrate';
}

/** Told after the commit, never before. */
export interface CommitEvent {
  readonly changeSet: ChangeSetRef;
  readonly meta: ChangeMeta;
  readonly tables: readonly string[];
  /** Read when asked for: an import can alter very many rows. */
  rows(): readonly RowChange[];
}

export interface Store {
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly deviceId: string;
  readonly folder: string;
  readonly changes: ChangeReader;
  readonly vault: Vault;
  readonly blobs: Blobs;
  /**
   * Writes. Everything that `work` does is one transaction and one change set; when it throws, nothing happened.
   * Listeners are told after the commit.
   * @throws whatever `work` throws; store.diskFull, store.duplicate, store.reference and others as FairdocError.
   */
  change<T>(meta: ChangeMeta, work: (tx: Db) => Synchronous<T>): Changed<T>;
  /** Writes to unaudited tables alone, in one transaction without a change set. */
  changeUnaudited<T>(work: (tx: Db) => Synchronous<T>): T;
  /** Reads. An attempt to write in here fails. */
  read<T>(work: (db: Db) => T): T;
  /**
   * A prepared statement, made once for each text: for hot paths. All callers share it, so do not switch its mode
   * (`pluck`, `raw`); bind values of a LIMIT sparingly, since SQLite plans anew for each.
   */
  prepare<P extends unknown[] | object = unknown[], R = unknown>(
    sql: string,
  ): Database.Statement<Bound<P>, R>;
  /** @returns a function that stops telling. */
  onCommit(listener: (event: CommitEvent) => void): () => void;
  /** Tells of sudden changes of the machine's clock, seen when a change set is written. */
  onClockJump(listener: (jump: ClockJump) => void): () => void;
  /**
   * Recomputes the whole log and compares every audited row with it, on a snapshot of its own while work goes on.
   * @throws store.cancelled
   */
  verify(options?: VerifyOptions): Promise<Verification>;
  /** Writes a backup into one file. @throws store.diskFull, store.cancelled */
  backup(targetFile: string, options?: BackupOptions): Promise<BackupResult>;
  /** The log as JSON lines that can be read and checked without this product. */
  exportLog(filter?: ChangeFilter): AsyncGenerator<string, void>;
  /** Stops what is running and closes. Does nothing the second time. */
  close(): void;
}

/** A transaction ends when its function returns, so the function cannot be async. */
export type Synchronous<T> = T extends PromiseLike<unknown> ? never : T;
type Bound<P> = P extends unknown[] ? P : [P];

/** What `openStore` has found and opened, for `assembleStore`. */
export interface StoreParts {
  readonly layout: WorkspaceLayout;
  readonly keyring: KeyringBody;
  readonly dataKey: DataKey;
  readonly db: Database.Database;
  readonly sealer: Sealer;
  readonly signer: DeviceSigner;
  readonly clock: Clock;
  readonly log: Log;
  readonly migrations: readonly Migration[];
  readonly witness: Witness;
  readonly onClose: () => void;
}

export function assembleStore(parts: StoreParts): Store {
  const { db, sealer, log } = parts;
  const orm: Db = Object.assign(drizzle(withStatementCache(db)), { $client: db });
  const statements = new Map<string, Database.Statement>();
  const commitListeners = new Set<(event: CommitEvent) => void>();
  const jumpListeners = new Set<(jump: ClockJump) => void>();
  const { workspaceId } = parts.keyring;
  const changes = createChangeReader(db);
  const blobs = openBlobs(parts.layout.blobs, parts.dataKey);
  const closing = new AbortController();
  let background: Promise<unknown> = Promise.resolve();
  let busy: 'change' | 'read' | null = null;

  function prepare<P extends unknown[] | object, R>(sql: string): Database.Statement<Bound<P>, R> {
    if (!db.open) throw storeClosed();
    const known = statements.get(sql);
    const statement = known ?? db.prepare(sql);
    if (known === undefined) statements.set(sql, statement);
    return statement as Database.Statement<Bound<P>, R>;
  }

  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');

  /** Runs `work` and `finish` as one transaction. */
  function transact<T, F>(
    work: (tx: Db) => Synchronous<T>,
    finish: (first: number) => F,
  ): { value: T; end: F } {
    if (!db.open) throw storeClosed();
    if (busy !== null) throw misuse(`a change was started inside a ${busy}`);
    busy = 'change';
    try {
      begin.run();
      const first = sealer.begin();
      const value = work(orm);
      if (isPromise(value)) throw misuse('a change must not wait for anything');
      const end = finish(first);
      commit.run();
      return { value, end };
    } catch (thrown) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw translateError(thrown);
    } finally {
      busy = null;
    }
  }

  function change<T>(meta: ChangeMeta, work: (tx: Db) => Synchronous<T>): Changed<T> {
    let first = 0;
    const { value, end } = transact(work, (from) => {
      first = from;
      return sealer.seal(meta, from);
    });
    const { jump, mark } = end.done();
    parts.witness.note(mark);
    if (jump !== null) tell(jumpListeners, jump);
    if (commitListeners.size > 0) tell(commitListeners, commitEvent(end.ref, meta, first, end.changes));
    return { value, changeSet: end.ref };
  }

  function commitEvent(
    changeSet: ChangeSetRef,
    meta: ChangeMeta,
    first: number,
    changes: number,
  ): CommitEvent {
    const range = [first, first + changes - 1] as const;
    const tables = prepare<[number, number], { name: string }>(
      `SELECT DISTINCT ${tableOf('shape')} AS name FROM change WHERE seq BETWEEN ? AND ?`,
    );
    const rows = prepare<[number, number], RowChange>(
      `SELECT ${tableOf('shape')} AS "table", row_id AS rowId, op
       FROM change WHERE seq BETWEEN ? AND ? ORDER BY seq`,
    );
    return {
      changeSet,
      meta,
      tables: tables.all(...range).map(({ name }) => name),
      rows: () => rows.all(...range),
    };
  }

  /** A listener that fails must not undo what is committed, nor keep the others from hearing of it. */
  function tell<E>(listeners: ReadonlySet<(event: E) => void>, event: E): void {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (thrown) {
        const code = thrown instanceof FairdocError ? thrown.code : 'kernel.unexpected';
        log.error({ code }, 'a listener of the store failed');
      }
    }
  }

  function read<T>(work: (db: Db) => T): T {
    if (!db.open) throw storeClosed();
    if (busy !== null) return work(orm);
    busy = 'read';
    try {
      // SQLite applies this while compiling, so it cannot be prepared once.
      db.pragma('query_only = 1');
      return work(orm);
    } catch (thrown) {
      if (errorCode(thrown) === 'SQLITE_READONLY') throw misuse('a read tried to write');
      throw translateError(thrown);
    } finally {
      if (db.open) db.pragma('query_only = 0');
      busy = null;
    }
  }

  /** A backup needs the log to itself for a moment, which a verification would hold up. */
  function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    if (!db.open) return Promise.reject(storeClosed());
    const result = background.then(work, work);
    background = result.catch(() => undefined);
    return result;
  }

  /** Closing the store ends what runs in the background: the file under it is about to change. */
  const until = (signal: AbortSignal | undefined): AbortSignal =>
    signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);

  const listen = <L>(listeners: Set<L>, listener: L) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };

  return {
    workspaceId,
    workspaceName: parts.keyring.name,
    deviceId: parts.signer.deviceId,
    folder: parts.layout.folder,
    changes,
    vault: createVault(db, parts.dataKey),
    blobs,
    change,
    changeUnaudited: (work) =>
      transact(work, (first) => {
        if (sealer.begin() !== first) throw misuse('an audited table was changed without a change set');
      }).value,
    read,
    prepare,
    onCommit: (listener) => listen(commitListeners, listener),
    onClockJump: (listener) => listen(jumpListeners, listener),
    verify: (options) => oneAtATime(() => verifyCopy(parts, { ...options, signal: until(options?.signal) })),
    backup: (target, options) =>
      oneAtATime(() =>
        writeBackup({ ...parts, blobs }, target, { ...options, signal: until(options?.signal) }),
      ),
    exportLog: (filter) =>
      exportLog(
        {
          db,
          reader: changes,
          workspaceId,
          name: parts.keyring.name,
          signer: parts.signer,
          clock: parts.clock,
        },
        filter,
      ),
    close() {
      if (!db.open) return;
      closing.abort();
      statements.clear();
      db.close();
      parts.witness.flush();
      parts.onClose();
    },
  };
}

/** Verifies the workspace on a connection of its own. */
async function verifyCopy(
  { db: writing, layout, keyring, dataKey, migrations, clock, witness }: StoreParts,
  options: VerifyOptions,
): Promise<Verification> {
  if (options.signal?.aborted) throw cancelled();
  witness.flush();
  const misindexed = await checkRowIndex(writing, options.signal);
  const testimony = readWitness(layout.witness, dataKey, keyring.device.deviceId);
  const db = openDatabase(layout.database, dataKey, {
    cipher: keyring.cipher,
    readonly: true,
    cacheMiB: 16,
  });
  try {
    return await verifyDatabase({ db, keyring, dataKey, migrations, clock, testimony, misindexed }, options);
  } finally {
    db.close();
  }
}

function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
