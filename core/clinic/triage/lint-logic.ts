import type { Lexicon } from '../../text/index.ts';
import { type Alternative, alternativesOf, type Statement } from './condition-form.ts';
import type { Presentation } from './knowledge.ts';
import type { Complaint } from './lint.ts';

/** A rule or default, as alternatives; null where there are too many to compare. */
interface Formed {
  readonly id: string;
  readonly acuity: number;
  readonly forms: readonly Alternative[] | null;
}

/**
 * Finds rules of one presentation that can never decide: implied by one that is as urgent, contradicting themselves,
 * or contradicting whom the presentation is for; and thresholds that leave out exactly their limit.
 */
export function lintLogic(presentation: Presentation, lexicon: Lexicon): Complaint[] {
  const complaints: Complaint[] = [];
  const broader = broaderOf(lexicon);
  const rules: Formed[] = presentation.discriminators.map((rule) => ({
    id: rule.id,
    acuity: rule.acuity,
    forms: alternativesOf(rule.when.source),
  }));
  const place = (id: string) => `${presentation.id}.${id}`;
  for (const [index, rule] of rules.entries()) {
    if (rule.forms?.every((form) => contradicts([...form, ...bounds(presentation)], broader))) {
      complaints.push({ place: place(rule.id), problem: 'can never hold: its parts contradict each other' });
      continue;
    }
    const stronger = rules.find(
      (other, at) =>
        at !== index &&
        other.acuity <= rule.acuity &&
        implies(rule.forms, other.forms, broader) &&
        !(at > index && other.acuity === rule.acuity && implies(other.forms, rule.forms, broader)),
    );
    if (stronger) {
      const problem = `can never decide: ${stronger.id} is as urgent and holds whenever it does`;
      complaints.push({ place: place(rule.id), problem });
    }
  }
  complaints.push(...lintHiddenDefaults(presentation, broader), ...lintGaps(presentation, rules));
  return complaints;
}

function lintHiddenDefaults(presentation: Presentation, broader: Broader): Complaint[] {
  const forms = presentation.defaults.map(({ when }) => (when ? alternativesOf(when.source) : [[]]));
  return forms.flatMap((form, index) => {
    const hiding = forms.slice(0, index).findIndex((earlier) => implies(form, earlier, broader));
    if (hiding < 0) return [];
    const problem = `default ${index + 1} can never be reached: default ${hiding + 1} holds whenever it does`;
    return [{ place: `${presentation.id}.default`, problem }];
  });
}

/** `age < 3mo` in one rule and `age > 3mo` in another: nobody of exactly three months is in either. */
function lintGaps(presentation: Presentation, rules: readonly Formed[]): Complaint[] {
  const statements = rules.flatMap(({ id, forms }) =>
    (forms ?? []).flat().flatMap((statement) => (statement.kind === 'compare' ? [{ id, statement }] : [])),
  );
  const at = (compare: string, name: string, limit: number) =>
    statements.find(
      ({ statement }) =>
        !statement.negated &&
        statement.compare === compare &&
        statement.name === name &&
        statement.limit === limit,
    );
  return statements.flatMap(({ id, statement: { compare, name, limit, negated } }) => {
    if (negated || compare !== '<') return [];
    const other = at('>', name, limit);
    if (!other || at('<=', name, limit) || at('>=', name, limit)) return [];
    const problem = `leaves a gap: neither it nor ${other.id} includes ${name} at exactly its limit`;
    return [{ place: `${presentation.id}.${id}`, problem }];
  });
}

type Broader = (concept: string) => ReadonlySet<string>;

/** A concept and everything broader. */
function broaderOf(lexicon: Lexicon): Broader {
  const known = new Map<string, ReadonlySet<string>>();
  return (concept) => {
    const before = known.get(concept);
    if (before) return before;
    const all = new Set([concept]);
    for (const id of all) for (const parent of lexicon.byId.get(id)?.isa ?? []) all.add(parent);
    known.set(concept, all);
    return all;
  };
}

