import type Database from 'better-sqlite3';
import type { Json } from '../kernel/canonical.ts';
import { changesWhere } from './row-index.ts';
import { isOfTable, tableOfShape } from './shapes.ts';

/** Reads the log for people: who altered which value from what to what, when and why. */
export interface ChangeReader {
  /** Change sets, newest first unless told. Page on with `beforeSeq` (or `afterSeq`). */
  list(filter?: ChangeFilter): ChangeSetRecord[];
  get(seq: number): ChangeSetRecord | null;
  /** Altered rows of a change set in the order in which they were altered. */
  rows(changeSet: number, page?: { offset?: number; limit?: number } & RowFilter): ChangeRecord[];
  /** How many rows of a change set the filter leaves. */
  countRows(changeSet: number, filter: RowFilter): number;
  /** Everything that ever happened to a row, oldest first. */
  history(table: string, rowId: string): (ChangeRecord & { changeSet: ChangeSetRecord | null })[];
  /** Distinct actors and actions, for filters. */
  facets(): { actors: { userId: string; name: string }[]; actions: string[]; tables: string[] };
}

export interface RowFilter {
  readonly table?: string | undefined;
  readonly rowIds?: readonly string[] | undefined;
}

export interface ChangeFilter {
  readonly actor?: string;
  readonly action?: string;
  readonly table?: string;
  readonly rowId?: string;
  /** Change sets that altered any of these rows: everything about a patient. */
  readonly rowIds?: readonly string[];
  /** Wall time, ISO 8601 in UTC, inclusive. */
  readonly from?: string;
  /** Wall time, ISO 8601 in UTC, exclusive. */
  readonly to?: string;
  readonly beforeSeq?: number;
  readonly afterSeq?: number;
  /** 100 unless told. */
  readonly limit?: number;
  readonly oldestFirst?: boolean;
}

export interface ChangeSetRecord {
  readonly seq: number;
  readonly device: string;
  readonly number: number;
  readonly hlc: string;
  readonly time: string;
  readonly actor: string;
  readonly actorName: string;
  readonly action: string;
  readonly reason: string | null;
  readonly firstChange: number;
  readonly changes: number;
  readonly digest: string;
  readonly previous: string;
  readonly hash: string;
  readonly signature: string;
}

export interface ChangeRecord {
  readonly seq: number;
  readonly table: string;
  readonly rowId: string;
  readonly op: 'insert' | 'update' | 'delete' | 'migrate';
  /** The values that differ. An added row has no old values, a removed one no new ones. */
  readonly values: readonly ChangedValue[];
}

export interface ChangedValue {
  readonly field: string;
  readonly old: Json;
  readonly new: Json;
}

export const CHANGE_SET_COLUMNS = `seq, device, number, hlc, time, actor, actor_name AS actorName, action, reason,
  first_change AS firstChange, changes, digest, previous, hash, signature`;

interface ChangeRow {
  seq: number;
  shape: string;
  rowId: string;
  op: ChangeRecord['op'];
  old: string | null;
  new: string | null;
}

const CHANGE_COLUMNS = 'seq, shape, row_id AS rowId, op, old, new';

/** What a row filter means within one change set. */
interface ChosenRows {
  first: number;
  last: number;
  table: string | null;
  rowIds: string | null;
}

const chosenOf = (set: ChangeSetRecord, { table, rowIds }: RowFilter): ChosenRows => ({
  first: set.firstChange,
  last: set.firstChange + set.changes - 1,
  table: table ?? null,
  rowIds: rowIds === undefined ? null : JSON.stringify(rowIds),
});

