import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { KDF_FLOOR } from './kdf.ts';
import { layoutOf } from './layout.ts';
import { unlock } from './slots.ts';
import {
  ANA,
  addBed,
  rowsOf,
  type TestWorkspace,
  testFolder,
  testWorkspace,
  WARD,
} from './test-workspace.ts';
import { createWorkspace, inspectWorkspace, openStore } from './workspace.ts';

const migrations = WARD;
const inspect = (folder: string) => inspectWorkspace(folder, { migrations });

async function closedWorkspace(): Promise<TestWorkspace & { database: string }> {
  const workspace = await testWorkspace();
  for (let index = 0; index < 200; index += 1) addBed(workspace.store, `bed-${index}`, 'x'.repeat(200));
  workspace.store.close();
  return { ...workspace, database: layoutOf(workspace.folder).database };
}

describe('what a folder holds is told without a key', () => {
  test('absent, then locked, busy while open, and locked again', async () => {
    using workspace = await testWorkspace();
    using empty = testFolder();
    expect(await inspect(empty.folder)).toMatchObject({ state: 'absent', problem: null });
    expect(await inspect(`${empty.folder}/none`)).toMatchObject({ state: 'absent' });
    expect(await inspect(workspace.folder)).toMatchObject({
      state: 'busy',
      name: 'Ward 7',
      problem: { code: 'store.busy' },
    });
    workspace.store.close();
    expect(await inspect(workspace.folder)).toMatchObject({ state: 'locked', name: 'Ward 7', problem: null });
  });

  test('the database of another workspace is foreign, and so is any other file', async () => {
    using workspace = await closedWorkspace();
    using other = await closedWorkspace();
    const { folder, database } = workspace;
    copyFileSync(other.database, database);
    expect(await inspect(folder)).toMatchObject({ state: 'foreign', problem: { code: 'store.foreign' } });
    const bytes = readFileSync(database);
    await expect(workspace.reopen()).rejects.toMatchObject({ code: 'store.foreign' });
    expect(readFileSync(database).equals(bytes)).toBe(true);
    rmSync(database);
    const plain = new Database(database);
    plain.exec('CREATE TABLE x (y)');
    plain.close();
    expect(await inspect(folder)).toMatchObject({ state: 'foreign' });
    writeFileSync(database, 'a text file that somebody put here');
    expect(await inspect(folder)).toMatchObject({ state: 'foreign' });
  });

  test('a missing, empty or cut database is damaged, and is left as it is', async () => {
    using workspace = await closedWorkspace();
    const { folder, database } = workspace;
    const whole = readFileSync(database);
    truncateSync(database, whole.length - 1_000);
    expect(await inspect(folder)).toMatchObject({ state: 'damaged', problem: { code: 'store.damaged' } });
    await expect(workspace.reopen()).rejects.toMatchObject({ code: 'store.damaged' });
    expect(readFileSync(database).length).toBe(whole.length - 1_000);
    truncateSync(database, 0);
    expect(await inspect(folder)).toMatchObject({ state: 'damaged' });
    rmSync(database);
    expect(await inspect(folder)).toMatchObject({
      state: 'damaged',
      problem: { code: 'store.databaseMissing' },
    });
    await expect(workspace.reopen()).rejects.toMatchObject({ code: 'store.databaseMissing' });
    expect(existsSync(database)).toBe(false);
    writeFileSync(database, whole);
    expect(rowsOf(await workspace.reopen(), 'bed')).toHaveLength(200);
  });

  test('records without their keys are never taken for an empty folder', async () => {
    using workspace = await closedWorkspace();
    const { folder } = workspace;
    rmSync(layoutOf(folder).keyring);
    expect(await inspect(folder)).toMatchObject({
      state: 'damaged',
      problem: { code: 'store.keyringMissing' },
    });
    const again = createWorkspace(folder, { name: 'New', migrations, firstUser: ANA, kdf: KDF_FLOOR });
    await expect(again).rejects.toMatchObject({ code: 'store.keyringMissing' });
  });
});

describe('opening', () => {
  test('a damaged first page is told apart from a wrong passphrase', async () => {
    using workspace = await closedWorkspace();
    const bytes = readFileSync(workspace.database);
    bytes.fill(0, 64, 1_024);
    writeFileSync(workspace.database, bytes);
    const key = await unlock(workspace.folder, { loginName: 'ana', passphrase: ANA.passphrase });
    expect(key.state).toBe('ready');
    await expect(workspace.reopen()).rejects.toMatchObject({ code: 'store.damaged', kind: 'damaged' });
  });

  test('a damaged page is found at the opening after a crash, and by the query that meets it otherwise', async () => {
    using workspace = await closedWorkspace();
    const { folder, database, dataKey } = workspace;
    const opened = await workspace.reopen();
    const page = opened.read(({ $client }) =>
      $client.prepare<[], number>("SELECT max(pageno) FROM dbstat WHERE name = 'bed'").pluck().get(),
    );
    opened.close();
    const bytes = readFileSync(database);
    const start = ((page ?? 0) - 1) * 4_096;
    bytes.fill(7, start + 100, start + 200);
    writeFileSync(database, bytes);
    const store = await openStore(folder, dataKey, { migrations });
    expect(() => rowsOf(store, 'bed')).toThrow(expect.objectContaining({ code: 'store.damaged' }));
    store.close();
    writeFileSync(`${database}-wal`, 'left behind by a crash');
    await expect(openStore(folder, dataKey, { migrations })).rejects.toMatchObject({ code: 'store.damaged' });
  });

  test('one workspace is open once; the second attempt says so', async () => {
    using workspace = await testWorkspace();
    const { folder, dataKey } = workspace;
    await expect(openStore(folder, dataKey, { migrations })).rejects.toMatchObject({ code: 'store.busy' });
    addBed(workspace.store, 'bed-1');
    workspace.store.close();
    const store = await openStore(folder, dataKey, { migrations });
    expect(rowsOf(store, 'bed')).toHaveLength(1);
    store.close();
  });

  test('a creation that was interrupted can be repeated, and an existing workspace is never overwritten', async () => {
    using root = testFolder();
    const folder = `${root.folder}/workspace`;
    const options = { name: 'Ward 7', migrations, firstUser: ANA, kdf: KDF_FLOOR };
    const bad = [{ domain: 'ward', version: 1, name: 'broken', up: 'CREATE NONSENSE' }];
    await expect(createWorkspace(folder, { ...options, migrations: bad })).rejects.toThrow();
    expect(await inspect(folder)).toMatchObject({ state: 'absent' });
    const { store } = await createWorkspace(folder, options);
    store.close();
    await expect(createWorkspace(folder, options)).rejects.toMatchObject({ code: 'store.exists' });
    expect(await inspect(folder)).toMatchObject({ state: 'locked' });
  });

  test('the SQLCipher format works in the same way', async () => {
    using workspace = await testWorkspace({ cipher: 'sqlcipher' });
    addBed(workspace.store, 'bed-1');
    const store = await workspace.reopen();
    expect(rowsOf(store, 'bed')).toHaveLength(1);
    expect((await store.verify()).intact).toBe(true);
  });

  test('a closed store says so', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    store.close();
    store.close();
    const closed = expect.objectContaining({ code: 'store.closed' });
    expect(() => addBed(store, 'bed-1')).toThrow(closed);
    expect(() => rowsOf(store, 'bed')).toThrow(closed);
    expect(() => store.prepare('SELECT 1')).toThrow(closed);
    await expect(store.verify()).rejects.toEqual(closed);
    await expect(store.backup('nowhere')).rejects.toEqual(closed);
  });
});
