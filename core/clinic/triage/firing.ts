import type { Acuity, Reason, Span } from '../../contract/triage-case.ts';
import type { Presentation, Rule, TriageKnowledge } from './knowledge.ts';
import type { Evidence, Picture } from './picture.ts';

/** Level of a narrative in which nothing was recognised: seen soon by a person, never told to look after itself. */
export const UNRECOGNISED: Acuity = 3;

/** A rule that holds, as a reason. */
export interface Fired extends Reason {
  /** Order among reasons of one level: red flags and physiology before the complaint's own rules. */
  readonly rank: number;
}

/** The presentations that the picture shows. */
export function recognised(knowledge: TriageKnowledge, picture: Picture): Presentation[] {
  return knowledge.presentations.filter((candidate) => applies(candidate, picture));
}

/** Whether a presentation is stated, of somebody whom it is written for. */
export function applies(presentation: Presentation, picture: Picture): boolean {
  if (!presentation.triggers.some((trigger) => picture.present.has(trigger))) return false;
  if (picture.ageDays !== null) {
    if (picture.ageDays < presentation.fromDays || picture.ageDays >= presentation.untilDays) return false;
  } else if (presentation.untilDays < 17 * 365.25) return false; // for children only, and no child is stated
  const { sex, pregnant } = presentation.applies;
  if (sex !== undefined && picture.sex !== null && picture.sex !== sex) return false;
  return pregnant === undefined || picture.pregnant === pregnant;
}

/** Every rule that holds: those that hold whatever the complaint, the presentations' own, and their defaults. */
export function firedRules(
  knowledge: TriageKnowledge,
  presentations: readonly Presentation[],
  picture: Picture,
): Fired[] {
  return [
    ...knowledge.rules.flatMap((rule) => fire(rule, rule.id, picture, 0)),
    ...presentations.flatMap((presentation) =>
      presentation.discriminators.flatMap((rule) => fire(rule, `${presentation.id}.${rule.id}`, picture, 1)),
    ),
    ...defaultReasons(presentations, picture),
  ];
}

function fire(rule: Rule, id: string, picture: Picture, rank: number): Fired[] {
  const evidence: Evidence[] = [];
  if (!rule.when.holds(picture, evidence)) return [];
  return [{ ...reason(id, rule, evidence), rank }];
}

/** A reason with the words and the value that it rests on. */
export function reason(
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

/**
 * The recognised presentations whose default counts: those that no other recognised one accounts for (all of them
 * where they do so in a ring), and nonspecific ones only among themselves.
 */
export function defaultOwners(presentations: readonly Presentation[]): readonly Presentation[] {
  const explained = new Set(presentations.flatMap((presentation) => presentation.explains));
  const own = presentations.filter((presentation) => !explained.has(presentation.id));
  const candidates = own.length > 0 ? own : presentations;
  const specific = candidates.filter((presentation) => !presentation.nonspecific);
  return specific.length > 0 ? specific : candidates;
}

/** The default of each recognised presentation that no other recognised presentation accounts for. */
export function defaultReasons(presentations: readonly Presentation[], picture: Picture): Fired[] {
  return defaultOwners(presentations).flatMap((presentation) => {
    for (const entry of presentation.defaults) {
      const evidence: Evidence[] = [];
      if (entry.when !== null && !entry.when.holds(picture, evidence)) continue;
      const trigger = presentation.triggers.find((concept) => picture.present.has(concept));
      const stated = trigger === undefined ? undefined : picture.present.get(trigger)?.[0];
      if (stated) evidence.unshift(stated.evidence);
      return [{ ...reason(`${presentation.id}.default`, entry, evidence), rank: 2 }];
    }
    return [];
  });
}

/** The reason where no rule holds and no presentation is recognised. */
export function unrecognised(picture: Picture): Fired {
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
