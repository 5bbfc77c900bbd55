import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What each verification of the record found. */
export const verification = sqliteTable(
  'verification',
  {
    id: text('id').primaryKey(),
    verifiedAt: text('verified_at').notNull(),
    intact: integer('intact', { mode: 'boolean' }).notNull(),
    changeSets: integer('change_sets').notNull(),
    changes: integer('changes').notNull(),
    rows: integer('rows').notNull(),
    seconds: real('seconds').notNull(),
    /** JSON: the breaks as they were found. */
    breaks: text('breaks').notNull(),
    verifiedBy: text('verified_by').notNull(),
  },
  (table) => [index('verification_time').on(table.verifiedAt)],
);

/** That somebody took a copy of the audit trail with them. */
export const trailExport = sqliteTable('trail_export', {
  id: text('id').primaryKey(),
  exportedAt: text('exported_at').notNull(),
  exportedBy: text('exported_by').notNull(),
  /** JSON of the filter. */
  filter: text('filter').notNull(),
  changeSets: integer('change_sets').notNull(),
});
