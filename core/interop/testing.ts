import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ParsedFile, RecordDraft } from './draft.ts';
import { parseClinicalFile } from './parse.ts';

/** For the tests beside this file. */

const SHARED = path.resolve(import.meta.dirname, '../../../shared/data');

/** Whether the real files are here; without them their tests are skipped, and the title says so. */
export const hasSharedFiles = existsSync(SHARED);
export const sharedTitle = hasSharedFiles ? '' : ' (skipped: ../shared/data is not here)';

export function sharedBytes(file: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(SHARED, file)));
}

export function parseShared(file: string): ParsedFile {
  return parseClinicalFile({ name: path.basename(file), bytes: sharedBytes(file) });
}

/** Parses text as UTF-8, or bytes as they are. */
export function parse(content: string | Uint8Array): ParsedFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return parseClinicalFile({ name: 'file', bytes });
}

export function onlyRecord(parsed: ParsedFile): RecordDraft {
  const [record, ...others] = parsed.records;
  if (record === undefined || others.length > 0) {
    throw new Error(`Expected one record, found ${parsed.records.length}: ${JSON.stringify(parsed.error)}`);
  }
  return record;
}

/** How many of each kind a record holds, kinds with none left out. */
export function counts(record: RecordDraft): Record<string, number> {
  const { encounters, reports, observations, conditions, allergies, medications, documents } = record;
  const all = { encounters, reports, observations, conditions, allergies, medications, documents };
  return Object.fromEntries(
    Object.entries(all).flatMap(([kind, list]) => (list.length > 0 ? [[kind, list.length]] : [])),
  );
}

export function reasonAt(parsed: ParsedFile, at: string): string | undefined {
  return parsed.leftOut.find((entry) => entry.at.split(', ').includes(at))?.reason;
}
