export { implementFairness } from './api.ts';
export { loadOverviewTexts } from './overview/texts.ts';
