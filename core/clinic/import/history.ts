import { and, eq, isNull } from 'drizzle-orm';
import type { HistoryItem } from '../../contract/index.ts';
import type { AllergyDraft, ConditionDraft, MedicationDraft, RecordDraft } from '../../interop/index.ts';
import { insertHistory, type NewHistoryItem } from '../history.ts';
import { historyItem } from '../schema.ts';
import type { Importing } from './match.ts';
import { newPiece } from './pieces.ts';
import { countCreated, leaveOut, notKept } from './report.ts';
import {
  conceptsText,
  conceptText,
  dateOf,
  dosageText,
  joined,
  labelled,
  mainCoding,
  periodText,
} from './words.ts';

/** Conditions, allergies and medications of a file as entries of the history. */

const LONGEST = 500;

/** @returns whether anything was added. */
export function importHistory(importing: Importing, record: RecordDraft, patientId: string): boolean {
  const added = [
    ...record.conditions.map((draft) => addItem(importing, record, patientId, draft, conditionItem(draft))),
    ...record.allergies.map((draft) => addItem(importing, record, patientId, draft, allergyItem(draft))),
    ...record.medications.map((draft) => addItem(importing, record, patientId, draft, medicationItem(draft))),
  ];
  return added.includes(true);
}

function addItem(
  importing: Importing,
  record: RecordDraft,
  patientId: string,
  draft: ConditionDraft | AllergyDraft | MedicationDraft,
  item: NewHistoryItem,
): boolean {
  const { clinic, tx, report } = importing;
  if (item.text.length > LONGEST) leaveOut(report, draft.at, `Its name was cut to ${LONGEST} characters.`);
  const kept = { ...item, text: item.text.slice(0, LONGEST) };
  const same = findSame(importing, patientId, kept);
  const piece = { recordType: item.kind, draft, record, patientId, encounterId: null };
  if (same !== undefined) {
    leaveOut(report, draft.at, 'The history has the same entry already; it was not added again.');
    return false;
  }
  const remember = newPiece(importing, piece);
  if (remember === null) return false;
  remember(insertHistory(tx, clinic.clock, patientId, kept).id);
  nameWhatIsNotKept(importing, draft);
  countCreated(report, item.kind);
  return true;
}

/** The same thing, said of the same time and in the same state. */
function findSame({ tx }: Importing, patientId: string, item: NewHistoryItem) {
  const ofKind = and(
    eq(historyItem.patientId, patientId),
    eq(historyItem.kind, item.kind),
    isNull(historyItem.deletedAt),
  );
  const isSame = (row: HistoryItem) =>
    row.text.toLowerCase() === item.text.toLowerCase() &&
    row.code === (item.code ?? null) &&
    row.status === (item.status ?? null) &&
    row.since === (item.since ?? null) &&
    row.detail === (item.detail ?? null);
  return tx.select().from(historyItem).where(ofKind).all().find(isSame);
}

function conditionItem(draft: ConditionDraft): NewHistoryItem {
  const refuted = draft.verificationStatus === 'refuted' || draft.verificationStatus === 'entered-in-error';
  return {
    kind: 'condition',
    ...namedBy(draft),
    status: refuted ? 'refuted' : draft.clinicalStatus,
    since: dateOf(draft.onset?.start ?? null),
    detail: joined([
      labelled('Severity', conceptText(draft.severity)),
      labelled('Body site', conceptText(draft.bodySite)),
      labelled('Verification', draft.verificationStatus),
      labelled('Onset', draft.onsetText),
      labelled('Ended', draft.abatement === null ? draft.abatementText : periodText(draft.abatement)),
      ...draft.notes,
    ]),
  };
}

function allergyItem(draft: AllergyDraft): NewHistoryItem {
  const refuted = draft.verificationStatus === 'refuted' || draft.verificationStatus === 'entered-in-error';
  const reactions = draft.reactions.map((reaction) =>
    joined(
      [
        labelled('to', conceptText(reaction.substance)),
        conceptsText(reaction.manifestations),
        reaction.severity,
        reaction.text,
      ],
      ', ',
    ),
  );
  return {
    kind: 'allergy',
    ...namedBy(draft),
    status: refuted ? 'refuted' : draft.clinicalStatus,
    since: dateOf(draft.onset?.start ?? null),
    detail: joined([
      labelled('Criticality', draft.criticality),
      labelled('Severity', conceptText(draft.severity)),
      labelled('Type', draft.type),
      labelled('Category', joined(draft.categories, ', ')),
      labelled('Verification', draft.verificationStatus),
      ...reactions.map((reaction) => labelled('Reaction', reaction)),
      labelled('Last occurrence', draft.lastOccurrence?.iso ?? null),
      labelled('Onset', draft.onsetText),
      ...draft.notes,
    ]),
  };
}

function medicationItem(draft: MedicationDraft): NewHistoryItem {
  return {
    kind: 'medication',
    ...namedBy(draft),
    status: draft.status,
    since: dateOf(draft.effective?.start ?? null),
    detail: joined([
      labelled('Order', draft.kind === 'request' ? (draft.intent ?? 'order') : null),
      ...draft.dosages.map(dosageText),
      labelled('Taken', draft.effective === null ? null : periodText(draft.effective)),
      labelled('For', conceptsText(draft.reasons)),
      ...draft.notes,
    ]),
  };
}

function namedBy({ code }: ConditionDraft | AllergyDraft | MedicationDraft) {
  const coding = mainCoding(code);
  return {
    text: conceptText(code) ?? 'Not named',
    code: coding?.code ?? null,
    codeSystem: coding?.system ?? null,
  };
}

function nameWhatIsNotKept(
  { report }: Importing,
  draft: ConditionDraft | AllergyDraft | MedicationDraft,
): void {
  const categories = 'criticality' in draft ? 0 : draft.categories.length;
  notKept(report, draft.at, {
    'further codes': draft.code.codings.length > 1,
    categories: categories > 0,
    'when it was recorded': draft.recorded !== null,
    'who recorded it': draft.recordedBy.length > 0,
    'the visit in which it was recorded': draft.encounter !== null,
    'time of each reaction': 'reactions' in draft && draft.reactions.some(({ onset }) => onset !== null),
  });
}
