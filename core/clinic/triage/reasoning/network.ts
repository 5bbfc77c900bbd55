import type { Lexicon } from '../../../text/index.ts';
import type { Condition as Expression } from '../expression.ts';
import { absentWeight, presentWeight } from './noisy-or.ts';
import type { ConditionData, LeakData } from './schema.ts';

/** One finding of the network, shared by every condition that names the same expression. */
export interface Finding {
  readonly when: Expression;
  readonly leak: number;
  /** Per affirmed concept: itself and everything broader, because denying the broader denies it too. */
  readonly denials: readonly (readonly string[])[];
}

/** What a finding says about one condition. */
export interface Link {
  readonly finding: number;
  /** ln LR when present, and when denied or measured to be absent. */
  readonly present: number;
  readonly absent: number;
}

/** An expression of a condition, and its number in `findings`, under which its outcome is remembered. */
export interface Placed {
  readonly when: Expression;
  readonly finding: number;
}

export interface NetworkCondition extends Omit<ConditionData, 'findings' | 'risks' | 'excludes' | 'core'> {
  readonly links: readonly Link[];
  /** The links by what they speak of: of each group only the strongest counts. */
  readonly groups: readonly (readonly Link[])[];
  readonly risks: readonly (Placed & { readonly weight: number })[];
  readonly excludes: Expression | null;
  readonly core: Placed;
  /** ln(prior / prior of something else), for someone to whom no risk applies. */
  readonly priorLogOdds: number;
}

/** The conditions, their findings, and where to look for them. Immutable. */
export interface ConditionNetwork {
  readonly conditions: readonly NetworkCondition[];
  /** Every expression of the network once: findings, leading complaints and risks. */
  readonly findings: readonly Finding[];
  /** Numbers of the conditions whose leading complaint a concept can make present. */
  readonly byCore: ReadonlyMap<string, readonly number[]>;
  /** Numbers of the conditions whose leading complaint can rest on a measurement alone. */
  readonly measured: readonly number[];
  /** Diseases that people live with; their name alone never raises a level. */
  readonly lasting: ReadonlySet<string>;
}

/** The least share of all patients whom none of the conditions explains, per 1,000. */
const SOMETHING_ELSE_AT_LEAST = 150;

/**
 * Compiles the network.
 *
 * @param compile - compiles an expression; throws when it cannot be read. The first argument is the place.
 */
export function buildNetwork(
  lexicon: Lexicon,
  data: readonly ConditionData[],
  leaks: LeakData,
  compile: (place: string, source: string) => Expression,
): ConditionNetwork {
  const findings: Finding[] = [];
  const numbers = new Map<string, number>();
  const finding = (place: string, source: string): number => {
    const known = numbers.get(source);
    if (known !== undefined) return known;
    findings.push(makeFinding(lexicon, compile(place, source), leaks));
    numbers.set(source, findings.length - 1);
    return findings.length - 1;
  };
  const placed = (place: string, source: string): Placed => {
    const number = finding(place, source);
    return { when: findings[number]?.when ?? compile(place, source), finding: number };
  };
  const explained = data.reduce((sum, { prior }) => sum + prior, 0);
  const somethingElse = Math.max(SOMETHING_ELSE_AT_LEAST, 1000 - explained);
  const conditions = data.map(({ findings: causes, risks, excludes, core, ...rest }): NetworkCondition => {
    const stated = { ...namings(lexicon, rest, causes), ...causes };
    const entries = Object.entries(stated).map(([source, cause]) => ({
      number: finding(rest.id, source),
      cause,
    }));
    const groups = groupsOf(lexicon, entries.map(({ number }) => findings[number]?.when).filter(isKnown));
    const links = entries.map(
      ({ number, cause }): Link => ({
        finding: number,
        present: presentWeight(findings[number]?.leak ?? 0.5, cause),
        absent: absentWeight(cause),
      }),
    );
    return {
      ...rest,
      links,
      groups: [...new Set(groups)].map((group) => links.filter((_, index) => groups[index] === group)),
      risks: Object.entries(risks).map(([source, times]) => ({
        ...placed(rest.id, source),
        weight: Math.log(times),
      })),
      excludes: excludes === undefined ? null : compile(rest.id, excludes),
      core: placed(rest.id, core),
      priorLogOdds: Math.log(rest.prior / somethingElse),
    };
  });
  return { conditions, findings, ...indexes(conditions), lasting: new Set(leaks.lasting) };
}

