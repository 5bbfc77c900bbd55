import type { Job, Notification, Permission, Task } from '../contract/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Store } from '../store/index.ts';
import { createJobs, type JobDefinition, type Jobs } from './jobs.ts';
import { createLive, type Live, type TopicsOfTable } from './live.ts';
import { type Reader, raiseNotifications } from './notifications.ts';
import { type Reminder, type ReminderSource, reminderNotification } from './reminders.ts';

/** What runs as long as a workspace is open. Made when the store opens, closed before it closes. */

/** What the person has to do now, by what they may do. */
export type TaskSource = (
  store: Store,
  reader: Reader,
  now: number,
) => readonly Task[] | Promise<readonly Task[]>;

export interface OpsServices {
  readonly jobs: Jobs;
  readonly live: Live;
  /** Raises what has become due since the last look. Returns how many reminders that were. */
  tick(): number;
  tasks(reader: Reader): Promise<Task[]>;
  close(): Promise<void>;
}

export interface OpsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly jobs: readonly JobDefinition<unknown>[];
  readonly topicsOfTable: TopicsOfTable;
  readonly reminders: (store: Store) => ReminderSource;
  readonly tasks: readonly TaskSource[];
  /** Whether a person is active and still holds the permission: asked before a job of theirs is taken up again. */
  readonly mayStill: (userId: string, access: Permission) => boolean;
  /** Told when a job has ended and everybody has been notified. */
  readonly onJobSettled: () => void;
}

export function createOpsServices(options: OpsOptions): OpsServices {
  const { store, clock, log } = options;
  const due = options.reminders(store);
  const live = createLive(store, options.topicsOfTable);
  const jobs = createJobs({
    store,
    clock,
    log,
    definitions: options.jobs,
    onSettled(job, startedBy) {
      notifyOfJob(store, clock, job, startedBy);
      options.onJobSettled();
    },
  });
  const stopClockWatch = store.onClockJump(() => {
    raiseNotifications(store, clock, [
      {
        kind: 'clock',
        severity: 'attention',
        title: "This computer's clock was changed",
        text: 'Times in the record before and after may not fit together. Their order is kept all the same.',
        link: { screen: 'record', id: null },
        to: { permission: 'audit.read' },
      },
    ]);
  });
  jobs.resume(options.mayStill);

  return {
    jobs,
    live,
    tick: () => raiseNotifications(store, clock, withoutEscalated(due()).map(reminderNotification)),
    async tasks(reader) {
      const now = clock.now();
      const lists = await Promise.all(options.tasks.map((source) => source(store, reader, now)));
      return lists.flat().sort(byUrgency);
    },
    async close() {
      stopClockWatch();
      await jobs.close();
      live.close();
    },
  };
}

/** Whoever hears that a patient was escalated need not hear beside it that the target was missed. */
function withoutEscalated(reminders: readonly Reminder[]): Reminder[] {
  const escalated = new Set(
    reminders.filter(({ kind }) => kind === 'escalation').map((item) => item.encounterId),
  );
  return reminders.filter((item) => item.kind !== 'targetMissed' || !escalated.has(item.encounterId));
}

/** Overdue first, then by due time; what has none comes last. */
function byUrgency(a: Task, b: Task): number {
  if (a.overdue !== b.overdue) return a.overdue ? -1 : 1;
  return (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9');
}

const KIND_OF: Partial<Record<Job['kind'], Notification['kind']>> = {
  import: 'importDone',
  backup: 'backupDone',
  checkBackup: 'backupDone',
  verify: 'verification',
};

const STATE_WORDS = { done: 'is finished', failed: 'has failed', cancelled: 'was cancelled' } as const;

function notifyOfJob(store: Store, clock: Clock, job: Job, startedBy: string): void {
  const kind = KIND_OF[job.kind];
  if (!kind || job.state === 'queued' || job.state === 'running') return;
  raiseNotifications(store, clock, [
    {
      kind,
      severity: job.state === 'failed' ? 'attention' : 'info',
      title: `${job.title} ${STATE_WORDS[job.state]}`,
      text: job.error === null ? 'Open it to see the result.' : `${job.error.message} ${job.error.next}`,
      link: { screen: 'jobs', id: job.id },
      to: { userId: startedBy },
    },
  ]);
}
