import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openSearchIndex, searchTables } from '../core/store/search.ts';
import { byAna, testWorkspace, WARD } from '../core/store/test-workspace.ts';

const COUNT = 10_000;
const spec = { name: 'words', dimensions: 4 };
const migrations = [...WARD, { domain: 'words', version: 1, name: 'index', ...searchTables(spec) }];

/** Sixteen random small letters after a mark by which they are quickly looked for. */
const MARK = 'zq';
const newCanary = (): string =>
  MARK + [...randomBytes(14)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');

/** Which of the strings stand in clear in any file under a folder, as UTF-8 or as UTF-16. */
function findInClear(folder: string, canaries: ReadonlySet<string>): { found: Set<string>; bytes: number } {
  const found = new Set<string>();
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const content = readFileSync(path.join(entry.parentPath, entry.name));
    bytes += content.length;
    for (const text of [content.toString('latin1'), content.toString('utf16le')]) {
      for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + 1)) {
        const candidate = text.slice(at, at + 16);
        if (canaries.has(candidate)) found.add(candidate);
      }
    }
  }
  return { found, bytes };
}

test(`[URS-STO-01] after a day of work, 0 of ${COUNT} strings stand in clear in database, WAL, temporary files, blobs or backups`, async () => {
  using workspace = await testWorkspace({ migrations });
  const { store, folder, clock } = workspace;
  const temporary = path.join(folder, 'temporary');
  mkdirSync(temporary);
  process.env.SQLITE_TMPDIR = temporary;
  const canaries = Array.from({ length: COUNT }, newCanary);
  const index = openSearchIndex(store, spec);
  const addBed = store.prepare('INSERT INTO bed (id, label) VALUES (?, ?)');
  const addNote = store.prepare('INSERT INTO note VALUES (?, ?, ?)');

  for (let at = 0; at < COUNT; at += 10) {
    const [bed = '', label = '', note = '', reason = '', family = '', number = '', indexed = '', ...filed] =
      canaries.slice(at, at + 10);
    clock.advance(1_000);
    store.change(byAna('ward.work', reason), (tx) => {
      addBed.run(bed, label);
      addNote.run(`note-${at}`, bed, note);
      store.vault.seal(tx, `person-${at}`, { family }, [{ kind: 'number', value: number }]);
      index.put(tx, {
        id: `item-${at}`,
        text: `Some ${indexed} words`,
        vector: Float32Array.of(1, at, 0, 0),
      });
    });
    if (at % 200 === 0) await store.blobs.put(Buffer.from(filed.join(' ')), { mediaType: filed[0] ?? '' });
    else
      store.change(byAna('ward.more'), () =>
        store.prepare('UPDATE bed SET label = ? WHERE id = ?').run(filed.join(' '), bed),
      );
  }
  // Sorting more than fits the cache would spill into temporary files, were they allowed.
  store.read(({ $client }) => {
    $client.pragma('cache_size = 10');
    $client
      .prepare(
        'SELECT a.label FROM bed a JOIN bed b ON a.rowid % 50 = b.rowid % 50 ORDER BY a.label, b.label',
      )
      .all();
  });
  await store.backup(path.join(folder, 'backups', 'evening.fairdoc-backup'));
  store.change(byAna('ward.work'), () => addNote.run('note-last', canaries[0] ?? '', canaries[1] ?? ''));

  const secret = new Set(canaries);
  const working = findInClear(folder, secret);
  expect(readdirSync(folder)).toEqual(
    expect.arrayContaining(['fairdoc.db', 'fairdoc.db-wal', 'blobs', 'backups']),
  );
  expect([...working.found]).toEqual([]);
  expect(working.bytes).toBeGreaterThan(4_000_000);
  store.close();
  expect([...findInClear(folder, secret).found]).toEqual([]);
});

test('the search for strings in clear finds every one of them in an unencrypted database', async () => {
  using workspace = await testWorkspace();
  const canaries = Array.from({ length: COUNT }, newCanary);
  const folder = path.join(workspace.folder, 'plain');
  mkdirSync(folder);
  const db = new Database(path.join(folder, 'plain.db'));
  db.exec('CREATE TABLE word (text TEXT)');
  const add = db.prepare('INSERT INTO word VALUES (?)');
  db.transaction(() => {
    for (const word of canaries.slice(1)) add.run(word);
  })();
  db.close();
  writeFileSync(path.join(folder, 'wide'), Buffer.from(canaries[0] ?? '', 'utf16le'));
  expect(findInClear(folder, new Set(canaries)).found.size).toBe(COUNT);
});
