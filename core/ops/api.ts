import { implement } from '@orpc/server';
import { type Job, opsContract } from '../contract/index.ts';
import type { HandlerContext } from '../identity/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { mapped } from './iterators.ts';
import { unknownJob } from './job-rows.ts';
import type { Jobs } from './jobs.ts';
import { listNotifications, markNotificationsRead, type Reader } from './notifications.ts';
import type { OpsServices } from './services.ts';
import { readSettings, updateSettings } from './settings.ts';

export interface OpsApi {
  readonly services: () => OpsServices;
  readonly clock: Clock;
  /** Brings the name that stands before sign-in in line with the settings. */
  readonly renameWorkspace: (name: string) => Promise<void>;
}

/** `ops.*` */
export function implementOps({ services, clock, renameWorkspace }: OpsApi) {
  const os = implement(opsContract).$context<HandlerContext>();
  return os.router({
    jobs: os.jobs.handler(({ context }) => {
      const { jobs } = services();
      return jobs.list().filter((item) => maySee(context, jobs, item.id));
    }),
    job: os.job.handler(async ({ context, input }) => {
      const { jobs } = services();
      demandMaySee(context, jobs, input.jobId);
      return hidingResult(context, jobs, await jobs.get(input.jobId));
    }),
    watchJob: os.watchJob.handler(({ context, input, signal }) => {
      const { jobs } = services();
      demandMaySee(context, jobs, input.jobId);
      return mapped(jobs.watch(input.jobId, signal), (item) => hidingResult(context, jobs, item));
    }),
    cancelJob: os.cancelJob.handler(async ({ context, input }) => {
      const { jobs } = services();
      demandMaySee(context, jobs, input.jobId);
      return hidingResult(context, jobs, await jobs.cancel(input.jobId, context.actor));
    }),
    notifications: os.notifications.handler(({ context }) =>
      context.store.read((db) => listNotifications(db, readerOf(context), clock)),
    ),
    markRead: os.markRead.handler(({ context, input }) => {
      const reader = { ...readerOf(context), name: context.actor.name };
      markNotificationsRead(context.store, reader, input.ids, clock);
      return {};
    }),
    tasks: os.tasks.handler(({ context }) => services().tasks(readerOf(context))),
    settings: os.settings.handler(({ context }) => context.store.read(readSettings)),
    updateSettings: os.updateSettings.handler(async ({ context, input }) => {
      const settings = updateSettings(context.store, context.actor, input);
      if (input.changes.workspaceName !== undefined) await renameWorkspace(settings.workspaceName);
      return settings;
    }),
    live: os.live.handler(({ context, signal }) =>
      services().live.follow(context.session.permissions, signal),
    ),
  });
}

const readerOf = ({ session }: HandlerContext): Reader => ({
  userId: session.userId,
  permissions: session.permissions,
});

/** One's own jobs; everybody's for those who manage jobs. */
function maySee({ session }: HandlerContext, jobs: Jobs, jobId: string): boolean {
  return session.permissions.has('jobs.manage') || jobs.starterOf(jobId) === session.userId;
}

function demandMaySee(context: HandlerContext, jobs: Jobs, jobId: string): void {
  if (maySee(context, jobs, jobId)) return;
  throw unknownJob();
}

/** A result may hold what the job's own permission protects: an import report names patients. */
function hidingResult({ session }: HandlerContext, jobs: Jobs, item: Job): Job {
  const definition = jobs.definitionOf(item.kind);
  const mayRead = definition !== undefined && session.permissions.has(definition.access);
  return mayRead ? item : { ...item, result: null };
}
