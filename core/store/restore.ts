import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { type Extract, extract } from 'tar-stream';
import { systemClock } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import {
  type BackupManifest,
  backupDamaged,
  ENTRY_NAME,
  KEYRING,
  MANIFEST,
  MANIFEST_LIMIT,
  notABackup,
  readManifest,
  restoreTargetNotEmpty,
  SIGNATURE,
} from './backup-format.ts';
import type { DataKey } from './data-key.ts';
import { checkStructure, examineDatabaseFile, openDatabase } from './database.ts';
import { cancelled, keyringDamaged, translateError } from './errors.ts';
import { flushFolder, isMissing, makeFolder } from './files.ts';
import { parseKeyring, sealIsIntact } from './keyring.ts';
import { layoutOf } from './layout.ts';
import type { Migration } from './migrations.ts';
import { checkRowIndex } from './row-index.ts';
import { STORE_MIGRATIONS } from './schema.ts';
import { type Verification, verifyDatabase } from './verify.ts';

export interface RestoreOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes read so far. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/**
 * Restores a backup into a folder that is absent or empty. Everything is unpacked and checked beside it first, and
 * gets the folder's name only when every digest matches: there is a whole workspace afterwards, or none.
 * @throws store.notABackup, store.backupDamaged, store.backupFuture, store.restoreTarget, store.diskFull,
 *   store.cancelled
 */
export async function restoreBackup(
  file: string,
  folder: string,
  options: RestoreOptions = {},
): Promise<BackupManifest> {
  await requireEmpty(folder);
  const parent = path.dirname(path.resolve(folder));
  return unpackBeside(file, folder, options, async (staging, manifest) => {
    await rm(path.join(folder, 'lock'), { force: true });
    await rmdir(folder).catch((thrown) => {
      if (!isMissing(thrown)) throw thrown;
    });
    await rename(staging, folder);
    await flushFolder(parent);
    return manifest;
  });
}

async function requireEmpty(folder: string): Promise<void> {
  const found = await readdir(folder).catch((thrown) => {
    if (isMissing(thrown)) return [];
    throw thrown;
  });
  // A look at the folder may have left its lock file behind.
  if (found.some((name) => name !== 'lock')) throw restoreTargetNotEmpty();
}

export interface BackupCheck {
  readonly manifest: BackupManifest;
  /** Of the log in the backup; null when the check was made without a key. */
  readonly verification: Verification | null;
}

/**
 * Checks a backup: every digest and the signature; with the workspace's key also that the database in it opens,
 * that its structure is whole and (unless `log` is false) that its log verifies.
 * @param scratch a folder in which the backup may be unpacked for a moment, on an encrypted or trusted disk or not:
 *   nothing in clear is written.
 * @throws as `restoreBackup`
 */
export async function verifyBackup(
  file: string,
  scratch: string,
  key?: { dataKey: DataKey; migrations: readonly Migration[]; log?: boolean },
  options: RestoreOptions = {},
): Promise<BackupCheck> {
  await makeFolder(scratch);
  const name = path.join(scratch, `check-${randomBytes(4).toString('hex')}`);
  return unpackBeside(file, name, options, async (staging, manifest) => ({
    manifest,
    verification: key === undefined ? null : await verifyUnpacked(staging, manifest, key, options),
  }));
}

async function verifyUnpacked(
  staging: string,
  manifest: BackupManifest,
  { dataKey, migrations, log = true }: { dataKey: DataKey; migrations: readonly Migration[]; log?: boolean },
  { signal }: RestoreOptions,
): Promise<Verification | null> {
  const layout = layoutOf(staging);
  const keyring = parseKeyring(await readFile(layout.keyring, 'utf8'));
  if (!sealIsIntact(keyring, dataKey)) throw keyringDamaged(false);
  if (keyring.device.publicKey !== manifest.publicKey) throw backupDamaged('another device signed it');
  const db = openDatabase(layout.database, dataKey, { cipher: keyring.cipher, cacheMiB: 16 });
  try {
    checkStructure(db);
    if (!log) return null;
    const misindexed = await checkRowIndex(db, signal);
    const source = {
      db,
      keyring,
      dataKey,
      migrations: [...STORE_MIGRATIONS, ...migrations],
      clock: systemClock,
      testimony: 'absent' as const,
      misindexed,
    };
    return await verifyDatabase(source, { signal });
  } finally {
    db.close();
  }
}

