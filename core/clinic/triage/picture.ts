import type { Age, ScoreSummary, TriageCase, Vitals } from '../../contract/triage-case.ts';
import type { ClinicalText, Lexicon, Mention } from '../../text/index.ts';
import { isPresent, readClinicalText } from '../../text/index.ts';
import { scoresForTriage } from './scores/index.ts';
import { dangerSigns, type VitalKnowledge } from './vital-signs.ts';
import { mergeVitals, type VitalValue } from './vitals-merge.ts';

/** The clinical picture: what is known about one patient, from fields and words alike, ready for the rules. */
export interface Picture {
  readonly text: ClinicalText;
  readonly ageDays: number | null;
  readonly sex: 'female' | 'male' | null;
  readonly pregnant: boolean;
  readonly pregnancyEvidence: readonly Evidence[];
  /** Concepts asserted of this patient now, broader concepts included. */
  readonly present: ReadonlyMap<string, readonly Mention[]>;
  /** The same and what the history, the problem list and the medication list say. */
  readonly ever: ReadonlyMap<string, readonly Evidence[]>;
  readonly denied: ReadonlyMap<string, readonly Evidence[]>;
  /** Concepts that the text says anything about, in whatever way. */
  readonly mentioned: ReadonlySet<string>;
  readonly values: ReadonlyMap<Variable, Known>;
  readonly scores: Record<string, ScoreSummary>;
  readonly warnings: readonly string[];
  readonly contradictions: number;
}

export type Evidence =
  | { readonly kind: 'mention'; readonly mention: Mention }
  | {
      readonly kind: 'value';
      readonly field: string;
      readonly value: number | string | boolean;
      readonly unit: string | null;
      readonly span: { readonly start: number; readonly end: number; readonly text: string } | null;
    };

export interface Known {
  readonly amount: number;
  readonly evidence: Evidence | null;
}

const VARIABLES = [
  'age',
  'temp',
  'hr',
  'rr',
  'spo2',
  'sbp',
  'dbp',
  'pain',
  'gcs',
  'glucose',
  'avpu', // 0 alert … 4 unresponsive
  'weeks', // of pregnancy
  'days', // the longest duration stated for the present complaint
  'danger', // how many of heart rate, respiratory rate and saturation are beyond the limits for the age
  'news2',
  'qsofa',
] as const;
export type Variable = (typeof VARIABLES)[number];
const variableNames: ReadonlySet<string> = new Set(VARIABLES);

export function isVariable(word: string): word is Variable {
  return variableNames.has(word);
}

const VARIABLE_OF_FIELD: Readonly<Record<string, Variable>> = {
  temperature: 'temp',
  heartRate: 'hr',
  respiratoryRate: 'rr',
  oxygenSaturation: 'spo2',
  systolicBloodPressure: 'sbp',
  diastolicBloodPressure: 'dbp',
  pain: 'pain',
  gcs: 'gcs',
  glucose: 'glucose',
};

const DAYS_PER = { d: 1, wk: 7, mo: 365.25 / 12, y: 365.25 } as const;

/** An age in days. */
export function ageInDays(age: Age): number {
  return typeof age === 'number' ? age * DAYS_PER.y : age.value * DAYS_PER[age.unit];
}

/**
 * Gathers the clinical picture of a case. Fields win over words for who the patient is; for measurements the more
 * dangerous of the two is used and the contradiction is reported.
 */
export function gatherPicture(lexicon: Lexicon, vitalKnowledge: VitalKnowledge, input: TriageCase): Picture {
  const text = readClinicalText(lexicon, input.narrative ?? '');
  const warnings: string[] = [];
  const merged = mergeVitals(input.vitals ?? {}, text.measures, warnings);
  const contradictions = warnings.length;
  const ageDays =
    input.age === null || input.age === undefined ? (text.age?.days ?? null) : ageInDays(input.age);
  warnAboutAge(input, text, warnings);
  const sex = input.sex === 'female' || input.sex === 'male' ? input.sex : (text.sex?.sex ?? null);
  const mentions = indexMentions(lexicon, text, input);
  const pregnancy = pregnancyOf(input, text, mentions.present, sex, ageDays);
  const scored = scoreCase(input, ageDays, merged.vitals, pregnancy.weeks);
  const values = collectValues(vitalKnowledge, {
    ageDays,
    ageSpan: input.age === null || input.age === undefined ? text.age : null,
    merged: merged.values,
    weeks: pregnancy.weeks,
    lexicon,
    text,
    scores: scored,
    consciousness: merged.vitals.consciousness ?? null,
  });
  return {
    text,
    ageDays,
    sex,
    pregnant: pregnancy.pregnant,
    pregnancyEvidence: pregnancy.evidence,
    ...mentions,
    values,
    scores: scored,
    warnings,
    contradictions,
  };
}

