import { createWriteStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { restoreBackup, verifyBackup } from './restore.ts';
import { checkPassphrase, unlock } from './slots.ts';
import { ANA, addBed, byAna, rowsOf, testFolder, testWorkspace, WARD } from './test-workspace.ts';
import { openStore } from './workspace.ts';

const migrations = WARD;

async function backedUp() {
  const workspace = await testWorkspace();
  const { store, folder } = workspace;
  for (let index = 0; index < 30; index += 1) addBed(store, `bed-${index}`);
  store.change(byAna('person.register'), (tx) => store.vault.seal(tx, 'person-1', { family: 'Example' }));
  const blob = await store.blobs.put(Buffer.alloc(400_000, 'scan'), { mediaType: 'image/png' });
  const file = `${folder}.fairdoc-backup`;
  const result = await store.backup(file);
  return { ...workspace, store, blob, file, result, target: `${folder}-restored` };
}

async function writeTar(file: string, entries: Readonly<Record<string, string>>): Promise<void> {
  const tar = pack();
  for (const [name, content] of Object.entries(entries)) tar.entry({ name }, content);
  tar.finalize();
  await pipeline(tar, createWriteStream(file));
}

/** Every row of every table that is not an index's own. */
function everything(store: Parameters<typeof rowsOf>[0]) {
  const tables = store.read(({ $client }) =>
    $client
      .prepare<[], string>(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name",
      )
      .pluck()
      .all(),
  );
  return store.read(({ $client }) =>
    tables.map((table) => [table, $client.prepare(`SELECT * FROM "${table}"`).all()]),
  );
}

describe('backup and restore', () => {
  test('[URS-STO-07] a restored workspace equals the original row for row, verifies, and opens with the same passphrase', async () => {
    using source = await backedUp();
    const before = everything(source.store);
    const manifest = await restoreBackup(source.file, source.target);
    expect(manifest).toMatchObject({ name: 'Ward 7', scope: 'workspace', head: { seq: 33 } });
    const key = await unlock(source.target, { loginName: 'ana', passphrase: ANA.passphrase });
    if (key.state !== 'ready') throw key.error;
    const restored = await openStore(source.target, key.dataKey, { migrations });
    expect(everything(restored)).toEqual(before);
    expect((await restored.verify()).breaks).toEqual([]);
    expect(restored.vault.open('person-1')).toEqual({ family: 'Example' });
    expect((await restored.blobs.get(source.blob.digest)).content).toHaveLength(400_000);
    addBed(restored, 'bed-after');
    expect((await restored.verify()).intact).toBe(true);
    restored.close();
  });

  test('[URS-STO-07] a restore drill verifies the log in the backup without touching the workspace', async () => {
    using source = await backedUp();
    const scratch = path.join(source.folder, 'backups');
    const { dataKey } = source;
    const drill = await verifyBackup(source.file, scratch, { dataKey, migrations });
    expect(drill.verification).toMatchObject({ intact: true, changeSets: 33 });
    expect((await verifyBackup(source.file, scratch)).verification).toBeNull();
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('work goes on during a backup, which holds one moment of it', async () => {
    using source = await backedUp();
    const { store, folder } = source;
    const file = `${folder}-second`;
    const running = store.backup(file);
    for (let index = 0; index < 40; index += 1) {
      addBed(store, `late-${index}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { manifest } = await running;
    const changeSets = manifest.head?.seq ?? 0;
    expect(changeSets).toBeLessThan(73);
    await restoreBackup(file, source.target);
    const restored = await openStore(source.target, source.dataKey, { migrations });
    // Three change sets added no bed.
    expect(rowsOf(restored, 'bed')).toHaveLength(changeSets - 3);
    expect((await restored.verify()).intact).toBe(true);
    restored.close();
    expect(rowsOf(store, 'bed')).toHaveLength(70);
    expect((await store.verify()).intact).toBe(true);
  });

  test('closing or cancelling during a backup leaves no half backup behind', async () => {
    using source = await backedUp();
    const { store, folder } = source;
    const target = path.join(folder, 'backups', 'cut.fairdoc-backup');
    const controller = new AbortController();
    const cut = store.backup(target, { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(cut).rejects.toMatchObject({ code: 'store.cancelled' });
    const closed = store.backup(target, { onProgress: () => store.close() });
    await expect(closed).rejects.toMatchObject({ code: 'store.cancelled' });
    expect(readdirSync(path.dirname(target))).toEqual([]);
    expect(rowsOf(await source.reopen(), 'bed')).toHaveLength(30);
  });

  test('[URS-STO-07] a cut, altered or foreign backup is refused with its reason, and leaves nothing', async () => {
    using source = await backedUp();
    const { file, target } = source;
    const whole = readFileSync(file);
    const codeOf = async (bytes: Uint8Array) => {
      writeFileSync(`${file}.bad`, bytes);
      const code = await restoreBackup(`${file}.bad`, target).then(
        () => 'restored',
        (thrown) => thrown.code,
      );
      expect(existsSync(target)).toBe(false);
      return code;
    };
    for (const part of [0.1, 0.5, 0.9, 0.99]) {
      expect(await codeOf(whole.subarray(0, Math.floor(whole.length * part))), `${part}`).toBe(
        'store.backupDamaged',
      );
    }
    // Altered within a file's content; the archive's own padding means nothing.
    for (const at of [600, 40_000, whole.length >> 1, whole.length - 4_000]) {
      const altered = Buffer.from(whole);
      altered[at] = (altered[at] ?? 0) ^ 4;
      expect(await codeOf(altered), `byte ${at}`).toBe('store.backupDamaged');
    }
    expect(await codeOf(Buffer.alloc(0))).toBe('store.notABackup');
    expect(await codeOf(Buffer.from('a letter, not a backup. '.repeat(500)))).toBe('store.notABackup');
    expect(readdirSync(path.dirname(target)).filter((name) => name.includes('.restoring-'))).toEqual([]);
  });

  test('a backup of a newer version says so', async () => {
    using source = await backedUp();
    const manifest = JSON.stringify({ format: 'fairdoc-backup', version: 2 });
    await writeTar(source.file, { 'keyring.json': '{}', 'manifest.json': manifest });
    await expect(restoreBackup(source.file, source.target)).rejects.toMatchObject({
      code: 'store.backupFuture',
    });
  });

  test.each(['../../outside', '/etc/outside', 'blobs/../../outside', 'keyring.json/../outside'])(
    'an archive that would write to %s is refused',
    async (name) => {
      using root = testFolder();
      const file = path.join(root.folder, 'archive');
      await writeTar(file, { [name]: 'x' });
      const target = path.join(root.folder, 'deep', 'target');
      await expect(restoreBackup(file, target)).rejects.toMatchObject({ code: 'store.notABackup' });
      expect(readdirSync(root.folder, { recursive: true }).map(String).sort()).toEqual(['archive', 'deep']);
    },
  );

  test('a folder that is not empty is never restored into', async () => {
    using source = await backedUp();
    await expect(restoreBackup(source.file, source.folder)).rejects.toMatchObject({
      code: 'store.restoreTarget',
    });
    expect(rowsOf(await source.reopen(), 'bed')).toHaveLength(30);
    expect(await checkPassphrase(source.folder, ANA)).toBe(true);
  });
});
