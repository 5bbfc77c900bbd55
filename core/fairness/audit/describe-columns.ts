import type { AuditColumns } from '../../contract/fairness-audit.ts';
import { createCsvReader, decodeCell } from '../../kernel/csv.ts';

/** Values of a column that are shown. */
const SHOWN = 12;
/** Different values of a column that are looked for at most. */
const LOOKED_FOR = 200;

/**
 * The columns of a file and what they hold, from its first bytes. The last row may be cut off and is left out.
 * @param whole - whether these bytes are the whole file
 * @throws FairdocError csv.*
 */
export function describeColumns(head: Uint8Array, whole: boolean): AuditColumns {
  let separator = '';
  let names: readonly string[] = [];
  const values: Set<string>[] = [];
  const reader = createCsvReader((header) => {
    separator = header.separator;
    names = header.columns;
    for (const _ of names) values.push(new Set());
    return {
      slots: Int32Array.from(names, (_, index) => index),
      cell(slot, bytes, start, end) {
        const seen = values[slot];
        if (seen && seen.size < LOOKED_FOR) seen.add(decodeCell(bytes.subarray(start, end)));
      },
      row: () => undefined,
    };
  });
  reader.push(head);
  if (whole || names.length === 0) reader.end();
  return {
    separator,
    columns: names.map((name, index) => {
      const found = [...(values[index] ?? [])];
      return { name, values: found.slice(0, SHOWN), more: found.length > SHOWN };
    }),
  };
}
