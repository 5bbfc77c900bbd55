import type { Acuity, Encounter, PatientDetails, Vitals } from '../../contract/index.ts';
import { createRandom, type Random } from '../../kernel/random.ts';
import type { DemoData, Scenario } from './demo-data.ts';
import { createNhsNumbers, drawPerson } from './people.ts';
import { drawVitals } from './vitals.ts';

/** The dial: whom injected bias touches, and how strongly. */
export interface InjectedBias {
  readonly attribute: 'language' | 'ethnicCategory' | 'sex' | 'deprivationQuintile';
  /** Values that are touched; a value that begins with `!` touches everyone but these. */
  readonly values: readonly string[];
  /** 0–1: the chance that a clinician puts a touched patient one level too low. */
  readonly strength: number;
}

export interface CohortOptions {
  readonly seed: number;
  readonly encounters: number;
  readonly bias: InjectedBias | null;
  /** Encounters end at this time and lie within the `days` before it. */
  readonly now: number;
  readonly days: number;
  /** Where the test NHS numbers begin; two cohorts of one workspace must not share any. */
  readonly firstNhsNumber?: number;
}

export type OutcomeKind = NonNullable<Encounter['outcome']>['kind'];

/** One encounter as it happened. What triage proposes is left to the rule engine. */
export interface DemoEncounter {
  readonly person: PatientDetails;
  readonly scenario: string;
  readonly age: number;
  readonly arrivedAt: number;
  readonly arrivalMode: Encounter['arrivalMode'];
  readonly narrative: string;
  readonly vitals: Vitals;
  readonly conditions: readonly string[];
  readonly pregnancyWeeks: number | null;
  /** The level that an experienced clinician would give; never stored, it is the truth behind the data. */
  readonly level: Acuity;
  /** The level that the clinician of this encounter gave. */
  readonly decided: Acuity;
  /** Minutes from arrival to the signed decision. */
  readonly minutesToDecision: number;
  readonly outcome: OutcomeKind;
  readonly hoursToOutcome: number;
}

/**
 * Chances by true level of an experienced clinician's decision being one level higher or lower. Emergency nurses
 * against experts: about 10% under-triage (κw 0.83, published figures in a review of emergency triage scales).
 */
const CLINICIAN = { tooHigh: 0.1, tooLow: 0.08 } as const;

/** Chances of each outcome by true level, in the order of severity; the rest goes home. */
const OUTCOMES: Readonly<
  Record<Acuity, { died: number; criticalCare: number; admitted: number; left: number }>
> = {
  1: { died: 0.25, criticalCare: 0.6, admitted: 0.15, left: 0 },
  2: { died: 0.015, criticalCare: 0.12, admitted: 0.5, left: 0.005 },
  3: { died: 0.002, criticalCare: 0.015, admitted: 0.26, left: 0.02 },
  4: { died: 0, criticalCare: 0.001, admitted: 0.04, left: 0.04 },
  5: { died: 0, criticalCare: 0, admitted: 0.006, left: 0.06 },
};

const clampLevel = (level: number): Acuity => {
  const levels: readonly Acuity[] = [1, 2, 3, 4, 5];
  return levels[Math.min(5, Math.max(1, level)) - 1] ?? 3;
};

function isTouched(bias: InjectedBias | null, person: PatientDetails): boolean {
  if (!bias) return false;
  const value = person[bias.attribute];
  if (value === null) return false;
  return bias.values.some((entry) =>
    entry.startsWith('!') ? String(value) !== entry.slice(1) : String(value) === entry,
  );
}

function decide(random: Random, level: Acuity, touched: boolean, strength: number): Acuity {
  const roll = random.next();
  // Nobody overlooks a cardiac arrest.
  const usual =
    level === 1
      ? 1
      : roll < CLINICIAN.tooHigh
        ? level - 1
        : roll < CLINICIAN.tooHigh + CLINICIAN.tooLow
          ? level + 1
          : level;
  const pushed = random.chance(strength);
  return clampLevel(touched && pushed && level > 1 ? Math.max(usual, level) + 1 : usual);
}

