export { auditTable } from './audit.ts';
export { describeColumns } from './describe-columns.ts';
export { createDecisionReader, type DecisionReader, type DecisionTable } from './read-decisions.ts';
export { type AuditRules, loadAuditRules } from './rules.ts';
