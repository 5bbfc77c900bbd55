import type { Age, ScoreSummary, TriageCase, Vitals } from '../../contract/triage-case.ts';
import type { ClinicalText, Lexicon } from '../../text/index.ts';
import { readClinicalText } from '../../text/index.ts';
import { indexMentions } from './mention-index.ts';
import { collectValues, spanOf } from './picture-values.ts';
import { scoresForTriage } from './scores/index.ts';
import type { Evidence, Known, Stated, Variable } from './variables.ts';
import type { VitalKnowledge } from './vital-signs.ts';
import { type Doubt, mergeVitals } from './vitals-merge.ts';

export { type Evidence, isVariable, type Known, type Stated, type Variable } from './variables.ts';

/** The clinical picture: what is known about one patient, from fields and words alike, ready for the rules. */
export interface Picture {
  readonly text: ClinicalText;
  readonly ageDays: number | null;
  readonly sex: 'female' | 'male' | null;
  readonly pregnant: boolean;
  readonly pregnancyEvidence: readonly Evidence[];
  /** Concepts asserted of this patient now, broader concepts included. */
  readonly present: ReadonlyMap<string, readonly Stated[]>;
  /** The same and what the history, the problem list and the medication list say. */
  readonly ever: ReadonlyMap<string, readonly Evidence[]>;
  readonly denied: ReadonlyMap<string, readonly Evidence[]>;
  /** Concepts that the text says anything about, in whatever way. */
  readonly mentioned: ReadonlySet<string>;
  /** Questions that were answered: never to be asked again. */
  readonly answered: ReadonlySet<string>;
  readonly values: ReadonlyMap<Variable, Known>;
  /** The measurements as scores see them, from the vital signs and the narrative together. */
  readonly vitals: Vitals;
  readonly weeks: number | null;
  readonly scores: Record<string, ScoreSummary>;
  readonly warnings: readonly string[];
  readonly contradictions: number;
  /** Measurements that contradict each other or cannot be right. */
  readonly doubts: readonly Doubt[];
}

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
    vitals: merged.vitals,
    weeks: pregnancy.weeks,
    scores: scored,
    warnings,
    contradictions,
    doubts: merged.doubts,
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

function pregnancyOf(
  input: TriageCase,
  text: ClinicalText,
  present: ReadonlyMap<string, readonly Stated[]>,
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
  const stated = possible ? present.get('pregnancy')?.[0] : undefined;
  return stated
    ? { pregnant: true, weeks: null, evidence: [stated.evidence] }
    : { pregnant: false, weeks: null, evidence: [] };
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