function drawOutcome(random: Random, level: Acuity): OutcomeKind {
  const { died, criticalCare, admitted, left } = OUTCOMES[level];
  return random.weighted<OutcomeKind>([
    ['died', died],
    ['criticalCare', criticalCare],
    ['admitted', admitted],
    ['left', left],
    ['discharged', 1 - died - criticalCare - admitted - left],
  ]);
}

function fill(random: Random, words: string): string {
  return words
    .replaceAll('{hours}', String(random.integer(1, 20)))
    .replaceAll('{days}', String(random.integer(2, 6)))
    .replaceAll('{side}', random.pick(['left', 'right']));
}

/** Departments fill up in the late morning and the evening. */
function drawArrival(random: Random, now: number, days: number): number {
  const day = random.integer(1, days);
  const hour = random.weighted([
    [3, 1],
    [9, 3],
    [11, 5],
    [14, 4],
    [18, 5],
    [21, 3],
  ] as const);
  const minutes = (hour - 3) * 60 + random.next() * 360;
  const midnight = Math.floor(now / 86_400_000) * 86_400_000;
  return Math.floor(midnight - day * 86_400_000 + minutes * 60_000);
}

const PAIN: Readonly<Record<string, readonly [number, number]>> = {
  settled: [1, 4],
  sore: [3, 7],
  'severe-pain': [7, 10],
  neurological: [0, 8],
};

function drawEncounter(
  random: Random,
  data: DemoData,
  scenario: Scenario,
  nhsNumber: string,
  options: CohortOptions,
): DemoEncounter {
  const variant = random.weighted(scenario.variants.map((one) => [one, one.share] as const));
  const pattern = data.vitalPatterns.get(variant.vitals);
  if (!pattern) throw new Error(`resources/demo/scenarios.yaml: ${scenario.id} names no known vital pattern`);
  const [youngest, oldest] = scenario.age;
  const age = youngest + random.next() * (oldest - youngest);
  const sex = scenario.sex ?? random.pick(['female', 'male'] as const);
  const arrivedAt = drawArrival(random, options.now, options.days);
  const person = drawPerson(random, data.population, nhsNumber, age, sex, arrivedAt);
  const [painLow, painHigh] = PAIN[variant.vitals] ?? [0, 5];
  const touched = isTouched(options.bias, person);
  const decided = decide(random, variant.level, touched, options.bias?.strength ?? 0);
  const weeks = scenario.pregnancyWeeks;
  return {
    person,
    scenario: scenario.id,
    age,
    arrivedAt,
    arrivalMode: random.weighted(
      Object.entries(data.population.arrival) as (readonly [Encounter['arrivalMode'], number])[],
    ),
    narrative: fill(random, random.pick(variant.words)),
    vitals: drawVitals(random, age, pattern, random.integer(painLow, painHigh)),
    conditions: scenario.history.filter(() => random.chance(0.45)),
    pregnancyWeeks: weeks ? random.integer(weeks[0], weeks[1]) : null,
    level: variant.level,
    decided,
    minutesToDecision: Math.max(1, Math.round(random.normal(2 + decided * decided * 3, 4 + decided * 3))),
    outcome: drawOutcome(random, variant.level),
    hoursToOutcome: Math.max(0.5, random.normal(4, 1.5)),
  };
}

/**
 * A cohort of emergency encounters in the order of arrival, the same for the same options. Each person comes
 * once.
 */
export function generateCohort(data: DemoData, options: CohortOptions): DemoEncounter[] {
  const random = createRandom(options.seed);
  const nhsNumbers = createNhsNumbers(options.firstNhsNumber);
  const scenarios = data.scenarios.map((scenario) => [scenario, scenario.weight] as const);
  return Array.from({ length: options.encounters }, () =>
    drawEncounter(random, data, random.weighted(scenarios), nhsNumbers(), options),
  ).sort((a, b) => a.arrivedAt - b.arrivedAt);
}
