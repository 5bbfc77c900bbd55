import { type Observation, type Vitals, vitalsSchema } from '../contract/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { CodeLists, VitalKey } from './code-lists.ts';
import type { ObservationRow } from './schema.ts';

/** Observations, and vital signs among them. */

type Value = Observation['value'];

export interface ObservationOf {
  readonly patientId: string;
  readonly encounterId: string | null;
  /** When it was measured, ISO 8601. */
  readonly at: string;
}

/** One row for each vital sign that was measured, in our fixed units. */
export function vitalRows(
  clock: Clock,
  codes: CodeLists,
  vitals: Vitals,
  of: ObservationOf,
): ObservationRow[] {
  return [...codes.vitalSigns.values()].flatMap((sign): ObservationRow[] => {
    const value = vitals[sign.key];
    if (value === undefined) return [];
    return [
      {
        id: newId(clock),
        patientId: of.patientId,
        encounterId: of.encounterId,
        vital: sign.key,
        codeSystem: sign.system,
        code: sign.code,
        display: sign.label,
        ...valueColumns(value),
        unit: sign.unit,
        referenceRange: null,
        interpretation: null,
        note: null,
        status: 'final',
        effectiveAt: of.at,
        recordedAt: of.at,
        deletedAt: null,
        deletedBy: null,
        deletedReason: null,
      },
    ];
  });
}

/** How a value stands in the columns: its kind, and the column of that kind. */
export function valueColumns(value: Value): Pick<ObservationRow, 'valueKind' | 'valueNumber' | 'valueText'> {
  if (value === null) return { valueKind: null, valueNumber: null, valueText: null };
  if (typeof value === 'number') return { valueKind: 'number', valueNumber: value, valueText: null };
  if (typeof value === 'boolean')
    return { valueKind: 'boolean', valueNumber: Number(value), valueText: null };
  return { valueKind: 'text', valueNumber: null, valueText: value };
}

export function valueIn(row: Pick<ObservationRow, 'valueKind' | 'valueNumber' | 'valueText'>): Value {
  switch (row.valueKind) {
    case 'number':
      return row.valueNumber;
    case 'boolean':
      return row.valueNumber === 1;
    case 'text':
      return row.valueText;
    case null:
      return null;
  }
}

export function toObservation(row: ObservationRow): Observation {
  const { id, patientId, encounterId, vital, codeSystem, code, display, unit } = row;
  const { referenceRange, interpretation, note, status, effectiveAt, recordedAt } = row;
  return {
    id,
    patientId,
    encounterId,
    vital,
    codeSystem,
    code,
    display,
    value: valueIn(row),
    unit,
    referenceRange,
    interpretation,
    note,
    status,
    effectiveAt,
    recordedAt,
  };
}

/** When an observation was true, in milliseconds; the time of recording where the source does not tell. */
export function observedAt(row: Pick<ObservationRow, 'effectiveAt' | 'recordedAt'>): number {
  const effective = Date.parse(row.effectiveAt ?? '');
  return Number.isNaN(effective) ? Date.parse(row.recordedAt) : effective;
}

/** Newest first; of those measured at the same time, the one recorded last. */
export function byTime(a: ObservationRow, b: ObservationRow): number {
  return (
    observedAt(b) - observedAt(a) ||
    (a.recordedAt === b.recordedAt ? (a.id < b.id ? 1 : -1) : a.recordedAt < b.recordedAt ? 1 : -1)
  );
}

const UNUSABLE = new Set(['cancelled', 'entered-in-error', 'registered']);

/** The latest usable value of each vital sign. A value outside the contract's bounds is no measurement and is passed over. */
export function latestVitals(rows: readonly ObservationRow[]): Vitals {
  const latest: Record<string, Value> = {};
  for (const row of [...rows].sort(byTime)) {
    const { vital } = row;
    if (vital === null || vital in latest || !isVitalKey(vital) || UNUSABLE.has(row.status)) continue;
    const value = valueIn(row);
    if (value !== null && vitalsSchema.shape[vital].safeParse(value).success) latest[vital] = value;
  }
  return vitalsSchema.parse(latest);
}

export function isVitalKey(key: string): key is VitalKey {
  return key in vitalsSchema.shape;
}