export function createChangeReader(db: Database.Database): ChangeReader {
  const bySeq = db.prepare<[number], ChangeSetRecord>(
    `SELECT ${CHANGE_SET_COLUMNS} FROM change_set WHERE seq = ?`,
  );
  const rangeOf = db.prepare<[number, number, number], ChangeRow>(
    `SELECT ${CHANGE_COLUMNS} FROM change WHERE seq >= ? ORDER BY seq LIMIT ? OFFSET ?`,
  );
  const chosen = `seq BETWEEN @first AND @last AND (@table IS NULL OR ${isOfTable('@table')})
    AND (@rowIds IS NULL OR row_id IN (SELECT value FROM json_each(@rowIds)))`;
  const chosenRows = db.prepare<[ChosenRows & { limit: number; offset: number }], ChangeRow>(
    `SELECT ${CHANGE_COLUMNS} FROM change WHERE ${chosen} ORDER BY seq LIMIT @limit OFFSET @offset`,
  );
  const countChosen = db.prepare<[ChosenRows], number>(`SELECT count(*) FROM change WHERE ${chosen}`).pluck();
  const ofRow = db.prepare<{ rowId: string; table: string }, ChangeRow>(
    `SELECT ${CHANGE_COLUMNS} FROM change WHERE seq IN (${changesWhere('row_id = @rowId')}) AND ${isOfTable('@table')} ORDER BY seq`,
  );
  const shapeBefore = db
    .prepare<{ rowId: string; table: string; seq: number }, string>(
      `SELECT shape FROM change WHERE seq IN (${changesWhere('row_id = @rowId')}) AND seq < @seq AND ${isOfTable('@table')}
       ORDER BY seq DESC LIMIT 1`,
    )
    .pluck();
  const shapeColumns = db.prepare<[string], string>('SELECT columns FROM change_shape WHERE key = ?').pluck();
  const shapes = new Map<string, readonly string[]>();

  function columnsOf(shape: string): readonly string[] {
    const known = shapes.get(shape);
    if (known !== undefined) return known;
    const text = shapeColumns.get(shape);
    const columns = text === undefined ? [] : (JSON.parse(text) as string[]);
    shapes.set(shape, columns);
    return columns;
  }

  function image(shape: string, text: string | null): Map<string, Json> {
    if (text === null) return new Map();
    const values = JSON.parse(text) as Json[];
    return new Map(columnsOf(shape).map((column, index) => [column, values[index] ?? null]));
  }

  function record(row: ChangeRow): ChangeRecord {
    const table = tableOfShape(row.shape);
    // A migration's old values are in the columns that the table had before.
    const { rowId, seq } = row;
    const oldShape = (row.op === 'migrate' ? shapeBefore.get({ rowId, table, seq }) : undefined) ?? row.shape;
    const old = image(oldShape, row.old);
    const now = image(row.shape, row.new);
    const fields = [...new Set([...old.keys(), ...now.keys()])];
    const values = fields
      .map((field) => ({ field, old: old.get(field) ?? null, new: now.get(field) ?? null }))
      .filter((value) => value.old !== value.new);
    return { seq, table, rowId, op: row.op, values };
  }

  const setAt = createChangeSetFinder(db);

  return {
    get: (seq) => bySeq.get(seq) ?? null,
    list: (filter = {}) => listChangeSets(db, filter, setAt),
    rows(changeSet, { offset = 0, limit = 1_000, ...filter } = {}) {
      const set = bySeq.get(changeSet);
      if (set === undefined) return [];
      if (filter.table !== undefined || filter.rowIds !== undefined) {
        return chosenRows.all({ ...chosenOf(set, filter), limit, offset }).map(record);
      }
      const count = Math.max(0, Math.min(limit, set.changes - offset));
      return rangeOf.all(set.firstChange, count, offset).map(record);
    },
    countRows(changeSet, filter) {
      const set = bySeq.get(changeSet);
      return set === undefined ? 0 : (countChosen.get(chosenOf(set, filter)) ?? 0);
    },
    history(table, rowId) {
      return ofRow.all({ rowId, table }).map((row) => {
        const seq = setAt(row.seq);
        return { ...record(row), changeSet: seq === null ? null : (bySeq.get(seq) ?? null) };
      });
    },
    facets() {
      const actors = db
        .prepare<[], { userId: string; name: string }>(
          'SELECT actor AS userId, max(actor_name) AS name FROM change_set GROUP BY actor ORDER BY 2',
        )
        .all();
      const actions = db
        .prepare<[], string>('SELECT DISTINCT action FROM change_set ORDER BY 1')
        .pluck()
        .all();
      const tables = db
        .prepare<[], string>('SELECT DISTINCT table_name FROM change_shape ORDER BY 1')
        .pluck()
        .all();
      return { actors, actions, tables };
    },
  };
}

