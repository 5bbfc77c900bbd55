import type { Evidence, Picture } from '../picture.ts';
import type { ConditionNetwork, Finding, NetworkCondition } from './network.ts';
import { posterior } from './noisy-or.ts';

/** One contribution to a condition's log-odds: an expression that held, was denied, or was measured and failed. */
export interface Contribution {
  readonly when: Finding['when'];
  /** ln of the likelihood ratio, or of the multiplier of the prior. */
  readonly weight: number;
  readonly kind: 'finding' | 'risk' | 'denied' | 'measured';
  readonly evidence: readonly Evidence[];
}

export interface Weighed {
  readonly condition: NetworkCondition;
  readonly probability: number;
  /** The same without what the text denies: what a denial alone may never take away. */
  readonly beforeDenial: number;
  /** Log-odds against "something else": prior, risks and findings. */
  readonly logOdds: number;
  readonly supports: readonly Contribution[];
  readonly against: readonly Contribution[];
}

/** What is denied, or measured and normal, never lowers the odds by more than this factor, all together. */
const AGAINST_AT_MOST = { mustNotMiss: Math.log(8), other: Math.log(60) };
/** Risks multiply, but they overlap (age, sex, disease): together they count at most this factor either way. */
const RISKS_AT_MOST = Math.log(60);

/**
 * Weighs every condition whose leading complaint is in the picture.
 *
 * What is not mentioned is unknown and counts for nothing. What is denied, or measured and normal, counts against,
 * within limits.
 *
 * @returns most probable first. The probabilities compete with each other and with "something else", and add up to
 *   less than 1.
 */
export function weighConditions(network: ConditionNetwork, picture: Picture): Weighed[] {
  const reading = readingOf(network, picture);
  const scored: Scored[] = [];
  for (const condition of candidates(network, picture)) {
    if (!reading.held(condition.core.finding) || condition.excludes?.holds(picture, [])) continue;
    scored.push(score(condition, reading));
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

/** The conditions whose leading complaint may be there, in the order of the knowledge. */
function candidates(network: ConditionNetwork, picture: Picture): NetworkCondition[] {
  const numbers = new Set(network.measured);
  for (const concept of picture.ever.keys()) {
    for (const number of network.byCore.get(concept) ?? []) numbers.add(number);
  }
  return [...numbers].sort((a, b) => a - b).flatMap((number) => network.conditions[number] ?? []);
}

/** How each finding stands in one picture. Conditions share findings, so each is looked at once. */
interface Reading {
  /** What a finding rests on where it holds, else null. */
  readonly held: (finding: number) => readonly Evidence[] | null;
  /** What says that it is absent, else null. */
  readonly absent: (finding: number) => Absence | null;
  readonly when: (finding: number) => Finding['when'] | undefined;
}

interface Absence {
  readonly kind: 'denied' | 'measured';
  readonly evidence: readonly Evidence[];
}

function readingOf(network: ConditionNetwork, picture: Picture): Reading {
  const held: (readonly Evidence[] | null)[] = [];
  const absent: (Absence | null)[] = [];
  return {
    held: (number) => {
      const known = held[number];
      if (known !== undefined) return known;
      const evidence: Evidence[] = [];
      const holds = network.findings[number]?.when.holds(picture, evidence) ?? false;
      held[number] = holds ? evidence : null;
      return held[number];
    },
    absent: (number) => {
      const known = absent[number];
      if (known !== undefined) return known;
      const finding = network.findings[number];
      absent[number] = finding ? absenceOf(finding, picture) : null;
      return absent[number];
    },
    when: (number) => network.findings[number]?.when,
  };
}

/** Whether the text denies a finding that does not hold, or measurements show that it is absent. */
function absenceOf(finding: Finding, picture: Picture): Absence | null {
  const { affirmed, variables } = finding.when;
  if (affirmed.some((concept) => picture.ever.has(concept))) return null;
  if (variables.length > 0 && variables.every((variable) => picture.values.has(variable))) {
    const evidence = variables.flatMap((variable) => picture.values.get(variable)?.evidence ?? []);
    return { kind: 'measured', evidence };
  }
  if (picture.denied.size === 0 || finding.denials.length === 0) return null;
  const evidence: Evidence[] = [];
  for (const names of finding.denials) {
    const denied = names.find((name) => picture.denied.has(name));
    if (denied === undefined) return null;
    evidence.push(...(picture.denied.get(denied)?.slice(0, 1) ?? []));
  }
  return { kind: 'denied', evidence };
}

interface Scored extends Omit<Weighed, 'probability' | 'beforeDenial'> {
  /** How much of the log-odds comes from denials in the text; zero or negative. */
  readonly deniedWeight: number;
}

function score(condition: NetworkCondition, reading: Reading): Scored {
  const found: Contribution[] = [];
  const lacking: Contribution[] = [];
  // The strongest finding of each group, present or absent; what is absent only counts where none is present.
  for (const group of condition.groups) {
    const strongest = strongestOf(group, reading);
    if (strongest === null) continue;
    if (strongest.weight >= 0) found.push(strongest);
    else lacking.push(strongest);
  }
  const risks: Contribution[] = [];
  for (const { finding, when, weight } of condition.risks) {
    const evidence = reading.held(finding);
    if (evidence) risks.push({ when, weight, kind: 'risk', evidence });
  }
  const limit = condition.mustNotMiss ? AGAINST_AT_MOST.mustNotMiss : AGAINST_AT_MOST.other;
  const counted = Math.max(-limit, sum(lacking));
  const withoutDenials = Math.max(-limit, sum(lacking.filter(({ kind }) => kind !== 'denied')));
  const risk = Math.min(RISKS_AT_MOST, Math.max(-RISKS_AT_MOST, sum(risks)));
  return {
    condition,
    logOdds: condition.priorLogOdds + risk + sum(found) + counted,
    deniedWeight: counted - withoutDenials,
    supports: [...found, ...risks.filter(({ weight }) => weight > 0)].sort(byStrength),
    against: [...lacking, ...risks.filter(({ weight }) => weight < 0)].sort(byStrength),
  };
}

function strongestOf(group: NetworkCondition['groups'][number], reading: Reading): Contribution | null {
  let present: Contribution | null = null;
  let absent: Contribution | null = null;
  for (const link of group) {
    const when = reading.when(link.finding);
    if (!when) continue;
    const evidence = reading.held(link.finding);
    if (evidence) {
      if (present === null || present.weight < link.present) {
        present = { when, weight: link.present, kind: 'finding', evidence };
      }
    } else if (present === null) {
      const absence = reading.absent(link.finding);
      if (absence && (absent === null || absent.weight > link.absent)) {
        absent = { when, weight: link.absent, ...absence };
      }
    }
  }
  return present ?? absent;
}

function sum(items: readonly Contribution[]): number {
  let total = 0;
  for (const { weight } of items) total += weight;
  return total;
}

function byStrength(a: Contribution, b: Contribution): number {
  return Math.abs(b.weight) - Math.abs(a.weight);
}
