/** Learned models: what they see, who vouches for them, and running them. */
export {
  type Feature,
  type FeatureSet,
  type FeatureSource,
  loadFeatures,
  MEASURED,
  vitalsMeasured,
} from './features.ts';
export { createLibrary, type LocalDecision, type ModelLibrary } from './library.ts';
export type { ReleaseKey } from './release.ts';
export type { ShelfModel } from './shelf.ts';
export { loadTriageModels, type Opinion, type Raise, type TriageModels } from './triage-models.ts';
