import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { layoutOf } from '../core/store/layout.ts';
import type { Store } from '../core/store/store.ts';
import { byAna, rowsOf, testWorkspace } from '../core/store/test-workspace.ts';
import { bundleScript } from './store-bundle.ts';

/** Each change adds a bed, two notes and alters the bed: all of it is there, or nothing. */
function expectWhole(store: Store): number {
  const beds = rowsOf(store, 'bed') as { places: number }[];
  expect(beds.filter(({ places }) => places !== 2)).toEqual([]);
  expect(rowsOf(store, 'note')).toHaveLength(2 * beds.length);
  return beds.length;
}

test('[URS-STO-05] a database that cannot grow fails typed at every possible page, with 0 partial records', async () => {
  using workspace = await testWorkspace();
  const { store } = workspace;
  const db = store.read(({ $client }) => $client);
  const pages = () => Number(db.pragma('page_count', { simple: true }));
  let added = 0;
  let refused = 0;
  for (let step = 0; step < 120; step += 1) {
    db.pragma(`max_page_count = ${pages() + (step % 30)}`);
    try {
      store.change(byAna('bed.add'), (tx) => {
        store
          .prepare('INSERT INTO bed (id, label, places) VALUES (?, ?, 0)')
          .run(`bed-${step}`, 'x'.repeat(9_000));
        for (let note = 0; note < 2; note += 1) {
          store
            .prepare('INSERT INTO note VALUES (?, ?, ?)')
            .run(`${step}-${note}`, `bed-${step}`, 'y'.repeat(5_000));
        }
        store.vault.seal(tx, `person-${step}`, { family: 'z'.repeat(3_000) });
        store.prepare('UPDATE bed SET places = 2 WHERE id = ?').run(`bed-${step}`);
      });
      added += 1;
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'store.diskFull', kind: 'unavailable' });
      refused += 1;
    }
  }
  expect(Math.min(added, refused)).toBeGreaterThan(10);
  expect(expectWhole(store)).toBe(added);
  expect((await store.verify()).breaks).toEqual([]);
  const reopened = await workspace.reopen();
  expect(expectWhole(reopened)).toBe(added);
  reopened.close();
});

const run = promisify(execFile);
let script = '';

beforeAll(async () => {
  script = await bundleScript('store-full-writer');
});

/** Runs the writer with files limited to some KiB, which is how a full disk looks to a program. */
async function underLimit(kib: number, folder: string, kind: string): Promise<string[]> {
  const command = `ulimit -f ${kib}; exec "$0" "$@"`;
  const { stdout } = await run('bash', ['-c', command, process.execPath, script, folder, kind]);
  return stdout.trimEnd().split('\n');
}

const limitedShell = process.platform === 'win32' ? test.skip : test;

limitedShell(
  '[URS-STO-05] a disk that refuses to be written fails typed, and everything acknowledged is there',
  async () => {
    using workspace = await testWorkspace();
    const { folder } = workspace;
    workspace.store.close();
    const acknowledged: string[] = [];
    // Every limit stops another write: of the log, of the checkpoint, of a page in the middle of either.
    for (let kib = 180; kib < 900; kib += 37) {
      const lines = await underLimit(kib, folder, 'rows');
      expect(lines.pop(), `limit of ${kib} KiB`).toBe('failed store.diskFull');
      acknowledged.push(...lines);
      const store = await workspace.reopen();
      expectWhole(store);
      const ids = new Set((rowsOf(store, 'bed') as { id: string }[]).map(({ id }) => id));
      expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
      expect((await store.verify()).breaks).toEqual([]);
      store.close();
    }
    expect(acknowledged.length).toBeGreaterThan(50);
  },
);

limitedShell(
  '[URS-STO-05] a stored file or a backup that does not fit leaves nothing half behind',
  async () => {
    using workspace = await testWorkspace();
    const { folder, store } = workspace;
    await store.blobs.put(Buffer.alloc(3_000_000, 'z'), { mediaType: 'text/plain' });
    store.close();
    expect(await underLimit(1_000, folder, 'blob')).toEqual(['failed store.diskFull']);
    expect(await underLimit(1_000, folder, 'backup')).toEqual(['failed store.diskFull']);
    expect(readdirSync(layoutOf(folder).backups)).toEqual([]);
    const files = readdirSync(layoutOf(folder).blobs, { recursive: true, withFileTypes: true });
    const sizes = files
      .filter((file) => file.isFile())
      .map((file) => statSync(`${file.parentPath}/${file.name}`).size);
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeGreaterThan(3_000_000);
    expect((await (await workspace.reopen()).verify()).intact).toBe(true);
  },
);
