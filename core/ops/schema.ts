import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Job, Notification, Permission, Settings } from '../contract/index.ts';

/** One row, so that a change of the settings is one entry of the audit trail. */
export const setting = sqliteTable('setting', {
  id: text('id').primaryKey(),
  workspaceName: text('workspace_name').notNull(),
  targetScale: text('target_scale').$type<Settings['targetScale']>().notNull(),
  idleMinutes: integer('idle_minutes').notNull(),
  retriageMinutes: text('retriage_minutes', { mode: 'json' }).$type<Settings['retriageMinutes']>().notNull(),
  escalateAfterMinutes: integer('escalate_after_minutes').notNull(),
});

/**
 * Long work. Rows tell of its states, not of every step: progress lives in memory, so that it does not fill the
 * audit trail.
 */
export const job = sqliteTable(
  'job',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<Job['kind']>().notNull(),
    title: text('title').notNull(),
    state: text('state').$type<Job['state']>().notNull(),
    input: text('input').notNull(),
    createdAt: text('created_at').notNull(),
    startedAt: text('started_at'),
    finishedAt: text('finished_at'),
    startedBy: text('started_by').notNull(),
    startedByName: text('started_by_name').notNull(),
    done: integer('done').notNull(),
    total: integer('total'),
    error: text('error'),
    /** Name of the encrypted blob that holds the result: results may name people, and blobs can be removed. */
    resultBlob: text('result_blob'),
  },
  (table) => [index('job_created').on(table.createdAt), index('job_state').on(table.state)],
);

/** Something that happened. Holds no patient's name: the link leads to the record, which checks who reads it. */
export const notification = sqliteTable(
  'notification',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<Notification['kind']>().notNull(),
    severity: text('severity').$type<Notification['severity']>().notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    linkScreen: text('link_screen').$type<NonNullable<Notification['link']>['screen']>(),
    linkId: text('link_id'),
    createdAt: text('created_at').notNull(),
    /** For this person alone, or for whoever holds the permission. */
    forUser: text('for_user'),
    forPermission: text('for_permission').$type<Permission>(),
    /** What it is about, so that it is raised once. */
    onceKey: text('once_key'),
  },
  (table) => [
    uniqueIndex('notification_once').on(table.onceKey),
    index('notification_time').on(table.createdAt),
  ],
);

export const notificationRead = sqliteTable(
  'notification_read',
  {
    id: text('id').primaryKey(),
    notificationId: text('notification_id')
      .notNull()
      .references(() => notification.id),
    userId: text('user_id').notNull(),
    readAt: text('read_at').notNull(),
  },
  (table) => [uniqueIndex('notification_read_once').on(table.userId, table.notificationId)],
);

/** A backup that was made, and what the last restore drill found. The file stands in the folder `backups`. */
export const backup = sqliteTable('backup', {
  id: text('id').primaryKey(),
  createdAt: text('created_at').notNull(),
  size: integer('size').notNull(),
  changeSets: integer('change_sets').notNull(),
  digest: text('digest').notNull(),
  checkedAt: text('checked_at'),
  checkedIntact: integer('checked_intact', { mode: 'boolean' }),
});
