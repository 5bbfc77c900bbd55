import type { Acuity, Reason, Said, TriageCase, TriageResult } from '../../contract/triage-case.ts';
import type { Assertion } from '../../text/index.ts';
import { adviceFor } from './advice.ts';
import { confidenceOf } from './confidence.ts';
import { dispositionOf } from './disposition.ts';
import { type Fired, firedRules, reason, recognised, UNRECOGNISED, unrecognised } from './firing.ts';
import type { TriageKnowledge } from './knowledge.ts';
import { missingFor } from './missing.ts';
import { gatherPicture, type Picture } from './picture.ts';
import { considerConditions } from './reasoning/index.ts';
import { type TargetScale, targetMinutes } from './scales.ts';
import { dangerSigns } from './vital-signs.ts';

export interface TriageSettings {
  /** Which time targets apply: `manchester`, `australasian`, `canadian`, or another key of scales.yaml. */
  readonly scale: TargetScale;
}

const LEVELS: readonly Acuity[] = [1, 2, 3, 4, 5];
const SUPPORTING_REASONS = 12;

/**
 * Assesses one case by rules alone: pure and deterministic.
 *
 * The level is the most urgent of every rule that fires and of every must-not-miss condition that is probable enough;
 * where none is, the default of the presentations that were recognised. Conditions only ever raise the level. A
 * comparison with an unknown value never fires; `missing` then asks for the value.
 *
 * @param knowledge - from `loadTriageKnowledge`.
 * @param input - the case; every field but the id may be absent.
 * @param settings - which scale of time targets applies.
 * @param picture - the clinical picture of this very case, where the caller has gathered it already.
 * @returns level, disposition, minutes, reasons (decisive first) with the exact words or values, what is missing,
 *   which red flags the text denies, and warnings.
 */
export function assess(
  knowledge: TriageKnowledge,
  input: TriageCase,
  settings: TriageSettings,
  picture: Picture = gatherPicture(knowledge.lexicon, knowledge.vitals, input),
): TriageResult {
  const presentations = recognised(knowledge, picture);
  const listed = new Set(presentations.flatMap(({ mustNotMiss }) => mustNotMiss));
  const { consider, raises, weighed } = considerConditions(
    knowledge.conditions,
    knowledge.lexicon,
    picture,
    listed,
  );
  const fired: Fired[] = [
    ...firedRules(knowledge, presentations, picture),
    ...raises.map((raised) => ({ ...raised, rank: 1.5 })),
  ];
  const understood = fired.length > 0;
  if (!understood) fired.push(unrecognised(picture));
  const acuity = LEVELS.find((level) => fired.some((reason) => reason.acuity === level)) ?? UNRECOGNISED;
  const reasons = orderReasons(fired, acuity);
  const warnings = [...picture.warnings, ...contradictedDenials(picture, knowledge)];
  if (presentations.length === 0 && picture.text.words > 0) {
    warnings.push('The complaint in the text was not recognised. A clinician has to read it.');
  }
  return {
    id: input.id,
    acuity,
    disposition: dispositionOf(acuity),
    targetMinutes: targetMinutes(acuity, settings.scale, knowledge.scales),
    confidence: confidenceOf(picture, {
      recognised: presentations.length > 0,
      understood,
      byRule: reasons.some((reason) => reason.role === 'decides' && !reason.rule.includes('.default')),
    }),
    reasons: [...reasons, ...considerReasons(knowledge, picture, acuity)],
    scores: picture.scores,
    missing: missingFor({ knowledge, picture, presentations, weighed, raisedTo: raisedTo(raises), acuity }),
    denied: deniedFlags(knowledge, picture),
    words: wordsOf(knowledge, picture),
    warnings,
    consider: [...consider],
    advice: adviceFor(presentations, acuity),
    estimates: null,
    ruleSet: { version: knowledge.version, digest: knowledge.digest },
  };
}

function raisedTo(raises: readonly Reason[]): Acuity | null {
  return LEVELS.find((level) => raises.some(({ acuity }) => acuity === level)) ?? null;
}

function orderReasons(fired: readonly Fired[], acuity: Acuity): Reason[] {
  const ordered = [...fired].sort(
    (a, b) => a.acuity - b.acuity || a.rank - b.rank || compare(a.rule, b.rule),
  );
  return ordered
    .map(
      ({ rank: _rank, ...rest }): Reason => ({
        ...rest,
        role: rest.acuity === acuity ? 'decides' : 'supports',
      }),
    )
    .slice(0, SUPPORTING_REASONS);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Vital signs beyond the danger limits for the age ask for a second look at level 2; they do not force it. */
function considerReasons(knowledge: TriageKnowledge, picture: Picture, acuity: Acuity): Reason[] {
  if (acuity <= 2) return [];
  return dangerSigns(knowledge.vitals, picture.ageDays, picture.values).map((sign) => ({
    ...reason(
      `vital-signs.consider-${sign.variable}`,
      { text: `${sign.text} Consider level 2.`, source: knowledge.vitals.source, acuity: 2 },
      sign.evidence ? [sign.evidence] : [],
    ),
    role: 'consider' as const,
  }));
}

const WORDS = 200;

/** What was recognised in the text and how it is meant: what a clinician checks at a glance. */
function wordsOf(knowledge: TriageKnowledge, picture: Picture): TriageResult['words'] {
  return picture.text.mentions
    .filter(({ concept }) => CLINICAL.has(knowledge.lexicon.byId.get(concept)?.kind ?? ''))
    .slice(0, WORDS)
    .map(({ concept, assertion, start, end, text }) => ({
      concept,
      said: saidOf(assertion),
      span: { start, end, text },
    }));
}

const CLINICAL: ReadonlySet<string> = new Set([
  'symptom',
  'finding',
  'condition',
  'injury',
  'exposure',
  'medication',
  'context',
]);

/** The one word for an assertion that says most: somebody else's denied fever is somebody else's. */
function saidOf({ other, negated, hypothetical, historical, possible }: Assertion): Said {
  if (other) return 'other';
  if (negated) return 'denied';
  if (hypothetical) return 'conditional';
  if (historical) return 'past';
  return possible ? 'possible' : 'present';
}

/** Every red flag that the text denies, with the words: a denial is shown, it never clears the flag silently. */
function deniedFlags(knowledge: TriageKnowledge, picture: Picture): TriageResult['denied'] {
  const flags: TriageResult['denied'] = [];
  for (const mention of picture.text.mentions) {
    if (!mention.assertion.negated) continue;
    const concept = knowledge.lexicon.byId.get(mention.concept);
    if (!concept?.flag) continue;
    flags.push({
      concept: concept.id,
      span: { start: mention.start, end: mention.end, text: mention.text },
    });
  }
  return flags;
}

function contradictedDenials(picture: Picture, knowledge: TriageKnowledge): string[] {
  const warnings: string[] = [];
  for (const concept of picture.denied.keys()) {
    const known = knowledge.lexicon.byId.get(concept);
    if (known?.flag && picture.present.has(concept)) {
      warnings.push(`The text both states and denies: ${known.name.toLowerCase()}. It was taken as present.`);
    }
  }
  return warnings;
}