/** How often the name itself is in the text of someone with the condition. */
const NAMED = 0.25;

/** The condition's own name is a finding too, where the lexicon knows it as a condition or an injury. */
function namings(
  lexicon: Lexicon,
  condition: Pick<ConditionData, 'id' | 'also'>,
  causes: Readonly<Record<string, number>>,
): Record<string, number> {
  const names = [condition.id, ...condition.also].filter((id) => {
    const kind = lexicon.byId.get(id)?.kind;
    return (kind === 'condition' || kind === 'injury') && causes[id] === undefined;
  });
  return Object.fromEntries(names.map((id) => [id, NAMED]));
}

function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function makeFinding(lexicon: Lexicon, when: Expression, leaks: LeakData): Finding {
  return {
    when,
    leak: leaks.findings[when.source] ?? defaultLeak(lexicon, when, leaks.defaults),
    denials: when.affirmed.map((concept) => [...broaderThan(lexicon, concept)]),
  };
}

function defaultLeak(lexicon: Lexicon, when: Expression, defaults: LeakData['defaults']): number {
  const kind = lexicon.byId.get(when.affirmed[0] ?? '')?.kind;
  const base =
    kind === undefined
      ? when.variables.length > 0
        ? defaults.measured
        : defaults.other
      : kind === 'symptom' ||
          kind === 'finding' ||
          kind === 'condition' ||
          kind === 'injury' ||
          kind === 'exposure' ||
          kind === 'medication'
        ? defaults[kind]
        : defaults.other;
  return when.source.includes('[') ? base * defaults.attribute : base;
}

/** A concept and everything broader. */
export function broaderThan(lexicon: Lexicon, id: string): Set<string> {
  const all = new Set([id]);
  for (const concept of all) for (const broader of lexicon.byId.get(concept)?.isa ?? []) all.add(broader);
  return all;
}

/**
 * Groups findings that speak of the same thing: they share a concept or a measurement, or one concept is a kind of
 * the other. "Chest pain" and "sudden chest pain" in one text are one observation, not two.
 */
function groupsOf(lexicon: Lexicon, expressions: readonly Expression[]): number[] {
  const topics = expressions.map(
    ({ affirmed, variables }) =>
      new Set<string>([...affirmed.flatMap((concept) => [...broaderThan(lexicon, concept)]), ...variables]),
  );
  const own = expressions.map(({ affirmed, variables }) => [...affirmed, ...variables] as string[]);
  const group = expressions.map((_, index) => index);
  for (let a = 0; a < own.length; a += 1) {
    for (let b = a + 1; b < own.length; b += 1) {
      const related =
        own[a]?.some((topic) => topics[b]?.has(topic)) || own[b]?.some((topic) => topics[a]?.has(topic));
      if (!related || group[a] === group[b]) continue;
      const [from, to] = [group[b], group[a]];
      for (let at = 0; at < group.length; at += 1) if (group[at] === from) group[at] = to ?? 0;
    }
  }
  const order = [...new Set(group)];
  return group.map((number) => order.indexOf(number));
}

function indexes(conditions: readonly NetworkCondition[]): Pick<ConditionNetwork, 'byCore' | 'measured'> {
  const byCore = new Map<string, number[]>();
  const measured: number[] = [];
  for (const [number, { core }] of conditions.entries()) {
    for (const concept of core.when.affirmed) {
      const list = byCore.get(concept);
      if (list) list.push(number);
      else byCore.set(concept, [number]);
    }
    if (core.when.variables.length + core.when.keywords > 0) measured.push(number);
  }
  return { byCore, measured };
}
