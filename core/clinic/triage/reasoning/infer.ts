import type { Evidence, Picture } from '../picture.ts';
import type { ConditionNetwork, Finding, NetworkCondition } from './network.ts';
import { posterior } from './noisy-or.ts';

/** One contribution to a condition's log-odds. `when` is the expression that held, failed or was not mentioned. */
export interface Contribution {
  readonly when: Finding['when'];
  /** ln of the likelihood ratio, or of the multiplier of the prior. */
  readonly weight: number;
  readonly kind: 'finding' | 'risk' | 'denied' | 'measured' | 'silent';
  readonly evidence: readonly Evidence[];
}

export interface Weighed {
  readonly condition: NetworkCondition;
  readonly probability: number;
  /** The same without what the text denies: what a denial alone may never take away. */
  readonly beforeDenial: number;
  /** Whether the leading complaint of the condition is stated. */
  readonly coreHolds: boolean;
  /** Log-odds against "something else": prior, risks and findings. */
  readonly logOdds: number;
  readonly supports: readonly Contribution[];
  readonly against: readonly Contribution[];
}

/** ln LR of saying nothing of the leading complaint: one in five people with the condition leaves it out. */
const SILENCE = Math.log(0.2);
/** Denials, normal measurements and silence together never lower the odds by more than this factor. */
const AGAINST_AT_MOST = { mustNotMiss: Math.log(8), other: Math.log(60) };
/** Risks multiply, but they overlap (age, sex, disease): together they count at most this factor either way. */
const RISKS_AT_MOST = Math.log(60);

/**
 * Weighs every condition that has at least one finding in the picture.
 *
 * What is not mentioned is unknown and counts for nothing, except that the leading complaint of a condition is nearly
 * always volunteered. What is denied, or measured and normal, counts against, within limits.
 *
 * @returns the conditions touched, most probable first. Their probabilities compete with each other and with
 *   "something else", and add up to less than 1.
 */
export function weighConditions(network: ConditionNetwork, picture: Picture): Weighed[] {
  const held = heldFindings(network, picture);
  const touched = new Set<number>();
  for (const number of held.keys()) {
    for (const condition of network.byFinding[number] ?? []) touched.add(condition);
  }
  const scored: Scored[] = [];
  for (const number of [...touched].sort((a, b) => a - b)) {
    const condition = network.conditions[number];
    if (!condition || condition.excludes?.holds(picture, [])) continue;
    scored.push(score(network, condition, picture, held));
  }
  const probabilities = posterior(scored.map(({ logOdds }) => logOdds));
  return scored
    .map(
      ({ deniedWeight, ...rest }, index): Weighed => ({
        ...rest,
        probability: probabilities[index] ?? 0,
        beforeDenial: shifted(probabilities[index] ?? 0, -deniedWeight),
      }),
    )
    .sort((a, b) => b.probability - a.probability || compare(a.condition.id, b.condition.id));
}

