import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Role } from '../contract/index.ts';

/** A person who can, or once could, sign in. Rows are never removed, so ids and login names are never reused. */
export const appUser = sqliteTable('app_user', {
  id: text('id').primaryKey(),
  loginName: text('login_name').notNull().unique(),
  fullName: text('full_name').notNull(),
  active: integer('active', { mode: 'boolean' }).notNull(),
  createdAt: text('created_at').notNull(),
});

export const roleAssignment = sqliteTable(
  'role_assignment',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => appUser.id),
    role: text('role').$type<Role>().notNull(),
    assignedAt: text('assigned_at').notNull(),
  },
  (table) => [uniqueIndex('role_assignment_once').on(table.userId, table.role)],
);

/** One row per sign-in; how it ended is written when it ends. */
export const signInSession = sqliteTable(
  'sign_in_session',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => appUser.id),
    startedAt: text('started_at').notNull(),
    endedAt: text('ended_at'),
    ended: text('ended').$type<SessionEnd>(),
  },
  (table) => [index('sign_in_session_user').on(table.userId, table.startedAt)],
);

/** Wrong passphrases, as counts: taken over from attempts.json at the first moment the store is open. */
export const failedSignIn = sqliteTable('failed_sign_in', {
  id: text('id').primaryKey(),
  /** Null for a login name that nobody has. */
  userId: text('user_id').references(() => appUser.id),
  subject: text('subject').$type<'person' | 'recoveryKey' | 'unknownLogin'>().notNull(),
  wrong: integer('wrong').notNull(),
  refusedTooSoon: integer('refused_too_soon').notNull(),
  firstAt: text('first_at').notNull(),
  lastAt: text('last_at').notNull(),
  lockedOut: integer('locked_out', { mode: 'boolean' }).notNull(),
});

/** Calls that a signed-in person was not allowed to make. */
export const deniedCall = sqliteTable('denied_call', {
  id: text('id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => appUser.id),
  procedure: text('procedure').notNull(),
  needed: text('needed').notNull(),
  at: text('at').notNull(),
});

/** That a passphrase was set, never the passphrase. */
export const passphraseSet = sqliteTable('passphrase_set', {
  id: text('id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => appUser.id),
  /** The person themselves, an administrator, or null where the recovery key was used. */
  setBy: text('set_by').references(() => appUser.id),
  setAt: text('set_at').notNull(),
});

/** Proof that the recovery key left the screen: who typed it back, and for which recovery slot. */
export const recoveryKeyConfirmation = sqliteTable('recovery_key_confirmation', {
  id: text('id').primaryKey(),
  slotId: text('slot_id').notNull().unique(),
  confirmedBy: text('confirmed_by')
    .notNull()
    .references(() => appUser.id),
  confirmedAt: text('confirmed_at').notNull(),
});

/** An electronic signature. Rows are never changed or removed. */
export const signature = sqliteTable(
  'signature',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => appUser.id),
    /** The name as it was at signing. */
    fullName: text('full_name').notNull(),
    signedAt: text('signed_at').notNull(),
    meaning: text('meaning').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    digest: text('digest').notNull(),
    sessionId: text('session_id').notNull(),
    /** MAC over the id and the subject: a copy set under another record fails here. */
    place: text('place').notNull(),
    /** MAC over every other field. */
    seal: text('seal').notNull(),
  },
  (table) => [
    index('signature_subject').on(table.subjectType, table.subjectId),
    index('signature_time').on(table.signedAt),
  ],
);

export const SESSION_ENDS = [
  'signedOut',
  'locked',
  'idle',
  'deactivated',
  'lockedOut',
  'replaced',
  'closed',
] as const;
export type SessionEnd = (typeof SESSION_ENDS)[number];
