import { type DemoEncounter, generateCohort } from '../../core/clinic/demo/cohort.ts';
import { type DemoData, loadDemoData } from '../../core/clinic/demo/demo-data.ts';
import { featureSourceOf } from '../../core/clinic/estimates/feature-source.ts';
import { assess, loadTriageKnowledge, type TriageKnowledge } from '../../core/clinic/triage/index.ts';
import { gatherPicture } from '../../core/clinic/triage/picture.ts';
import type { Acuity, TriageCase, Vitals } from '../../core/contract/triage-case.ts';
import { sha256 } from '../../core/kernel/canonical.ts';
import { createRandom, type Random } from '../../core/kernel/random.ts';
import { type FeatureSet, loadFeatures } from '../../core/models/features.ts';
import { drawOutcomes, type Outcomes } from './outcomes.ts';

/** Where an encounter belongs. `known`: a new patient in words that training has seen; `new`: in words it has not. */
export type Fold = 'training' | 'known' | 'new';

/** Parts of the training wordings; each is calibrated on a forest that has not seen it. */
export const PARTS = 4;

/** One invented encounter as the models see it, with what became of it. */
export interface Example {
  readonly fold: Fold;
  /** By wording, 0 to PARTS − 1. */
  readonly part: number;
  /** Names the wording, whatever numbers and sides were filled in. */
  readonly wording: string;
  readonly features: Float32Array;
  /** What an experienced clinician decided: now and then one level off, as clinicians are. */
  readonly level: Acuity;
  readonly outcomes: Outcomes;
  readonly groups: Readonly<Record<'sex' | 'age' | 'language' | 'ethnic category', string>>;
}

export interface CohortSize {
  readonly seed: number;
  readonly encounters: number;
}

export interface TrainingSources {
  readonly knowledge: TriageKnowledge;
  readonly features: FeatureSet;
  readonly data: DemoData;
}

export function loadSources(resources: string): TrainingSources {
  return {
    knowledge: loadTriageKnowledge(resources),
    features: loadFeatures(resources),
    data: loadDemoData(resources),
  };
}

/** Numbers and sides are filled in at random: without them, two tellings of one wording are the same. */
function wordingOf({ scenario, narrative }: DemoEncounter): string {
  return `${scenario}/${narrative.replaceAll(/\d+/g, '#').replaceAll(/\b(left|right)\b/g, 'side')}`;
}

/** One wording in six is kept for the test, and some patients of the others. */
function foldOf(random: Random, one: DemoEncounter): Pick<Example, 'fold' | 'part' | 'wording'> {
  const wording = sha256(wordingOf(one)).slice(0, 8);
  const lot = Number.parseInt(wording, 16);
  const isKnown = random.chance(0.12);
  const fold = lot % 6 === 0 ? 'new' : isKnown ? 'known' : 'training';
  return { fold, part: (lot >> 8) & (PARTS - 1), wording };
}

const HARD_TO_MISS = new Set<keyof Vitals>(['consciousness']);

/** Somebody who tells a story without a nurse beside them has no measurements; a busy nurse leaves some out. */
function asTold(random: Random, one: DemoEncounter, id: string): TriageCase {
  const roll = random.next();
  const keep = roll < 0.2 ? 0 : roll < 0.4 ? 0.6 : 1;
  const vitals = Object.fromEntries(
    Object.entries(one.vitals).filter(
      ([name]) => random.chance(keep) || (keep > 0 && HARD_TO_MISS.has(name as keyof Vitals)),
    ),
  );
  const isListed = random.chance(0.8);
  return {
    id,
    age: random.chance(0.97) ? one.age : null,
    sex: random.chance(0.97) ? (one.person.sex === 'male' ? 'male' : 'female') : null,
    narrative: one.narrative,
    vitals: keep === 0 ? null : vitals,
    pregnancyWeeks: one.pregnancyWeeks,
    conditions: isListed ? [...one.conditions] : [],
  };
}

const AGE_BANDS = [
  [16, '0–15'],
  [40, '16–39'],
  [65, '40–64'],
  [80, '65–79'],
  [Number.POSITIVE_INFINITY, '80+'],
] as const;

function groupsOf({ person, age }: DemoEncounter): Example['groups'] {
  const { language, ethnicCategory } = person;
  return {
    sex: person.sex,
    age: AGE_BANDS.find(([below]) => age < below)?.[1] ?? '80+',
    language: language === null ? 'not recorded' : language === 'en' ? 'English' : 'another language',
    'ethnic category': ethnicGroup(ethnicCategory),
  };
}

/** The five broad groups of the categories of the NHS data dictionary (A–C, D–G, H–L, M–P, R–S). */
function ethnicGroup(category: string | null): string {
  const found = (
    [
      ['ABC', 'White'],
      ['DEFG', 'Mixed'],
      ['HJKL', 'Asian'],
      ['MNP', 'Black'],
      ['RS', 'other groups'],
    ] as const
  ).find(([codes]) => category !== null && codes.includes(category));
  return found?.[1] ?? 'not stated';
}

/** The features of one case, exactly as the product computes them. */
export function featuresOf({ knowledge, features }: TrainingSources, input: TriageCase): Float32Array {
  const picture = gatherPicture(knowledge.lexicon, knowledge.vitals, input);
  const { acuity } = assess(knowledge, input, { scale: 'manchester' }, picture);
  return features.vectorOf(featureSourceOf(knowledge, picture, input, acuity));
}

/** A cohort with features and outcomes, the same for the same seed, size and knowledge. */
export function drawExamples(sources: TrainingSources, size: CohortSize): Example[] {
  const cohort = generateCohort(sources.data, {
    seed: size.seed,
    encounters: size.encounters,
    bias: null,
    now: Date.UTC(2026, 2, 14, 8),
    days: 365,
  });
  const random = createRandom(size.seed + 1);
  return cohort.map((one, index) => {
    const fold = foldOf(random, one);
    const outcomes = drawOutcomes(random, one);
    const told = asTold(random, one, String(index));
    return {
      ...fold,
      features: featuresOf(sources, told),
      level: one.decided,
      outcomes,
      groups: groupsOf(one),
    };
  });
}
