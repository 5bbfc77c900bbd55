import { canonicalJson, sha256 } from '../kernel/canonical.ts';

/**
 * A shape names a table and the columns that it had at one time: `table@` and the first 64 bits of the SHA-256 of
 * both. Because the name is made from the content, a shape cannot be given other columns afterwards.
 */
export function shapeKey(table: string, columns: readonly string[]): string {
  return `${table}@${sha256(canonicalJson([table, ...columns])).slice(0, 16)}`;
}

export const tableOfShape = (shape: string): string => shape.slice(0, shape.lastIndexOf('@'));

/** SQL: whether `shape` is one of this table. (LIKE would take an underscore for a wildcard.) */
export const isOfTable = (table: string, shape = 'shape'): string =>
  `substr(${shape}, 1, length(${table}) + 1) = ${table} || '@'`;

/** SQL: the table of a shape. */
export const tableOf = (shape: string): string => `substr(${shape}, 1, instr(${shape}, '@') - 1)`;
