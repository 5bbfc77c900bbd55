import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { describe, expect, test } from 'vitest';
import { isKept, softDelete, softDeleteColumns } from './soft-delete.ts';
import { addBed, byAna, testWorkspace } from './test-workspace.ts';

const bed = sqliteTable('bed', {
  id: text('id').primaryKey(),
  label: text('label').notNull(),
  ...softDeleteColumns(),
});
const deletion = { at: '2026-03-14T09:00:00.000Z', userId: 'user-ana', reason: 'Entered twice' };

describe('deleting a record', () => {
  test('[URS-STO-09] it leaves the lists, and stays in the log with who, when and why', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    addBed(store, 'bed-1', 'Window');
    addBed(store, 'bed-2');
    store.change(byAna('bed.delete', deletion.reason), (tx) => softDelete(tx, 'bed', 'bed-1', deletion));
    const listed = store.read((db) => db.select({ id: bed.id }).from(bed).where(isKept(bed)).all());
    expect(listed).toEqual([{ id: 'bed-2' }]);
    const history = store.changes.history('bed', 'bed-1');
    expect(history.at(0)?.values).toContainEqual({ field: 'label', old: null, new: 'Window' });
    expect(history.at(1)).toMatchObject({
      values: [
        { field: 'deleted_at', old: null, new: deletion.at },
        { field: 'deleted_by', old: null, new: 'user-ana' },
        { field: 'deletion_reason', old: null, new: 'Entered twice' },
      ],
      changeSet: { actorName: 'Ana Example', reason: 'Entered twice' },
    });
  });

  test('a record that is not there, or was deleted before, is told', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    addBed(store, 'bed-1');
    const remove = (id: string) => () =>
      store.change(byAna('bed.delete'), (tx) => softDelete(tx, 'bed', id, deletion));
    remove('bed-1')();
    for (const id of ['bed-1', 'bed-9']) {
      expect(remove(id)).toThrow(expect.objectContaining({ code: 'store.notFound' }));
    }
  });
});
