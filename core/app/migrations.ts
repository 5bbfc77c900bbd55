import { complianceMigrations } from '../compliance/index.ts';
import { monitoringMigrations } from '../fairness/index.ts';
import { identityMigrations } from '../identity/index.ts';
import { modelsMigrations } from '../models/index.ts';
import { opsMigrations } from '../ops/index.ts';
import type { Migration } from '../store/index.ts';
import { clinicalMigrations } from './clinic.ts';

/**
 * Every domain's migrations in the order in which they are applied: a table comes after those it refers to. The store
 * refuses a list in which a domain's numbers repeat or leave a gap.
 */
export const migrations: readonly Migration[] = [
  ...identityMigrations,
  ...opsMigrations,
  ...clinicalMigrations,
  ...complianceMigrations,
  ...modelsMigrations,
  ...monitoringMigrations,
];
