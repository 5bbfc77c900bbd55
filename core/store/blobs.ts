import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { DataKey } from './data-key.ts';
import { translateError } from './errors.ts';
import { flushFolder, isMissing } from './files.ts';

/** How a stored file is named: an HMAC of its content under the workspace's key, 64 hexadecimal digits. */
export interface BlobRef {
  readonly digest: string;
  /** Bytes of content. */
  readonly size: number;
  readonly mediaType: string;
}

/**
 * Source documents and imports. Content-addressed, so storing the same file twice stores it once; named by a
 * keyed digest, so the folder does not tell which known document is in it.
 */
export interface Blobs {
  /** Durable when it returns. */
  put(content: Uint8Array | AsyncIterable<Uint8Array>, info: { mediaType: string }): Promise<BlobRef>;
  /** @throws store.blobMissing, store.blobDamaged */
  get(digest: string): Promise<{ content: Buffer; mediaType: string }>;
  /** Pieces of content, each checked before it is given out. @throws as `get` */
  stream(digest: string): AsyncGenerator<Buffer, void>;
  has(digest: string): Promise<boolean>;
  /** Every stored digest. */
  list(): Promise<string[]>;
  /** Removes the file. What refers to it then finds `store.blobMissing`. */
  remove(digest: string): Promise<void>;
}

/**
 * A file is: magic (8 bytes), file key nonce (16 bytes), then chunks. Each chunk is AES-256-GCM under a key of
 * this file alone, with the chunk's number as nonce and, as associated data, whether it is the last: chunks can
 * be neither reordered nor cut off. Chunk 0 holds the header.
 */
const MAGIC = Buffer.from('FAIRBLB1');
const SALT_SIZE = 16;
const CHUNK = 256 * 1024;
const TAG = 16;
const DIGEST = /^[0-9a-f]{64}$/;

