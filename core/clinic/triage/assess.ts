import type { Acuity, Reason, Span, TriageCase, TriageResult } from '../../contract/triage-case.ts';
import { confidenceOf } from './confidence.ts';
import { dispositionOf } from './disposition.ts';
import type { Presentation, Rule, TriageKnowledge } from './knowledge.ts';
import { missingFor } from './missing.ts';
import { type Evidence, gatherPicture, type Picture } from './picture.ts';
import { considerConditions } from './reasoning/index.ts';
import { type TargetScale, targetMinutes } from './scales.ts';
import { dangerSigns } from './vital-signs.ts';

export interface TriageSettings {
  /** Which time targets apply: `manchester`, `australasian`, `canadian`, or another key of scales.yaml. */
  readonly scale: TargetScale;
}

/** Level of a narrative in which nothing was recognised: seen soon by a person, never told to look after itself. */
const UNRECOGNISED: Acuity = 3;
const LEVELS: readonly Acuity[] = [1, 2, 3, 4, 5];
const SUPPORTING_REASONS = 12;

interface Fired extends Reason {
  /** Order among reasons of one level: red flags and physiology before the complaint's own rules. */
  readonly rank: number;
}

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
 * @returns level, disposition, minutes, reasons (decisive first) with the exact words or values, what is missing,
 *   which red flags the text denies, and warnings.
 */
export function assess(
  knowledge: TriageKnowledge,
  input: TriageCase,
  settings: TriageSettings,
): TriageResult {
  const picture = gatherPicture(knowledge.lexicon, knowledge.vitals, input);
  const presentations = knowledge.presentations.filter((candidate) => applies(candidate, picture));
  const listed = new Set(presentations.flatMap(({ mustNotMiss }) => mustNotMiss));
  const { consider, raises } = considerConditions(knowledge.conditions, knowledge.lexicon, picture, listed);
  const fired: Fired[] = [
    ...knowledge.rules.flatMap((rule) => fire(rule, rule.id, picture, 0)),
    ...presentations.flatMap((presentation) =>
      presentation.discriminators.flatMap((rule) => fire(rule, `${presentation.id}.${rule.id}`, picture, 1)),
    ),
    ...defaultReasons(presentations, picture),
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
    missing: missingFor(knowledge, presentations, picture, acuity),
    denied: deniedFlags(knowledge, picture),
    warnings,
    consider: [...consider],
    advice: [],
    estimates: null,
    ruleSet: { version: knowledge.version, digest: knowledge.digest },
  };
}

function applies(presentation: Presentation, picture: Picture): boolean {
  if (!presentation.triggers.some((trigger) => picture.present.has(trigger))) return false;
  if (picture.ageDays !== null) {
    if (picture.ageDays < presentation.fromDays || picture.ageDays >= presentation.untilDays) return false;
  } else if (presentation.untilDays < 17 * 365.25) return false; // for children only, and no child is stated
  const { sex, pregnant } = presentation.applies;
  if (sex !== undefined && picture.sex !== null && picture.sex !== sex) return false;
  return pregnant === undefined || picture.pregnant === pregnant;
}

function fire(rule: Rule, id: string, picture: Picture, rank: number): Fired[] {
  const evidence: Evidence[] = [];
  if (!rule.when.holds(picture, evidence)) return [];
  return [{ ...reason(id, rule, evidence), rank }];
}

function reason(
  id: string,
  rule: { readonly text: string; readonly source: string; readonly acuity: Acuity },
  evidence: readonly Evidence[],
): Reason {
  const mention = evidence.find((item) => item.kind === 'mention');
  const value =
    evidence.find((item) => item.kind === 'value' && item.field !== 'age') ??
    evidence.find((item) => item.kind === 'value');
  const span: Span | null =
    mention?.kind === 'mention'
      ? { start: mention.mention.start, end: mention.mention.end, text: mention.mention.text }
      : value?.kind === 'value'
        ? value.span
        : null;
  return {
    rule: id,
    text: rule.text,
    source: rule.source,
    span,
    value: value?.kind === 'value' ? { field: value.field, value: value.value, unit: value.unit } : null,
    acuity: rule.acuity,
    role: 'decides',
  };
}

/** The default of each recognised presentation that no other recognised presentation accounts for. */
function defaultReasons(presentations: readonly Presentation[], picture: Picture): Fired[] {
  const explained = new Set(presentations.flatMap((presentation) => presentation.explains));
  const own = presentations.filter((presentation) => !explained.has(presentation.id));
  // Two presentations may explain each other; then both count.
  return (own.length > 0 ? own : presentations).flatMap((presentation) => {
    for (const entry of presentation.defaults) {
      const evidence: Evidence[] = [];
      if (entry.when !== null && !entry.when.holds(picture, evidence)) continue;
      const trigger = presentation.triggers.find((concept) => picture.present.has(concept));
      const mention = trigger === undefined ? undefined : picture.present.get(trigger)?.[0];
      if (mention) evidence.unshift({ kind: 'mention', mention });
      return [{ ...reason(`${presentation.id}.default`, entry, evidence), rank: 2 }];
    }
    return [];
  });
}

function unrecognised(picture: Picture): Fired {
  return {
    rule: 'triage.unrecognised',
    text:
      picture.text.words === 0
        ? 'There is no narrative to go by: a clinician has to see the patient before a lower level is given.'
        : 'Nothing in the text was recognised as a complaint: a clinician has to read it before a lower level is given.',
    source: 'Fairdoc safety rule: what is not understood is never left to self-care',
    span: null,
    value: null,
    acuity: UNRECOGNISED,
    role: 'decides',
    rank: 0,
  };
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
