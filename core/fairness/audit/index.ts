export { auditTable } from './audit.ts';
export { describeColumns } from './describe-columns.ts';
export { createFileAudits, type FileAudits } from './file-audits.ts';
export { createDecisionReader, type DecisionReader, type DecisionTable } from './read-decisions.ts';
export { type AuditRules, loadAuditRules } from './rules.ts';
