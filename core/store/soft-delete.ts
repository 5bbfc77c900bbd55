import { isNull, type SQL, type SQLWrapper } from 'drizzle-orm';
import { text } from 'drizzle-orm/sqlite-core';
import { FairdocError } from '../kernel/errors.ts';
import { quoteName } from './audit-triggers.ts';
import type { Db } from './store.ts';

/**
 * Records are not removed: they are marked as deleted, by whom, when and why, and leave the lists. The log keeps
 * them in any case.
 */

/** Columns for a migration's CREATE TABLE. */
export const softDeleteSql = 'deleted_at TEXT, deleted_by TEXT, deletion_reason TEXT';

/** The same columns for a drizzle table. */
export const softDeleteColumns = () => ({
  deletedAt: text('deleted_at'),
  deletedBy: text('deleted_by'),
  deletionReason: text('deletion_reason'),
});

export interface SoftDeletion {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly userId: string;
  readonly reason: string;
}

/** The condition that leaves deleted records out of a list. */
export const isKept = (table: { deletedAt: SQLWrapper }): SQL => isNull(table.deletedAt);

/**
 * Marks a record as deleted.
 * @throws store.notFound when there is no such record, or it is deleted already.
 */
export function softDelete(tx: Db, table: string, id: string, { at, userId, reason }: SoftDeletion): void {
  const { changes } = tx.$client
    .prepare(
      `UPDATE ${quoteName(table)} SET deleted_at = ?, deleted_by = ?, deletion_reason = ?
       WHERE id = ? AND deleted_at IS NULL`,
    )
    .run(at, userId, reason, id);
  if (changes === 1) return;
  throw new FairdocError(
    'notFound',
    'store.notFound',
    'This record does not exist, or was deleted already.',
    'Reload the list and try again.',
  );
}
