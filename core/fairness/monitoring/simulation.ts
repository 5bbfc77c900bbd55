import type { DecisionEvidence, DecisionFact } from '../../clinic/index.ts';
import { createRandom, type Random } from '../../kernel/random.ts';
import type { MonitoringDefinition } from './definition.ts';
import { newMonitor, observe } from './monitor.ts';

/**
 * Invented decisions, to see how often the watch raises a false alarm and how soon it finds a gap. Whether a decision
 * is right depends on level and age, as in life, and on the group only where a gap is put in.
 */
export interface SimulatedGap {
  /** Patients whose first language is this one are put too low more often, by so many points as a share. */
  readonly language: string;
  readonly points: number;
}

export interface SimulationOptions {
  readonly seed: number;
  readonly decisions: number;
  readonly gap: SimulatedGap | null;
}

export interface SimulatedRun {
  /** Decisions signed when the first alert was raised; null when none was. */
  readonly firstAlert: number | null;
  /** The same for the metric and group in which the gap was put. */
  readonly found: number | null;
}

const START = Date.parse('2026-01-05T08:00:00Z');
const MINUTE = 60_000;

const MIX = {
  sex: [
    ['female', 51],
    ['male', 49],
  ],
  age: [
    [8, 18],
    [28, 26],
    [52, 28],
    [71, 17],
    [85, 11],
  ],
  ethnicCategory: [
    ['A', 66],
    ['C', 10],
    ['J', 9],
    ['N', 8],
    [null, 7],
  ],
  language: [
    ['en', 80],
    ['pl', 10],
    ['ur', 7],
    [null, 3],
  ],
  deprivation: [
    [1, 24],
    [2, 22],
    [3, 20],
    [4, 18],
    [5, 16],
  ],
  proposed: [
    [1, 2],
    [2, 15],
    [3, 40],
    [4, 33],
    [5, 10],
  ],
} as const;

/** Chance that a patient of this true level is admitted: those of whom under-triage is counted. */
const ADMITTED = [0.95, 0.6, 0.35, 0.15, 0.05] as const;

function drawFact(random: Random, index: number, gap: SimulatedGap | null): DecisionFact {
  const proposed = random.weighted(MIX.proposed);
  const ageYears = random.weighted(MIX.age);
  const language = random.weighted<string | null>(MIX.language);
  const arrivedAt = START + index * 12 * MINUTE;
  const usual = 0.06 + 0.01 * proposed + (ageYears > 65 ? 0.04 : 0);
  const tooLow = usual + (gap !== null && language === gap.language ? gap.points : 0);
  const roll = random.next();
  const moved = roll < tooLow ? 1 : roll > 0.92 ? -1 : 0;
  const decided = Math.min(5, Math.max(1, proposed + moved));
  return {
    proposed,
    decided,
    targetMinutes: 60,
    arrivedAt: new Date(arrivedAt).toISOString(),
    decidedAt: new Date(arrivedAt + random.integer(3, 70) * MINUTE).toISOString(),
    outcome: random.chance(ADMITTED[proposed - 1] ?? 0) ? 'admitted' : 'discharged',
    sex: random.weighted<string>(MIX.sex),
    ageYears,
    ethnicCategory: random.weighted<string | null>(MIX.ethnicCategory),
    language,
    deprivationQuintile: random.weighted(MIX.deprivation),
  };
}

/** One run: decisions one by one, each outcome some patients later, a look after every piece of evidence. */
export function simulate(definition: MonitoringDefinition, options: SimulationOptions): SimulatedRun {
  const random = createRandom(options.seed);
  const state = newMonitor();
  const leaving: { due: number; fact: DecisionFact }[] = [];
  let firstAlert: number | null = null;
  let found: number | null = null;
  const take = (evidence: DecisionEvidence, decisions: number) => {
    for (const { metric, attribute, comparison } of observe(definition, state, evidence).reported) {
      firstAlert ??= decisions;
      const isGap = attribute === 'language' && comparison.group === options.gap?.language;
      if (isGap && (metric === 'overriddenDown' || metric === 'underTriage')) found ??= decisions;
    }
  };
  for (let index = 0; index < options.decisions; index += 1) {
    const fact = drawFact(random, index, options.gap);
    take(
      { kind: 'decision', seq: index, at: fact.decidedAt, fact: { ...fact, outcome: null }, outcomeAt: null },
      index + 1,
    );
    leaving.push({ due: index + random.integer(5, 60), fact });
    for (let first = leaving[0]; first !== undefined && first.due <= index; first = leaving[0]) {
      leaving.shift();
      take(
        { kind: 'outcome', seq: index, at: fact.decidedAt, fact: first.fact, outcomeAt: fact.decidedAt },
        index + 1,
      );
    }
    if (options.gap === null ? firstAlert !== null : found !== null) break;
  }
  return { firstAlert, found };
}

/** Many runs with seeds that follow each other. */
export function simulateMany(
  definition: MonitoringDefinition,
  { runs, ...options }: SimulationOptions & { readonly runs: number },
): SimulatedRun[] {
  return Array.from({ length: runs }, (_, index) =>
    simulate(definition, { ...options, seed: options.seed + index }),
  );
}

/**
 * The most events that a chance of `alpha` explains in `runs` runs: mean + 3.1 standard deviations of the binomial
 * distribution, which it exceeds about once in a thousand times.
 */
export function binomialLimit(runs: number, alpha: number): number {
  return runs * alpha + 3.1 * Math.sqrt(runs * alpha * (1 - alpha));
}
