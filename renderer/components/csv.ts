export type CsvValue = string | number | boolean | null;

/**
 * Rows as comma-separated values (RFC 4180) with a byte order mark, so that spreadsheets read them as UTF-8. Text that
 * a spreadsheet would take for a formula is escaped with an apostrophe; numbers never are.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  const lines = [header, ...rows].map((row) => row.map(cell).join(','));
  return `\u{feff}${lines.join('\r\n')}\r\n`;
}

function cell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
