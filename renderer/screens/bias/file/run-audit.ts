import { AUDIT_PART_MIB, type AuditColumns, type AuditReport } from '../../../../core/contract/index.ts';
import { client } from '../../../app/client.ts';

/** What one call carries: small enough that reading it holds nothing else up. */
const PART = 1_048_576;
const HEAD = AUDIT_PART_MIB * 262_144;

export type AuditRequest = Parameters<typeof client.fairness.beginAudit>[0];

export interface AuditProgress {
  readonly rows: number;
  /** Share of the bytes that were read, 0 to 1. */
  readonly share: number;
}

const partOf = (file: File, from: number, size: number) =>
  new File([file.slice(from, from + size)], 'part', { type: 'application/octet-stream' });

/** The columns of a file, from its beginning alone. */
export function readColumns(file: File): Promise<AuditColumns> {
  return client.fairness.auditColumns({ head: partOf(file, 0, HEAD), whole: file.size <= HEAD });
}

/** Hands a file over part by part and returns its audit. The file is read from disk as it goes and is not kept. */
export async function runAudit(
  file: File,
  request: AuditRequest,
  onProgress: (progress: AuditProgress) => void,
  signal: AbortSignal,
): Promise<AuditReport> {
  const { auditId } = await client.fairness.beginAudit(request, { signal });
  for (let at = 0; at < file.size; at += PART) {
    const { rows } = await client.fairness.feedAudit({ auditId, part: partOf(file, at, PART) }, { signal });
    onProgress({ rows, share: Math.min(1, (at + PART) / file.size) });
  }
  return client.fairness.finishAudit({ auditId }, { signal });
}
