import { describe, expect, test } from 'vitest';
import { FairdocError } from '../kernel/errors.ts';
import type { CommitEvent } from './store.ts';
import { addBed, byAna, rowsOf, testWorkspace } from './test-workspace.ts';

const insertBed = 'INSERT INTO bed (id, label, weight, places) VALUES (?, ?, ?, ?)';

describe('a change', () => {
  test('[URS-STO-03] is recorded with old and new values, who, when and why', async () => {
    using workspace = await testWorkspace();
    const { store, clock } = workspace;
    addBed(store, 'bed-1', 'Window');
    clock.advance(60_000);
    const { changeSet } = store.change(byAna('bed.rename', 'It was moved'), () => {
      store.prepare('UPDATE bed SET label = ?, weight = ? WHERE id = ?').run('Door', 0.1 + 0.2, 'bed-1');
    });
    clock.advance(60_000);
    store.change(byAna('bed.remove', 'Broken'), () =>
      store.prepare('DELETE FROM bed WHERE id = ?').run('bed-1'),
    );

    const [added, renamed, removed] = store.changes.history('bed', 'bed-1');
    expect(added).toMatchObject({ op: 'insert', changeSet: { action: 'bed.add', actorName: 'Ana Example' } });
    expect(added?.values).toContainEqual({ field: 'label', old: null, new: 'Window' });
    expect(renamed?.values).toEqual([
      { field: 'label', old: 'Window', new: 'Door' },
      { field: 'weight', old: 72.5, new: 0.1 + 0.2 },
    ]);
    expect(renamed?.changeSet).toMatchObject({
      seq: changeSet.seq,
      reason: 'It was moved',
      time: '2026-03-14T09:01:00.000Z',
    });
    expect(removed).toMatchObject({ op: 'delete', changeSet: { reason: 'Broken' } });
    expect(removed?.values).toContainEqual({ field: 'label', old: 'Door', new: null });
  });

  test('that fails leaves nothing: no row, no log entry, no word to listeners', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    const heard: CommitEvent[] = [];
    store.onCommit((event) => heard.push(event));
    const before = store.changes.list();
    expect(() =>
      store.change(byAna('bed.add'), () => {
        store.prepare(insertBed).run('bed-1', 'Window', 1, 1);
        throw new RangeError('no');
      }),
    ).toThrow(RangeError);
    expect(rowsOf(store, 'bed')).toEqual([]);
    expect(store.changes.list()).toEqual(before);
    expect(heard).toEqual([]);
    addBed(store, 'bed-1');
    expect((await store.verify()).breaks).toEqual([]);
  });

  test('is told to listeners after the commit, with tables and rows; a failing listener disturbs nobody', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    const heard: unknown[] = [];
    store.onCommit(() => {
      throw new Error('a listener of a test');
    });
    const stop = store.onCommit(({ changeSet, tables, rows, meta }) => {
      heard.push({
        seq: changeSet.seq,
        tables,
        rows: rows(),
        action: meta.action,
        stored: rowsOf(store, 'bed').length,
      });
    });
    addBed(store, 'bed-1');
    stop();
    addBed(store, 'bed-2');
    expect(heard).toEqual([
      {
        seq: 3,
        tables: ['bed'],
        rows: [{ table: 'bed', rowId: 'bed-1', op: 'insert' }],
        action: 'bed.add',
        stored: 1,
      },
    ]);
  });

  test('cannot wait, cannot be nested and cannot be hidden in a read', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    const asynchronous = (() => Promise.resolve(1)) as () => never;
    expect(() => store.change(byAna('bed.add'), asynchronous)).toThrow(FairdocError);
    expect(() => store.change(byAna('bed.add'), () => addBed(store, 'bed-1'))).toThrow('inside a change');
    expect(() => store.read(() => addBed(store, 'bed-1'))).toThrow('inside a read');
    expect(() => store.read(() => store.prepare(insertBed).run('bed-1', 'Window', 1, 1))).toThrow('a read');
    expect(rowsOf(store, 'bed')).toEqual([]);
  });

  test('that breaks a rule of the records is refused with a typed error', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    addBed(store, 'bed-1');
    const attempt = (sql: string) => () => store.change(byAna('bed.try'), () => store.prepare(sql).run());
    expect(() => addBed(store, 'bed-1')).toThrow(expect.objectContaining({ code: 'store.duplicate' }));
    expect(attempt("INSERT INTO note (id, bed_id) VALUES ('n', 'none')")).toThrow(
      expect.objectContaining({ code: 'store.reference' }),
    );
    expect(attempt("INSERT INTO bed (id) VALUES ('bed-2')")).toThrow(
      expect.objectContaining({ code: 'store.constraint' }),
    );
    expect(attempt("UPDATE bed SET id = 'bed-9'")).toThrow(
      expect.objectContaining({ code: 'store.protected' }),
    );
  });

  test('of unaudited tables needs no change set, and audited ones cannot slip in', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    const before = store.changes.list().length;
    store.changeUnaudited(() => store.prepare("INSERT INTO scratch VALUES ('s', 'x')").run());
    expect(store.changes.list()).toHaveLength(before);
    expect(() => store.changeUnaudited(() => store.prepare(insertBed).run('b', 'x', 1, 1))).toThrow(
      'audited',
    );
    expect(rowsOf(store, 'bed')).toEqual([]);
  });

  test('a jump of the wall clock is told once, and order stays', async () => {
    using workspace = await testWorkspace();
    const { store, clock } = workspace;
    const jumps: unknown[] = [];
    store.onClockJump((jump) => jumps.push(jump));
    for (const [id, jump] of [
      ['bed-1', -86_400_000],
      ['bed-2', 31_536_000_000],
      ['bed-3', -31_536_000_000],
    ] as const) {
      clock.advance(jump);
      addBed(store, id);
    }
    expect(jumps).toEqual([
      { direction: 'back', milliseconds: 86_400_000 },
      { direction: 'back', milliseconds: 31_536_000_000 },
    ]);
    const times = store.changes.list({ oldestFirst: true }).map(({ hlc }) => hlc);
    expect(times).toEqual([...times].sort());
    expect((await store.verify()).intact).toBe(true);
  });
});

