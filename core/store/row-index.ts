import type Database from 'better-sqlite3';
import { inSlices } from './slices.ts';

/**
 * Where in the log each row occurs. An index of SQLite's own would have to be brought up to date with every change,
 * on pages far from those that the change writes anyway; that took a twelfth of the time of a write. This one is
 * brought up to date some thousand changes at once, sorted, and who reads looks at the rest of the log as well.
 * It is derived from the log and can be made anew; verify() compares it with the log before it relies on it.
 */
export const ROW_INDEX_SQL = `
CREATE TABLE change_by_row (row_id, seq INTEGER, PRIMARY KEY (row_id, seq)) WITHOUT ROWID;
CREATE TABLE change_indexed (up_to INTEGER NOT NULL) STRICT;
INSERT INTO change_indexed VALUES (0);
`;

/** Changes that may wait: few enough that reading past them goes unnoticed. */
const AT_ONCE = 1_000;

/** SQL: the changes of rows, given a condition on `row_id`. */
export const changesWhere = (condition: string): string =>
  `SELECT seq FROM change_by_row WHERE ${condition}
   UNION ALL SELECT seq FROM change WHERE seq > (SELECT up_to FROM change_indexed) AND ${condition}`;

/** Brings the index up to date; call it within a transaction. */
export function indexChanges(db: Database.Database): void {
  prepareIndexing(db).all();
}

export interface RowIndexing {
  /** Brings the index up to date. */
  all(): void;
  /** The same, when enough changes wait, given the newest of them. */
  when(newest: number): void;
}

export function prepareIndexing(db: Database.Database): RowIndexing {
  const upTo = db.prepare<[], number>('SELECT up_to FROM change_indexed').pluck();
  const add = db.prepare<[number]>(
    'INSERT OR IGNORE INTO change_by_row SELECT row_id, seq FROM change WHERE seq > ? ORDER BY row_id, seq',
  );
  const note = db.prepare('UPDATE change_indexed SET up_to = (SELECT coalesce(max(seq), 0) FROM change)');
  const all = () => {
    add.run(upTo.get() ?? 0);
    note.run();
  };
  return {
    all,
    when: (newest) => {
      if (newest - (upTo.get() ?? 0) >= AT_ONCE) all();
    },
  };
}

/** Changes compared in one step. */
const STEP = 2_000;

/**
 * Compares the index with the log, and makes it anew where they do not agree, so that whoever relies on it
 * afterwards sees what the log says. Works in slices of some 20 ms.
 * @returns about how many changes they did not agree.
 * @throws store.cancelled
 */
export async function checkRowIndex(db: Database.Database, signal?: AbortSignal): Promise<number> {
  db.transaction(indexChanges).immediate(db);
  let wrong = 0;
  function* compare() {
    const end = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM change').pluck().get() ?? 0;
    const missing = db
      .prepare<[number, number], number>(
        `SELECT count(*) FROM change c LEFT JOIN change_by_row i ON i.row_id IS c.row_id AND i.seq = c.seq
         WHERE c.seq > ? AND c.seq <= ? AND i.seq IS NULL`,
      )
      .pluck();
    for (let after = 0; after < end; after += STEP) {
      wrong += missing.get(after, Math.min(after + STEP, end)) ?? 0;
      yield;
    }
    const count = (table: string) =>
      db.prepare<[number], number>(`SELECT count(*) FROM ${table} WHERE seq <= ?`).pluck().get(end) ?? 0;
    const beyond = 'SELECT count(*) FROM change_by_row WHERE seq > (SELECT max(seq) FROM change)';
    const surplus = db.prepare<[], number>(beyond).pluck().get() ?? 0;
    wrong = Math.max(wrong, count('change_by_row') - count('change')) + surplus;
  }
  await inSlices(compare(), signal);
  db.transaction(() => {
    if (wrong > 0) db.exec('DELETE FROM change_by_row; UPDATE change_indexed SET up_to = 0');
    indexChanges(db);
  }).immediate();
  return wrong;
}
