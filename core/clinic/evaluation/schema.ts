import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { EVALUATION_SCALES } from '../../contract/evaluation.ts';

/**
 * One evaluation that was run. Its figures stand here for the list; the report and every answer lie in an encrypted
 * blob, and so does the file of cases, because both hold words of narratives. The id is that of the job, so that a
 * job which is taken up again writes no second one.
 */
export const evaluationRun = sqliteTable(
  'evaluation_run',
  {
    id: text('id').primaryKey(),
    source: text('source', { enum: ['file', 'workspace'] }).notNull(),
    name: text('name').notNull(),
    /** Blob of the cases; null where they are the decisions of the workspace. */
    fileBlob: text('file_blob'),
    resultBlob: text('result_blob').notNull(),
    levels: text('levels', { enum: EVALUATION_SCALES }).notNull(),
    cases: integer('cases').notNull(),
    judged: integer('judged').notNull(),
    exact: integer('exact').notNull(),
    under: integer('under').notNull(),
    emergencies: integer('emergencies').notNull(),
    missed: integer('missed').notNull(),
    knowledgeVersion: text('knowledge_version').notNull(),
    knowledgeDigest: text('knowledge_digest').notNull(),
    createdAt: text('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    createdByName: text('created_by_name').notNull(),
  },
  (table) => [
    index('evaluation_run_time').on(table.createdAt),
    index('evaluation_run_file').on(table.fileBlob),
  ],
);

export type EvaluationRunRow = typeof evaluationRun.$inferSelect;
