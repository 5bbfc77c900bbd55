import { describe, expect, test } from 'vitest';
import { addBed, byAna, tamper, testWorkspace } from './test-workspace.ts';

const inLog = (workspace: Awaited<ReturnType<typeof testWorkspace>>) =>
  workspace.store.read(({ $client }) =>
    $client
      .prepare<[], { changes: number; indexed: number }>(
        'SELECT (SELECT count(*) FROM change) AS changes, (SELECT count(*) FROM change_by_row) AS indexed',
      )
      .get(),
  );

describe('the index of the log by row', () => {
  test('finds every change of a row, whether it was indexed yet or not', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    addBed(store, 'bed-1');
    store.change(byAna('bed.add'), () => {
      const add = store.prepare("INSERT INTO bed (id, label) VALUES (?, 'Bed')");
      for (let index = 0; index < 1_200; index += 1) add.run(`many-${index}`);
    });
    const { changes, indexed } = inLog(workspace) ?? { changes: 0, indexed: 0 };
    expect(indexed).toBe(changes);
    store.change(byAna('bed.rename'), () =>
      store.prepare("UPDATE bed SET label = 'Door' WHERE id = 'bed-1'").run(),
    );
    expect(inLog(workspace)).toEqual({ changes: changes + 1, indexed });
    expect(store.changes.history('bed', 'bed-1').map(({ op }) => op)).toEqual(['insert', 'update']);
    expect(store.changes.list({ rowIds: ['bed-1'] })).toHaveLength(2);
    expect((await store.verify()).breaks).toEqual([]);
    expect(inLog(workspace)).toEqual({ changes: changes + 1, indexed: changes + 1 });
  });

  test.each([
    ['an entry removed', "DELETE FROM change_by_row WHERE row_id = 'bed-1'"],
    ['an entry of another row', "UPDATE change_by_row SET row_id = 'bed-9' WHERE row_id = 'bed-1'"],
    ['an entry added', "INSERT INTO change_by_row VALUES ('bed-1', 99)"],
    ['how far it goes', 'UPDATE change_indexed SET up_to = 99'],
  ])('[URS-STO-04] an alteration of it is named: %s', async (_what, sql) => {
    using workspace = await testWorkspace();
    addBed(workspace.store, 'bed-1');
    if (!sql.includes('up_to')) await workspace.store.verify();
    tamper(workspace.store, (run) => run(sql));
    expect((await workspace.store.verify()).breaks).toMatchObject([{ kind: 'index' }]);
  });

  test('that was forgotten is made anew', async () => {
    using workspace = await testWorkspace();
    addBed(workspace.store, 'bed-1');
    await workspace.store.verify();
    tamper(workspace.store, (run) => run('UPDATE change_indexed SET up_to = 0'));
    expect((await workspace.store.verify()).breaks).toEqual([]);
  });
});
