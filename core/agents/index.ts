/** Findings: what agents draft and people decide on, one shape for every domain. */
export {
  type Finding,
  findingDigest,
  findingSuperseded,
  type NewFinding,
  raiseFinding,
  recomputedDigest,
  settleFinding,
  supersedeFindings,
} from './findings.ts';
export { agentsMigrations } from './migrations.ts';
export { FINDING_STATUSES, finding } from './schema.ts';
