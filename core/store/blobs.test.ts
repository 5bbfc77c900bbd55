import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBlobs } from './blobs.ts';
import { DataKey } from './data-key.ts';
import { testFolder } from './test-workspace.ts';

const CHUNK = 256 * 1024;
const newBlobs = () => {
  const root = testFolder();
  const folder = path.join(root.folder, 'blobs');
  return {
    ...root,
    folder,
    blobs: openBlobs(folder, DataKey.random('01a1fbbb-16e4-70bb-989c-d68e4ced28f3')),
  };
};
const fileOf = (folder: string, digest: string) => path.join(folder, digest.slice(0, 2), digest);

describe('stored files', () => {
  test('come back byte for byte at every size around a chunk, whole or in pieces', async () => {
    using space = newBlobs();
    const { blobs } = space;
    for (const size of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17]) {
      const content = Buffer.alloc(size, `content of ${size} bytes `);
      const ref = await blobs.put(content, { mediaType: 'application/pdf' });
      expect(ref).toMatchObject({ size, mediaType: 'application/pdf' });
      expect(await blobs.get(ref.digest)).toEqual({ content, mediaType: 'application/pdf' });
      const pieces: Buffer[] = [];
      for await (const piece of blobs.stream(ref.digest)) pieces.push(piece);
      expect(Buffer.concat(pieces).equals(content)).toBe(true);
    }
  });

  test('the same content is stored once, however it is delivered', async () => {
    using space = newBlobs();
    const { blobs } = space;
    const content = Buffer.alloc(700_000, 'abcdefg');
    async function* slowly() {
      for (let at = 0; at < content.length; at += 99_991) yield content.subarray(at, at + 99_991);
    }
    const whole = await blobs.put(content, { mediaType: 'text/plain' });
    const pieces = await blobs.put(slowly(), { mediaType: 'text/plain' });
    expect(pieces).toEqual(whole);
    expect(await blobs.list()).toEqual([whole.digest]);
  });

  test('neither the name nor the file tells what is in it', async () => {
    using space = newBlobs();
    const { folder, blobs } = space;
    using other = newBlobs();
    const content = Buffer.from('Discharge letter of somebody. '.repeat(1_000));
    const { digest } = await blobs.put(content, { mediaType: 'text/plain' });
    expect((await other.blobs.put(content, { mediaType: 'text/plain' })).digest).not.toBe(digest);
    const stored = readFileSync(fileOf(folder, digest));
    expect(stored.includes('Discharge')).toBe(false);
    expect(stored.includes('text/plain')).toBe(false);
  });

  test('any altered, moved or cut byte is noticed', async () => {
    using space = newBlobs();
    const { folder, blobs } = space;
    const { digest } = await blobs.put(Buffer.alloc(2 * CHUNK + 99, 'x'), { mediaType: 'text/plain' });
    const file = fileOf(folder, digest);
    const whole = readFileSync(file);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.boolean(), async (at, cut) => {
        const altered = Buffer.from(whole);
        altered[at] = (altered[at] ?? 0) ^ 0x20;
        writeFileSync(file, cut ? whole.subarray(0, at) : altered);
        await expect(blobs.get(digest)).rejects.toMatchObject({ code: 'store.blobDamaged' });
      }),
      { numRuns: 60 },
    );
    const other = await blobs.put(Buffer.from('other'), { mediaType: 'text/plain' });
    writeFileSync(file, readFileSync(fileOf(folder, other.digest)));
    await expect(blobs.get(digest)).rejects.toMatchObject({ code: 'store.blobDamaged' });
  });

  test('a missing file and a name that is no digest are told, and a removed file is gone', async () => {
    using space = newBlobs();
    const { folder, blobs } = space;
    const missing = { code: 'store.blobMissing' };
    await expect(blobs.get('0'.repeat(64))).rejects.toMatchObject(missing);
    await expect(blobs.get('../../keyring.json')).rejects.toMatchObject(missing);
    const { digest } = await blobs.put(Buffer.from('x'), { mediaType: 'text/plain' });
    expect(await blobs.has(digest)).toBe(true);
    await blobs.remove(digest);
    expect(await blobs.has(digest)).toBe(false);
    await expect(blobs.get(digest)).rejects.toMatchObject(missing);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('a source that fails half-way leaves nothing behind', async () => {
    using space = newBlobs();
    const { folder, blobs } = space;
    mkdirSync(folder, { recursive: true });
    async function* failing() {
      yield Buffer.alloc(CHUNK * 2);
      throw new RangeError('the source broke off');
    }
    await expect(blobs.put(failing(), { mediaType: 'text/plain' })).rejects.toThrow(RangeError);
    expect(readdirSync(folder)).toEqual([]);
  });
});
