import { implement } from '@orpc/server';
import { recordContract } from '../contract/index.ts';
import { type HandlerContext, listSignatures } from '../identity/index.ts';
import type { Json } from '../kernel/canonical.ts';
import type { Clock } from '../kernel/clock.ts';
import { type JobDefinition, type Jobs, listBackups, openBackup } from '../ops/index.ts';
import type { Store } from '../store/index.ts';
import { exportTrail } from './export.ts';
import type { Labels } from './labels.ts';
import { readTrail, type TrailReader } from './trail.ts';
import { lastVerification } from './verification.ts';

export interface RecordApi {
  readonly labels: Labels;
  readonly clock: Clock;
  readonly jobs: () => Jobs;
  readonly verifyJob: JobDefinition<Record<string, never>>;
  readonly backupJob: JobDefinition<Record<string, never>>;
  readonly checkBackupJob: JobDefinition<{ backupId: string }>;
  /** What a signed record shows today; undefined where no domain can say. */
  readonly shownNow: (store: Store, subjectType: string, subjectId: string) => Json | undefined;
}

/** `record.*` */
export function implementRecord(api: RecordApi) {
  const os = implement(recordContract).$context<HandlerContext>();
  const { labels, clock, jobs } = api;
  const readerOf = ({ store, session }: HandlerContext): TrailReader => ({
    store,
    labels,
    mayReadNames: session.permissions.has('clinical.read'),
  });
  return os.router({
    trail: os.trail.handler(({ context, input }) => readTrail(readerOf(context), input.filter, input)),
    patientTrail: os.patientTrail.handler(({ context, input }) =>
      readTrail(readerOf(context), { patientId: input.patientId }, input),
    ),
    facets: os.facets.handler(({ context }) => {
      const { actors, actions, tables } = context.store.changes.facets();
      return {
        actors,
        actions: actions.map((action) => ({ action, title: labels.action(action) })),
        recordTypes: tables.map((table) => ({ recordType: table, label: labels.record(table) })),
      };
    }),
    verify: os.verify.handler(({ context }) => ({
      jobId: jobs().start(api.verifyJob, {}, context.actor).id,
    })),
    lastVerification: os.lastVerification.handler(({ context }) => lastVerification(context.store)),
    exportTrail: os.exportTrail.handler(({ context, input }) =>
      exportTrail(context.store, context.actor, input.filter, clock),
    ),
    signatures: os.signatures.handler(({ context, input }) => {
      const { store } = context;
      const offset = Math.max(0, Number(input.cursor ?? 0) || 0);
      const page = store.read((db) =>
        listSignatures(store, db, { limit: input.limit + 1, offset }, (type, id) =>
          api.shownNow(store, type, id),
        ),
      );
      const isMore = page.length > input.limit;
      return { signatures: page.slice(0, input.limit), next: isMore ? String(offset + input.limit) : null };
    }),
    backups: os.backups.handler(({ context }) => listBackups(context.store)),
    createBackup: os.createBackup.handler(({ context }) => ({
      jobId: jobs().start(api.backupJob, {}, context.actor).id,
    })),
    checkBackup: os.checkBackup.handler(({ context, input }) => ({
      jobId: jobs().start(api.checkBackupJob, { backupId: input.backupId }, context.actor).id,
    })),
    downloadBackup: os.downloadBackup.handler(({ context, input }) =>
      openBackup(context.store, input.backupId),
    ),
  });
}
