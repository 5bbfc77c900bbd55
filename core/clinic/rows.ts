import { getTableColumns, getTableName, type InferInsertModel } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Store } from '../store/index.ts';

/**
 * Writes whole rows through a statement that is prepared once for a store. Where thousands of rows are written in one
 * change, building each query anew would take longer than the database does.
 */
export function rowWriter<T extends SQLiteTable>(
  table: T,
): (store: Store, row: Required<InferInsertModel<T>>) => void {
  const columns = Object.entries(getTableColumns(table));
  const names = columns.map(([, column]) => `"${column.name}"`).join(', ');
  const sql = `INSERT INTO "${getTableName(table)}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`;
  return (store, row) => {
    const members = new Map<string, unknown>(Object.entries(row));
    const values = columns.map(([key, column]) => {
      const value = members.get(key) ?? null;
      return value === null ? null : column.mapToDriverValue(value);
    });
    store.prepare(sql).run(...values);
  };
}
