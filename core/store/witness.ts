import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Log } from '../kernel/log.ts';
import { type DataKey, openBytes, sealBytes } from './data-key.ts';
import { isMissing } from './files.ts';
import { linkOf } from './seal.ts';

/**
 * A file beside the database that remembers the newest change set. A chain proves what it holds, not that nothing
 * was cut off its end; with the witness, a shortened log and an older copy of the database can be told. Whoever
 * replaces the whole folder replaces the witness too: against that, the newest change set has to be known elsewhere
 * (`Verification.head`).
 *
 * The file is written shortly after a commit and at closing, never before, so it is never ahead of the database.
 */
export interface Mark {
  readonly number: number;
  /** `linkOf` the change set. */
  readonly link: string;
}

/** `unreadable`: it does not open with the workspace's key, or was altered. */
export type Testimony = Mark | 'absent' | 'unreadable';

export interface Witness {
  /** Call after a commit. */
  note(mark: Mark): void;
  /** Writes what was noted last. Failing is no reason to fail: the next mark replaces this one. */
  flush(): void;
}

const DELAY_MS = 1_000;
const markSchema = z.object({ number: z.number().int(), link: z.string() });
const context = (workspaceId: string, deviceId: string) => `fairdoc/witness/${workspaceId}/${deviceId}`;

export function readWitness(file: string, dataKey: DataKey, deviceId: string): Testimony {
  try {
    const sealed = readFileSync(file, 'utf8');
    const plain = openBytes(dataKey.derive('witness'), sealed, context(dataKey.workspaceId, deviceId));
    return plain === null ? 'unreadable' : markSchema.parse(JSON.parse(plain.toString('utf8')));
  } catch (thrown) {
    return isMissing(thrown) ? 'absent' : 'unreadable';
  }
}

/** Whether the log still holds the change set that was witnessed. */
export function isConfirmed(db: Database.Database, deviceId: string, testimony: Testimony): boolean {
  if (testimony === 'absent') return true;
  if (testimony === 'unreadable') return false;
  const found = db
    .prepare<[string, number], { hash: string; signature: string }>(
      'SELECT hash, signature FROM change_set WHERE device = ? AND number = ?',
    )
    .get(deviceId, testimony.number);
  return found !== undefined && linkOf(found.hash, found.signature) === testimony.link;
}

/** The witness of an open database. One that contradicts the log is kept as it is, as evidence for `verify`. */
export function openWitness(
  file: string,
  db: Database.Database,
  dataKey: DataKey,
  deviceId: string,
  log: Log,
): Witness {
  const confirmed = isConfirmed(db, deviceId, readWitness(file, dataKey, deviceId));
  if (!confirmed) {
    log.warn({}, 'the log does not hold the change set that was the newest before');
    return { note: () => undefined, flush: () => undefined };
  }
  const key = dataKey.derive('witness');
  let noted: Mark | null = null;
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (noted === null) return;
    const sealed = sealBytes(key, Buffer.from(JSON.stringify(noted)), context(dataKey.workspaceId, deviceId));
    noted = null;
    try {
      replaceFile(file, sealed);
    } catch {
      log.warn({}, 'the witness of the newest change set could not be written');
    }
  }

  return {
    note(mark) {
      noted = mark;
      timer ??= setTimeout(flush, DELAY_MS).unref();
    },
    flush,
  };
}

/** A witness that is lost in a power cut says less, never something wrong: the folder need not be flushed. */
function replaceFile(file: string, content: string): void {
  const beside = `${file}.tmp`;
  const descriptor = openSync(beside, 'w', 0o600);
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(beside, file);
}