export function openBlobs(folder: string, dataKey: DataKey): Blobs {
  const nameKey = dataKey.derive('blob-names');
  const fileKey = (salt: Buffer) => dataKey.derive(`blob/${salt.toString('hex')}`);

  function fileOf(digest: string): string {
    if (!DIGEST.test(digest)) throw missing();
    return path.join(folder, digest.slice(0, 2), digest);
  }

  async function put(content: Uint8Array | AsyncIterable<Uint8Array>, { mediaType }: { mediaType: string }) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const beside = path.join(folder, `${newId()}.tmp`);
    const name = createHmac('sha256', nameKey);
    let size = 0;
    try {
      const handle = await open(beside, 'wx', 0o600);
      try {
        const salt = randomBytes(SALT_SIZE);
        const key = fileKey(salt);
        await handle.write(Buffer.concat([MAGIC, salt]));
        let number = 0;
        const writeChunk = async (plain: Uint8Array, last: boolean) => {
          await handle.write(sealChunk(key, number, plain, last));
          number += 1;
        };
        await writeChunk(Buffer.from(JSON.stringify({ mediaType })), false);
        let held = Buffer.alloc(0);
        for await (const piece of pieces(content)) {
          name.update(piece);
          size += piece.length;
          held = Buffer.concat([held, piece]);
          for (; held.length > CHUNK; held = held.subarray(CHUNK)) {
            await writeChunk(held.subarray(0, CHUNK), false);
          }
        }
        await writeChunk(held, true);
        await handle.sync();
      } finally {
        await handle.close();
      }
      const digest = name.digest('hex');
      const target = fileOf(digest);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await rename(beside, target);
      await flushFolder(path.dirname(target));
      await flushFolder(folder);
      return { digest, size, mediaType };
    } catch (thrown) {
      await rm(beside, { force: true });
      throw translateError(thrown);
    }
  }

  async function* chunks(digest: string): AsyncGenerator<Buffer, void> {
    const reader = createReadStream(fileOf(digest), { highWaterMark: CHUNK });
    let held = Buffer.alloc(0);
    let key: Buffer | undefined;
    let number = 0;
    try {
      for await (const piece of reader) {
        held = Buffer.concat([held, piece]);
        if (key === undefined && held.length >= MAGIC.length + SALT_SIZE) {
          if (!held.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged();
          key = fileKey(held.subarray(MAGIC.length, MAGIC.length + SALT_SIZE));
          held = held.subarray(MAGIC.length + SALT_SIZE);
        }
        // The last chunk is left for the end of the file: only then is it known to be the last.
        for (;;) {
          const length = chunkLength(held);
          if (key === undefined || length === undefined || held.length <= length) break;
          yield openChunk(key, number, held.subarray(4, length), false);
          number += 1;
          held = held.subarray(length);
        }
      }
    } catch (thrown) {
      if (isMissing(thrown)) throw missing();
      throw thrown;
    }
    if (key === undefined || chunkLength(held) !== held.length) throw damaged();
    yield openChunk(key, number, held.subarray(4), true);
  }

  async function* stream(digest: string): AsyncGenerator<Buffer, void> {
    const name = createHmac('sha256', nameKey);
    let isHeader = true;
    for await (const chunk of chunks(digest)) {
      if (!isHeader) {
        name.update(chunk);
        yield chunk;
      }
      isHeader = false;
    }
    if (name.digest('hex') !== digest) throw damaged();
  }

  return {
    put,
    stream,
    async get(digest) {
      let mediaType: string | undefined;
      const content: Buffer[] = [];
      const name = createHmac('sha256', nameKey);
      for await (const chunk of chunks(digest)) {
        if (mediaType === undefined) {
          mediaType = readHeader(chunk);
          continue;
        }
        name.update(chunk);
        content.push(chunk);
      }
      if (mediaType === undefined || name.digest('hex') !== digest) throw damaged();
      return { content: Buffer.concat(content), mediaType };
    },
    has: (digest) =>
      access(fileOf(digest)).then(
        () => true,
        () => false,
      ),
    async list() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((thrown) => {
        if (isMissing(thrown)) return [];
        throw thrown;
      });
      return entries.filter((entry) => entry.isFile() && DIGEST.test(entry.name)).map((entry) => entry.name);
    },
    async remove(digest) {
      await rm(fileOf(digest), { force: true });
    },
  };
}

async function* pieces(content: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  if (content instanceof Uint8Array) yield content;
  else yield* content;
}

/** Length (4 bytes), ciphertext, tag. */
function sealChunk(key: Buffer, number: number, plain: Uint8Array, last: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number));
  cipher.setAAD(Buffer.from([last ? 1 : 0]));
  const body = [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  const length = Buffer.alloc(4);
  length.writeUInt32BE(plain.length);
  return Buffer.concat([length, ...body]);
}

function openChunk(key: Buffer, number: number, sealed: Buffer, last: boolean): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number), { authTagLength: TAG });
  decipher.setAAD(Buffer.from([last ? 1 : 0]));
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
  } catch {
    throw damaged();
  }
}

/** Each file has a key of its own, so counting is a safe nonce. */
function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 8);
  return nonce;
}

/** Of the chunk at the start of `held`, with its length field and tag; undefined when not enough is there. */
function chunkLength(held: Buffer): number | undefined {
  if (held.length < 4) return undefined;
  const length = held.readUInt32BE(0);
  if (length > CHUNK) throw damaged();
  return 4 + length + TAG;
}

function readHeader(chunk: Buffer): string {
  const header: unknown = JSON.parse(chunk.toString('utf8'));
  if (typeof header !== 'object' || header === null || !('mediaType' in header)) throw damaged();
  return typeof header.mediaType === 'string' ? header.mediaType : 'application/octet-stream';
}

const missing = () =>
  new FairdocError(
    'notFound',
    'store.blobMissing',
    'The stored file is not there.',
    'Restore it from a backup, or import the source again.',
  );

const damaged = () =>
  new FairdocError(
    'damaged',
    'store.blobDamaged',
    'The stored file was altered or cut short.',
    'Restore it from a backup, or import the source again.',
  );
