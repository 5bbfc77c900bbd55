import type { Acuity } from '../../../contract/triage-case.ts';
import type { Presentation, TriageKnowledge } from '../knowledge.ts';
import type { Picture } from '../picture.ts';
import type { Weighed } from '../reasoning/index.ts';
import type { WhatIf } from './what-if.ts';

/** What questions are chosen from: the case as it was assessed. */
export interface Assessed {
  readonly knowledge: TriageKnowledge;
  readonly picture: Picture;
  readonly presentations: readonly Presentation[];
  /** Every condition touched, most probable first. */
  readonly weighed: readonly Weighed[];
  /** The most urgent level that conditions raise to; null where none does. */
  readonly raisedTo: Acuity | null;
  readonly acuity: Acuity;
  readonly whatIf: WhatIf;
}

/** A question and what its answers would lead to. Shares add up to at most one; the rest changes nothing. */
export interface Question {
  readonly field: string;
  readonly question: string;
  /** The name of the concept that "yes" would state; null where a value is asked for. */
  readonly about: string | null;
  readonly answers: readonly { readonly share: number; readonly level: Acuity }[];
}

/** The expected loss of going on without the answer, in levels; see resources/triage/asking.yaml. */
export function gainOf({ knowledge, acuity }: Assessed, { answers }: Question): number {
  const row = knowledge.asking.loss[acuity - 1] ?? [];
  const gain = answers.reduce((sum, { share, level }) => sum + share * (row[level - 1] ?? 0), 0);
  return Math.round(gain * 1000) / 1000;
}

/** The most urgent level that an answer could call for. */
export function couldBecome({ acuity }: Assessed, { answers }: Question): Acuity {
  return answers.reduce<Acuity>((most, { level }) => (level - most < 0 ? level : most), acuity);
}

/** The level after an answer: what the rules say, and no milder than what a condition has raised it to. */
export function atLeastRaised({ raisedTo }: Assessed, level: Acuity): Acuity {
  return raisedTo !== null && raisedTo < level ? raisedTo : level;
}

/** Fills `{name}` and its like in a sentence of asking.yaml. */
export function fill(template: string, words: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(words[name] ?? ''));
}

/** Lower case within a sentence, unless the word is an abbreviation. */
export function lowerFirst(text: string): string {
  const second = text[1] ?? '';
  return second === second.toLowerCase() ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