describe('around the service layer', () => {
  test('[URS-STO-03] a write that bypasses change() still appears in the log, and verify names it', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    addBed(store, 'bed-1');
    store.prepare("UPDATE bed SET label = 'Secret' WHERE id = 'bed-1'").run();
    addBed(store, 'bed-2');
    const [, bypassed] = store.changes.history('bed', 'bed-1');
    expect(bypassed).toMatchObject({ op: 'update', changeSet: null });
    expect(bypassed?.values).toEqual([{ field: 'label', old: 'Bed', new: 'Secret' }]);
    const { breaks } = await store.verify();
    expect(breaks).toMatchObject([{ kind: 'outside', table: 'bed', rowId: 'bed-1' }]);
  });

  test('[URS-STO-03] REPLACE, UPSERT and cascading deletes are logged row by row', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    addBed(store, 'bed-1');
    store.change(byAna('bed.mixed'), () => {
      store.prepare("INSERT INTO note VALUES ('n-1', 'bed-1', 'a'), ('n-2', 'bed-1', 'b')").run();
      store
        .prepare("INSERT INTO bed (id, label) VALUES ('bed-1', 'X') ON CONFLICT DO UPDATE SET label = 'Y'")
        .run();
      store.prepare("DELETE FROM bed WHERE id = 'bed-1'").run();
      store.prepare("REPLACE INTO bed (id, label) VALUES ('bed-2', 'One')").run();
      store.prepare("REPLACE INTO bed (id, label) VALUES ('bed-2', 'Two')").run();
    });
    const ops = (table: string, id: string) => store.changes.history(table, id).map(({ op }) => op);
    expect(ops('note', 'n-1')).toEqual(['insert', 'delete']);
    expect(ops('bed', 'bed-1')).toEqual(['insert', 'update', 'delete']);
    expect(ops('bed', 'bed-2')).toEqual(['insert', 'delete', 'insert']);
    expect((await store.verify()).breaks).toEqual([]);
  });

  test('[URS-STO-03] UPDATE and DELETE on the log abort', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    addBed(store, 'bed-1');
    for (const table of ['change', 'change_set', 'change_shape']) {
      const column = table === 'change' ? 'new' : table === 'change_set' ? 'actor' : 'columns';
      for (const sql of [`UPDATE ${table} SET ${column} = 'x'`, `DELETE FROM ${table}`]) {
        expect(() => store.prepare(sql).run(), sql).toThrow('the log cannot be altered');
        expect(() => store.change(byAna('log.try'), () => store.prepare(sql).run())).toThrow(
          expect.objectContaining({ code: 'store.protected' }),
        );
      }
    }
    expect((await store.verify()).intact).toBe(true);
  });
});

describe('reading the log', () => {
  test('filters by actor, action, table, row and time, newest first, page by page', async () => {
    using workspace = await testWorkspace();
    const { store, clock } = workspace;
    for (let index = 0; index < 10; index += 1) {
      clock.advance(60_000);
      addBed(store, `bed-${index}`, 'Bed', index % 2 === 0 ? 'bed.add' : 'bed.import');
    }
    const seqs = (filter: Parameters<typeof store.changes.list>[0]) =>
      store.changes.list(filter).map(({ seq }) => seq);
    expect(seqs({ actor: 'user-ana', limit: 3 })).toEqual([12, 11, 10]);
    expect(seqs({ actor: 'user-ana', limit: 3, beforeSeq: 10 })).toEqual([9, 8, 7]);
    expect(seqs({ action: 'bed.import' })).toEqual([12, 10, 8, 6, 4]);
    expect(seqs({ table: 'device' })).toEqual([2]);
    expect(seqs({ table: 'bed', rowId: 'bed-4' })).toEqual([7]);
    expect(seqs({ rowId: 'bed-4', table: 'note' })).toEqual([]);
    expect(seqs({ from: '2026-03-14T09:02:00.000Z', to: '2026-03-14T09:04:00.000Z' })).toEqual([5, 4]);
    expect(store.changes.facets()).toMatchObject({
      actors: [
        { userId: 'user-ana', name: 'Ana Example' },
        { userId: 'system', name: 'Fairdoc' },
      ],
      actions: ['bed.add', 'bed.import', 'store.migrate', 'workspace.create'],
    });
  });

  test('a large change set is read in pages', async () => {
    using workspace = await testWorkspace();
    const { store } = workspace;
    const { changeSet } = store.change(byAna('bed.import'), () => {
      for (let index = 0; index < 5_000; index += 1) store.prepare(insertBed).run(`bed-${index}`, 'x', 1, 1);
    });
    const page = store.changes.rows(changeSet.seq, { offset: 4_998, limit: 10 });
    expect(page.map(({ rowId }) => rowId)).toEqual(['bed-4998', 'bed-4999']);
  });
});
