import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type Database from 'better-sqlite3';
import { type Pack, pack } from 'tar-stream';
import { type Clock, isoTime } from '../kernel/clock.ts';
import type { BackupManifest } from './backup-format.ts';
import { DATABASE, KEYRING, MANIFEST, SIGNATURE, signManifest } from './backup-format.ts';
import type { Blobs } from './blobs.ts';
import { cancelled, misuse, translateError } from './errors.ts';
import { flushFolder, makeFolder } from './files.ts';
import { parseKeyring } from './keyring.ts';
import type { WorkspaceLayout } from './layout.ts';
import type { DeviceSigner } from './seal.ts';

export interface BackupOptions {
  readonly signal?: AbortSignal | undefined;
  /** `records` leaves the stored files out; `workspace`, the default, takes everything. */
  readonly scope?: BackupManifest['scope'];
  /** Bytes written so far, and in all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface BackupResult {
  readonly manifest: BackupManifest;
  /** Of the backup file. */
  readonly size: number;
  readonly sha256: string;
}

export interface BackupSource {
  readonly layout: WorkspaceLayout;
  readonly db: Database.Database;
  readonly blobs: Blobs;
  readonly signer: DeviceSigner;
  readonly clock: Clock;
}

/**
 * Writes a backup of an open workspace into one file. Work goes on meanwhile: everything up to now is brought into
 * the database file, which then stays as it is while later changes gather in the write-ahead log. (`VACUUM INTO`
 * would stop everything until it is through.) Reading the file ourselves gives up SQLite's advisory lock on it, as
 * POSIX has it; what keeps other processes out is the lock of the workspace. The backup gets its name when it is
 * complete and on the disk.
 * @throws store.diskFull, store.cancelled
 */
export async function writeBackup(
  source: BackupSource,
  target: string,
  options: BackupOptions = {},
): Promise<BackupResult> {
  const { db } = source;
  await makeFolder(path.dirname(target));
  const beside = `${target}.${randomBytes(4).toString('hex')}.part`;
  const before = db.pragma('wal_autocheckpoint', { simple: true });
  try {
    bringIntoFile(db);
    db.pragma('wal_autocheckpoint = 0');
    const written = await writeTar(source, beside, options);
    await rename(beside, target);
    await flushFolder(path.dirname(target));
    return written;
  } catch (thrown) {
    await rm(beside, { force: true });
    if (options.signal?.aborted) throw cancelled();
    throw translateError(thrown);
  } finally {
    if (db.open) db.pragma(`wal_autocheckpoint = ${Number(before)}`);
  }
}

function bringIntoFile(db: Database.Database): void {
  const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  if (result?.busy !== 0) throw misuse('a backup was started while the log was being read');
}

interface Part {
  readonly name: string;
  readonly size: number;
  readonly content: () => Readable;
}

async function writeTar(source: BackupSource, file: string, options: BackupOptions): Promise<BackupResult> {
  const { signer, clock, db } = source;
  const head = db
    .prepare<[], NonNullable<BackupManifest['head']>>(
      'SELECT seq, hash, hlc FROM change_set ORDER BY seq DESC LIMIT 1',
    )
    .get();
  const keyring = await readFile(source.layout.keyring);
  const { workspaceId, name, schema } = parseKeyring(keyring.toString('utf8'));
  const { scope = 'workspace' } = options;
  const parts = await listParts(source, keyring, scope);
  const total = parts.reduce((sum, part) => sum + part.size, 0);
  let done = 0;
  const tar = pack();
  const fileHash = createHash('sha256');
  let size = 0;
  const measured = new Transform({
    transform(piece: Buffer, _encoding, give) {
      fileHash.update(piece);
      size += piece.length;
      give(null, piece);
    },
  });
  const written = pipeline(tar, measured, createWriteStream(file, { flags: 'wx', mode: 0o600 }), {
    signal: options.signal,
  });
  const filled = (async () => {
    const files: BackupManifest['files'] = [];
    for (const part of parts) {
      const sha256 = await addPart(tar, part, (bytes) => {
        done += bytes;
        options.onProgress?.(done, total);
      });
      files.push({ name: part.name, size: part.size, sha256 });
    }
    const manifest: BackupManifest = {
      format: 'fairdoc-backup',
      version: 1,
      workspaceId,
      name,
      createdAt: isoTime(clock),
      scope,
      schema,
      head: head ?? null,
      deviceId: signer.deviceId,
      publicKey: signer.publicKey,
      files,
    };
    const bytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
    await addPart(tar, partOf(MANIFEST, bytes));
    await addPart(tar, partOf(SIGNATURE, Buffer.from(signManifest(bytes, signer))));
    tar.finalize();
    return manifest;
  })();
  filled.catch((thrown) => tar.destroy(thrown));
  const [manifest] = await Promise.all([filled, written]);
  await flushFile(file);
  return { manifest, size, sha256: fileHash.digest('hex') };
}

const partOf = (name: string, bytes: Buffer): Part => ({
  name,
  size: bytes.length,
  content: () => Readable.from([bytes]),
});

async function listParts(
  { layout, blobs }: BackupSource,
  keyring: Buffer,
  scope: BackupManifest['scope'],
): Promise<Part[]> {
  const fromFile = async (name: string, file: string): Promise<Part> => {
    const { size } = await stat(file);
    return { name, size, content: () => createReadStream(file, { end: size - 1, highWaterMark: 1_048_576 }) };
  };
  const parts = [partOf(KEYRING, keyring), await fromFile(DATABASE, layout.database)];
  const digests = scope === 'workspace' ? await blobs.list() : [];
  for (const digest of digests) {
    const folder = digest.slice(0, 2);
    parts.push(await fromFile(`blobs/${folder}/${digest}`, path.join(layout.blobs, folder, digest)));
  }
  return parts;
}

/** @returns the SHA-256 of what was added. */
async function addPart(tar: Pack, part: Part, onBytes?: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  const entry = tar.entry({ name: part.name, size: part.size, mode: 0o600, mtime: new Date(0) });
  const measured = async function* (pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      hash.update(piece);
      onBytes?.(piece.length);
      yield piece;
    }
  };
  await pipeline(part.content(), measured, entry);
  return hash.digest('hex');
}

async function flushFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
