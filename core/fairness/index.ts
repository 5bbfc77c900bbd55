export { implementFairness } from './api.ts';
export { createFileAudits, loadAuditRules } from './audit/index.ts';
export * from './monitoring/index.ts';
export type { OverviewTexts } from './overview/overview.ts';
export { loadOverviewTexts } from './overview/texts.ts';
