import {
  ageAt,
  type Encounter,
  type HistoryItem,
  type Intake,
  type NewAnswer,
  type PatientSummary,
  type TriageCase,
} from '../../../core/contract/index.ts';
import { readBirthDate } from '../../components/clinical/birth-date.ts';
import {
  type DetailsDraft,
  detailsOf,
  detailsProblems,
  NO_DETAILS,
} from '../../components/clinical/details-draft.ts';
import {
  NO_VITALS,
  unreadableVitals,
  type VitalsDraft,
  vitalsOf,
} from '../../components/clinical/vital-fields.ts';
import { VITAL_ORDER } from '../../components/clinical/vitals-words.ts';

/** The intake form as it is typed, what is wrong with it, and what becomes of it. */

export interface IntakeDraft {
  /** Somebody who is in the record already; null: a new patient with the details below. */
  known: PatientSummary | null;
  details: DetailsDraft;
  bay: string;
  arrivalMode: Encounter['arrivalMode'];
  /** `09:05`; empty means now. */
  arrivedAt: string;
  narrative: string;
  pregnancyWeeks: string;
  vitals: VitalsDraft;
  history: readonly { kind: HistoryItem['kind']; text: string }[];
  /** What stands in the field of the history and has not been added with Enter. It counts all the same. */
  historyInHand: { kind: HistoryItem['kind']; text: string };
  /** Questions of triage that were answered in the preview. */
  answers: readonly NewAnswer[];
  attachments: readonly File[];
}

export const EMPTY_INTAKE: IntakeDraft = {
  known: null,
  details: NO_DETAILS,
  bay: '',
  arrivalMode: 'walk-in',
  arrivedAt: '',
  narrative: '',
  pregnancyWeeks: '',
  vitals: NO_VITALS,
  history: [],
  historyInHand: { kind: 'condition', text: '' },
  answers: [],
  attachments: [],
};

/** Values that triage asks for and that have a field in the form. Duration and glucose belong into the words. */
export const FORM_FIELDS: readonly string[] = [
  ...VITAL_ORDER.map(([vital]) => vital),
  'age',
  'pregnancyWeeks',
  'duration',
  'glucose',
  'narrative',
];

/** The part of the form, by `data-field` or `data-vital`, in which a value is entered. */
export function fieldOf(value: string): string {
  if (value === 'age') return '[data-field="details"] input[name="birthDate"]';
  if (value === 'pregnancyWeeks') return '[data-field="pregnancyWeeks"] input';
  if (value === 'duration' || value === 'glucose' || value === 'narrative')
    return '[data-field="narrative"] textarea';
  return `[data-vital="${value}"] input`;
}

export interface IntakeProblem {
  field: 'details' | 'narrative' | 'vitals' | 'arrivedAt' | 'pregnancyWeeks';
  text: string;
}

/** Details that can be wrong, as the form calls them. */
const LABELS: Readonly<Record<string, string>> = {
  sex: 'Sex',
  birthDate: 'Date of birth',
  nhsNumber: 'NHS number',
  gpPractice: 'GP practice',
};

/** What keeps the form from being saved, in the order of the form. */
export function intakeProblems(draft: IntakeDraft, now: Date): IntakeProblem[] {
  const problems: IntakeProblem[] = [];
  if (draft.known === null) {
    for (const [name, text] of Object.entries(detailsProblems(draft.details, now))) {
      problems.push({ field: 'details', text: `${LABELS[name] ?? name}: ${text}` });
    }
  }
  if (readArrival(draft.arrivedAt, now) === null) {
    problems.push({ field: 'arrivedAt', text: 'The time of arrival is written as 09:05.' });
  }
  if (draft.narrative.trim() === '') {
    problems.push({ field: 'narrative', text: 'Say why the patient came, in their words.' });
  }
  if (weeksOf(draft.pregnancyWeeks) === undefined) {
    problems.push({ field: 'pregnancyWeeks', text: 'Weeks of pregnancy are a number from 0 to 45.' });
  }
  if (unreadableVitals(draft.vitals).length > 0) {
    problems.push({ field: 'vitals', text: 'A vital sign is not a measurement. Correct or empty it.' });
  }
  return problems;
}

