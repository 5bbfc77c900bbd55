import type { ModelCard, Subgroup } from '../../core/contract/models.ts';
import { sha256 } from '../../core/kernel/canonical.ts';
import { RELEASED, SHARED, SYNTHETIC_NOTICE, TEXTS, TOLERANCE, VERSION } from './card-text.ts';
import { type CohortSize, type Example, PARTS, type TrainingSources } from './cohort.ts';
import { gapOf, type Prediction, performanceOf, reliability, round } from './metrics.ts';
import { eventOf, predictions, type Trained } from './train-model.ts';

/** The card of a trained model, with everything that was measured. */
export function cardOf(
  trained: Trained,
  weights: Uint8Array,
  examples: readonly Example[],
  sources: TrainingSources,
  size: CohortSize,
): ModelCard {
  const { id } = trained;
  const text = TEXTS[id];
  const fresh = predictions(trained, examples, 'new');
  const usable = examples.filter((example) => eventOf(id, example) !== null);
  const count = (fold: Example['fold']) => usable.filter((example) => example.fold === fold).length;
  const events = usable.filter((example) => eventOf(id, example) === true).length;
  return {
    id,
    title: text.title,
    version: VERSION,
    released: RELEASED,
    developer: SHARED.developer,
    licence: SHARED.licence,
    estimate: text.estimate,
    syntheticNotice: SYNTHETIC_NOTICE,
    intendedUse: text.intendedUse,
    users: [...SHARED.users],
    outOfScope: [...text.outOfScope],
    warnings: [SYNTHETIC_NOTICE, ...text.warnings],
    trust: {
      inputs:
        'Age, sex, pregnancy, vital signs with a flag for each that is missing, scores, red flags, broad groups of ' +
        'complaints and known illnesses, and the level by the rules. Missing values are never filled in.',
      method: `${trained.forest.trees.length} gradient-boosted trees of depth 3, in ONNX; answers in well under a millisecond.`,
      calibration:
        `${id === 'acuity' ? 'Temperature and offsets' : 'Platt scaling'}, fitted in ${PARTS} rounds, each on wordings ` +
        'that the trees of that round had not seen; part of the exported graph.',
      reproducibility:
        'npm run train draws the cohort, trains and measures again from the seed in this card.',
      oversight:
        'A person confirms or overrides every level. The model is used only while a release or a person of the ' +
        'workspace vouches for exactly these files.',
    },
    data: {
      kind: 'synthetic',
      description:
        'Encounters of an invented emergency department, drawn from the scenarios in resources/demo. Some vital ' +
        'signs, or all of them, were left out of two in five, as in real life. One wording in six was kept for the test.',
      seed: size.seed,
      encounters: {
        training: count('training'),
        testKnownWording: count('known'),
        testNewWording: count('new'),
      },
      prevalence: round(events / usable.length),
      knowledge: { version: sources.knowledge.version, digest: sources.knowledge.digest },
    },
    metrics: {
      newWording: performanceOf(fresh, size.seed),
      knownWording: performanceOf(predictions(trained, examples, 'known'), size.seed),
      reliability: reliability(fresh),
      subgroups: subgroupsOf(fresh, size.seed),
      tolerance: { ...TOLERANCE },
    },
    raising: text.raising,
    limitations: [...SHARED.limitations],
    bias: SHARED.bias,
    maintenance: SHARED.maintenance,
    weights: { file: `${id}.onnx`, bytes: weights.length, digest: sha256(weights) },
    features: { count: sources.features.features.length, digest: sources.features.digest },
  };
}

function subgroupsOf(all: readonly (Prediction & Pick<Example, 'groups'>)[], seed: number): Subgroup[] {
  const attributes = ['sex', 'age', 'language', 'ethnic category'] as const;
  return attributes.flatMap((attribute) => {
    const values = [...new Set(all.map(({ groups }) => groups[attribute]))].sort();
    return values.map((value) => {
      const own = all.filter(({ groups }) => groups[attribute] === value);
      return { attribute, value, ...performanceOf(own, seed), ...gapOf(own) };
    });
  });
}
