import { and, asc, eq, isNull } from 'drizzle-orm';
import type { HistoryItem } from '../contract/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { isoTime } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { Db } from '../store/index.ts';
import type { Acting, Clinic } from './clinic.ts';
import { itemNotFound } from './errors.ts';
import { livePatientRow } from './patients.ts';
import { type HistoryRow, historyItem } from './schema.ts';

/** Conditions, allergies and medications. */

export type NewHistoryItem = Pick<HistoryItem, 'kind' | 'text'> & {
  readonly [K in 'codeSystem' | 'code' | 'detail' | 'status' | 'since']?: string | null | undefined;
};

/** Runs in the same change after the history of a patient has changed. */
export type OnHistoryChange = (tx: Db, patientId: string) => void;

export function readHistory(db: Db, patientId: string): HistoryItem[] {
  const ofPatient = and(eq(historyItem.patientId, patientId), isNull(historyItem.deletedAt));
  return db.select().from(historyItem).where(ofPatient).orderBy(asc(historyItem.id)).all().map(toHistoryItem);
}

export function insertHistory(tx: Db, clock: Clock, patientId: string, item: NewHistoryItem): HistoryRow {
  const row: HistoryRow = {
    id: newId(clock),
    patientId,
    kind: item.kind,
    text: item.text,
    codeSystem: item.codeSystem ?? null,
    code: item.code ?? null,
    detail: item.detail ?? null,
    status: item.status ?? null,
    since: item.since ?? null,
    recordedAt: isoTime(clock),
    deletedAt: null,
    deletedBy: null,
    deletedReason: null,
  };
  tx.insert(historyItem).values(row).run();
  return row;
}

/** @throws clinic.patientNotFound, clinic.patientArchived */
export function addHistory(
  clinic: Clinic,
  { store, actor }: Acting,
  { patientId, item }: { patientId: string; item: NewHistoryItem },
  onChange: OnHistoryChange,
): HistoryItem {
  return store.change({ actor, action: 'clinic.addHistory' }, (tx) => {
    livePatientRow(tx, patientId);
    const row = insertHistory(tx, clinic.clock, patientId, item);
    onChange(tx, patientId);
    return toHistoryItem(row);
  }).value;
}

/** Takes an entry out of the record; it stays in the log. @throws clinic.itemNotFound */
export function removeHistory(
  clinic: Clinic,
  { store, actor }: Acting,
  { patientId, itemId, reason }: { patientId: string; itemId: string; reason: string },
  onChange: OnHistoryChange,
): void {
  store.change({ actor, action: 'clinic.removeHistory', reason }, (tx) => {
    const marks = { deletedAt: isoTime(clinic.clock), deletedBy: actor.name, deletedReason: reason };
    const live = and(
      eq(historyItem.id, itemId),
      eq(historyItem.patientId, patientId),
      isNull(historyItem.deletedAt),
    );
    const { changes } = tx.update(historyItem).set(marks).where(live).run();
    if (changes === 0) throw itemNotFound();
    onChange(tx, patientId);
  });
}

export function toHistoryItem(row: HistoryRow): HistoryItem {
  const { id, kind, text, codeSystem, code, detail, status, since } = row;
  return { id, kind, text, codeSystem, code, detail, status, since };
}

const NOT_PRESENT = new Set([
  'inactive',
  'resolved',
  'remission',
  'refuted',
  'stopped',
  'completed',
  'cancelled',
]);

/** The history that is true of the patient now, as words for triage. */
export function activeHistory(items: readonly HistoryItem[], kind: HistoryItem['kind']): string[] {
  return items
    .filter((item) => item.kind === kind && !NOT_PRESENT.has(item.status ?? ''))
    .map(({ text }) => text)
    .slice(0, 200);
}
