import Database from 'better-sqlite3';
import { workspaceBusy } from './errors.ts';
import { errorCode } from './files.ts';

/** Held while a workspace is open. */
export interface WorkspaceLock {
  release(): void;
}

/**
 * Takes the workspace for this process. The lock is an exclusive transaction on a small empty database: the
 * operating system drops it when the process ends, however it ends, so a stale lock cannot exist.
 * @throws store.busy when another process, or another store in this one, has it.
 */
export function lockWorkspace(file: string): WorkspaceLock {
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    db.close();
    if (errorCode(thrown)?.startsWith('SQLITE_BUSY')) throw workspaceBusy();
    throw thrown;
  }
  return { release: () => db.close() };
}
