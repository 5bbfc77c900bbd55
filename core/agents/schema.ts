import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const FINDING_STATUSES = ['open', 'accepted', 'overruled', 'superseded'] as const;

/**
 * What an agent found in the records, waiting for a person. The payload never changes after it was raised: what
 * a person signed is bound to its digest. Only the status moves.
 */
export const finding = sqliteTable(
  'finding',
  {
    id: text('id').primaryKey(),
    /** What sort of finding, as `domain.noun`: `triage.assessment`. */
    kind: text('kind').notNull(),
    agent: text('agent').notNull(),
    agentVersion: text('agent_version').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    patientId: text('patient_id'),
    encounterId: text('encounter_id'),
    /** 1 is the most serious, 5 the least. */
    severity: integer('severity').notNull(),
    confidence: real('confidence').notNull(),
    /** JSON: what a list shows without opening the finding. */
    summary: text('summary').notNull(),
    /** JSON: the finding itself, with its evidence. */
    payload: text('payload').notNull(),
    /** SHA-256 of the canonical JSON of the finding; see `findingDigest`. */
    digest: text('digest').notNull(),
    status: text('status', { enum: FINDING_STATUSES }).notNull(),
    createdAt: text('created_at').notNull(),
    /** When the status last changed; null while it is as it was raised. */
    settledAt: text('settled_at'),
    settledBy: text('settled_by'),
  },
  (table) => [
    index('finding_subject').on(table.subjectId, table.kind, table.createdAt),
    index('finding_patient').on(table.patientId),
    index('finding_encounter').on(table.encounterId),
  ],
);
