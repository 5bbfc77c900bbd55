import type Database from 'better-sqlite3';
import { misuse } from './errors.ts';
import { shapeKey } from './shapes.ts';

/**
 * The triggers that write the log. They are generated from the live schema for every table that is not on the
 * unaudited list, so that code cannot forget to audit and a new table is audited from its first row.
 */
export interface AuditedTable {
  readonly name: string;
  /** All but `id`, in the order of the table. */
  readonly columns: readonly string[];
  /** Names the table and a digest of its columns, so that a shape cannot be given other columns afterwards. */
  readonly shape: string;
}

interface TableEntry {
  name: string;
  type: string;
}

interface ColumnEntry {
  name: string;
  type: string;
  pk: number;
}

/**
 * The audited tables of a database, by name.
 * @param unaudited tables that are left out, each with a reason.
 * @throws store.misuse for a table without a text key `id`, or with a BLOB column.
 */
export function auditedTables(
  db: Database.Database,
  unaudited: Readonly<Record<string, string>>,
): AuditedTable[] {
  const entries = db
    .prepare<[], TableEntry>("SELECT name, type FROM pragma_table_list WHERE schema = 'main' ORDER BY name")
    .all();
  // Search indexes keep their content in tables named after them, not all of which SQLite knows as such.
  const indexes = entries.filter(({ type }) => type === 'virtual').map(({ name }) => `${name}_`);
  return entries
    .filter(({ type }) => type === 'table')
    .filter(({ name }) => !['sqlite_', ...indexes].some((prefix) => name.startsWith(prefix)))
    .filter(({ name }) => !Object.hasOwn(unaudited, name))
    .map(({ name }) => describeTable(db, name));
}

function describeTable(db: Database.Database, name: string): AuditedTable {
  const entries = db
    .prepare<[string], ColumnEntry>('SELECT name, type, pk FROM pragma_table_info(?)')
    .all(name);
  const keys = entries.filter((column) => column.pk > 0);
  const [key] = keys;
  if (keys.length !== 1 || key?.name !== 'id' || key.type.toUpperCase() !== 'TEXT') {
    throw misuse(`the audited table ${name} needs a text primary key named id`);
  }
  const blob = entries.find((column) => /^(BLOB|ANY)?$/i.test(column.type));
  if (blob !== undefined)
    throw misuse(`column ${blob.name} of the audited table ${name} may hold binary data`);
  const columns = entries.map((column) => column.name).filter((column) => column !== 'id');
  return { name, columns, shape: shapeKey(name, columns) };
}

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** SQL for the image of a row: a JSON array of its values but the id, which stands beside it. `row` is `new`, `old` or a table's alias. */
export function imageOf(table: AuditedTable, row: string): string {
  return `json_array(${table.columns.map((column) => `${row}.${quoteName(column)}`).join(', ')})`;
}

const LOG_TABLES = ['change', 'change_set', 'change_shape'] as const;

/** Name to SQL of every trigger that the log depends on. */
export function expectedTriggers(tables: readonly AuditedTable[]): Map<string, string> {
  const triggers = new Map<string, string>();
  const add = (name: string, rest: string) => {
    triggers.set(name, `CREATE TRIGGER ${quoteName(name)} ${rest}`);
  };
  for (const log of LOG_TABLES) {
    const refuse = `BEGIN SELECT RAISE(ABORT, 'the log cannot be altered'); END`;
    add(`protect_update_${log}`, `BEFORE UPDATE ON ${log} ${refuse}`);
    add(`protect_delete_${log}`, `BEFORE DELETE ON ${log} ${refuse}`);
  }
  for (const table of tables) {
    const on = quoteName(table.name);
    const shape = quoteText(table.shape);
    const write = (columns: string, values: string) =>
      `BEGIN INSERT INTO change (shape, row_id, op, ${columns}) VALUES (${shape}, ${values}); END`;
    const altered = table.columns
      .map((column) => `old.${quoteName(column)} IS NOT new.${quoteName(column)}`)
      .join(' OR ');
    add(
      `audit_insert_${table.name}`,
      `AFTER INSERT ON ${on} ${write('new', `new.id, 'insert', ${imageOf(table, 'new')}`)}`,
    );
    add(
      `audit_update_${table.name}`,
      `AFTER UPDATE ON ${on} WHEN ${altered} ${write('old, new', `new.id, 'update', ${imageOf(table, 'old')}, ${imageOf(table, 'new')}`)}`,
    );
    add(
      `audit_delete_${table.name}`,
      `AFTER DELETE ON ${on} ${write('old', `old.id, 'delete', ${imageOf(table, 'old')}`)}`,
    );
    add(
      `protect_id_${table.name}`,
      `BEFORE UPDATE OF id ON ${on} WHEN old.id IS NOT new.id BEGIN SELECT RAISE(ABORT, 'an id never changes'); END`,
    );
  }
  return triggers;
}

/** The triggers of the log as they stand in the database. */
export function presentTriggers(db: Database.Database): Map<string, string> {
  const rows = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND (name LIKE 'audit\\_%' ESCAPE '\\' OR name LIKE 'protect\\_%' ESCAPE '\\')",
    )
    .all();
  return new Map(rows.map(({ name, sql }) => [name, sql]));
}

export function dropTriggers(db: Database.Database): void {
  for (const name of presentTriggers(db).keys()) db.exec(`DROP TRIGGER ${quoteName(name)}`);
}

/**
 * Makes the triggers and shapes of a database what they should be.
 * @returns the names of triggers that were missing or different.
 */
export function installTriggers(db: Database.Database, tables: readonly AuditedTable[]): string[] {
  const expected = expectedTriggers(tables);
  const present = presentTriggers(db);
  const wrong = [...new Set([...expected.keys(), ...present.keys()])].filter(
    (name) => expected.get(name) !== present.get(name),
  );
  const addShape = db.prepare('INSERT INTO change_shape VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  for (const { shape, name, columns } of tables) addShape.run(shape, name, JSON.stringify(columns));
  for (const name of wrong) {
    if (present.has(name)) db.exec(`DROP TRIGGER ${quoteName(name)}`);
    const sql = expected.get(name);
    if (sql !== undefined) db.exec(sql);
  }
  return wrong;
}
