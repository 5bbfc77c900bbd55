import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './access.ts';
import { emptySchema, idSchema, reasonTextSchema, timeSchema } from './common.ts';
import { TARGET_SCALES } from './triage.ts';
import { workspaceNameSchema } from './workspace.ts';

/** What keeps the day running: jobs, notifications, tasks, settings and live updates. */

export const jobSchema = z.object({
  id: idSchema,
  kind: z.enum(['import', 'verify', 'backup', 'checkBackup', 'demo', 'evaluate']),
  title: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  /** What it is doing now. */
  step: z.string().nullable(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  createdAt: timeSchema,
  startedAt: timeSchema.nullable(),
  finishedAt: timeSchema.nullable(),
  startedBy: z.string(),
  error: z.object({ code: z.string(), message: z.string(), next: z.string() }).nullable(),
  /** JSON of the kind's result: an import report, a verification, a backup. */
  result: z.unknown(),
});

export const notificationSchema = z.object({
  id: idSchema,
  kind: z.enum([
    'retriageDue',
    'targetMissed',
    'escalation',
    'importDone',
    'backupDone',
    'verification',
    'clock',
    'signIn',
    'biasAlert',
  ]),
  severity: z.enum(['info', 'attention', 'urgent']),
  title: z.string(),
  text: z.string(),
  /** Where a click leads. */
  link: z
    .object({
      screen: z.enum(['encounter', 'patient', 'record', 'jobs', 'people', 'monitoring']),
      id: z.string().nullable(),
    })
    .nullable(),
  createdAt: timeSchema,
  readAt: timeSchema.nullable(),
});

export const taskSchema = z.object({
  id: z.string(),
  kind: z.enum(['decide', 'retriage', 'confirmRecoveryKey', 'backup', 'biasAlert']),
  title: z.string(),
  dueAt: timeSchema.nullable(),
  overdue: z.boolean(),
  link: notificationSchema.shape.link,
});

export const settingsSchema = z.object({
  workspaceName: workspaceNameSchema,
  targetScale: z.enum(TARGET_SCALES),
  idleMinutes: z.number().int().min(1).max(60),
  /** Minutes after which a waiting patient is looked at again, by level 1–5. */
  retriageMinutes: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]),
  /** Minutes past a missed target after which those in charge are told. */
  escalateAfterMinutes: z.number().int().min(1).max(240),
});

/** Parts of the record that changed, so that screens know what to read again. */
export const TOPICS = [
  'patient',
  'encounter',
  'triage',
  'job',
  'notification',
  'people',
  'settings',
  'session',
  'model',
  'bias',
] as const;
export const topicSchema = z.enum(TOPICS);

export const opsContract = {
  jobs: procedure('signedIn', 'List jobs').input(emptySchema).output(z.array(jobSchema)),
  job: procedure('signedIn', 'See a job')
    .input(z.object({ jobId: idSchema }))
    .output(jobSchema),
  /** The job now and at every step until it ends. */
  watchJob: procedure('signedIn', 'Follow a job')
    .input(z.object({ jobId: idSchema }))
    .output(eventIterator(jobSchema)),
  cancelJob: procedure('signedIn', 'Cancel a job')
    .input(z.object({ jobId: idSchema }))
    .output(jobSchema),
  notifications: procedure('signedIn', 'List notifications')
    .input(emptySchema)
    .output(z.array(notificationSchema)),
  markRead: procedure('signedIn', 'Mark notifications as read')
    .input(z.object({ ids: z.array(idSchema).max(500) }))
    .output(emptySchema),
  tasks: procedure('signedIn', 'List my tasks').input(emptySchema).output(z.array(taskSchema)),
  settings: procedure('signedIn', 'Read the settings').input(emptySchema).output(settingsSchema),
  updateSettings: procedure('settings.manage', 'Change the settings')
    .input(z.object({ changes: settingsSchema.partial(), reason: reasonTextSchema }))
    .output(settingsSchema),
  /** What changed, as it happens, from every session of this workspace. */
  live: procedure('signedIn', 'Follow changes')
    .input(emptySchema)
    .output(eventIterator(z.object({ topics: z.array(topicSchema), ids: z.array(z.string()) }))),
};

export type Job = z.infer<typeof jobSchema>;
export type Notification = z.infer<typeof notificationSchema>;
export type Task = z.infer<typeof taskSchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type Topic = z.infer<typeof topicSchema>;
