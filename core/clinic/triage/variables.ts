import type { Mention } from '../../text/index.ts';

/** What a rule can rest on: words of the narrative, or a value that was measured or stated. */
export type Evidence =
  | { readonly kind: 'mention'; readonly mention: Mention }
  | {
      readonly kind: 'value';
      readonly field: string;
      readonly value: number | string | boolean;
      readonly unit: string | null;
      readonly span: { readonly start: number; readonly end: number; readonly text: string } | null;
    };

/** A concept that is present, with what is known of it. From the narrative, or from an answer. */
export interface Stated {
  readonly severity: Mention['severity'];
  readonly onset: Mention['onset'];
  /** How long, in days. */
  readonly days: number | null;
  readonly evidence: Evidence;
}

export interface Known {
  readonly amount: number;
  readonly evidence: Evidence | null;
}

/** The values that rules compare, by the names that they have in conditions. */
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
