import type { Acuity, TriageCase } from '../../../contract/triage-case.ts';
import { applies, defaultReasons, recognised, UNRECOGNISED } from '../firing.ts';
import type { Presentation, Rule, TriageKnowledge } from '../knowledge.ts';
import { withBroader } from '../mention-index.ts';
import type { Picture } from '../picture.ts';
import { scoresForTriage } from '../scores/index.ts';
import type { Evidence, Known, Stated, Variable } from '../variables.ts';
import { dangerSigns } from '../vital-signs.ts';
import { ruleIndexOf } from './rule-index.ts';

/** Pictures as they would be after an answer, and the level that the rules would give them. */

const VITAL_OF: Readonly<Partial<Record<Variable, string>>> = {
  temp: 'temperature',
  hr: 'heartRate',
  rr: 'respiratoryRate',
  spo2: 'oxygenSaturation',
  sbp: 'systolicBloodPressure',
  pain: 'pain',
};

/** The picture with one more concept that is present, or with what is known of one that is. */
export function withConcept(
  knowledge: TriageKnowledge,
  picture: Picture,
  concept: string,
  quality: Partial<Pick<Stated, 'severity' | 'onset'>> = {},
): Picture {
  const evidence: Evidence = { kind: 'value', field: 'answer', value: concept, unit: 'yes', span: null };
  const stated: Stated = { severity: null, onset: null, days: null, ...quality, evidence };
  const present = new Map(picture.present);
  const ever = new Map(picture.ever);
  const mentioned = new Set(picture.mentioned);
  for (const id of withBroader(knowledge.lexicon, concept)) {
    present.set(id, [...(present.get(id) ?? []), stated]);
    ever.set(id, [...(ever.get(id) ?? []), evidence]);
    mentioned.add(id);
  }
  return { ...picture, present, ever, mentioned };
}

/** The picture with a value set, and with the danger signs and scores that rest on it. */
export function withValue(
  knowledge: TriageKnowledge,
  picture: Picture,
  variable: Variable,
  amount: number | null,
): Picture {
  const values = new Map<Variable, Known>(picture.values);
  if (amount === null) values.delete(variable);
  else values.set(variable, { amount, evidence: null });
  const signs = dangerSigns(knowledge.vitals, picture.ageDays, values);
  values.set('danger', { amount: signs.length, evidence: signs[0]?.evidence ?? null });
  const vitals = vitalsWith(picture, variable, amount);
  if (vitals !== null && scoreable(picture, variable)) {
    const scores = scoresForTriage(caseOf(picture, vitals));
    for (const score of ['news2', 'qsofa'] as const) {
      const total = scores[score]?.total;
      if (total === null || total === undefined) values.delete(score);
      else values.set(score, { amount: total, evidence: null });
    }
  }
  return { ...picture, values };
}

/** The picture of somebody of another age. */
export function withAge(knowledge: TriageKnowledge, picture: Picture, days: number): Picture {
  const values = new Map<Variable, Known>(picture.values);
  values.set('age', { amount: days, evidence: null });
  const signs = dangerSigns(knowledge.vitals, days, values);
  values.set('danger', { amount: signs.length, evidence: null });
  return { ...picture, ageDays: days, values };
}

/** The picture of somebody who is so many weeks pregnant. */
export function withPregnancy(knowledge: TriageKnowledge, picture: Picture, weeks: number): Picture {
  const pregnant = withConcept(knowledge, picture, 'pregnancy');
  const values = new Map<Variable, Known>(picture.values);
  values.set('weeks', { amount: weeks, evidence: null });
  return { ...pregnant, pregnant: true, weeks, values };
}

function vitalsWith(picture: Picture, variable: Variable, amount: number | null): Picture['vitals'] | null {
  if (variable === 'avpu') {
    const consciousness = amount === null ? undefined : (['A', 'C', 'V', 'P', 'U'] as const)[amount];
    const { consciousness: _, ...others } = picture.vitals;
    return consciousness === undefined ? others : { ...others, consciousness };
  }
  const field = VITAL_OF[variable];
  if (field === undefined) return null;
  const others = Object.fromEntries(Object.entries(picture.vitals).filter(([name]) => name !== field));
  return amount === null ? others : { ...others, [field]: amount };
}