function warnAboutAge(input: TriageCase, text: ClinicalText, warnings: string[]): void {
  if (input.age === null || input.age === undefined || !text.age) return;
  const field = ageInDays(input.age);
  const difference = Math.abs(field - text.age.days);
  if (difference > Math.max(366, field * 0.1)) {
    warnings.push(
      `The text says "${text.age.text.trim()}", the record gives another age: the record was used. Check whose age it is.`,
    );
  }
}

interface MentionIndex {
  readonly present: Map<string, Mention[]>;
  readonly ever: Map<string, Evidence[]>;
  readonly denied: Map<string, Evidence[]>;
  readonly mentioned: Set<string>;
}

function indexMentions(lexicon: Lexicon, text: ClinicalText, input: TriageCase): MentionIndex {
  const index: MentionIndex = {
    present: new Map(),
    ever: new Map(),
    denied: new Map(),
    mentioned: new Set(),
  };
  for (const mention of text.mentions) {
    const { assertion } = mention;
    const evidence: Evidence = { kind: 'mention', mention };
    index.mentioned.add(mention.concept);
    if (assertion.negated) {
      push(index.denied, mention.concept, evidence); // denying the broader one is not implied
      continue;
    }
    for (const concept of withBroader(lexicon, mention.concept)) {
      index.mentioned.add(concept);
      if (isPresent(assertion)) push(index.present, concept, mention);
      if (!assertion.hypothetical && !assertion.other) push(index.ever, concept, evidence);
    }
  }
  for (const [field, items] of [
    ['condition', input.conditions ?? []],
    ['medication', input.medications ?? []],
    ['allergy', (input.allergies ?? []).map((item) => `allergic to ${item}`)],
  ] as const) {
    for (const item of items) addListed(lexicon, index, field, item);
  }
  return index;
}

