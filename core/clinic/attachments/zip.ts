import { inflateRawSync } from 'node:zlib';
import { damaged, tooDense } from './refusals.ts';

/** The directory of a ZIP file, read without unpacking anything. PKWARE APPNOTE 6.3, sections 4.3.12 and 4.3.16. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly unpacked: number;
  /** Of the local header. */
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 65_535;

const LIMITS = { entries: 5_000, unpacked: 400 * 1_048_576, ratio: 250, ratioFrom: 4 * 1_048_576 } as const;

/** Where the end record of a ZIP stands that reaches exactly to the end of the file; undefined when there is none. */
export function zipEnd(bytes: Buffer): number | undefined {
  const from = Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT);
  for (let at = bytes.length - END_SIZE; at >= from; at -= 1) {
    if (bytes.readUInt32LE(at) !== END) continue;
    if (at + END_SIZE + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  }
  return undefined;
}

/**
 * The entries of a ZIP.
 * @throws clinic.attachment.damaged when the directory does not hold together; clinic.attachment.tooDense for too
 *   many entries, too much content, too high a ratio, or entries that share their bytes.
 */
export function zipEntries(bytes: Buffer): ZipEntry[] {
  const end = zipEnd(bytes);
  if (end === undefined) throw damaged('document');
  const count = bytes.readUInt16LE(end + 10);
  // Counts of 0xffff announce ZIP64, which no document of permitted size needs.
  if (count > LIMITS.entries) throw tooDense();
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw damaged('document');
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.subarray(at + 46, at + 46 + nameLength).toString('utf8'),
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  refuseBombs(entries, bytes.length);
  return entries;
}

/** Sizes are what the file says of itself; that entries do not overlap keeps it from saying it of the same bytes. */
function refuseBombs(entries: readonly ZipEntry[], size: number): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (unpacked > LIMITS.unpacked) throw tooDense();
  if (unpacked > LIMITS.ratioFrom && unpacked > size * LIMITS.ratio) throw tooDense();
  let reached = 0;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (entry.offset < reached) throw tooDense();
    reached = entry.offset + 30 + entry.packed;
  }
  if (reached > size) throw damaged('document');
}

/** The content of one small entry, never more than `limit` bytes. @throws clinic.attachment.tooDense, .damaged */
export function zipContent(bytes: Buffer, entry: ZipEntry, limit: number): Buffer {
  const { offset, packed } = entry;
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) throw damaged('document');
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const content = bytes.subarray(start, start + packed);
  if (entry.method === 0) return content.subarray(0, limit);
  try {
    return inflateRawSync(content, { maxOutputLength: limit });
  } catch (thrown) {
    const isTooLong = thrown instanceof RangeError;
    throw isTooLong ? tooDense() : damaged('document');
  }
}
