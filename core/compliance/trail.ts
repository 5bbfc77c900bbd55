import type { AuditEntry, AuditFilter } from '../contract/index.ts';
import type { ChangedValue, ChangeFilter, ChangeRecord, ChangeSetRecord, Store } from '../store/index.ts';
import { inWords, type Labels } from './labels.ts';
import { rowsOfPatient } from './patient-rows.ts';

/** The audit trail as people read it: who did what, when and why, and each value before and after. */

export interface TrailPage {
  readonly entries: AuditEntry[];
  readonly next: string | null;
}

export interface TrailReader {
  readonly store: Store;
  readonly labels: Labels;
  /** Whether the reader may see who a patient is: sealed names are opened for them. */
  readonly mayReadNames: boolean;
}

const ROWS_SHOWN = 50;

/** A page of the trail, newest first. `cursor` is `next` of the page before. */
export function readTrail(
  reader: TrailReader,
  filter: AuditFilter,
  page: { limit: number; cursor?: string | undefined },
): TrailPage {
  const { store } = reader;
  const changeFilter = toChangeFilter(store, filter);
  const cursor = Number(page.cursor ?? Number.NaN);
  const sets = store.changes.list({
    ...changeFilter,
    ...(Number.isInteger(cursor) ? { beforeSeq: cursor } : {}),
    limit: page.limit + 1,
  });
  const entries = sets.slice(0, page.limit).map((set) => toEntry(reader, set, changeFilter));
  const last = entries.at(-1);
  return { entries, next: sets.length > page.limit && last ? String(last.changeSet) : null };
}

/** The contract's filter in the store's terms. A patient means all rows that are about the patient. */
export function toChangeFilter(store: Store, filter: AuditFilter): ChangeFilter {
  const { actor, action, patientId, recordType, recordId, from, to } = filter;
  const rows = patientId === undefined ? undefined : rowsOfPatient(store, patientId);
  const wanted = recordId === undefined ? rows : (rows ?? [recordId]).filter((id) => id === recordId);
  return {
    ...(actor === undefined ? {} : { actor }),
    ...(action === undefined ? {} : { action }),
    ...(recordType === undefined ? {} : { table: recordType }),
    ...(wanted === undefined ? {} : { rowIds: wanted }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

function toEntry(reader: TrailReader, set: ChangeSetRecord, filter: ChangeFilter): AuditEntry {
  const { labels } = reader;
  const { rows, more } = rowsShown(reader.store, set, filter);
  return {
    changeSet: set.seq,
    time: set.time,
    logicalTime: set.hlc,
    actor: { userId: set.actor === 'system' ? null : set.actor, name: set.actorName },
    action: set.action,
    actionTitle: labels.action(set.action),
    reason: set.reason,
    device: set.device,
    rows: rows.map((row) => toRow(reader, row)),
    moreRows: more,
  };
}

/** The rows of an entry that the filter asks for, and how many are left out. */
function rowsShown(
  store: Store,
  set: ChangeSetRecord,
  filter: ChangeFilter,
): { rows: ChangeRecord[]; more: number } {
  if (filter.table === undefined && filter.rowIds === undefined) {
    const rows = store.changes.rows(set.seq, { limit: ROWS_SHOWN });
    return { rows, more: Math.max(0, set.changes - rows.length) };
  }
  const { table, rowIds } = filter;
  const rows = store.changes.rows(set.seq, { limit: ROWS_SHOWN, table, rowIds });
  return { rows, more: store.changes.countRows(set.seq, { table, rowIds }) - rows.length };
}

const OPERATION = { insert: 'added', update: 'changed', delete: 'removed', migrate: 'changed' } as const;

function toRow(reader: TrailReader, row: ChangeRecord): AuditEntry['rows'][number] {
  const { labels } = reader;
  return {
    recordType: row.table,
    recordLabel: labels.record(row.table),
    recordId: row.rowId,
    operation: OPERATION[row.op],
    values: row.values.flatMap((value) => toValues(reader, row, value)),
  };
}

function toValues(
  reader: TrailReader,
  row: ChangeRecord,
  value: ChangedValue,
): AuditEntry['rows'][number]['values'] {
  const { labels } = reader;
  const { field } = value;
  if (labels.isSealed(row.table, field)) return sealedValues(reader, row, value);
  return [
    {
      field,
      label: labels.field(row.table, field),
      old: labels.value(row.table, field, value.old),
      new: labels.value(row.table, field, value.new),
    },
  ];
}

const SEALED = 'sealed';

/** A person's sealed identity: field by field for those who may see it, else only that it was changed. */
function sealedValues(
  { store, labels, mayReadNames }: TrailReader,
  row: ChangeRecord,
  value: ChangedValue,
): AuditEntry['rows'][number]['values'] {
  const open = (sealed: unknown) =>
    mayReadNames && typeof sealed === 'string' ? store.vault.openSealed(row.rowId, sealed) : null;
  const old = open(value.old);
  const now = open(value.new);
  if (old === null && now === null) {
    const label = labels.field(row.table, value.field);
    const word = (sealed: unknown) => (sealed === null ? null : SEALED);
    return [{ field: value.field, label, old: word(value.old), new: word(value.new) }];
  }
  const fields = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
  return fields.flatMap((field) => {
    const before = identityInWords(old?.[field]);
    const after = identityInWords(now?.[field]);
    return before === after ? [] : [{ field, label: labels.identityField(field), old: before, new: after }];
  });
}

function identityInWords(value: Parameters<typeof inWords>[0] | undefined): string | null {
  if (value === undefined || value === null) return null;
  return Array.isArray(value) && value.length === 0 ? null : inWords(value);
}
