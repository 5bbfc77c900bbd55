import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ManualClock, manualClock } from '../kernel/clock.ts';
import type { DataKey } from './data-key.ts';
import { KDF_FLOOR } from './kdf.ts';
import type { Migration } from './migrations.ts';
import type { ChangeMeta } from './seal.ts';
import type { Store } from './store.ts';
import { type CreateOptions, createWorkspace, openStore } from './workspace.ts';

/** A small workspace on a real disk, for the store's own tests. */

export const ANA = { userId: 'user-ana', loginName: 'ana', passphrase: 'a long enough passphrase' };
export const byAna = (action: string, reason?: string): ChangeMeta => ({
  actor: { userId: ANA.userId, name: 'Ana Example' },
  action,
  reason,
});

export const WARD: readonly Migration[] = [
  {
    domain: 'ward',
    version: 1,
    name: 'beds and notes',
    up: `
      CREATE TABLE bed (
        id TEXT PRIMARY KEY NOT NULL, label TEXT NOT NULL, weight REAL, places INTEGER,
        deleted_at TEXT, deleted_by TEXT, deletion_reason TEXT
      ) STRICT;
      CREATE TABLE note (
        id TEXT PRIMARY KEY NOT NULL, bed_id TEXT NOT NULL REFERENCES bed (id) ON DELETE CASCADE, text TEXT
      ) STRICT;
      CREATE TABLE scratch (id TEXT PRIMARY KEY NOT NULL, value TEXT) STRICT;`,
    unaudited: { scratch: 'For tests of what is not audited.' },
  },
];

export interface TestWorkspace {
  readonly folder: string;
  readonly store: Store;
  readonly dataKey: DataKey;
  readonly recoveryKey: string;
  readonly clock: ManualClock;
  /** Closes the store and opens it again. */
  reopen(migrations?: readonly Migration[]): Promise<Store>;
  [Symbol.dispose](): void;
}

/** An empty folder; declare it with `using`, and it goes with everything in it. */
export function testFolder(): { readonly folder: string; [Symbol.dispose](): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'fairdoc-store-'));
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Close it with `using`: the folder goes too. */
export async function testWorkspace(options: Partial<CreateOptions> = {}): Promise<TestWorkspace> {
  const root = testFolder();
  const folder = path.join(root.folder, 'workspace');
  const clock = manualClock();
  const created = await createWorkspace(folder, {
    name: 'Ward 7',
    migrations: WARD,
    clock,
    firstUser: ANA,
    kdf: KDF_FLOOR,
    ...options,
  });
  let { store } = created;
  return {
    ...created,
    folder,
    clock,
    get store() {
      return store;
    },
    async reopen(migrations = options.migrations ?? WARD) {
      store.close();
      store = await openStore(folder, created.dataKey, { migrations, clock });
      return store;
    },
    [Symbol.dispose]() {
      store.close();
      root[Symbol.dispose]();
    },
  };
}

export function addBed(store: Store, id: string, label = 'Bed', action = 'bed.add'): void {
  store.change(byAna(action), () => {
    store.prepare('INSERT INTO bed (id, label, weight, places) VALUES (?, ?, ?, ?)').run(id, label, 72.5, 1);
  });
}

/** The stored table, row by row. */
export function rowsOf(store: Store, table: string): unknown[] {
  return store.read(({ $client }) => $client.prepare(`SELECT * FROM ${table} ORDER BY id`).all());
}

/** Runs SQL as somebody would who has the key and goes around the product: no triggers, no checks. */
export function tamper(
  store: Store,
  work: (run: (sql: string, ...values: unknown[]) => number) => void,
): void {
  const db = store.read(({ $client }) => $client);
  const triggers = db
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  db.pragma('foreign_keys = OFF');
  for (const { name } of triggers) db.exec(`DROP TRIGGER "${name}"`);
  work((sql, ...values) => db.prepare(sql).run(...values).changes);
  for (const { sql } of triggers) db.exec(sql);
  db.pragma('foreign_keys = ON');
}
