import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { MeasuredDraft, ObservationDraft, RecordDraft, ReportDraft } from '../../interop/index.ts';
import { isoTime } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { valueColumns } from '../observations.ts';
import { rowWriter } from '../rows.ts';
import { encounter, type ObservationRow, observation } from '../schema.ts';
import type { Place } from './encounters.ts';
import type { Importing } from './match.ts';
import { newPiece } from './pieces.ts';
import { countCreated, notKept } from './report.ts';
import {
  conceptsText,
  conceptText,
  joined,
  labelled,
  mainCoding,
  momentOf,
  rangeText,
  valueText,
} from './words.ts';

/** Observations and reports of a file as rows of the record. */

const writeObservation = rowWriter(observation);

/** @returns the encounters of which something was measured, for a new assessment. */
export function importObservations(importing: Importing, record: RecordDraft, place: Place): Set<string> {
  const measured = new Set<string>();
  for (const draft of record.observations) {
    const encounterId = encounterOf(importing, draft, place);
    const report = draft.report === null ? undefined : record.reports[draft.report];
    const rows = rowsOf(importing, draft, report, place.patientId, encounterId);
    const known = { recordType: 'observation', draft, record, patientId: place.patientId, encounterId };
    const remember = newPiece(importing, known);
    if (remember === null) continue;
    for (const row of rows) writeObservation(importing.store, row);
    remember(rows[0]?.id ?? '');
    countCreated(importing.report, 'observation', rows.length);
    nameWhatIsNotKept(importing, draft);
    if (encounterId !== null && rows.some(({ vital }) => vital !== null)) measured.add(encounterId);
  }
  for (const draft of record.reports) importReport(importing, record, draft, place);
  return measured;
}

/** A vital sign without a visit belongs to the one visit that is going on when it was measured. */
function encounterOf({ tx }: Importing, draft: ObservationDraft, place: Place): string | null {
  if (draft.encounter !== null) return place.encounterFor(draft.encounter, draft.at);
  const at = draft.effective?.start;
  const isVital = draft.vital !== null || draft.components.some(({ vital }) => vital !== null);
  const moment = at?.precision === 'minute' || at?.precision === 'second' ? momentOf(at) : null;
  if (!isVital || moment === null) return null;
  const open = and(
    eq(encounter.patientId, place.patientId),
    inArray(encounter.status, ['waiting', 'decided']),
    isNull(encounter.deletedAt),
  );
  const [only, ...others] = tx.select().from(encounter).where(open).all();
  return only !== undefined && others.length === 0 && moment >= only.arrivedAt ? only.id : null;
}

type Fixed = Omit<ObservationRow, 'id' | keyof ReturnType<typeof measuredColumns>>;

function rowsOf(
  { clinic }: Importing,
  draft: ObservationDraft,
  report: ReportDraft | undefined,
  patientId: string,
  encounterId: string | null,
): ObservationRow[] {
  const at = draft.effective?.start ?? draft.effective?.end ?? draft.issued;
  const fixed: Fixed = {
    patientId,
    encounterId,
    status: draft.status,
    effectiveAt: at?.iso ?? null,
    recordedAt: isoTime(clinic.clock),
    deletedAt: null,
    deletedBy: null,
    deletedReason: null,
  };
  const around = joined([
    labelled('Report', conceptText(report?.code ?? null)),
    labelled('Body site', conceptText(draft.bodySite)),
    labelled('Method', conceptsText(draft.methods)),
    ...draft.notes,
  ]);
  const title = titleOf(draft);
  const parts = draft.components.map((component) => {
    const name =
      component.vital === null && title !== null
        ? `${title}: ${titleOf(component) ?? 'part'}`
        : titleOf(component);
    return { ...fixed, id: newId(clinic.clock), ...measuredColumns(component, name, around) };
  });
  const isPanel =
    draft.value === null && draft.absentReason === null && draft.vital === null && parts.length > 0;
  if (isPanel) return parts;
  return [{ ...fixed, id: newId(clinic.clock), ...measuredColumns(draft, title, around) }, ...parts];
}

