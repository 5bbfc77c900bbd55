import { type Assertion, assertionOf } from './assertion.ts';
import { type Attributes, courseOf, lateralityOf, onsetOf, severityOf } from './attributes.ts';
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
import { findSections, type Section, sectionAsserts } from './sections.ts';
import { type Sentence, splitSentences } from './tokens.ts';
import { findTriggers, findTriggersAround, type Trigger } from './triggers.ts';

/** A concept in the text: which words, whether it is asserted, and what is said about it nearby. */
export interface Mention extends Span, Attributes {
  readonly concept: string;
  readonly assertion: Assertion;
  /** How long, in days, when the same sentence says so. */
  readonly days: number | null;
  /** Id of the section it stands in; null outside all sections. */
  readonly section: string | null;
}

/** Everything that was read from a narrative. All offsets point into that narrative. */
export interface ClinicalText {
  readonly text: string;
  readonly sections: readonly Section[];
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

/** "My father has chest pain": the relative is the patient, so words like "father has" point at nobody else. */
const RELATIVE =
  /^\W*(?:my|our) (?:\d+[- ]year[- ]old |elderly )?(?:mother|mum|mom|father|dad|husband|wife|partner|boyfriend|girlfriend|brother|sister|grand\w+|aunt|uncle|friend|neighbou?r|roommate|flatmate|colleague|co-?worker)\b/i;

/** What the sentences of one reading share. */
interface Reading {
  readonly lexicon: Lexicon;
  readonly text: string;
  readonly counts: Map<number, number>;
  readonly mentions: Mention[];
  readonly aboutRelative: boolean;
}

/**
 * Reads a narrative: sections, sentences, concepts with assertion and attributes, measurements, durations, age, sex
 * and pregnancy. Pure, and linear in the length of the text.
 */
export function readClinicalText(lexicon: Lexicon, text: string): ClinicalText {
  const sentences = splitSentences(text);
  const sections = findSections(lexicon.sections, text);
  const durations = findDurations(text);
  const aboutRelative = RELATIVE.test(text.slice(0, 80));
  const reading: Reading = { lexicon, text, counts: new Map(), mentions: [], aboutRelative };
  let duration = 0;
  let section = 0;
  for (const sentence of sentences) {
    while ((durations[duration]?.end ?? Number.POSITIVE_INFINITY) <= sentence.start) duration += 1;
    const own: Duration[] = [];
    for (let at = duration; (durations[at]?.start ?? Number.POSITIVE_INFINITY) < sentence.end; at += 1) {
      const next = durations[at];
      if (next) own.push(next);
    }
    while ((sections[section]?.end ?? Number.POSITIVE_INFINITY) <= sentence.start) section += 1;
    readSentence(reading, sentence, own, sectionsIn(sections, section, sentence));
  }
  return {
    text,
    sections,
    mentions: reading.mentions,
    measures: findMeasures(text),
    durations,
    age: findAge(text),
    sex: findSex(text),
    pregnancyWeeks: findPregnancyWeeks(text),
    words: sentences.reduce((sum, sentence) => sum + sentence.tokens.length, 0),
  };
}

/** The sections that a sentence touches; mostly none or one. */
function sectionsIn(sections: readonly Section[], from: number, sentence: Sentence): readonly Section[] {
  if ((sections[from]?.start ?? Number.POSITIVE_INFINITY) >= sentence.end) return [];
  let to = from;
  while ((sections[to]?.start ?? Number.POSITIVE_INFINITY) < sentence.end) to += 1;
  return sections.slice(from, to);
}

function readSentence(
  reading: Reading,
  sentence: Sentence,
  durations: readonly Duration[],
  sections: readonly Section[],
): void {
  const { lexicon, text } = reading;
  const { tokens } = sentence;
  const matches = matchConcepts(lexicon, tokens);
  if (matches.length === 0) return;
  const aboutPatient = (trigger: Trigger) =>
    !(reading.aboutRelative && trigger.kind === 'other' && tokens[trigger.start]?.norm !== 'family');
  const triggers = findTriggers(lexicon.triggers, tokens).filter(aboutPatient);
  const onset = onsetOf(lexicon.attributes, tokens);
  const owners = matches.filter(({ concept }) => lexicon.concepts[concept]?.kind !== 'quality');
  for (const match of matches) {
    const concept = lexicon.concepts[match.concept];
    const first = tokens[match.start];
    const last = tokens[match.end - 1];
    if (!concept || !first || !last || concept.kind === 'decoy') continue;
    const section = sections.findLast(({ start, end }) => start <= first.start && first.start < end) ?? null;
    if (section && first.start < section.heading.end) continue; // the heading names no finding
    const count = reading.counts.get(match.concept) ?? 0;
    if (count >= MENTIONS_PER_CONCEPT) continue;
    reading.counts.set(match.concept, count + 1);
    // A trigger that takes words from the mention is read again without them.
    const clean = triggers.some(
      ({ start, end }) => start < match.start && end > match.start && end < match.end,
    )
      ? findTriggersAround(lexicon.triggers, tokens, match.start, match.end).filter(aboutPatient)
      : triggers;
    const assertion = assertionOf(tokens, outside(clean, owners, match), match.start, match.end);
    reading.mentions.push({
      concept: concept.id,
      start: first.start,
      end: last.end,
      text: text.slice(first.start, last.end),
      assertion: inSection(assertion, section, text, sentence),
      severity: severityOf(lexicon.attributes, tokens, match.start, match.end),
      onset,
      laterality: lateralityOf(lexicon.attributes, tokens, match.start, match.end),
      course: courseOf(lexicon.attributes, tokens, match.start, match.end),
      days: nearest(durations, first.start, last.end),
      section: section?.id ?? null,
    });
  }
}

/** What the section lends: former illnesses are historical, those of the family somebody else's. */
function inSection(
  assertion: Assertion,
  section: Section | null,
  text: string,
  sentence: Sentence,
): Assertion {
  if (section === null || section.asserts === null) return assertion;
  if (!sectionAsserts(section, text, sentence.start, sentence.end)) return assertion;
  return { ...assertion, [section.asserts]: true };
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
