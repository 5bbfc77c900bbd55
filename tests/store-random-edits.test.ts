import { copyFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutOf } from '../core/store/layout.ts';
import type { Store } from '../core/store/store.ts';
import { addBed, byAna, tamper, testWorkspace } from '../core/store/test-workspace.ts';

/**
 * Somebody who holds the key alters the database with another tool: any value of any audited row, of any logged
 * change and of any change set, or whole rows removed, doubled or added. Each single edit must be named.
 */
const EDITS = 200;
const AUDITED = ['bed', 'note', 'person_identity', 'device', 'workspace', 'migration'] as const;
const LOG = { change: 'seq', change_set: 'seq' } as const;

type Row = Record<string, string | number | null>;
type Edit =
  | { kind: 'value'; table: string; row: number; column: number; salt: number }
  | { kind: 'remove'; table: string; row: number }
  | { kind: 'double'; table: string; row: number; salt: number };

const tables = fc.constantFrom(
  ...AUDITED,
  'change',
  'change',
  'change',
  'change_set',
  'change_set',
  'bed',
  'bed',
);
const salt = fc.nat({ max: 1e6 });
const row = fc.nat({ max: 1e6 });
const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('value'), table: tables, row, column: row, salt }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('remove', 'double'), table: tables, row, salt }),
  },
);

function fill(store: Store): void {
  for (let index = 0; index < 40; index += 1) addBed(store, `bed-${index}`, `label ${index}`);
  for (let index = 0; index < 30; index += 1) {
    store.change(byAna('ward.round', index % 3 === 0 ? 'Because of the round' : undefined), (tx) => {
      store
        .prepare('UPDATE bed SET label = ?, places = ? WHERE id = ?')
        .run(`moved ${index}`, index, `bed-${index}`);
      store
        .prepare('INSERT INTO note VALUES (?, ?, ?)')
        .run(`note-${index}`, `bed-${index}`, `text ${index}`);
      if (index % 5 === 0) store.prepare('DELETE FROM note WHERE id = ?').run(`note-${index - 1}`);
      store.vault.seal(tx, `person-${index}`, { family: `Family ${index}` });
    });
  }
}

const keyOf = (table: string): string => (Object.hasOwn(LOG, table) ? 'seq' : 'id');

/** A value of the same kind that is not the same. */
function otherValue(value: string | number | null, by: number): string | number {
  if (value === null) return `x${by}`;
  if (typeof value === 'number') return value + 1 + (by % 1_000);
  if (value === '') return 'x';
  const at = by % value.length;
  const letter = value[at] === 'e' ? 'a' : 'e';
  return value.slice(0, at) + letter + value.slice(at + 1);
}

/** Makes the edit. @returns what was edited: the row, the change set, or both. */
function apply(store: Store, edit: Edit): { rowIds: unknown[]; changeSets: unknown[]; what: string } {
  const found = store.read(({ $client }) => {
    const rows = $client.prepare<[], Row>(`SELECT * FROM ${edit.table} ORDER BY 1`).all();
    return rows[edit.row % rows.length] ?? {};
  });
  const key = keyOf(edit.table);
  const columns = Object.keys(found);
  const seq = Number(found.seq);
  const inSet = (change: number) =>
    store.changes
      .list({ limit: 1_000 })
      .find((set) => set.firstChange <= change && change < set.firstChange + set.changes)?.seq;
  const target: { rowIds: unknown[]; changeSets: unknown[] } =
    edit.table === 'change'
      ? { rowIds: [found.row_id], changeSets: [inSet(seq)] }
      : edit.table === 'change_set'
        ? { rowIds: [], changeSets: [seq, seq + 1] }
        : { rowIds: [found.id], changeSets: [] };
  let what = `${edit.kind} in ${edit.table} ${found[key]}`;
  tamper(store, (run) => {
    if (edit.kind === 'remove') {
      run(`DELETE FROM ${edit.table} WHERE ${key} = ?`, found[key]);
    } else if (edit.kind === 'double') {
      const copy = {
        ...found,
        [key]: typeof found[key] === 'number' ? 1e6 + edit.salt : `copy-${edit.salt}`,
      };
      run(
        `INSERT INTO ${edit.table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        ...Object.values(copy),
      );
      target.rowIds.push(copy[key] ?? null);
      target.changeSets.push(copy[key] ?? null);
    } else {
      const column = columns[edit.column % columns.length] ?? key;
      // A taken place in the log would be refused by SQLite itself.
      const value = column === 'seq' ? 1e6 + edit.salt : otherValue(found[column] ?? null, edit.salt);
      what += `, ${column}: ${found[column]} → ${value}`;
      run(`UPDATE ${edit.table} SET ${column} = ? WHERE ${key} = ?`, value, found[key]);
      if (column === key || column === 'row_id') target.rowIds.push(value);
      if (column === key) target.changeSets.push(value);
    }
  });
  return { ...target, what };
}

test('[URS-STO-04] 200 random edits to rows and log are all named by verify', async () => {
  using workspace = await testWorkspace();
  fill(workspace.store);
  expect((await workspace.store.verify()).breaks).toEqual([]);
  workspace.store.close();
  const { database } = layoutOf(workspace.folder);
  copyFileSync(database, `${database}.clean`);

  const seed = Number(process.env.FAIRDOC_TEST_SEED ?? Date.now() % 2 ** 31);
  console.info(`random edits, seed ${seed}`);
  const tried: string[] = [];
  await fc.assert(
    fc.asyncProperty(edits, async (edit) => {
      copyFileSync(`${database}.clean`, database);
      const store = await workspace.reopen();
      const { rowIds, changeSets, what } = apply(store, edit);
      const { intact, breaks } = await store.verify();
      store.close();
      tried.push(what);
      expect(intact, what).toBe(false);
      const named = breaks.some(
        (found) =>
          (found.rowId !== null && rowIds.includes(found.rowId)) ||
          (found.changeSet !== null && changeSets.includes(found.changeSet)) ||
          (found.kind === 'tail' && edit.table === 'change_set'),
      );
      expect(named, `${what}\n${JSON.stringify(breaks.slice(0, 5))}`).toBe(true);
    }),
    { numRuns: EDITS, seed, endOnFailure: true },
  );
  expect(tried).toHaveLength(EDITS);
});