const titleOf = ({ code }: MeasuredDraft): string | null => conceptText(code);

function measuredColumns(draft: MeasuredDraft, title: string | null, around: string | null) {
  const coding = mainCoding(draft.code);
  const { value, vital } = draft;
  const number = value?.kind === 'quantity' && value.comparator === null ? value : null;
  const asSent = value === null ? null : valueText(value);
  const columns =
    vital !== null
      ? valueColumns(vital.value)
      : number !== null
        ? { ...valueColumns(number.value), valueText: number.decimal }
        : value?.kind === 'boolean'
          ? valueColumns(value.value)
          : valueColumns(asSent);
  const isConverted = vital !== null && number !== null && vital.value !== number.value;
  const isWorded = vital !== null && value?.kind === 'quantity' && typeof vital.value !== 'number';
  return {
    vital: vital?.key ?? null,
    codeSystem: coding?.system ?? null,
    code: coding?.code ?? null,
    display: title ?? 'Observation',
    ...columns,
    unit: vital !== null ? (UNITS[vital.key] ?? null) : (number?.unit ?? number?.code ?? null),
    referenceRange: joined(draft.referenceRanges.map(rangeText)),
    interpretation: conceptsText(draft.interpretations),
    note: joined([
      labelled('As sent', isConverted || isWorded ? asSent : null),
      labelled('No value', conceptText(draft.absentReason)),
      around,
    ]),
  };
}

/** Units of the vital signs, as the contract fixes them. */
const UNITS: Readonly<Record<string, string>> = {
  respiratoryRate: '/min',
  heartRate: '/min',
  oxygenSaturation: '%',
  systolicBloodPressure: 'mmHg',
  diastolicBloodPressure: 'mmHg',
  temperature: '°C',
};

/** A report's own words: its conclusion and notes, as one entry beside its results. */
function importReport(importing: Importing, record: RecordDraft, draft: ReportDraft, place: Place): void {
  const { clinic, store, report } = importing;
  notKept(report, draft.at, {
    'status of the report': true,
    'identifiers of the report': draft.identifiers.length > 0,
    'who made the report': draft.performers.length > 0,
  });
  if (draft.conclusion === null && draft.notes.length === 0) return;
  const encounterId = place.encounterFor(draft.encounter, draft.at);
  const coding = mainCoding(draft.code);
  const row: ObservationRow = {
    id: newId(clinic.clock),
    patientId: place.patientId,
    encounterId,
    vital: null,
    codeSystem: coding?.system ?? null,
    code: coding?.code ?? null,
    display: conceptText(draft.code) ?? 'Report',
    ...valueColumns(draft.conclusion),
    unit: null,
    referenceRange: null,
    interpretation: null,
    note: joined(draft.notes, '\n'),
    status: draft.status,
    effectiveAt: (draft.effective?.start ?? draft.issued)?.iso ?? null,
    recordedAt: isoTime(clinic.clock),
    deletedAt: null,
    deletedBy: null,
    deletedReason: null,
  };
  const known = { recordType: 'report', draft, record, patientId: place.patientId, encounterId };
  const remember = newPiece(importing, known);
  if (remember === null) return;
  writeObservation(store, row);
  remember(row.id);
  countCreated(report, 'observation');
}

function nameWhatIsNotKept({ report }: Importing, draft: ObservationDraft): void {
  notKept(report, draft.at, {
    'further codes': [draft, ...draft.components].some(({ code }) => code.codings.length > 1),
    categories: draft.categories.length > 0,
    'who measured': draft.performers.length > 0,
    'end of the period':
      draft.effective?.end != null && draft.effective.end.iso !== draft.effective.start?.iso,
    'time of issue': draft.issued !== null && draft.effective !== null,
  });
}
