import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ModelAct, ModelId } from '../contract/models.ts';

/** What a person decided about a model, and signed. Rows are never changed; the latest about the same files counts. */
export const modelDecision = sqliteTable(
  'model_decision',
  {
    id: text('id').primaryKey(),
    modelId: text('model_id').$type<ModelId>().notNull(),
    version: text('version').notNull(),
    /** SHA-256 of card and weights together. */
    digest: text('digest').notNull(),
    act: text('act').$type<ModelAct>().notNull(),
    reason: text('reason').notNull(),
    decidedAt: text('decided_at').notNull(),
    decidedBy: text('decided_by').notNull(),
    decidedByName: text('decided_by_name').notNull(),
    signatureId: text('signature_id').notNull(),
  },
  (table) => [index('model_decision_model').on(table.modelId, table.decidedAt)],
);

export type ModelDecisionRow = typeof modelDecision.$inferSelect;
