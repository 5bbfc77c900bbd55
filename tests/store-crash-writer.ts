/**
 * Writes to a workspace until it is killed, and says after each commit that it has done so. Run by
 * store-crash.test.ts: `node store-crash-writer.ts FOLDER ROUND`.
 */
import { writeSync } from 'node:fs';
import { openStore, unlock } from '../core/store/index.ts';
import { ANA, byAna, WARD } from '../core/store/test-workspace.ts';

const [folder = '', round = ''] = process.argv.slice(2);
const key = await unlock(folder, ANA);
if (key.state !== 'ready') throw key.error;
const store = await openStore(folder, key.dataKey, { migrations: WARD });
store.read(({ $client }) => $client.pragma('wal_autocheckpoint = 50'));
const addBed = store.prepare('INSERT INTO bed (id, label, places) VALUES (?, ?, 0)');
const addNote = store.prepare('INSERT INTO note VALUES (?, ?, ?)');
const fillBed = store.prepare('UPDATE bed SET places = 3 WHERE id = ?');

for (let index = 0; ; index += 1) {
  const id = `${round}-${index}`;
  store.change(byAna('bed.add'), (tx) => {
    addBed.run(id, 'x'.repeat(index % 400));
    for (let note = 0; note < 3; note += 1)
      addNote.run(`${id}-${note}`, id, 'A note of some length '.repeat(note));
    fillBed.run(id);
    if (index % 4 === 0) store.vault.seal(tx, `person-${id}`, { family: id });
  });
  writeSync(1, `${id}\n`);
  if (index % 7 === 0) {
    const { digest } = await store.blobs.put(Buffer.alloc(300_000, id), { mediaType: 'text/plain' });
    writeSync(1, `blob ${digest}\n`);
  }
}
