import { decodeCell } from '../../kernel/csv.ts';
import { MOST_GROUPS } from '../metrics/groups.ts';

/** Gives equal bytes equal codes, without making a string of each cell. */
export interface ByteDictionary {
  /** The code of the bytes from `start` up to `end`, new ones in order; −1 when there would be more than 65,535. */
  code(bytes: Uint8Array, start: number, end: number): number;
  values(): string[];
}

/** An open hash table keyed by FNV-1a (Fowler, Noll and Vo) of the bytes. */
export function createByteDictionary(): ByteDictionary {
  let size = 256;
  let table = new Int32Array(size).fill(-1);
  const hashes: number[] = [];
  const known: Uint8Array[] = [];

  function place(hash: number, code: number): void {
    let at = hash & (size - 1);
    while ((table[at] ?? -1) >= 0) at = (at + 1) & (size - 1);
    table[at] = code;
  }

  function grow(): void {
    size *= 2;
    table = new Int32Array(size).fill(-1);
    for (const [code, hash] of hashes.entries()) place(hash, code);
  }

  return {
    code(bytes, start, end) {
      let hash = 0x811c9dc5;
      for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
      hash ^= hash >>> 15;
      let at = hash & (size - 1);
      for (;;) {
        const code = table[at] ?? -1;
        if (code < 0) break;
        if (hashes[code] === hash && same(known[code], bytes, start, end)) return code;
        at = (at + 1) & (size - 1);
      }
      if (known.length === MOST_GROUPS) return -1;
      const code = known.push(bytes.slice(start, end)) - 1;
      hashes.push(hash);
      if (known.length * 2 > size) grow();
      else table[at] = code;
      return code;
    },
    values: () => known.map(decodeCell),
  };
}

function same(known: Uint8Array | undefined, bytes: Uint8Array, start: number, end: number): boolean {
  if (known === undefined || known.length !== end - start) return false;
  for (let i = 0; i < known.length; i += 1) if (known[i] !== bytes[start + i]) return false;
  return true;
}
