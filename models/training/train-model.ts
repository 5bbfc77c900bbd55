import type { ModelId } from '../../core/contract/models.ts';
import { type Calibration, plattScaling, probabilitiesOf, temperatureScaling } from './calibration.ts';
import { type Example, type Fold, PARTS } from './cohort.ts';
import type { Prediction } from './metrics.ts';
import { type Forest, marginsOf, type TreeOptions, trainBinary, trainClasses } from './trees.ts';

/** A trained forest with its calibration. */
export interface Trained {
  readonly id: ModelId;
  readonly forest: Forest;
  readonly calibration: Calibration;
}

/** Shallow and slow, with plenty of evidence per leaf: the wordings are few, and a deeper forest would learn them. */
const OPTIONS: Readonly<Record<ModelId, TreeOptions>> = {
  acuity: { rounds: 30, depth: 3, learningRate: 0.12, lambda: 5, minimumHessian: 20 },
  admission: { rounds: 120, depth: 3, learningRate: 0.1, lambda: 5, minimumHessian: 20 },
  'critical-care-12h': { rounds: 120, depth: 3, learningRate: 0.08, lambda: 5, minimumHessian: 8 },
  'return-72h': { rounds: 80, depth: 3, learningRate: 0.06, lambda: 10, minimumHessian: 15 },
};

/** What the model is to foresee; null where the encounter says nothing about it. For acuity: level 1 or 2. */
export function eventOf(id: ModelId, { level, outcomes }: Example): boolean | null {
  if (id === 'acuity') return level <= 2;
  if (id === 'admission') return outcomes.admission;
  return id === 'critical-care-12h' ? outcomes.criticalCare12h : outcomes.return72h;
}

const usable = (id: ModelId, examples: readonly Example[], fold: Fold): Example[] =>
  examples.filter((example) => example.fold === fold && eventOf(id, example) !== null);

function grow(id: ModelId, examples: readonly Example[]): Forest {
  const vectors = examples.map(({ features }) => features);
  if (id === 'acuity') return trainClasses(vectors, examples.map(classOf), 5, OPTIONS[id]);
  const events = examples.map((example) => eventOf(id, example) === true);
  return trainBinary(vectors, events, OPTIONS[id]);
}

const classOf = ({ level }: Example): number => level - 1;

/**
 * Trains one model on the training fold. Calibration rests on margins out of sample: each part of the wordings is
 * judged by a forest that was grown without it, so that confidence in wordings learnt by heart does not count.
 */
export function trainModel(id: ModelId, examples: readonly Example[]): Trained {
  const training = usable(id, examples, 'training');
  const held = Array.from({ length: PARTS }, (_, part) => {
    const judged = training.filter((example) => example.part === part);
    if (judged.length === 0) return [];
    const forest = grow(
      id,
      training.filter((example) => example.part !== part),
    );
    return judged.map((example) => ({ example, margins: marginsOf(forest, example.features) }));
  }).flat();
  const forest = grow(id, training);
  const calibration =
    id === 'acuity'
      ? temperatureScaling(
          held.map(({ margins }) => margins),
          held.map(({ example }) => classOf(example)),
        )
      : plattScaling(
          held.map(({ margins }) => margins[0] ?? 0),
          held.map(({ example }) => eventOf(id, example) === true),
        );
  return { id, forest, calibration };
}

/** Probability of the event, whatever the model: for acuity that of level 1 or 2. */
export const eventShare = (id: ModelId, probabilities: readonly number[]): number =>
  id === 'acuity' ? (probabilities[0] ?? 0) + (probabilities[1] ?? 0) : (probabilities[0] ?? 0);

export function predict({ forest, calibration }: Trained, features: Float32Array): number[] {
  return probabilitiesOf(marginsOf(forest, features), calibration);
}

/** What the model says about a fold, beside what happened. */
export function predictions(
  trained: Trained,
  examples: readonly Example[],
  fold: Fold,
): (Prediction & Pick<Example, 'groups'>)[] {
  return usable(trained.id, examples, fold).map((example) => ({
    probability: eventShare(trained.id, predict(trained, example.features)),
    event: eventOf(trained.id, example) === true,
    groups: example.groups,
  }));
}
