import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { layoutOf } from './layout.ts';
import { addBed, tamper, testWorkspace } from './test-workspace.ts';

describe('the witness of the newest change set', () => {
  test('[URS-STO-04] tells an older copy of the database, however often it is opened afterwards', async () => {
    using workspace = await testWorkspace();
    addBed(workspace.store, 'bed-1');
    const { database } = layoutOf(workspace.store.folder);
    workspace.store.close();
    copyFileSync(database, `${database}.older`);
    const store = await workspace.reopen();
    addBed(store, 'bed-2');
    store.close();
    copyFileSync(`${database}.older`, database);
    const older = await workspace.reopen();
    expect((await older.verify()).breaks).toMatchObject([{ kind: 'tail' }]);
    addBed(older, 'bed-3');
    expect((await older.verify()).breaks).toMatchObject([{ kind: 'tail' }]);
    older.close();
    expect((await (await workspace.reopen()).verify()).breaks).toMatchObject([{ kind: 'tail' }]);
  });

  test('[URS-STO-04] tells the newest change set removed together with all that it did', async () => {
    using workspace = await testWorkspace();
    addBed(workspace.store, 'bed-1');
    expect((await workspace.store.verify()).breaks).toEqual([]);
    tamper(workspace.store, (run) => {
      run("DELETE FROM bed WHERE id = 'bed-1'");
      run("DELETE FROM change WHERE row_id = 'bed-1'");
      run('DELETE FROM change_set WHERE seq = (SELECT max(seq) FROM change_set)');
    });
    const { breaks } = await workspace.store.verify();
    expect(breaks).toContainEqual(expect.objectContaining({ kind: 'tail' }));
  });

  test('that was altered is named, and one that is not there is begun anew', async () => {
    using workspace = await testWorkspace();
    addBed(workspace.store, 'bed-1');
    workspace.store.close();
    const { witness } = layoutOf(workspace.store.folder);
    writeFileSync(witness, 'altered');
    const altered = await workspace.reopen();
    expect((await altered.verify()).breaks).toMatchObject([{ kind: 'tail' }]);
    altered.close();
    rmSync(witness);
    const anew = await workspace.reopen();
    addBed(anew, 'bed-2');
    expect((await anew.verify()).breaks).toEqual([]);
  });
});
