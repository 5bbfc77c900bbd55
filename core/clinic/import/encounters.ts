import { eq } from 'drizzle-orm';
import type { Encounter } from '../../contract/index.ts';
import type { EncounterDraft, RecordDraft } from '../../interop/index.ts';
import { isoTime } from '../../kernel/clock.ts';
import { encounterRow } from '../assessments.ts';
import { isOpen } from '../encounter-states.ts';
import { endEncounter, insertEncounter } from '../encounters.ts';
import { type EncounterRow, encounter } from '../schema.ts';
import { isLastingReference } from './known.ts';
import type { Importing } from './match.ts';
import { identifierOf } from './patient-draft.ts';
import { countCreated, leaveOut, notKept } from './report.ts';
import { conceptsText, conceptText, joined, momentOf } from './words.ts';

/** Visits of a file: those that go on join the queue, those that are over become part of the record. */

const LIVE = new Set(['arrived', 'triaged', 'in-progress', 'onleave']);
/** Messages that say that a patient has come. Others may speak of a visit that went on long before. */
const ARRIVALS = new Set(['ADT^A01', 'ADT^A04']);
const CLOCK_TOLERANCE = 5 * 60_000;

/** As much as the board shows, and as the contract allows. */
const BAY_LENGTH = 40;
const NARRATIVE_LENGTH = 100_000;

/** Where the pieces of a record belong. */
export interface Place {
  readonly patientId: string;
  /** The encounters that the record itself speaks of. */
  readonly encounters: readonly string[];
  /** The encounter that a piece at `at` refers to, in the record or from an earlier file; null when it is neither. */
  encounterFor(reference: string | null, at: string): string | null;
}

/** Imports the visits of a record. */
export function importEncounters(importing: Importing, record: RecordDraft, patientId: string): Place {
  const ids = new Map<string, string>();
  for (const draft of record.encounters) {
    const id = importEncounter(importing, record, draft, patientId);
    if (id !== null) ids.set(draft.reference, id);
  }
  return {
    patientId,
    encounters: [...ids.values()],
    encounterFor(reference, at) {
      if (reference === null) return null;
      const here = ids.get(reference);
      if (here !== undefined) return here;
      const earlier = isLastingReference(reference)
        ? importing.known.find(importing.known.nameKey('encounter', `${patientId}\n${reference}`))
        : undefined;
      if (earlier !== undefined) return earlier.recordId;
      leaveOut(
        importing.report,
        at,
        'The visit it belongs to is not on record; it stands with the patient alone.',
      );
      return null;
    },
  };
}

function importEncounter(
  importing: Importing,
  record: RecordDraft,
  draft: EncounterDraft,
  patientId: string,
): string | null {
  const { known } = importing;
  const keys = namesOf(record, draft, patientId).map((name) => known.nameKey('encounter', name));
  const found = keys.map(known.find).find((one) => one !== undefined);
  nameWhatIsNotKept(importing, draft);
  if (found !== undefined) {
    updateEncounter(importing, draft, encounterRow(importing.tx, found.recordId));
    return found.recordId;
  }
  if (draft.status === 'cancelled' || draft.status === 'entered-in-error') {
    leaveOut(
      importing.report,
      draft.at,
      'The visit was cancelled by the sender, and no such visit is on record.',
    );
    return null;
  }
  const id = addEncounter(importing, record, draft, patientId);
  for (const sourceKey of keys) {
    known.remember({
      recordType: 'encounter',
      sourceKey,
      contentKey: '',
      recordId: id,
      patientId,
      encounterId: id,
    });
  }
  return id;
}

/** By what a visit is recognised when it comes again; its numbers belong to the patient. */
function namesOf(record: RecordDraft, draft: EncounterDraft, patientId: string): string[] {
  const numbers = draft.identifiers.map((one) => identifierOf(one, record));
  const names = numbers.map(({ system, value }) => `${patientId}\n${system}\n${value}`);
  if (isLastingReference(draft.reference)) names.push(`${patientId}\n${draft.reference}`);
  if (names.length > 0) return names;
  const { period, planned, status, location } = draft;
  return [`${patientId}\n${JSON.stringify([record.source.kind, period, planned, status, location])}`];
}

function addEncounter(
  importing: Importing,
  record: RecordDraft,
  draft: EncounterDraft,
  patientId: string,
): string {
  const { clinic, store, tx, report } = importing;
  const isHl7 = record.source.kind.includes('^');
  const isGoingOn = LIVE.has(draft.status) && (draft.period?.end ?? null) === null;
  const isLive = isGoingOn && (!isHl7 || ARRIVALS.has(record.source.kind));
  const row = insertEncounter(clinic, store, tx, {
    patientId,
    status: isLive ? 'waiting' : 'imported',
    arrivedAt: arrivalOf(importing, record, draft),
    arrivalMode: arrivalModeOf(draft),
    bay: bayOf(draft),
    narrative: narrativeOf(draft).slice(0, NARRATIVE_LENGTH),
    outcome: isLive ? null : outcomeOf(draft),
  });
  countCreated(report, 'encounter');
  return row.id;
}

