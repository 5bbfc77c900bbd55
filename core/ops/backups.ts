import { desc } from 'drizzle-orm';
import type { Db } from '../store/index.ts';
import { backup } from './schema.ts';

/** When the newest backup was made, or undefined. */
export function lastBackupAt(db: Db): string | undefined {
  return db.select({ at: backup.createdAt }).from(backup).orderBy(desc(backup.createdAt)).limit(1).get()?.at;
}
