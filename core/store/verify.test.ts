import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { addBed, byAna, rowsOf, type TestWorkspace, tamper, testWorkspace } from './test-workspace.ts';
import type { Break } from './verify.ts';

/** Three beds, of which one was altered and one removed, and one person. */
async function busyWorkspace(): Promise<TestWorkspace> {
  const workspace = await testWorkspace();
  const { store } = workspace;
  for (const id of ['bed-1', 'bed-2', 'bed-3']) addBed(store, id);
  store.change(byAna('bed.rename', 'why not'), () => {
    store.prepare("UPDATE bed SET label = 'Door' WHERE id = 'bed-1'").run();
    store.prepare("DELETE FROM bed WHERE id = 'bed-3'").run();
  });
  store.change(byAna('person.register'), (tx) => store.vault.seal(tx, 'person-1', { family: 'Example' }));
  return workspace;
}

const LAST = 7;
type Run = Parameters<Parameters<typeof tamper>[1]>[0];

const ALTERATIONS: [string, (run: Run) => void, Partial<Break>][] = [
  [
    'a value of a row',
    (run) => run("UPDATE bed SET weight = 72.500001 WHERE id = 'bed-2'"),
    { kind: 'altered', table: 'bed', rowId: 'bed-2' },
  ],
  [
    'a value set to nothing',
    (run) => run("UPDATE bed SET places = NULL WHERE id = 'bed-2'"),
    { kind: 'altered', table: 'bed', rowId: 'bed-2' },
  ],
  [
    'a row removed',
    (run) => run("DELETE FROM bed WHERE id = 'bed-2'"),
    { kind: 'missing', table: 'bed', rowId: 'bed-2' },
  ],
  [
    'a row added',
    (run) => run("INSERT INTO bed (id, label) VALUES ('bed-9', 'Ghost')"),
    { kind: 'unlogged', table: 'bed', rowId: 'bed-9' },
  ],
  [
    'a row with an empty id added',
    (run) => run("INSERT INTO bed (id, label) VALUES ('', 'Ghost')"),
    { kind: 'unlogged', table: 'bed', rowId: '' },
  ],
  [
    'a removed row put back',
    (run) => run("INSERT INTO bed (id, label, weight, places) VALUES ('bed-3', 'Bed', 72.5, 1)"),
    { kind: 'unlogged', table: 'bed', rowId: 'bed-3' },
  ],
  [
    'a logged new value',
    (run) => run(`UPDATE change SET new = replace(new, 'Door', 'Wall') WHERE row_id = 'bed-1'`),
    { kind: 'digest', changeSet: 6 },
  ],
  [
    'a logged old value',
    (run) =>
      run(`UPDATE change SET old = replace(old, 'Bed', 'Bad') WHERE row_id = 'bed-1' AND op = 'update'`),
    { kind: 'digest', changeSet: 6 },
  ],
  [
    'the row that a change names',
    (run) => run("UPDATE change SET row_id = 'bed-7' WHERE row_id = 'bed-2'"),
    { kind: 'digest' },
  ],
  [
    'the operation of a change',
    (run) => run("UPDATE change SET op = 'insert' WHERE op = 'delete'"),
    { kind: 'digest', changeSet: 6 },
  ],
  [
    'a logged change removed',
    (run) => run("DELETE FROM change WHERE row_id = 'bed-2'"),
    { kind: 'digest', changeSet: 4 },
  ],
  [
    'a change moved out of its place',
    (run) => run("UPDATE change SET seq = seq + 100 WHERE row_id = 'person-1'"),
    { kind: 'outside', rowId: 'person-1' },
  ],
  [
    'who did it',
    (run) => run("UPDATE change_set SET actor = 'user-bo' WHERE seq = 6"),
    { kind: 'hash', changeSet: 6 },
  ],
  [
    'the name of who did it',
    (run) => run("UPDATE change_set SET actor_name = 'Bo' WHERE seq = 6"),
    { kind: 'hash', changeSet: 6 },
  ],
  [
    'when it was done',
    (run) => run("UPDATE change_set SET time = '2025-01-01T00:00:00.000Z' WHERE seq = 4"),
    { kind: 'hash', changeSet: 4 },
  ],
  [
    'why it was done',
    (run) => run('UPDATE change_set SET reason = NULL WHERE seq = 6'),
    { kind: 'hash', changeSet: 6 },
  ],
  [
    'the digest of the changes',
    (run) => run("UPDATE change_set SET digest = 'x' WHERE seq = 5"),
    { kind: 'digest', changeSet: 5 },
  ],
  [
    'the hash',
    (run) => run("UPDATE change_set SET hash = 'x' WHERE seq = 5"),
    { kind: 'hash', changeSet: 5 },
  ],
  [
    'the signature',
    (run) => run("UPDATE change_set SET signature = 'AAAA' WHERE seq = 5"),
    { kind: 'signature', changeSet: 5 },
  ],
  [
    'the range of a change set',
    (run) => run('UPDATE change_set SET first_change = first_change + 1 WHERE seq = 5'),
    { kind: 'digest', changeSet: 5 },
  ],
  [
    'a change set removed',
    (run) => run('DELETE FROM change_set WHERE seq = 5'),
    { kind: 'chain', changeSet: 6 },
  ],
  [
    'the first change set removed',
    (run) => run('DELETE FROM change_set WHERE seq = 1'),
    { kind: 'chain', changeSet: 2 },
  ],
  [
    'the newest change set removed',
    (run) => run('DELETE FROM change_set WHERE seq = ?', LAST),
    { kind: 'tail' },
  ],
  [
    'two change sets swapped',
    (run) => {
      run('UPDATE change_set SET seq = 99 WHERE seq = 4');
      run('UPDATE change_set SET seq = 4 WHERE seq = 5');
      run('UPDATE change_set SET seq = 5 WHERE seq = 99');
    },
    { kind: 'chain', changeSet: 4 },
  ],
  [
    'the newest change set removed with its changes, its rows as they were before',
    (run) => {
      run('DELETE FROM person_identity');
      run('DELETE FROM person_key');
      run('DELETE FROM change WHERE seq >= (SELECT first_change FROM change_set WHERE seq = ?)', LAST);
      run('DELETE FROM change_set WHERE seq = ?', LAST);
    },
    { kind: 'tail' },
  ],
  [
    'the column names of the log',
    (run) =>
      run(`UPDATE change_shape SET columns = replace(columns, 'label', 'lable') WHERE table_name = 'bed'`),
    { kind: 'shape', table: 'bed' },
  ],
  [
    'the column names removed',
    (run) => run("DELETE FROM change_shape WHERE table_name = 'bed'"),
    { kind: 'shape', table: 'bed' },
  ],
  [
    "a person's sealed identifiers",
    (run) => run("UPDATE person_identity SET sealed = 'AAAA' || substr(sealed, 5)"),
    { kind: 'altered', rowId: 'person-1' },
  ],
  [
    "a person's key",
    (run) => run("UPDATE person_key SET wrapped = 'AAAA' || substr(wrapped, 5)"),
    { kind: 'identity', rowId: 'person-1' },
  ],
  ["the device's key", (run) => run("UPDATE device SET public_key = 'AAAA'"), { kind: 'device' }],
];