function arrivalOf({ clinic, report }: Importing, record: RecordDraft, draft: EncounterDraft): string {
  const now = isoTime(clinic.clock);
  const isEvent = record.source.kind.includes('^');
  const stated =
    draft.period?.start ??
    draft.planned?.start ??
    draft.period?.end ??
    (isEvent ? record.source.sentAt : null);
  const moment = momentOf(stated);
  if (moment === null) {
    leaveOut(
      report,
      draft.at,
      'The time of arrival is not stated; the time of the import stands in its place.',
    );
    return now;
  }
  if (stated?.precision === 'day')
    leaveOut(report, draft.at, 'Only the day of arrival is stated, not the time.');
  if (Date.parse(moment) > clinic.clock.now() + CLOCK_TOLERANCE && draft.status !== 'planned') {
    leaveOut(report, draft.at, 'The arrival lies in the future; the time of the import stands in its place.');
    return now;
  }
  return moment;
}

function narrativeOf(draft: EncounterDraft): string {
  return joined([conceptsText(draft.reasons), ...draft.notes], '\n') ?? '';
}

const bayOf = ({ location }: EncounterDraft): string | null => location?.slice(0, BAY_LENGTH) ?? null;

function arrivalModeOf({ admitSource, admissionMethod }: EncounterDraft): Encounter['arrivalMode'] {
  const words = `${conceptText(admitSource) ?? ''} ${conceptText(admissionMethod) ?? ''}`.toLowerCase();
  if (words.includes('ambulance')) return 'ambulance';
  if (/transfer|other hospital/.test(words)) return 'transfer';
  return /referr|general practitioner|\bgp\b/.test(words) ? 'referred' : 'unknown';
}

function outcomeOf(draft: EncounterDraft): Encounter['outcome'] {
  const at = momentOf(draft.period?.end ?? null);
  if (at === null || draft.status === 'planned') return null;
  const note = joined([conceptText(draft.dischargeMethod), conceptText(draft.dischargeDisposition)]);
  return { kind: outcomeKind(draft), at, note };
}

/** HL7 table 0112 and FHIR's discharge disposition say `exp` or 20 to 29 and 40 to 42 of those who died. */
function outcomeKind({ dischargeDisposition, dischargeMethod }: EncounterDraft): 'died' | 'discharged' {
  const words = `${conceptText(dischargeDisposition) ?? ''} ${conceptText(dischargeMethod) ?? ''}`;
  const codes = dischargeDisposition?.codings.map(({ code }) => code ?? '') ?? [];
  const isDeath =
    /\b(died|death|expired|deceased)\b/i.test(words) || codes.some((code) => /^(exp|2\d|4[0-2])$/.test(code));
  return isDeath ? 'died' : 'discharged';
}

/** A visit that is on record: where the patient is now, and whether the visit is over. */
function updateEncounter({ clinic, tx, report }: Importing, draft: EncounterDraft, row: EncounterRow): void {
  const isOver = draft.status === 'finished' || draft.status === 'cancelled';
  if (!isOpen(row.status)) {
    if (LIVE.has(draft.status)) {
      leaveOut(report, draft.at, 'The visit is over on record; it was not opened again.');
    }
    return;
  }
  const bay = bayOf(draft);
  if (bay !== null && bay !== row.bay)
    tx.update(encounter).set({ bay }).where(eq(encounter.id, row.id)).run();
  if (!isOver) return;
  const at = momentOf(draft.period?.end ?? null) ?? isoTime(clinic.clock);
  const ended =
    draft.status === 'cancelled' ? ({ kind: 'left', at, note: 'Cancelled by the sender' } as const) : null;
  endEncounter(tx, row, { type: 'endedElsewhere' }, ended ?? outcomeOf(draft) ?? { kind: 'discharged', at });
}

function nameWhatIsNotKept({ report }: Importing, draft: EncounterDraft): void {
  notKept(report, draft.at, {
    'class of the visit': draft.class !== null,
    'type of the visit': draft.types.length > 0,
    service: draft.service !== null,
    priority: draft.priority !== null,
    'service provider': draft.serviceProvider !== null,
    'staff taking part': draft.participants.length > 0,
    'codes of the reasons for the visit': draft.reasons.some(({ codings }) =>
      codings.some(({ code }) => code !== null),
    ),
    'source and method of admission': (draft.admitSource ?? draft.admissionMethod) !== null,
    'place to which the patient was discharged': draft.dischargedTo !== null,
    'planned end of an appointment': draft.planned?.end != null,
    [`location beyond ${BAY_LENGTH} characters`]: (draft.location?.length ?? 0) > BAY_LENGTH,
    'end of a very long narrative': narrativeOf(draft).length > NARRATIVE_LENGTH,
  });
}
