import { desc, eq, inArray } from 'drizzle-orm';
import type { Job } from '../contract/index.ts';
import type { Actor } from '../identity/index.ts';
import { FairdocError } from '../kernel/errors.ts';
import type { Store } from '../store/index.ts';
import { job } from './schema.ts';

/** Jobs as they are written down. Each state is a change of its own; results lie in encrypted blobs. */

export type JobRow = typeof job.$inferSelect;

export interface JobRows {
  /** Throws `ops.unknownJob`. */
  demand(jobId: string): JobRow;
  /** Newest first. */
  list(limit: number): JobRow[];
  /** What an earlier process did not finish, oldest first. */
  leftOver(): JobRow[];
  insert(row: JobRow): void;
  /** Writes the fields and returns the row with them. */
  update(row: JobRow, action: string, fields: Partial<JobRow>, actor?: Actor): JobRow;
  /** Keeps a result and returns its name; null for no result. */
  putResult(result: unknown): Promise<string | null>;
  readResult(row: JobRow): Promise<unknown>;
}

export function createJobRows(store: Store): JobRows {
  return {
    demand(jobId) {
      const row = store.read((db) => db.select().from(job).where(eq(job.id, jobId)).get());
      if (row) return row;
      throw unknownJob();
    },
    list: (limit) =>
      store.read((db) => db.select().from(job).orderBy(desc(job.createdAt), desc(job.id)).limit(limit).all()),
    leftOver: () =>
      store.read((db) =>
        db
          .select()
          .from(job)
          .where(inArray(job.state, ['queued', 'running']))
          .orderBy(job.createdAt)
          .all(),
      ),
    insert(row) {
      store.change({ actor: starterOf(row), action: 'job.start' }, (tx) => tx.insert(job).values(row).run());
    },
    update(row, action, fields, actor = starterOf(row)) {
      store.change({ actor, action }, (tx) => tx.update(job).set(fields).where(eq(job.id, row.id)).run());
      return { ...row, ...fields };
    },
    async putResult(result) {
      if (result === null) return null;
      const bytes = new TextEncoder().encode(JSON.stringify(result));
      return (await store.blobs.put(bytes, { mediaType: 'application/json' })).digest;
    },
    async readResult(row) {
      if (row.resultBlob === null) return null;
      const { content } = await store.blobs.get(row.resultBlob);
      return JSON.parse(new TextDecoder().decode(content));
    },
  };
}

export const starterOf = (row: JobRow): Actor => ({ userId: row.startedBy, name: row.startedByName });

export const hasEnded = ({ state }: Pick<JobRow, 'state'>): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled';

/** A row as the contract shows it. `live` is what a running job has reported. */
export function viewOf(
  row: JobRow,
  live: Pick<Job, 'step' | 'done' | 'total'> | undefined,
  result: unknown,
): Job {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    step: live?.step ?? null,
    done: live?.done ?? row.done,
    total: live?.total ?? row.total,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    startedBy: row.startedByName,
    error: row.error === null ? null : JSON.parse(row.error),
    result,
  };
}

/** Also said of a job of somebody else: others' jobs are nobody's business. */
export const unknownJob = () =>
  new FairdocError('notFound', 'ops.unknownJob', 'There is no such job.', 'Read the list of jobs again.');

export const errorText = ({ code, message, next }: FairdocError): string =>
  JSON.stringify({ code, message, next });

export const jobCancelled = () =>
  new FairdocError(
    'unavailable',
    'ops.cancelled',
    'The job was cancelled.',
    'Start it again when it is needed; what was finished before is kept.',
  );

export const jobInterrupted = () =>
  new FairdocError(
    'unavailable',
    'ops.interrupted',
    'Fairdoc was closed while this job ran. What it had not finished was rolled back.',
    'Start it again.',
  );
