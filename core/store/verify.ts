import type Database from 'better-sqlite3';
import { type Clock, isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { type AuditedTable, auditedTables, expectedTriggers, presentTriggers } from './audit-triggers.ts';
import type { DataKey } from './data-key.ts';
import type { KeyringBody } from './keyring.ts';
import { type Migration, unauditedTables } from './migrations.ts';
import { compareLog, compareTable, type RowDifference } from './reconcile.ts';
import { shapeKey, tableOf, tableOfShape } from './shapes.ts';
import { inSlices } from './slices.ts';
import { brokenIdentities } from './vault.ts';
import { type VerifiedLog, verifyChain } from './verify-chain.ts';
import type { Testimony } from './witness.ts';

/** One thing that is not as it was recorded. */
export interface Break {
  /**
   * - `chain`, `hash`, `signature`, `digest`: a change set was removed, altered, or not sealed by a known device.
   * - `outside`: a row was altered outside any change set.
   * - `tail`: the newest change sets are missing, or what remembers them was altered.
   * - `history`: the log of a row does not fit together.
   * - `altered`, `unlogged`, `missing`: a row is not what the log holds.
   * - `index`: the index by which the log of a row is found was altered.
   * - `identity`: sealed identifiers do not open. `trigger`, `shape`, `device`: the means of logging were altered.
   */
  readonly kind:
    | 'chain'
    | 'hash'
    | 'signature'
    | 'digest'
    | 'outside'
    | 'tail'
    | 'history'
    | RowDifference['kind']
    | 'identity'
    | 'index'
    | 'trigger'
    | 'shape'
    | 'device';
  readonly changeSet: number | null;
  readonly table: string | null;
  readonly rowId: string | null;
  /** For people. */
  readonly what: string;
}

export interface Verification {
  readonly intact: boolean;
  readonly changeSets: number;
  readonly changes: number;
  /** Rows of audited tables compared with the log. */
  readonly rows: number;
  readonly seconds: number;
  readonly verifiedAt: string;
  /** The newest change set; to be kept elsewhere, so that a shortened log can be told. */
  readonly head: { readonly seq: number; readonly hash: string; readonly hlc: string } | null;
  /** The first of them, at most `MAX_BREAKS`. */
  readonly breaks: readonly Break[];
  readonly moreBreaks: number;
}

export interface VerifyOptions {
  readonly signal?: AbortSignal | undefined;
  /** Rows and changes checked so far, and how many there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export const MAX_BREAKS = 1_000;

/** What verification looks at: a snapshot of its own, so that work goes on meanwhile. */
export interface VerifySource {
  readonly db: Database.Database;
  readonly keyring: KeyringBody;
  readonly dataKey: DataKey;
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  /** Read before the snapshot is taken, so that the log can only be ahead of it. */
  readonly testimony: Testimony;
  /** What `checkRowIndex` found; the index must be right when the snapshot is taken. */
  readonly misindexed: number;
}

/** Where checks report to. */
export interface Findings {
  readonly report: (found: Partial<Break> & Pick<Break, 'kind' | 'what'>) => void;
  readonly advance: (steps: number) => void;
}

/** Rows compared in one step. */
const ROWS = 200;

/**
 * Recomputes the log from its first entry and compares every audited row with it. The database is read within one
 * transaction, in slices of some 20 ms.
 * @throws store.cancelled
 */
export async function verifyDatabase(
  source: VerifySource,
  options: VerifyOptions = {},
): Promise<Verification> {
  const { db } = source;
  const start = performance.now();
  const breaks: Break[] = [];
  let moreBreaks = 0;
  let done = 0;
  let rows = 0;
  db.exec('BEGIN');
  try {
    const tables = tablesOf(source);
    // Counting would read everything; the greatest numbers are near enough for progress.
    const total = lastSeq(db, 'change_set') + 3 * lastSeq(db, 'change');
    const findings: Findings = {
      report: ({ kind, what, changeSet = null, table = null, rowId = null }) => {
        if (breaks.length < MAX_BREAKS) breaks.push({ kind, changeSet, table, rowId, what });
        else moreBreaks += 1;
      },
      advance: (steps) => {
        done += steps;
        options.onProgress?.(Math.min(done, total), total);
      },
    };
    checkMeans(source, tables, findings);
    let log: VerifiedLog = { changeSets: 0, changes: 0, head: null };
    function* all() {
      log = yield* verifyChain(source, findings);
      yield* checkHistories(db, findings);
      for (const table of tables) rows += yield* checkRows(db, table, findings);
      yield* checkMissing(db, tables, findings);
      yield* checkIdentities(source, findings);
    }
    await inSlices(all(), options.signal);
    options.onProgress?.(total, total);
    return {
      intact: breaks.length === 0,
      ...log,
      rows,
      seconds: (performance.now() - start) / 1_000,
      verifiedAt: isoTime(source.clock),
      breaks,
      moreBreaks,
    };
  } finally {
    if (db.open) db.exec('ROLLBACK');
  }
}

const lastSeq = (db: Database.Database, table: 'change' | 'change_set'): number =>
  db.prepare<[], number>(`SELECT coalesce(max(seq), 0) FROM ${table}`).pluck().get() ?? 0;

function tablesOf({ db, migrations }: VerifySource): AuditedTable[] {
  return auditedTables(db, unauditedTables(migrations));
}

/** The triggers, the index, the shapes and the device's key: what the log depends on. */
function checkMeans(
  { db, keyring, misindexed }: VerifySource,
  tables: readonly AuditedTable[],
  { report }: Findings,
): void {
  const present = presentTriggers(db);
  for (const [name, sql] of expectedTriggers(tables)) {
    if (present.get(name) === sql) continue;
    const table = name.replace(/^(audit|protect)_(insert|update|delete|id)_/, '');
    report({ kind: 'trigger', table, what: `Logging of ${table} was switched off or altered (${name}).` });
  }
  if (misindexed > 0) {
    const what = `The log and its index did not agree about ${misindexed} changes: one of them was altered. The index was made anew.`;
    report({ kind: 'index', table: 'change_by_row', what });
  }
  const shapes = db.prepare<[], { key: string; table: string; columns: string }>(
    'SELECT key, table_name AS "table", columns FROM change_shape',
  );
  for (const { key, table, columns } of shapes.iterate()) {
    if (provesItself(key, table, columns)) continue;
    report({
      kind: 'shape',
      table: tableOfShape(key),
      what: 'The column names of logged rows were altered.',
    });
  }
  const { deviceId, publicKey } = keyring.device;
  const stored = db
    .prepare<[string], string>('SELECT public_key FROM device WHERE id = ?')
    .pluck()
    .get(deviceId);
  if (stored !== publicKey) {
    report({
      kind: 'device',
      table: 'device',
      rowId: deviceId,
      what: "This device's signing key was altered.",
    });
  }
}

function provesItself(key: string, table: string, columns: string): boolean {
  try {
    const parsed: unknown = JSON.parse(columns);
    return Array.isArray(parsed) && shapeKey(table, parsed.map(String)) === key;
  } catch {
    return false;
  }
}

/** Each logged old value must be the new value that was logged before: a gap means a change around the log. */
function* checkHistories(db: Database.Database, { report, advance }: Findings): Generator<undefined, void> {
  const end = lastSeq(db, 'change');
  const gaps = db.prepare<[number, number], { shape: string; rowId: string; seq: number }>(`
    SELECT c.shape AS shape, c.row_id AS rowId, c.seq AS seq
    FROM change c LEFT JOIN change p ON p.seq = (
      SELECT n.seq FROM change_by_row i JOIN change n ON n.seq = i.seq
      WHERE i.row_id = c.row_id AND i.seq < c.seq AND ${tableOf('n.shape')} = ${tableOf('c.shape')}
      ORDER BY i.seq DESC LIMIT 1)
    WHERE c.seq > ? AND c.seq <= ? AND CASE c.op
      WHEN 'insert' THEN p.seq IS NOT NULL AND p.op <> 'delete'
      ELSE p.seq IS NULL OR p.op = 'delete' OR c.old IS NOT p.new END`);
  const shapes = db
    .prepare<[number, number], string>('SELECT DISTINCT shape FROM change WHERE seq > ? AND seq <= ?')
    .pluck();
  const known = new Set(db.prepare<[], string>('SELECT key FROM change_shape').pluck().all());
  for (let after = 0; after < end; after += ROWS) {
    for (const shape of shapes.all(after, after + ROWS)) {
      if (known.has(shape)) continue;
      known.add(shape);
      report({
        kind: 'shape',
        table: tableOfShape(shape),
        what: 'The column names of logged rows are missing.',
      });
    }
    for (const { shape, rowId, seq } of gaps.all(after, after + ROWS)) {
      const what = `The old values logged with change ${seq} are not the values that were logged before it.`;
      report({ kind: 'history', table: tableOfShape(shape), rowId, what });
    }
    advance(ROWS);
    yield;
  }
}

const DIFFERENCES: Readonly<Record<RowDifference['kind'], string>> = {
  altered: 'The row is not what the log says: it was altered around the log.',
  unlogged: 'The row is in no log: it was added around the log.',
  missing: 'The row is gone, and the log does not say so: it was removed around the log.',
};

function* checkRows(
  db: Database.Database,
  table: AuditedTable,
  { report, advance }: Findings,
): Generator<undefined, number> {
  const comparison = compareTable(db, table);
  let rows = 0;
  for (let from: string | null = ''; from !== null; ) {
    const { differences, compared, next } = comparison.rows(from, ROWS);
    for (const { kind, rowId } of differences) {
      report({ kind, table: table.name, rowId, what: DIFFERENCES[kind] });
    }
    rows += compared;
    from = next;
    advance(compared);
    yield;
  }
  return rows;
}

function* checkMissing(
  db: Database.Database,
  tables: readonly AuditedTable[],
  { report, advance }: Findings,
): Generator<undefined, void> {
  const end = lastSeq(db, 'change');
  const log = compareLog(db, tables);
  for (let after = 0; after < end; after += ROWS) {
    for (const { table, rowId } of log.missing(after, after + ROWS)) {
      report({ kind: 'missing', table, rowId, what: DIFFERENCES.missing });
    }
    advance(ROWS);
    yield;
  }
}

function* checkIdentities({ db, dataKey }: VerifySource, { report }: Findings): Generator<undefined, void> {
  for (const personId of brokenIdentities(db, dataKey)) {
    if (personId !== null) {
      const what = 'The sealed identifiers of this person do not open with their key.';
      report({ kind: 'identity', table: 'person_identity', rowId: personId, what });
    }
    yield;
  }
}

/** The verification of something that cannot even be read is one break. */
export function unreadable(thrown: unknown): Break {
  const what = thrown instanceof FairdocError ? thrown.message : 'The log cannot be read.';
  return { kind: 'chain', changeSet: null, table: null, rowId: null, what };
}
