import type { Task } from '../contract/index.ts';
import { type Identity, isRecoveryKeyConfirmed } from '../identity/index.ts';
import { lastBackupAt, type TaskSource } from '../ops/index.ts';

/** What is left to do for those who look after a workspace. */

const BACKUP_EVERY_DAYS = 7;

export function recoveryKeyTask(identity: Identity): TaskSource {
  return async (store, reader): Promise<Task[]> => {
    if (!reader.permissions.has('people.manage')) return [];
    if (await isRecoveryKeyConfirmed(identity, store)) return [];
    return [
      {
        id: 'confirmRecoveryKey',
        kind: 'confirmRecoveryKey',
        title: 'Confirm that the recovery key is kept safe',
        dueAt: null,
        overdue: true,
        link: { screen: 'people', id: null },
      },
    ];
  };
}

/** A workspace is backed up every week, counted from the last backup or from its beginning. */
export const backupTask: TaskSource = (store, reader, now): Task[] => {
  if (!reader.permissions.has('backup.manage')) return [];
  const since = store.read((db) => lastBackupAt(db)) ?? store.changes.get(1)?.time;
  if (since === undefined) return [];
  const due = Date.parse(since) + BACKUP_EVERY_DAYS * 86_400_000;
  if (now < due - 86_400_000) return [];
  return [
    {
      id: 'backup',
      kind: 'backup',
      title: 'Make a backup and keep it on another device',
      dueAt: new Date(due).toISOString(),
      overdue: now > due,
      link: { screen: 'record', id: null },
    },
  ];
};
