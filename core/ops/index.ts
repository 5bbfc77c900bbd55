/** What keeps the day running: jobs, notifications, tasks, settings, reminders, backups, live updates. */
export { implementOps } from './api.ts';
export { backupJob, checkBackupJob, lastBackupAt, listBackups, openBackup } from './backups.ts';
export type { JobContext, JobDefinition, Jobs } from './jobs.ts';
export type { TopicsOfTable } from './live.ts';
export { opsMigrations } from './migrations.ts';
export { type NewNotification, type Reader, raiseNotifications } from './notifications.ts';
export type { Reminder, ReminderSource } from './reminders.ts';
export { createOpsServices, type OpsServices, type TaskSource } from './services.ts';
export {
  type DefaultSettings,
  insertSettings,
  loadDefaultSettings,
  readSettings,
  updateSettings,
} from './settings.ts';