/** Whether `left` can only hold when `right` does. False also means: cannot be told. */
function implies(
  left: readonly Alternative[] | null,
  right: readonly Alternative[] | null,
  broader: Broader,
): boolean {
  if (left === null || right === null) return false;
  return left.every((form) =>
    right.some((other) => other.every((statement) => follows(form, statement, broader))),
  );
}

function follows(form: Alternative, wanted: Statement, broader: Broader): boolean {
  return form.some((given) => includes(given, wanted, broader));
}

/** Whether the statement `given` makes `wanted` true. */
function includes(given: Statement, wanted: Statement, broader: Broader): boolean {
  if (given.negated !== wanted.negated) return false;
  // not (a broader thing) makes the narrower one absent as well: the same question with sides exchanged
  if (given.negated) return includesPlain(wanted, given, broader);
  return includesPlain(given, wanted, broader);
}

function includesPlain(given: Statement, wanted: Statement, broader: Broader): boolean {
  if (given.kind === 'compare' && wanted.kind === 'compare') {
    return given.name === wanted.name && within(given, wanted);
  }
  if (given.kind === 'present' && (wanted.kind === 'present' || wanted.kind === 'ever')) {
    if (given.name === wanted.name) return wanted.attributes.every((item) => given.attributes.includes(item));
    // A severe cluster headache need not be a mention of "headache" that is severe.
    return wanted.attributes.length === 0 && broader(given.name).has(wanted.name);
  }
  if (given.kind === 'ever' && wanted.kind === 'ever') return broader(given.name).has(wanted.name);
  return given.kind === wanted.kind && given.name === wanted.name;
}

function within(given: Statement, wanted: Statement): boolean {
  if (given.compare === wanted.compare && given.limit === wanted.limit) return true;
  const [below, above] = [new Set(['<', '<=']), new Set(['>', '>='])];
  const g = given.compare ?? '';
  const w = wanted.compare ?? '';
  const strict = given.limit === wanted.limit && !(g.endsWith('=') && !w.endsWith('='));
  if (below.has(g) && below.has(w)) return given.limit < wanted.limit || strict;
  if (above.has(g) && above.has(w)) return given.limit > wanted.limit || strict;
  return false;
}

/** Whether the statements cannot all be true. */
function contradicts(form: Alternative, broader: Broader): boolean {
  return form.some((one) =>
    form.some((other) => {
      if (!one.negated && other.negated) return includesPlain(one, { ...other, negated: false }, broader);
      if (one.negated || other.negated) return false;
      if (one.kind === 'keyword' && other.kind === 'keyword') return opposite(one.name, other.name);
      return one.kind === 'compare' && other.kind === 'compare' && apart(one, other);
    }),
  );
}

const OPPOSITES = [
  ['male', 'female'],
  ['child', 'adult'],
  ['male', 'pregnant'],
] as const;

function opposite(one: string, other: string): boolean {
  return OPPOSITES.some(([a, b]) => (a === one && b === other) || (a === other && b === one));
}

function apart(one: Statement, other: Statement): boolean {
  if (one.name !== other.name || !one.compare?.startsWith('<') || !other.compare?.startsWith('>'))
    return false;
  const touching = one.compare === '<=' && other.compare === '>=';
  return touching ? other.limit > one.limit : other.limit >= one.limit;
}

/** Whom a presentation is for, as statements. */
function bounds(presentation: Presentation): Statement[] {
  const age = (compare: '<' | '>=', limit: number): Statement => ({
    kind: 'compare',
    name: 'age',
    attributes: [],
    compare,
    limit,
    negated: false,
  });
  const { sex, pregnant } = presentation.applies;
  return [
    ...(presentation.fromDays > 0 ? [age('>=', presentation.fromDays)] : []),
    ...(Number.isFinite(presentation.untilDays) ? [age('<', presentation.untilDays)] : []),
    ...(sex === undefined ? [] : [keyword(sex, false)]),
    ...(pregnant === undefined ? [] : [keyword('pregnant', !pregnant)]),
  ];
}

function keyword(name: string, negated: boolean): Statement {
  return { kind: 'keyword', name, attributes: [], compare: null, limit: 0, negated };
}