/**
 * Finds the change set of a change. Ranges ascend with `seq`, so halving needs some twenty look-ups where an index
 * would make every write pay.
 * @returns a function from change to change set, null for a change outside any.
 */
export function createChangeSetFinder(db: Database.Database): (changeSeq: number) => number | null {
  const bounds = db.prepare<[], { low: number | null; high: number | null }>(
    'SELECT min(seq) AS low, max(seq) AS high FROM change_set',
  );
  const at = db.prepare<[number], { seq: number; first: number; changes: number }>(
    'SELECT seq, first_change AS first, changes FROM change_set WHERE seq <= ? ORDER BY seq DESC LIMIT 1',
  );
  return (changeSeq) => {
    const { low: from, high: to } = bounds.get() ?? { low: null, high: null };
    let low = from ?? 1;
    let high = to ?? 0;
    while (low <= high) {
      const middle = at.get(Math.floor((low + high) / 2));
      if (middle === undefined) return null;
      if (changeSeq < middle.first) high = middle.seq - 1;
      else if (changeSeq < middle.first + middle.changes) return middle.seq;
      else low = Math.floor((low + high) / 2) + 1;
    }
    return null;
  };
}

function listChangeSets(
  db: Database.Database,
  filter: ChangeFilter,
  setAt: (changeSeq: number) => number | null,
): ChangeSetRecord[] {
  const conditions: string[] = [];
  const values: Record<string, string | number> = { limit: filter.limit ?? 100 };
  const add = (sql: string, name: string, value: string | number | undefined) => {
    if (value === undefined) return;
    conditions.push(sql);
    values[name] = value;
  };
  add('actor = @actor', 'actor', filter.actor);
  add('action = @action', 'action', filter.action);
  add('time >= @from', 'from', filter.from);
  add('time < @to', 'to', filter.to);
  add('seq < @beforeSeq', 'beforeSeq', filter.beforeSeq);
  add('seq > @afterSeq', 'afterSeq', filter.afterSeq);
  const rowIds = filter.rowIds ?? (filter.rowId === undefined ? undefined : [filter.rowId]);
  if (rowIds !== undefined) {
    const changes = db
      .prepare<{ rowIds: string; table: string | null }, number>(
        `SELECT seq FROM change WHERE seq IN (${changesWhere('row_id IN (SELECT value FROM json_each(@rowIds))')})
           AND (@table IS NULL OR ${isOfTable('@table')})`,
      )
      .pluck()
      .all({ rowIds: JSON.stringify(rowIds), table: filter.table ?? null });
    const sets = new Set(changes.map(setAt).filter((seq) => seq !== null));
    add('seq IN (SELECT value FROM json_each(@sets))', 'sets', JSON.stringify([...sets]));
  } else if (filter.table !== undefined) {
    add(
      `EXISTS (SELECT 1 FROM change c WHERE c.seq >= first_change AND c.seq < first_change + change_set.changes
        AND ${isOfTable('@table', 'c.shape')})`,
      'table',
      filter.table,
    );
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return db
    .prepare<[typeof values], ChangeSetRecord>(
      `SELECT ${CHANGE_SET_COLUMNS} FROM change_set ${where} ORDER BY seq ${filter.oldestFirst ? 'ASC' : 'DESC'} LIMIT @limit`,
    )
    .all(values);
}
