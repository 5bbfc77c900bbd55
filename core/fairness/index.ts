export { implementFairness } from './api.ts';
export { loadOverviewTexts } from './texts.ts';
