import { type Assertion, assertionOf } from './assertion.ts';
import type { Lexicon } from './lexicon.ts';
import { type Match, matchConcepts } from './matcher.ts';
import { findMeasures, type Measure } from './measures.ts';
import {
  type Duration,
  findAge,
  findDurations,
  findPregnancyWeeks,
  findSex,
  type Span,
  type StatedAge,
  type StatedSex,
  type StatedWeeks,
} from './quantities.ts';
import { type Sentence, splitSentences, type Token } from './tokens.ts';
import { findTriggers, type Trigger } from './triggers.ts';

/** A concept in the text: which words, whether it is asserted, and what is said about it nearby. */
export interface Mention extends Span {
  readonly concept: string;
  readonly assertion: Assertion;
  readonly severity: 'mild' | 'moderate' | 'severe' | null;
  readonly onset: 'sudden' | 'gradual' | null;
  /** How long, in days, when the same sentence says so. */
  readonly days: number | null;
}

/** Everything that was read from a narrative. All offsets point into that narrative. */
export interface ClinicalText {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly measures: readonly Measure[];
  readonly durations: readonly Duration[];
  readonly age: StatedAge | null;
  readonly sex: StatedSex | null;
  readonly pregnancyWeeks: StatedWeeks | null;
  /** Number of words, to tell an empty narrative from one that was not understood. */
  readonly words: number;
}

/** More mentions of one concept than this add nothing to a triage decision. */
const MENTIONS_PER_CONCEPT = 40;

const SEVERITY: readonly (readonly [RegExp, 'mild' | 'moderate' | 'severe'])[] = [
  [/^(?:mild|slight|minor|little|bit|minimal|faint|low-grade|occasional|small|tiny|superficial)/, 'mild'],
  [/^moderate/, 'moderate'],
  [
    /^(?:severe|excruciat|unbearabl|worst|agoni[sz]|intens|terribl|extrem|horribl|awful|crush|intolerabl|massiv|profus|badly|uncontroll|violent|acut[e]? severe|huge|marked|significant|torrential|killing|10)/,
    'severe',
  ],
];
/** "My father has chest pain": the relative is the patient, so words like "father has" point at nobody else. */
const RELATIVE =
  /^\W*(?:my|our) (?:\d+[- ]year[- ]old |elderly )?(?:mother|mum|mom|father|dad|husband|wife|partner|boyfriend|girlfriend|brother|sister|grand\w+|aunt|uncle|friend|neighbou?r|roommate|flatmate|colleague|co-?worker)\b/i;
/** "Little toe" names the toe. */
const DIGIT = /^(?:toe|finger)s?$/i;
const SUDDEN = /^(?:sudden|abrupt|thunderclap|instantaneous|instant|out of the blue)/;
const GRADUAL = /^(?:gradual|slow|progressiv)/;

/**
 * Reads a narrative: sentences, concepts with assertion and attributes, measurements, durations, age, sex and
 * pregnancy. Pure, and linear in the length of the text.
 */
export function readClinicalText(lexicon: Lexicon, text: string): ClinicalText {
  const sentences = splitSentences(text);
  const durations = findDurations(text);
  const mentions: Mention[] = [];
  const counts = new Map<number, number>();
  let duration = 0;
  const aboutRelative = RELATIVE.test(text.slice(0, 80));
  for (const sentence of sentences) {
    while ((durations[duration]?.end ?? Number.POSITIVE_INFINITY) <= sentence.start) duration += 1;
    const own: Duration[] = [];
    for (let at = duration; (durations[at]?.start ?? Number.POSITIVE_INFINITY) < sentence.end; at += 1) {
      const next = durations[at];
      if (next) own.push(next);
    }
    readSentence(lexicon, text, sentence, own, counts, mentions, aboutRelative);
  }
  return {
    text,
    mentions,
    measures: findMeasures(text),
    durations,
    age: findAge(text),
    sex: findSex(text),
    pregnancyWeeks: findPregnancyWeeks(text),
    words: sentences.reduce((sum, sentence) => sum + sentence.tokens.length, 0),
  };
}

function readSentence(
  lexicon: Lexicon,
  text: string,
  sentence: Sentence,
  durations: readonly Duration[],
  counts: Map<number, number>,
  mentions: Mention[],
  aboutRelative: boolean,
): void {
  const { tokens } = sentence;
  const matches = matchConcepts(lexicon, tokens);
  if (matches.length === 0) return;
  const triggers = findTriggers(lexicon.triggers, tokens).filter(
    (trigger) => !(aboutRelative && trigger.kind === 'other' && tokens[trigger.start]?.norm !== 'family'),
  );
  const onset = onsetOf(tokens);
  const owners = matches.filter(({ concept }) => lexicon.concepts[concept]?.kind !== 'quality');
  for (const match of matches) {
    const concept = lexicon.concepts[match.concept];
    const first = tokens[match.start];
    const last = tokens[match.end - 1];
    if (!concept || !first || !last || concept.kind === 'decoy') continue;
    const count = counts.get(match.concept) ?? 0;
    if (count >= MENTIONS_PER_CONCEPT) continue;
    counts.set(match.concept, count + 1);
    mentions.push({
      concept: concept.id,
      start: first.start,
      end: last.end,
      text: text.slice(first.start, last.end),
      assertion: assertionOf(tokens, outside(triggers, owners, match), match.start, match.end),
      severity: severityOf(tokens, match.start, match.end),
      onset,
      days: nearest(durations, first.start, last.end),
    });
  }
}

/**
 * The triggers that can speak about a mention: not those that are part of another one beside it ("does not blanch").
 * `matches` are those whose words belong to them alone, which the word for a quality ("resolved") does not.
 */
function outside(triggers: readonly Trigger[], matches: readonly Match[], own: Match): readonly Trigger[] {
  if (triggers.length === 0) return triggers;
  return triggers.filter(
    (trigger) =>
      !matches.some(
        (other) =>
          other.start <= trigger.start &&
          other.end >= trigger.end &&
          trigger.end > trigger.start && // a semicolon belongs to nobody
          (own.start >= other.end || own.end <= other.start),
      ),
  );
}

function severityOf(tokens: readonly Token[], start: number, end: number): Mention['severity'] {
  let found: Mention['severity'] = null;
  const from = Math.max(0, start - 3);
  const to = Math.min(tokens.length, end + 5);
  for (let at = from; at < to; at += 1) {
    const token = tokens[at];
    if (!token) continue;
    if (at >= end && /[,;]/.test(token.before)) break;
    if (at < start && at > from && /[,;]/.test(token.before)) found = null;
    const word = token.raw.toLowerCase();
    if (word === 'little' && DIGIT.test(tokens[at + 1]?.raw ?? '')) continue;
    for (const [pattern, severity] of SEVERITY) {
      if (pattern.test(word) && found !== 'severe') found = severity;
    }
  }
  return found;
}

function onsetOf(tokens: readonly Token[]): Mention['onset'] {
  for (const token of tokens) {
    const word = token.raw.toLowerCase();
    if (SUDDEN.test(word)) return 'sudden';
    if (GRADUAL.test(word)) return 'gradual';
  }
  return null;
}

function nearest(durations: readonly Duration[], start: number, end: number): number | null {
  let best: Duration | null = null;
  let bestGap = Number.POSITIVE_INFINITY;
  for (const duration of durations) {
    const gap = duration.start >= end ? duration.start - end : Math.max(0, start - duration.end);
    if (gap < bestGap) {
      best = duration;
      bestGap = gap;
    }
  }
  return best?.days ?? null;
}
