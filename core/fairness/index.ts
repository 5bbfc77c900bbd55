export { implementFairness } from './api.ts';
export { createFileAudits, loadAuditRules } from './audit/index.ts';
export { loadOverviewTexts } from './overview/texts.ts';
