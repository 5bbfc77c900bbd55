/** The record of the record: audit trail, verification, export, signatures. */
export { implementRecord, type RecordApi } from './api.ts';
export { type Labels, loadLabels } from './labels.ts';
export { complianceMigrations } from './migrations.ts';
export { verifyJob } from './verification.ts';