/** A probability after its odds change by a factor e^shift while all other odds stay. */
function shifted(probability: number, shift: number): number {
  const factor = Math.exp(shift);
  return (probability * factor) / (1 - probability + probability * factor);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The findings that hold, by number, with what they rest on. Only those that the picture can touch are tried. */
function heldFindings(network: ConditionNetwork, picture: Picture): Map<number, Evidence[]> {
  const held = new Map<number, Evidence[]>();
  const tried = new Set<number>();
  const attempt = (number: number) => {
    if (tried.has(number)) return;
    tried.add(number);
    const evidence: Evidence[] = [];
    if (network.findings[number]?.when.holds(picture, evidence)) held.set(number, evidence);
  };
  for (const concept of picture.ever.keys()) network.byConcept.get(concept)?.forEach(attempt);
  if (picture.pregnant) network.byConcept.get('pregnancy')?.forEach(attempt);
  network.measured.forEach(attempt);
  return held;
}

interface Scored extends Omit<Weighed, 'probability' | 'beforeDenial'> {
  /** How much of the log-odds comes from denials in the text; zero or negative. */
  readonly deniedWeight: number;
}

function score(
  network: ConditionNetwork,
  condition: NetworkCondition,
  picture: Picture,
  held: ReadonlyMap<number, readonly Evidence[]>,
): Scored {
  const found: (Contribution | null)[] = Array.from({ length: condition.groups }, () => null);
  const lacking: (Contribution | null)[] = Array.from({ length: condition.groups }, () => null);
  for (const link of condition.links) {
    const finding = network.findings[link.finding];
    if (!finding) continue;
    const evidence = held.get(link.finding);
    if (evidence) {
      if ((found[link.group]?.weight ?? 0) < link.present) {
        found[link.group] = { when: finding.when, weight: link.present, kind: 'finding', evidence };
      }
      continue;
    }
    const absence = absenceOf(finding, picture);
    if (absence && (lacking[link.group]?.weight ?? 0) > link.absent) {
      lacking[link.group] = { when: finding.when, weight: link.absent, ...absence };
    }
  }
  const risks = risksOf(condition, picture);
  const supports = [...found.filter(isThere), ...risks.filter(({ weight }) => weight > 0)];
  const coreHolds = condition.core === null || condition.core.when.holds(picture, []);
  const against = [
    ...lacking.filter((item, group) => item !== null && found[group] === null).filter(isThere),
    ...(coreHolds ? [] : silenceOf(condition, picture)),
  ];
  const limit = condition.mustNotMiss ? AGAINST_AT_MOST.mustNotMiss : AGAINST_AT_MOST.other;
  const counted = Math.max(-limit, sum(against));
  const withoutDenials = Math.max(-limit, sum(against.filter(({ kind }) => kind !== 'denied')));
  const risk = Math.min(RISKS_AT_MOST, Math.max(-RISKS_AT_MOST, sum(risks)));
  return {
    condition,
    coreHolds,
    logOdds: condition.priorLogOdds + risk + sum(found.filter(isThere)) + counted,
    deniedWeight: counted - withoutDenials,
    supports: supports.sort(byStrength),
    against: [...against, ...risks.filter(({ weight }) => weight < 0)].sort(byStrength),
  };
}

function isThere<T>(value: T | null): value is T {
  return value !== null;
}

function sum(items: readonly Contribution[]): number {
  return items.reduce((total, { weight }) => total + weight, 0);
}

function byStrength(a: Contribution, b: Contribution): number {
  return Math.abs(b.weight) - Math.abs(a.weight);
}

/** Whether the text denies a finding that does not hold, or measurements show that it is absent. */
function absenceOf(
  finding: Finding,
  picture: Picture,
): { kind: 'denied' | 'measured'; evidence: readonly Evidence[] } | null {
  const { affirmed, variables } = finding.when;
  const mentioned = affirmed.some((concept) => picture.ever.has(concept));
  if (variables.length > 0 && !mentioned && variables.every((variable) => picture.values.has(variable))) {
    const evidence = variables.flatMap((variable) => picture.values.get(variable)?.evidence ?? []);
    return { kind: 'measured', evidence };
  }
  if (mentioned || picture.denied.size === 0 || finding.denials.length === 0) return null;
  const evidence: Evidence[] = [];
  for (const names of finding.denials) {
    const denied = names.find((name) => picture.denied.has(name));
    if (denied === undefined) return null;
    evidence.push(...(picture.denied.get(denied)?.slice(0, 1) ?? []));
  }
  return { kind: 'denied', evidence };
}

function risksOf(condition: NetworkCondition, picture: Picture): Contribution[] {
  return condition.risks.flatMap(({ when, weight }) => {
    const evidence: Evidence[] = [];
    return when.holds(picture, evidence) ? [{ when, weight, kind: 'risk' as const, evidence }] : [];
  });
}

function silenceOf(condition: NetworkCondition, picture: Picture): Contribution[] {
  const { core } = condition;
  if (core === null) return [];
  if (absenceOf(core, picture) !== null) return []; // denied: the finding itself counts against
  return [{ when: core.when, weight: SILENCE, kind: 'silent', evidence: [] }];
}
