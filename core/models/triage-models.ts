import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { ModelCard, ModelId } from '../contract/models.ts';
import { type Acuity, acuitySchema, type Estimates } from '../contract/triage-case.ts';
import { asFairdocError } from '../kernel/errors.ts';
import { type FeatureSet, type FeatureSource, loadFeatures, vitalsMeasured } from './features.ts';
import { createLibrary, type ModelLibrary } from './library.ts';
import { loadReleaseKey, type ReleaseKey } from './release.ts';
import { modelsFolder, readShelf } from './shelf.ts';

/** The four models of triage as the clinic asks them: what they estimate of a case, and why. */

const OUTCOMES = [
  ['admission', 'admission'],
  ['criticalCare12h', 'critical-care-12h'],
  ['return72h', 'return-72h'],
] as const satisfies readonly (readonly [Estimates['risks'][number]['outcome'], ModelId])[];

const runtimeSchema = z.strictObject({
  comment: z.string(),
  /** MiB that loaded models may take together. */
  memoryBudgetMiB: z.number().positive(),
});

export interface Raise {
  readonly acuity: Acuity;
  /** Calibrated probability of this level or a more urgent one. */
  readonly probability: number;
  readonly model: string;
  /** What speaks for it most, in words. */
  readonly because: readonly string[];
}

export interface Opinion {
  readonly estimates: Estimates | null;
  /** A more urgent level than the rules gave, where the acuity model may ask for it. */
  readonly raise: Raise | null;
  /** Why a model was not asked; empty where all were, or were retired on purpose. */
  readonly warnings: readonly string[];
}

export interface TriageModels {
  readonly library: ModelLibrary;
  readonly features: FeatureSet;
  readonly releaseKey: ReleaseKey;
  consult(source: FeatureSource): Opinion;
}

/** @param resources - the folder `resources`; the models lie beside it. */
export function loadTriageModels(resources: string, folder = modelsFolder(resources)): TriageModels {
  const features = loadFeatures(resources);
  const text = readFileSync(path.join(resources, 'models', 'runtime.json'), 'utf8');
  const { memoryBudgetMiB } = runtimeSchema.parse(JSON.parse(text));
  const releaseKey = loadReleaseKey(resources);
  const shelf = readShelf(folder, releaseKey, features.digest);
  const library = createLibrary(shelf, memoryBudgetMiB * 1_048_576);
  return { library, features, releaseKey, consult: (source) => consult(library, features, source) };
}

const rounded = (probability: number): number =>
  Math.min(1, Math.max(0, Math.round(probability * 10_000) / 10_000));

function consult(library: ModelLibrary, features: FeatureSet, source: FeatureSource): Opinion {
  const vector = features.vectorOf(source);
  const refused = new Map<string, string[]>();
  const ask = (id: ModelId): { name: string; card: ModelCard; probabilities: number[] } | null => {
    const card = library.shelf.find((one) => one.id === id)?.card ?? null;
    try {
      const answer = library.run(id, vector, 1);
      if (!answer || !card) return null;
      return { name: `${id} ${card.version}`, card, probabilities: [...answer].map(rounded) };
    } catch (thrown) {
      const { message } = asFairdocError(thrown);
      refused.set(message, [...(refused.get(message) ?? []), card?.title ?? id]);
      return null;
    }
  };
  const risks = OUTCOMES.flatMap(([outcome, id]) => {
    const answer = ask(id);
    return answer ? [{ outcome, probability: answer.probabilities[0] ?? 0, model: answer.name }] : [];
  });
  const acuity = ask('acuity');
  const raise = acuity && raiseOf(library, features, source, vector, acuity);
  const warnings = [...refused].map(
    ([message, titles]) =>
      `Not estimated: ${titles.join(', ').toLowerCase()}. ${message} The level rests on the rules.`,
  );
  if (risks.length === 0 && !acuity) return { estimates: null, raise: null, warnings };
  const estimates: Estimates = {
    risks,
    acuity: acuity && {
      probabilities: acuity.probabilities,
      model: acuity.name,
      raisedFrom: raise ? source.rulesAcuity : null,
    },
  };
  return { estimates, raise, warnings };
}

/** Probability of `level` or a more urgent one. */
const atLeast = (probabilities: ArrayLike<number>, level: number): number =>
  Array.from({ length: level }, (_, k) => probabilities[k] ?? 0).reduce((sum, share) => sum + share, 0);

function raiseOf(
  library: ModelLibrary,
  features: FeatureSet,
  source: FeatureSource,
  vector: Float32Array,
  { card, name, probabilities }: { card: ModelCard; name: string; probabilities: readonly number[] },
): Raise | null {
  const { raising } = card;
  if (!raising || vitalsMeasured(source) < raising.minimumVitals) return null;
  for (const { level, probability: needed } of raising.levels) {
    if (level >= source.rulesAcuity) break;
    const probability = atLeast(probabilities, level);
    if (probability < needed) continue;
    const because = strongest(library, features, vector, level);
    return { acuity: acuitySchema.parse(level), probability: rounded(probability), model: name, because };
  }
  return null;
}

const STRONGEST = 3;

/**
 * The findings that speak most for a level: each in turn is set to "nothing found", or to "not known" with its flag,
 * and those without which the probability falls furthest are named. One pass of the model for all of them.
 */
function strongest(library: ModelLibrary, set: FeatureSet, vector: Float32Array, level: number): string[] {
  const { features } = set;
  const flagOf = new Map(features.map(({ id }, index) => [id, index]));
  const stated = features.flatMap((feature, index) =>
    (vector[index] ?? 0) !== 0 && !feature.id.endsWith('-missing') && feature.id !== 'rules-acuity'
      ? [index]
      : [],
  );
  const variants = new Float32Array((stated.length + 1) * vector.length);
  variants.set(vector);
  for (const [row, index] of stated.entries()) {
    const changed = vector.slice();
    changed[index] = 0;
    const missing = flagOf.get(`${features[index]?.id}-missing`);
    if (missing !== undefined) changed[missing] = 1;
    variants.set(changed, (row + 1) * vector.length);
  }
  const answers = library.run('acuity', variants, stated.length + 1);
  if (!answers) return [];
  const classes = answers.length / (stated.length + 1);
  const shareOf = (row: number) => atLeast(answers.subarray(row * classes, (row + 1) * classes), level);
  const whole = shareOf(0);
  return stated
    .map((index, row) => ({ index, fall: whole - shareOf(row + 1) }))
    .filter(({ fall }) => fall > 0.005)
    .sort((a, b) => b.fall - a.fall || a.index - b.index)
    .slice(0, STRONGEST)
    .map(({ index }) => inWords(set, index, vector[index] ?? 0));
}

function inWords({ features }: FeatureSet, index: number, value: number): string {
  const feature = features[index];
  if (!feature) return '';
  const { id, label, unit } = feature;
  if (/^(complaint|history)\./.test(id) || ['pregnant', 'female', 'oxygen'].includes(id)) return label;
  const amount = Math.round(value * 10) / 10;
  return `${label} ${amount}${unit === '' || unit.startsWith('/') || unit === '%' ? unit : ` ${unit}`}`;
}