/** Unpacks and checks a backup in a folder beside `folder`, hands that over, and removes what is left of it. */
async function unpackBeside<T>(
  file: string,
  folder: string,
  options: RestoreOptions,
  use: (staging: string, manifest: BackupManifest) => Promise<T>,
): Promise<T> {
  const staging = `${folder}.restoring-${randomBytes(4).toString('hex')}`;
  try {
    await makeFolder(staging);
    const manifest = await unpack(file, staging, options);
    return await use(staging, manifest);
  } catch (thrown) {
    if (options.signal?.aborted) throw cancelled();
    throw translateError(thrown);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

type Entry = Extract extends AsyncIterable<infer One> ? One : never;

interface Unpacked {
  readonly size: number;
  readonly sha256: string;
}

async function unpack(file: string, staging: string, options: RestoreOptions): Promise<BackupManifest> {
  const found = new Map<string, Unpacked>();
  const texts = new Map<string, Buffer>();
  try {
    for await (const entry of openTar(file, options)) {
      const { name } = entry.header;
      if (name === MANIFEST || name === SIGNATURE) texts.set(name, await readSmall(entry));
      else if (ENTRY_NAME.test(name) && !found.has(name)) found.set(name, await unpackEntry(entry, staging));
      else throw notABackup();
    }
  } catch (thrown) {
    if (thrown instanceof FairdocError || options.signal?.aborted) throw thrown;
    if (isSystemError(thrown)) throw thrown;
    // The first entry of every backup is the keyring: without it, this never was one.
    throw found.size === 0 ? notABackup(thrown) : backupDamaged('it ends too early', thrown);
  }
  const manifestBytes = texts.get(MANIFEST);
  if (manifestBytes === undefined) {
    throw found.has(KEYRING) ? backupDamaged('it ends too early') : notABackup();
  }
  const manifest = readManifest(manifestBytes, texts.get(SIGNATURE)?.toString('utf8') ?? '');
  compare(manifest, found);
  examineRestored(staging, manifest);
  await flushTree(staging);
  return manifest;
}

const isSystemError = (thrown: unknown): boolean =>
  thrown instanceof Error && 'syscall' in thrown && thrown.syscall !== undefined;

async function* openTar(file: string, { signal, onProgress }: RestoreOptions): AsyncGenerator<Entry, void> {
  const tar = extract();
  let done = 0;
  const input = createReadStream(file, {
    highWaterMark: 1_048_576,
    ...(signal === undefined ? {} : { signal }),
  });
  input.on('data', (piece) => {
    done += piece.length;
    onProgress?.(done);
  });
  input.on('error', (error) => tar.destroy(error));
  input.pipe(tar);
  try {
    yield* tar;
  } finally {
    input.destroy();
  }
}

async function readSmall(entry: Entry): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of entry as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > MANIFEST_LIMIT) throw backupDamaged('its table of contents is too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function unpackEntry(entry: Entry, staging: string): Promise<Unpacked> {
  const target = path.join(staging, ...entry.header.name.split('/'));
  await makeFolder(path.dirname(target));
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(target, 'wx', 0o600);
  try {
    for await (const piece of entry as AsyncIterable<Buffer>) {
      hash.update(piece);
      size += piece.length;
      await handle.writeFile(piece);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { size, sha256: hash.digest('hex') };
}

function compare(manifest: BackupManifest, found: ReadonlyMap<string, Unpacked>): void {
  for (const { name, size, sha256 } of manifest.files) {
    const file = found.get(name);
    if (file === undefined) throw backupDamaged('a file is missing in it');
    if (file.size !== size || file.sha256 !== sha256) throw backupDamaged('a file in it was altered');
  }
  if (found.size !== manifest.files.length) throw backupDamaged('it holds a file that does not belong to it');
}

function examineRestored(staging: string, manifest: BackupManifest): void {
  try {
    examineDatabaseFile(layoutOf(staging).database, manifest.workspaceId);
  } catch (thrown) {
    throw backupDamaged('its database is not the one that belongs to it', thrown);
  }
}

async function flushTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await flushTree(path.join(folder, entry.name));
  }
  await flushFolder(folder);
}
