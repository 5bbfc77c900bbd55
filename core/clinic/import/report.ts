import type { ImportedFile } from '../../contract/index.ts';
import type { LeftOut, ParsedFile } from '../../interop/index.ts';

/** What becomes of a file while it is imported: counts, and everything that was not kept. */
export interface Report {
  readonly created: Record<string, number>;
  readonly leftOut: LeftOut[];
}

export const newReport = (parsed: ParsedFile): Report => ({ created: {}, leftOut: [...parsed.leftOut] });

export function countCreated(report: Report, kind: string, count = 1): void {
  report.created[kind] = (report.created[kind] ?? 0) + count;
}

/** Names something that was not kept. The reason never holds a value of the file. */
export function leaveOut(report: Report, at: string, reason: string): void {
  report.leftOut.push({ at, reason });
}

/** Names the parts of a piece that have no place in the record, in one line; nothing when there are none. */
export function notKept(report: Report, at: string, parts: Readonly<Record<string, boolean>>): void {
  const named = Object.entries(parts).flatMap(([name, present]) => (present ? [name] : []));
  if (named.length > 0) leaveOut(report, at, `Not kept in the record: ${named.join(', ')}.`);
}

export type ImportedPatient = ImportedFile['patients'][number];
