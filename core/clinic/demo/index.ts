export type { InjectedBias } from './cohort.ts';
export { type DemoData, loadDemoData } from './demo-data.ts';
export { DEFAULT_BIAS, type DemoOptions, generateDemo } from './generate.ts';
export type { DemoClinician } from './timeline.ts';