describe('verifying', () => {
  test('an untouched log is intact, and says what it covers', async () => {
    using workspace = await busyWorkspace();
    expect(await workspace.store.verify()).toMatchObject({
      intact: true,
      changeSets: LAST,
      breaks: [],
      moreBreaks: 0,
      head: { seq: LAST },
    });
  });

  test.each(ALTERATIONS)('[URS-STO-04] names %s', async (_what, alter, expected) => {
    using workspace = await busyWorkspace();
    tamper(workspace.store, alter);
    const { intact, breaks } = await workspace.store.verify();
    expect(intact).toBe(false);
    expect(breaks).toContainEqual(expect.objectContaining(expected));
  });

  test('[URS-STO-04] names a log that was signed anew with another key', async () => {
    using workspace = await busyWorkspace();
    const { publicKey } = generateKeyPairSync('ed25519');
    const other = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    tamper(workspace.store, (run) => {
      run('INSERT INTO device VALUES (?, ?, ?)', 'device-2', other, '2026-03-14T09:00:00.000Z');
      run("UPDATE change_set SET device = 'device-2' WHERE seq = ?", LAST);
    });
    const { breaks } = await workspace.store.verify();
    expect(breaks).toContainEqual(expect.objectContaining({ kind: 'signature', changeSet: LAST }));
    expect(breaks).toContainEqual(expect.objectContaining({ kind: 'unlogged', rowId: 'device-2' }));
  });

  test('[URS-STO-04] an alteration stays visible after the row was altered again in the proper way', async () => {
    using workspace = await busyWorkspace();
    const { store } = workspace;
    tamper(store, (run) => run("UPDATE bed SET weight = 1 WHERE id = 'bed-2'"));
    store.change(byAna('bed.weigh'), () =>
      store.prepare("UPDATE bed SET weight = 2 WHERE id = 'bed-2'").run(),
    );
    const { breaks } = await store.verify();
    expect(breaks).toMatchObject([{ kind: 'history', table: 'bed', rowId: 'bed-2' }]);
  });

  test('a missing trigger is named, put back at the next opening, and what happened meanwhile stays named', async () => {
    using workspace = await busyWorkspace();
    const { store } = workspace;
    store.read(({ $client }) => $client).exec('DROP TRIGGER audit_update_bed');
    expect((await store.verify()).breaks).toMatchObject([{ kind: 'trigger', table: 'bed' }]);
    store.prepare("UPDATE bed SET label = 'Quiet' WHERE id = 'bed-2'").run();
    const reopened = await workspace.reopen();
    expect((await reopened.verify()).breaks).toMatchObject([
      { kind: 'altered', table: 'bed', rowId: 'bed-2' },
    ]);
    reopened.change(byAna('bed.rename'), () =>
      reopened.prepare("UPDATE bed SET label = 'X' WHERE id = 'bed-1'").run(),
    );
    expect(reopened.changes.history('bed', 'bed-1')).toHaveLength(3);
  });

  test('work goes on meanwhile and does not disturb it', async () => {
    using workspace = await busyWorkspace();
    const { store } = workspace;
    const running = store.verify();
    for (let index = 0; index < 50; index += 1) {
      addBed(store, `late-${index}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await running).breaks).toEqual([]);
    expect(rowsOf(store, 'bed')).toHaveLength(52);
  });

  test('it can be cancelled, and closing the store cancels it', async () => {
    using workspace = await busyWorkspace();
    const { store } = workspace;
    const signal = AbortSignal.abort();
    await expect(store.verify({ signal })).rejects.toMatchObject({ code: 'store.cancelled' });
    const queued = store.verify();
    store.close();
    await expect(queued).rejects.toMatchObject({ code: 'store.cancelled' });
  });
});