function addListed(lexicon: Lexicon, index: MentionIndex, field: string, item: string): void {
  for (const mention of readClinicalText(lexicon, item).mentions) {
    if (mention.assertion.negated || mention.assertion.other) continue;
    for (const concept of withBroader(lexicon, mention.concept)) {
      index.mentioned.add(concept);
      push(index.ever, concept, { kind: 'value', field, value: item.slice(0, 120), unit: null, span: null });
    }
  }
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

/** A concept and everything broader, without repetition; `isa` is acyclic (the linter checks). */
function withBroader(lexicon: Lexicon, id: string): Set<string> {
  const all = new Set([id]);
  for (const concept of all) {
    for (const broader of lexicon.byId.get(concept)?.isa ?? []) all.add(broader);
  }
  return all;
}

function pregnancyOf(
  input: TriageCase,
  text: ClinicalText,
  present: ReadonlyMap<string, readonly Mention[]>,
  sex: 'female' | 'male' | null,
  ageDays: number | null,
): { pregnant: boolean; weeks: number | null; evidence: Evidence[] } {
  const possible = sex !== 'male' && (ageDays === null || (ageDays > 10 * 365.25 && ageDays < 60 * 365.25));
  const weeks = input.pregnancyWeeks ?? (possible ? (text.pregnancyWeeks?.weeks ?? null) : null);
  if (weeks !== null) {
    const span =
      input.pregnancyWeeks === null || input.pregnancyWeeks === undefined ? text.pregnancyWeeks : null;
    return {
      pregnant: true,
      weeks,
      evidence: [{ kind: 'value', field: 'pregnancyWeeks', value: weeks, unit: 'wk', span: spanOf(span) }],
    };
  }
  const mention = possible ? present.get('pregnancy')?.[0] : undefined;
  return mention
    ? { pregnant: true, weeks: null, evidence: [{ kind: 'mention', mention }] }
    : { pregnant: false, weeks: null, evidence: [] };
}

function spanOf(span: { start: number; end: number; text: string } | null) {
  return span ? { start: span.start, end: span.end, text: span.text } : null;
}

function scoreCase(
  input: TriageCase,
  ageDays: number | null,
  vitals: Vitals,
  weeks: number | null,
): Record<string, ScoreSummary> {
  const age = input.age ?? (ageDays === null ? null : { value: ageDays, unit: 'd' as const });
  return scoresForTriage({ ...input, age, vitals, pregnancyWeeks: weeks });
}

interface Sources {
  readonly ageDays: number | null;
  readonly ageSpan: { start: number; end: number; text: string } | null;
  readonly merged: readonly VitalValue[];
  readonly weeks: number | null;
  readonly lexicon: Lexicon;
  readonly text: ClinicalText;
  readonly scores: Record<string, ScoreSummary>;
  readonly consciousness: Vitals['consciousness'] | null;
}

function collectValues(knowledge: VitalKnowledge, from: Sources): Map<Variable, Known> {
  const values = new Map<Variable, Known>();
  if (from.ageDays !== null) {
    const years = Math.round((from.ageDays / 365.25) * 100) / 100;
    values.set('age', {
      amount: from.ageDays,
      evidence: { kind: 'value', field: 'age', value: years, unit: 'y', span: spanOf(from.ageSpan) },
    });
  }
  for (const { field, value, unit, span } of from.merged) {
    const variable = VARIABLE_OF_FIELD[field];
    if (variable)
      values.set(variable, { amount: value, evidence: { kind: 'value', field, value, unit, span } });
  }
  if (from.consciousness) {
    values.set('avpu', {
      amount: 'ACVPU'.indexOf(from.consciousness),
      evidence: { kind: 'value', field: 'consciousness', value: from.consciousness, unit: null, span: null },
    });
  }
  if (from.weeks !== null) values.set('weeks', { amount: from.weeks, evidence: null });
  const days = complaintDays(from.lexicon, from.text);
  if (days) values.set('days', days);
  for (const score of ['news2', 'qsofa'] as const) {
    const total = from.scores[score]?.total;
    if (total === null || total === undefined) continue;
    values.set(score, {
      amount: total,
      evidence: { kind: 'value', field: score, value: total, unit: null, span: null },
    });
  }
  const signs = dangerSigns(knowledge, from.ageDays, values);
  values.set('danger', { amount: signs.length, evidence: signs[0]?.evidence ?? null });
  return values;
}

/** A duration next to one of these is about the complaint itself; next to a medicine or a body site it is not. */
const OWNS_DURATION: ReadonlySet<string> = new Set(['symptom', 'finding', 'condition', 'injury', 'exposure']);

/** The longest duration that belongs to something present; durations of old illnesses do not count. */
function complaintDays(lexicon: Lexicon, text: ClinicalText): Known | null {
  const complaints = text.mentions.filter((mention) =>
    OWNS_DURATION.has(lexicon.byId.get(mention.concept)?.kind ?? ''),
  );
  let longest: Known | null = null;
  for (const duration of text.durations) {
    let owner: Mention | null = null;
    let gap = 120; // characters: further away it is about something else
    for (const mention of complaints) {
      const distance = Math.max(duration.start - mention.end, mention.start - duration.end, 0);
      if (distance < gap) {
        owner = mention;
        gap = distance;
      }
    }
    if (owner && !isPresent(owner.assertion)) continue;
    if (longest && longest.amount >= duration.days) continue;
    longest = {
      amount: duration.days,
      evidence: {
        kind: 'value',
        field: 'duration',
        value: Math.round(duration.days * 10) / 10,
        unit: 'd',
        span: { start: duration.start, end: duration.end, text: duration.text },
      },
    };
  }
  return longest;
}
