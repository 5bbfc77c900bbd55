import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { layoutOf } from './layout.ts';
import type { Migration } from './migrations.ts';
import { restoreBackup } from './restore.ts';
import { addBed, byAna, rowsOf, tamper, testWorkspace, WARD } from './test-workspace.ts';
import { inspectWorkspace, openStore } from './workspace.ts';

const second = (up: Migration['up'], more: Partial<Migration> = {}): Migration[] => [
  ...WARD,
  { domain: 'ward', version: 2, name: 'second', up, ...more },
];

/** A rebuild as SQLite's documentation describes it: new table, copy, drop, rename. */
const REBUILD = `
  CREATE TABLE bed_new (id TEXT PRIMARY KEY NOT NULL, label TEXT NOT NULL, weight REAL, floor INTEGER NOT NULL DEFAULT 3) STRICT;
  INSERT INTO bed_new (id, label, weight) SELECT id, upper(label), weight FROM bed;
  DROP TABLE bed;
  ALTER TABLE bed_new RENAME TO bed;`;

async function populated() {
  const workspace = await testWorkspace();
  const { store } = workspace;
  for (let index = 1; index <= 3; index += 1) addBed(store, `bed-${index}`, `label ${index}`);
  store.change(byAna('note.add'), () =>
    store.prepare("INSERT INTO note VALUES ('note-1', 'bed-1', 'quiet'), ('note-2', 'bed-1', 'cold')").run(),
  );
  return workspace;
}

