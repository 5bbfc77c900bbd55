import { createHash } from 'node:crypto';
import path from 'node:path';

/** Where things stand in a workspace folder. */
export interface WorkspaceLayout {
  readonly folder: string;
  readonly keyring: string;
  /** The keyring as it was before its last change. */
  readonly previousKeyring: string;
  /** The keyring of a workspace whose creation has not finished. */
  readonly unfinishedKeyring: string;
  readonly database: string;
  /** Remembers the newest change set. */
  readonly witness: string;
  readonly blobs: string;
  readonly backups: string;
  readonly lock: string;
}

export function layoutOf(folder: string): WorkspaceLayout {
  const at = (name: string) => path.join(folder, name);
  return {
    folder,
    keyring: at('keyring.json'),
    previousKeyring: at('keyring.previous.json'),
    unfinishedKeyring: at('keyring.unfinished.json'),
    database: at('fairdoc.db'),
    witness: at('witness'),
    blobs: at('blobs'),
    backups: at('backups'),
    lock: at('lock'),
  };
}

/**
 * The first 16 bytes of a workspace's database. They are the cipher's salt, which stands in clear, so a database
 * that belongs to another workspace is recognised without a key. The key is random; the salt need not be.
 */
export function databaseSalt(workspaceId: string): Buffer {
  return createHash('sha256').update(`fairdoc/database-salt/${workspaceId}`).digest().subarray(0, 16);
}
