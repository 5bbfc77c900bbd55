import type Database from 'better-sqlite3';
import { type AuditedTable, imageOf, quoteName } from './audit-triggers.ts';
import { isOfTable, tableOf, tableOfShape } from './shapes.ts';

/**
 * Compares tables with the log: a row of an audited table must equal the newest image that the log holds of it.
 * verify() names the differences; a migration logs those that it made.
 */
export interface RowDifference {
  readonly rowId: string;
  /** `altered`: values differ. `unlogged`: the row is in the table only. `missing`: it is in the log only. */
  readonly kind: 'altered' | 'unlogged' | 'missing';
}

/**
 * SQL for the newest change of a row of this table: the log may know the id in another table too. The row index must
 * be up to date.
 */
const newestChange = (rowId: string, table: string): string =>
  `(SELECT n.seq FROM change_by_row i JOIN change n ON n.seq = i.seq
    WHERE i.row_id = ${rowId} AND ${isOfTable(table, 'n.shape')} ORDER BY i.seq DESC LIMIT 1)`;

export interface RowComparison {
  /** Compares some rows from the id `from` on, in the order of id. `next` is null at the end. */
  rows(from: string, limit: number): { differences: RowDifference[]; compared: number; next: string | null };
}

/** Compares the rows of one table with the log, some at a time. */
export function compareTable(db: Database.Database, table: AuditedTable): RowComparison {
  const name = quoteName(table.name);
  const query = db.prepare<
    { shape: string; table: string; from: string; limit: number },
    { id: string; state: 'same' | 'altered' | 'unlogged' }
  >(`
    SELECT t.id AS id,
      CASE
        WHEN l.seq IS NULL OR l.op = 'delete' THEN 'unlogged'
        WHEN l.shape = @shape AND l.new = ${imageOf(table, 't')} THEN 'same'
        ELSE 'altered'
      END AS state
    FROM (SELECT * FROM ${name} WHERE id >= @from ORDER BY id LIMIT @limit) t
    LEFT JOIN change l ON l.seq = ${newestChange('t.id', '@table')}
    ORDER BY t.id`);
  return {
    rows(from, limit) {
      const found = query.all({ shape: table.shape, table: table.name, from, limit });
      const differences = found.flatMap(({ id, state }) =>
        state === 'same' ? [] : [{ rowId: id, kind: state }],
      );
      const last = found.at(-1)?.id;
      const next = found.length < limit || last === undefined ? null : `${last}\0`;
      return { differences, compared: found.length, next };
    },
  };
}

/** Table and id of rows that the log holds as present in the given range of it, and that are not there. */
export function compareLog(db: Database.Database, tables: readonly AuditedTable[]) {
  const newest = db.prepare<[number, number], { seq: number; shape: string; rowId: string; op: string }>(`
    SELECT c.seq AS seq, c.shape AS shape, c.row_id AS rowId, c.op AS op
    FROM change c
    WHERE c.seq > ? AND c.seq <= ? AND c.op <> 'delete'
      AND c.seq = ${newestChange('c.row_id', tableOf('c.shape'))}`);
  const present = new Map(
    tables.map((table) => [
      table.name,
      db.prepare<[string], number>(`SELECT 1 FROM ${quoteName(table.name)} WHERE id = ?`).pluck(),
    ]),
  );
  return {
    /** @returns rows missing from their table whose newest change has `after < seq <= upTo`. */
    missing(after: number, upTo: number): { table: string; rowId: string; seq: number }[] {
      return newest.all(after, upTo).flatMap(({ seq, shape, rowId }) => {
        const table = tableOfShape(shape);
        return present.get(table)?.get(rowId) === undefined ? [{ table, rowId, seq }] : [];
      });
    },
  };
}

const SOME = 5_000;

/** Rows that already differ from the log, by table. Empty in an intact workspace. */
export function brokenRows(
  db: Database.Database,
  tables: readonly AuditedTable[],
): Map<string, ReadonlySet<string>> {
  const broken = new Map<string, Set<string>>();
  const add = (table: string, rowId: string) => {
    const ids = broken.get(table) ?? new Set();
    broken.set(table, ids.add(rowId));
  };
  for (const table of tables) {
    for (const { rowId } of differencesOf(db, table)) add(table.name, rowId);
  }
  const end = lastChangeSeq(db);
  for (const { table, rowId } of compareLog(db, tables).missing(0, end)) add(table, rowId);
  return broken;
}

function* differencesOf(db: Database.Database, table: AuditedTable): Generator<RowDifference> {
  const comparison = compareTable(db, table);
  for (let from: string | null = ''; from !== null; ) {
    const { differences, next } = comparison.rows(from, SOME);
    yield* differences;
    from = next;
  }
}

const lastChangeSeq = (db: Database.Database): number =>
  db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM change').pluck().get() ?? 0;

/**
 * Logs what migrations did to rows: added, altered (a new column alters every row of a table) or removed. Rows
 * that differed from the log before are left as they are, for verify() to name.
 */
export function logWhatMigrationsDid(
  db: Database.Database,
  tables: readonly AuditedTable[],
  broken: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const end = lastChangeSeq(db);
  for (const table of tables) {
    const log = db.prepare(`
      INSERT INTO change (shape, row_id, op, old, new)
      SELECT @shape, t.id, iif(l.seq IS NULL OR l.op = 'delete', 'insert', 'migrate'),
        iif(l.op = 'delete', NULL, l.new), ${imageOf(table, 't')}
      FROM ${quoteName(table.name)} t LEFT JOIN change l ON l.seq = ${newestChange('t.id', '@table')}
      WHERE t.id = @id`);
    const skip = broken.get(table.name);
    for (const { rowId } of [...differencesOf(db, table)]) {
      if (!skip?.has(rowId)) log.run({ shape: table.shape, table: table.name, id: rowId });
    }
  }
  const remove = db.prepare(
    "INSERT INTO change (shape, row_id, op, old) SELECT shape, row_id, 'delete', new FROM change WHERE seq = ?",
  );
  for (const { table, rowId, seq } of compareLog(db, tables).missing(0, end)) {
    if (!broken.get(table)?.has(rowId)) remove.run(seq);
  }
}
