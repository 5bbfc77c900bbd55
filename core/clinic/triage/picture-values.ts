import type { ScoreSummary, Vitals } from '../../contract/triage-case.ts';
import { type ClinicalText, isPresent, type Lexicon, type Mention } from '../../text/index.ts';
import type { Known, Variable } from './variables.ts';
import { dangerSigns, type VitalKnowledge } from './vital-signs.ts';
import type { VitalValue } from './vitals-merge.ts';

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

/** Where the values of a picture come from. */
export interface Sources {
  readonly ageDays: number | null;
  readonly ageSpan: { start: number; end: number; text: string } | null;
  readonly merged: readonly VitalValue[];
  readonly weeks: number | null;
  readonly lexicon: Lexicon;
  readonly text: ClinicalText;
  readonly scores: Record<string, ScoreSummary>;
  readonly consciousness: Vitals['consciousness'] | null;
}

/** All values that rules can compare, each with what it rests on. What is not known is absent. */
export function collectValues(knowledge: VitalKnowledge, from: Sources): Map<Variable, Known> {
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

/** The place of a quantity in the narrative, without what else is known of it. */
export function spanOf(span: { start: number; end: number; text: string } | null) {
  return span ? { start: span.start, end: span.end, text: span.text } : null;
}