const SCORED: readonly Variable[] = ['spo2', 'rr', 'hr', 'sbp', 'temp', 'avpu'];

/** A score needs nearly all of its parts; before that it stays unknown and need not be tried. */
function scoreable(picture: Picture, variable: Variable): boolean {
  const unknown = SCORED.filter((part) => part !== variable && !picture.values.has(part));
  return unknown.length === 0 || ['rr', 'sbp', 'avpu'].every((part) => !unknown.some((one) => one === part));
}

function caseOf(picture: Picture, vitals: Picture['vitals']): TriageCase {
  return {
    id: 'what-if',
    age: picture.ageDays === null ? null : { value: picture.ageDays, unit: 'd' },
    sex: picture.sex,
    vitals,
    pregnancyWeeks: picture.weeks,
  };
}

/** The level of a picture by rules alone, from scratch. */
export function levelOf(knowledge: TriageKnowledge, picture: Picture): Acuity {
  const presentations = recognised(knowledge, picture);
  const calls = defaultReasons(presentations, picture).map(({ acuity }) => acuity);
  addCalls(calls, knowledge.rules, picture);
  for (const { discriminators } of presentations) addCalls(calls, discriminators, picture);
  return calls.length === 0 ? UNRECOGNISED : mostUrgent(calls);
}

/** Adds the levels of those rules that hold and are more urgent than what is there; others would change nothing. */
function addCalls(calls: Acuity[], rules: Iterable<Rule>, picture: Picture): void {
  let best = Math.min(6, ...calls);
  for (const rule of rules) {
    if (rule.acuity >= best || !rule.when.holds(picture, [])) continue;
    calls.push(rule.acuity);
    best = rule.acuity;
  }
}

const LEVELS: readonly Acuity[] = [1, 2, 3, 4, 5];

/** The most urgent of some levels; the least urgent there is where there are none. */
export function mostUrgent(levels: readonly Acuity[]): Acuity {
  return LEVELS.find((level) => levels.includes(level)) ?? 5;
}

export interface WhatIf {
  /**
   * The level by rules of a picture that differs from the base only in the given concepts and values.
   * @param keys - the concepts, broader ones included, and the variables that differ.
   */
  readonly level: (changed: Picture, keys: Iterable<string>) => Acuity;
}

/**
 * Answers "what if" for one picture. Rules that do not look at what changed hold as they did, so only the others are
 * tried again: the same answer as `levelOf`, at a small part of the cost.
 */
export function whatIf(
  knowledge: TriageKnowledge,
  base: Picture,
  presentations: readonly Presentation[],
): WhatIf {
  const index = ruleIndexOf(knowledge);
  const known = new Set(presentations);
  const own = presentations.flatMap(({ discriminators }) => discriminators);
  const held = [...knowledge.rules, ...own].filter((rule) => rule.when.holds(base, []));
  const byDefault = defaultReasons(presentations, base).map(({ acuity }) => acuity);
  const defaultKeys = new Set(
    presentations.flatMap(({ defaults }) =>
      defaults.flatMap(({ when }) => [...(when?.concepts ?? []), ...(when?.variables ?? [])]),
    ),
  );
  const level: WhatIf['level'] = (changed, keys) => {
    const touched = new Set<Rule>();
    const fresh = new Set<Presentation>();
    let defaultsTouched = false;
    for (const key of keys) {
      defaultsTouched ||= defaultKeys.has(key);
      for (const rule of index.general.get(key) ?? []) touched.add(rule);
      for (const { presentation, rule } of index.own.get(key) ?? []) {
        if (known.has(presentation)) touched.add(rule);
      }
      for (const presentation of index.triggers.get(key) ?? []) {
        if (!known.has(presentation) && applies(presentation, changed)) fresh.add(presentation);
      }
    }
    const calls = held.filter((rule) => !touched.has(rule)).map(({ acuity }) => acuity);
    if (defaultsTouched || fresh.size > 0) {
      const now = knowledge.presentations.filter((one) => known.has(one) || fresh.has(one));
      calls.push(...defaultReasons(now, changed).map(({ acuity }) => acuity));
    } else calls.push(...byDefault);
    addCalls(calls, touched, changed);
    for (const { discriminators } of fresh) addCalls(calls, discriminators, changed);
    return calls.length === 0 ? UNRECOGNISED : mostUrgent(calls);
  };
  return { level };
}
