import type { AuditEntry } from '../../../core/contract/index.ts';
import { formatCount, plural } from '../../app/format.ts';

type Row = AuditEntry['rows'][number];

export const OPERATION_WORDS: Record<Row['operation'], string> = {
  added: 'Added',
  changed: 'Changed',
  removed: 'Removed',
};

/**
 * One line that says what an entry touched: `Encounter: heart rate, bay` for one record, `Observation 50, Patient 1`
 * for several, nothing for an entry without rows (a sign-in, say).
 */
export function summaryOf(entry: Pick<AuditEntry, 'rows' | 'moreRows'>): string {
  const [only] = entry.rows;
  if (only !== undefined && entry.rows.length === 1 && entry.moreRows === 0) {
    const fields = only.values.map((value) => value.label.toLocaleLowerCase());
    if (only.operation === 'changed' && fields.length > 0) {
      const shown = fields.slice(0, 4).join(', ');
      return `${only.recordLabel}: ${shown}${fields.length > 4 ? ` and ${plural(fields.length - 4, 'more value')}` : ''}`;
    }
    return `${only.recordLabel} ${OPERATION_WORDS[only.operation].toLocaleLowerCase()}`;
  }
  const counts = new Map<string, number>();
  for (const row of entry.rows) counts.set(row.recordLabel, (counts.get(row.recordLabel) ?? 0) + 1);
  const parts = [...counts].map(([label, count]) => `${label} ${formatCount(count)}`);
  if (entry.moreRows > 0) parts.push(plural(entry.moreRows, 'more record'));
  return parts.join(', ');
}