describe('a migration', () => {
  test('[URS-STO-06] that rebuilds a table keeps its rows and their children', async () => {
    using workspace = await populated();
    const notes = rowsOf(workspace.store, 'note');
    const store = await workspace.reopen(second(REBUILD, { altersRowsOf: [] }));
    expect(rowsOf(store, 'note')).toEqual(notes);
    expect(rowsOf(store, 'bed')).toEqual([
      { id: 'bed-1', label: 'LABEL 1', weight: 72.5, floor: 3 },
      { id: 'bed-2', label: 'LABEL 2', weight: 72.5, floor: 3 },
      { id: 'bed-3', label: 'LABEL 3', weight: 72.5, floor: 3 },
    ]);
    store.change(byAna('bed.remove'), () => store.prepare("DELETE FROM bed WHERE id = 'bed-1'").run());
    expect(rowsOf(store, 'note')).toEqual([]);
  });

  test('what it did to rows is in the log, so the log still verifies', async () => {
    using workspace = await populated();
    const up = `${REBUILD} DELETE FROM note WHERE id = 'note-2'; INSERT INTO note VALUES ('note-3', 'bed-2', 'new');`;
    const store = await workspace.reopen(second(up, { altersRowsOf: ['note'] }));
    expect((await store.verify()).breaks).toEqual([]);
    const [, migrated] = store.changes.history('bed', 'bed-1');
    expect(migrated).toMatchObject({ op: 'migrate', changeSet: { actor: 'system', reason: 'ward/2' } });
    expect(migrated?.values).toEqual([
      { field: 'label', old: 'label 1', new: 'LABEL 1' },
      { field: 'places', old: 1, new: null },
      { field: 'floor', old: null, new: 3 },
    ]);
    expect(store.changes.history('note', 'note-2').map(({ op }) => op)).toEqual(['insert', 'delete']);
    expect(store.changes.history('note', 'note-3').map(({ op }) => op)).toEqual(['insert']);
    store.change(byAna('bed.rename'), () =>
      store.prepare("UPDATE bed SET label = 'x' WHERE id = 'bed-1'").run(),
    );
    expect((await store.verify()).breaks).toEqual([]);
  });

  test('does not hide that rows were altered around the log before it', async () => {
    using workspace = await populated();
    tamper(workspace.store, (run) => {
      run("UPDATE bed SET weight = 1 WHERE id = 'bed-2'");
      run("DELETE FROM bed WHERE id = 'bed-3'");
    });
    const store = await workspace.reopen(second(REBUILD));
    expect((await store.verify()).breaks).toMatchObject([
      { kind: 'altered', table: 'bed', rowId: 'bed-2' },
      { kind: 'missing', table: 'bed', rowId: 'bed-3' },
    ]);
  });

  test('[URS-STO-06] is preceded by a backup that holds everything as it was', async () => {
    using workspace = await populated();
    const { folder, dataKey } = workspace;
    const before = { bed: rowsOf(workspace.store, 'bed'), note: rowsOf(workspace.store, 'note') };
    await workspace.reopen(second('ALTER TABLE bed ADD COLUMN floor INTEGER'));
    const [file, ...others] = readdirSync(layoutOf(folder).backups);
    expect(others).toEqual([]);
    const restored = `${folder}-restored`;
    await restoreBackup(`${layoutOf(folder).backups}/${file}`, restored);
    const old = await openStore(restored, dataKey, { migrations: WARD });
    expect({ bed: rowsOf(old, 'bed'), note: rowsOf(old, 'note') }).toEqual(before);
    expect((await old.verify()).intact).toBe(true);
    old.close();
  });

  test.each<[string, Migration['up']]>([
    ['fails half-way', "DELETE FROM note; INSERT INTO nowhere VALUES ('x');"],
    ['loses rows', "DELETE FROM note WHERE id = 'note-1'"],
    ['drops a table that still has rows', 'DROP TABLE note'],
    [
      'leaves children without their parent',
      'DROP TABLE bed; CREATE TABLE bed (id TEXT PRIMARY KEY NOT NULL) STRICT;',
    ],
    ['makes a table that cannot be audited', 'CREATE TABLE tag (name TEXT PRIMARY KEY NOT NULL)'],
    ['makes a column that cannot be logged', 'ALTER TABLE bed ADD COLUMN photo BLOB'],
  ])('[URS-STO-06] that %s changes nothing at all', async (_what, up) => {
    using workspace = await populated();
    const before = { bed: rowsOf(workspace.store, 'bed'), note: rowsOf(workspace.store, 'note') };
    await expect(workspace.reopen(second(up))).rejects.toThrow();
    const store = await workspace.reopen();
    expect({ bed: rowsOf(store, 'bed'), note: rowsOf(store, 'note') }).toEqual(before);
    expect((await store.verify()).breaks).toEqual([]);
  });

  test('may be code, and a new table is audited from its first row', async () => {
    using workspace = await populated();
    const store = await workspace.reopen(
      second((db) => db.exec('CREATE TABLE tag (id TEXT PRIMARY KEY NOT NULL, name TEXT) STRICT')),
    );
    store.change(byAna('tag.add'), () => store.prepare("INSERT INTO tag VALUES ('tag-1', 'new')").run());
    expect(store.changes.history('tag', 'tag-1')).toHaveLength(1);
  });

  test('is applied once, and the ledger says when', async () => {
    using workspace = await populated();
    await workspace.reopen(second('ALTER TABLE bed ADD COLUMN floor INTEGER'));
    const store = await workspace.reopen(second('ALTER TABLE bed ADD COLUMN floor INTEGER'));
    expect(rowsOf(store, 'migration')).toMatchObject([
      { id: 'store/1' },
      { id: 'ward/1' },
      { id: 'ward/2', name: 'second', applied_at: expect.stringMatching(/Z$/) },
    ]);
  });

  test('numbers out of order are refused before anything happens', async () => {
    using workspace = await populated();
    const gap = [...WARD, { domain: 'ward', version: 3, name: 'third', up: 'SELECT 1' }];
    await expect(workspace.reopen(gap)).rejects.toThrow('out of order');
  });
});

describe('a workspace of a newer version', () => {
  test('[URS-STO-06] is refused with a clear message, with and without a key, and is not altered', async () => {
    using workspace = await populated();
    const { folder } = workspace;
    await workspace.reopen(second('ALTER TABLE bed ADD COLUMN floor INTEGER'));
    workspace.store.close();
    const state = await inspectWorkspace(folder, { migrations: WARD });
    expect(state).toMatchObject({ state: 'future', problem: { code: 'store.future' } });
    await expect(workspace.reopen(WARD)).rejects.toMatchObject({
      code: 'store.future',
      message: expect.stringContaining('newer version'),
      next: expect.stringContaining('Install'),
    });
    const store = await workspace.reopen(second('ALTER TABLE bed ADD COLUMN floor INTEGER'));
    expect((await store.verify()).intact).toBe(true);
  });
});
