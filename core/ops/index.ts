/** What keeps the day running: jobs, notifications, tasks, settings, reminders, backups, live updates. */
export { implementOps } from './api.ts';
export { opsMigrations } from './migrations.ts';
export {
  type DefaultSettings,
  insertSettings,
  loadDefaultSettings,
  readSettings,
  updateSettings,
} from './settings.ts';
