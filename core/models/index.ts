/** Learned models: what they see, who vouches for them, and running them. */
export { implementModels } from './api.ts';
export { followDecisions, MODEL_DECISION, signedModelDecision } from './decisions.ts';
export {
  type Feature,
  type FeatureSet,
  type FeatureSource,
  loadFeatures,
  MEASURED,
  vitalsMeasured,
} from './features.ts';
export type { ModelLibrary } from './library.ts';
export { modelsMigrations } from './migrations.ts';
export { loadTriageModels, type Opinion, type Raise, type TriageModels } from './triage-models.ts';
