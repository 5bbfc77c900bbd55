import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { finding } from '../../agents/index.ts';
import type {
  AlertConclusion,
  AlertState,
  Attribute,
  BiasAlertStep,
  Hazard,
  WatchedMetric,
} from '../../contract/index.ts';

/** The watch so far: derived from the log, kept so that it goes on where it stopped, and made anew at any time. */
export const monitoringState = sqliteTable('monitoring_state', {
  id: text('id').primaryKey(),
  definition: text('definition').notNull(),
  /** The last change set that was taken in. */
  throughSeq: integer('through_seq').notNull(),
  state: text('state').notNull(),
});

/** Points of the paths of e-values. Derived like the state. */
export const monitoringPoint = sqliteTable(
  'monitoring_point',
  {
    comparison: text('comparison').notNull(),
    pairs: integer('pairs').notNull(),
    at: text('at').notNull(),
    logE: real('log_e').notNull(),
    difference: real('difference').notNull(),
    low: real('low').notNull(),
    high: real('high').notNull(),
  },
  (table) => [primaryKey({ columns: [table.comparison, table.pairs] })],
);

/** What people make of a finding of the watch. The evidence itself is in the finding and never changes. */
export const biasAlert = sqliteTable(
  'bias_alert',
  {
    id: text('id').primaryKey(),
    findingId: text('finding_id')
      .notNull()
      .references(() => finding.id),
    metric: text('metric').$type<WatchedMetric>().notNull(),
    attribute: text('attribute').$type<Attribute>().notNull(),
    title: text('title').notNull(),
    state: text('state').$type<AlertState>().notNull(),
    raisedAt: text('raised_at').notNull(),
    owner: text('owner'),
    ownerName: text('owner_name'),
    conclusion: text('conclusion').$type<AlertConclusion>(),
    closeReason: text('close_reason'),
    closedAt: text('closed_at'),
    closedBy: text('closed_by'),
    closedByName: text('closed_by_name'),
    /** The last change set that the watch had taken in when the alert was closed. */
    closedSeq: integer('closed_seq'),
    signatureId: text('signature_id'),
  },
  (table) => [
    index('bias_alert_time').on(table.raisedAt),
    uniqueIndex('bias_alert_standing').on(table.metric, table.attribute),
  ],
);

/** What happened to an alert. Rows are never changed. */
export const biasAlertStep = sqliteTable(
  'bias_alert_step',
  {
    id: text('id').primaryKey(),
    alertId: text('alert_id')
      .notNull()
      .references(() => biasAlert.id),
    kind: text('kind').$type<BiasAlertStep['kind']>().notNull(),
    text: text('text').notNull(),
    /** JSON: evidence on further groups. */
    evidence: text('evidence'),
    at: text('at').notNull(),
    byUser: text('by_user'),
    byName: text('by_name'),
  },
  (table) => [index('bias_alert_step_alert').on(table.alertId)],
);

/** An entry of the hazard log in the manner of DCB0160. */
export const hazard = sqliteTable(
  'hazard',
  {
    id: text('id').primaryKey(),
    alertId: text('alert_id')
      .notNull()
      .references(() => biasAlert.id),
    hazard: text('hazard').notNull(),
    cause: text('cause').notNull(),
    effect: text('effect').notNull(),
    severity: text('severity').$type<Hazard['severity']>().notNull(),
    likelihood: text('likelihood').$type<Hazard['likelihood']>().notNull(),
    control: text('control').notNull(),
    status: text('status').$type<Hazard['status']>().notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (table) => [uniqueIndex('hazard_alert').on(table.alertId)],
);

export type BiasAlertRow = typeof biasAlert.$inferSelect;
export type BiasAlertStepRow = typeof biasAlertStep.$inferSelect;
export type HazardRow = typeof hazard.$inferSelect;
export type PointRow = typeof monitoringPoint.$inferSelect;
