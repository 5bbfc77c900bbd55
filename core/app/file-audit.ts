import type { AuditChoice, AuditReport } from '../contract/fairness-audit.ts';
import { auditTable, createDecisionReader, loadAuditRules } from '../fairness/audit/index.ts';
import { findResources } from '../kernel/resources.ts';

/**
 * Audits a file of decisions without a workspace. Kept apart from the composition root, so that the command loads
 * neither the store nor triage.
 * @param onRows - told now and then how many rows were read
 * @throws FairdocError csv.* and fairness.* when the file or the choice of columns is not what it should be
 */
export async function auditStream(
  chunks: AsyncIterable<Uint8Array>,
  choice: AuditChoice,
  onRows: (rows: number) => void = () => undefined,
): Promise<AuditReport> {
  const rules = loadAuditRules(findResources());
  const reader = createDecisionReader(choice);
  for await (const chunk of chunks) {
    reader.push(chunk);
    onRows(reader.rows);
  }
  return auditTable(reader.end(), choice, rules);
}

export type { AuditChoice, AuditReport };
