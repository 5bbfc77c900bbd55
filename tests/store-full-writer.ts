/**
 * Does one kind of work until it fails, and prints the code of the failure. Run by store-disk-full.test.ts under a
 * limit on the size of files: `store-full-writer FOLDER rows|blob|backup`.
 */
import { writeSync } from 'node:fs';
import { asFairdocError } from '../core/kernel/errors.ts';
import { openStore, unlock } from '../core/store/index.ts';
import { ANA, byAna, WARD } from '../core/store/test-workspace.ts';

const [folder = '', kind = ''] = process.argv.slice(2);

async function work(): Promise<void> {
  const key = await unlock(folder, ANA);
  if (key.state !== 'ready') throw key.error;
  const store = await openStore(folder, key.dataKey, { migrations: WARD });
  const addBed = store.prepare('INSERT INTO bed (id, label, places) VALUES (?, ?, 0)');
  const fillBed = store.prepare('UPDATE bed SET places = 2 WHERE id = ?');
  const addNote = store.prepare('INSERT INTO note VALUES (?, ?, ?)');
  if (kind === 'blob') await store.blobs.put(Buffer.alloc(8_000_000, 'x'), { mediaType: 'text/plain' });
  if (kind === 'backup') await store.backup(`${folder}/backups/full`);
  for (let index = 0; kind === 'rows'; index += 1) {
    const id = `${process.pid}-${index}`;
    store.change(byAna('bed.add'), () => {
      addBed.run(id, 'x'.repeat(2_000));
      for (let note = 0; note < 2; note += 1) addNote.run(`${id}-${note}`, id, 'y'.repeat(1_000));
      fillBed.run(id);
    });
    writeSync(1, `${id}\n`);
  }
}

await work().catch((thrown) => writeSync(1, `failed ${asFairdocError(thrown).code}\n`));
