import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Json } from '../kernel/canonical.ts';

/** How tables, columns and actions are named for people. Data: `resources/compliance/labels.json`. */

const fieldSchema = z.union([z.string(), z.object({ label: z.string(), kind: z.enum(['yesNo', 'sealed']) })]);
const labelsSchema = z.object({
  comment: z.string(),
  commonFields: z.record(z.string(), fieldSchema),
  identityFields: z.record(z.string(), z.string()),
  records: z.record(z.string(), z.object({ label: z.string(), fields: z.record(z.string(), fieldSchema) })),
  actions: z.record(z.string(), z.string()),
});

export interface Labels {
  /** `triage_decision` → "Triage decision". */
  record(table: string): string;
  /** `triage.confirm` → "Confirmed a triage level". */
  action(action: string): string;
  field(table: string, column: string): string;
  identityField(field: string): string;
  /** Columns whose values are ciphertext. */
  isSealed(table: string, column: string): boolean;
  /** A stored value in words; null for no value. */
  value(table: string, column: string, value: Json): string | null;
  /** Whether this name has a label of its own, for the check that none is missing. */
  knows(table: string, column?: string): boolean;
  knowsAction(action: string): boolean;
}

export function loadLabels(resources: string): Labels {
  const text = readFileSync(path.join(resources, 'compliance', 'labels.json'), 'utf8');
  const { commonFields, identityFields, records, actions } = labelsSchema.parse(JSON.parse(text));
  const entry = (table: string, column: string) =>
    own(records, table)?.fields[column] ?? own(commonFields, column);
  const kindOf = (table: string, column: string) => {
    const found = entry(table, column);
    return typeof found === 'object' ? found.kind : undefined;
  };
  return {
    record: (table) => own(records, table)?.label ?? humanise(table),
    action: (action) => own(actions, action) ?? humanise(action.slice(action.indexOf('.') + 1)),
    field(table, column) {
      const found = entry(table, column);
      return (typeof found === 'object' ? found.label : found) ?? humanise(column);
    },
    identityField: (field) => own(identityFields, field) ?? humanise(field),
    isSealed: (table, column) => kindOf(table, column) === 'sealed',
    value(table, column, value) {
      if (value === null) return null;
      if (kindOf(table, column) === 'yesNo') return value === 1 || value === true ? 'yes' : 'no';
      return inWords(value);
    },
    knows: (table, column) =>
      column === undefined ? own(records, table) !== undefined : entry(table, column) !== undefined,
    knowsAction: (action) => own(actions, action) !== undefined,
  };
}

/** Text as it is, numbers as they are written, lists and objects as JSON. */
export function inWords(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** `arrival_mode` and `arrivalMode` → "Arrival mode". */
function humanise(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after}`)
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