/**
 * The time of arrival of today, or of yesterday when it would lie in the future; `undefined` for now, null when it is
 * no time of day.
 */
export function readArrival(typed: string, now: Date): string | undefined | null {
  const text = typed.trim();
  if (text === '') return undefined;
  const found = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/.exec(text);
  if (found === null) return null;
  const arrived = new Date(now);
  arrived.setHours(Number(found[1]), Number(found[2]), 0, 0);
  if (arrived.getTime() > now.getTime()) arrived.setDate(arrived.getDate() - 1);
  return arrived.toISOString();
}

/** Null: nothing typed; undefined: not a number of weeks. */
function weeksOf(typed: string): number | null | undefined {
  if (typed.trim() === '') return null;
  const weeks = Number(typed.trim().replace(',', '.'));
  return weeks >= 0 && weeks <= 45 ? weeks : undefined;
}

/** The draft as it is stored. Only for a draft without problems. */
export function intakeOf(draft: IntakeDraft, now: Date): Intake {
  const arrivedAt = readArrival(draft.arrivedAt, now) ?? undefined;
  return {
    patient: draft.known === null ? { details: knownDetails(draft.details) } : { id: draft.known.id },
    ...(arrivedAt === undefined ? {} : { arrivedAt }),
    arrivalMode: draft.arrivalMode,
    bay: draft.bay.trim() === '' ? null : draft.bay.trim(),
    narrative: draft.narrative.trim(),
    pregnancyWeeks: weeksOf(draft.pregnancyWeeks) ?? null,
    vitals: vitalsOf(draft.vitals),
    history: historyOf(draft),
    answers: [...draft.answers],
    attachments: [...draft.attachments],
  };
}

/** Everything that was typed of the history: nobody should lose an allergy by saving before pressing Enter. */
function historyOf({ history, historyInHand }: IntakeDraft): { kind: HistoryItem['kind']; text: string }[] {
  const text = historyInHand.text.trim();
  return text === '' ? [...history] : [...history, { kind: historyInHand.kind, text }];
}

/** What is not known is left out, not stored as an answer. */
function knownDetails(draft: DetailsDraft) {
  const { sex, ...others } = detailsOf(draft);
  return { sex, ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null)) };
}

/** Whether leaving would lose anything that was typed. A patient who was only chosen is not typed. */
export function isDirty(draft: IntakeDraft): boolean {
  const typed = { ...draft, known: null };
  return JSON.stringify(typed) !== JSON.stringify(EMPTY_INTAKE) || draft.attachments.length > 0;
}

/**
 * The draft as triage sees it, for the preview; null while there is nothing to assess.
 *
 * @param history - what is already in the record of a known patient.
 */
export function caseOf(
  draft: IntakeDraft,
  history: readonly Pick<HistoryItem, 'kind' | 'text'>[],
  now: Date,
): TriageCase | null {
  const vitals = vitalsOf(draft.vitals);
  const narrative = draft.narrative.trim();
  if (narrative === '' && Object.keys(vitals).length === 0) return null;
  const birthDate = draft.known === null ? readBirthDate(draft.details.birthDate) : draft.known.birthDate;
  const texts = (kind: HistoryItem['kind']) =>
    [...history, ...historyOf(draft)].filter((item) => item.kind === kind).map(({ text }) => text);
  return {
    id: 'preview',
    age: ageAt(birthDate, now.toISOString()),
    sex: draft.known?.sex ?? draft.details.sex,
    narrative,
    vitals,
    pregnancyWeeks: weeksOf(draft.pregnancyWeeks) ?? null,
    conditions: texts('condition'),
    medications: texts('medication'),
    allergies: texts('allergy'),
    answers: draft.answers.map(({ concept, quality, answer }) => ({ concept, quality, answer })),
  };
}
