import { desc, eq, inArray } from 'drizzle-orm';
import type { Job, Permission } from '../contract/index.ts';
import type { Actor } from '../identity/index.ts';
import { type Broadcast, createBroadcast } from '../kernel/broadcast.ts';
import { type Clock, isoTime } from '../kernel/clock.ts';
import { asFairdocError, FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import type { Store } from '../store/index.ts';
import { type Stream, startingWith } from './iterators.ts';
import { job } from './schema.ts';

/** Long work: written down before it begins, followed while it runs, cancelled or taken up again after a restart. */

export interface JobContext<I> {
  readonly store: Store;
  readonly actor: Actor;
  readonly jobId: string;
  readonly input: I;
  /** Aborts when somebody cancels the job or the workspace closes. Check it between steps. */
  readonly signal: AbortSignal;
  /** What it is doing now and how far it is; `total` is null while that is not known. */
  report(step: string, done: number, total: number | null): void;
}

export interface JobDefinition<I> {
  readonly kind: Job['kind'];
  readonly title: string;
  /** Checks the input when it is read back from the store. */
  parseInput(stored: unknown): I;
  /** Needed to start it and to read the result of somebody else's. */
  readonly access: Permission;
  /** `restart`: doing it again from the start gives the same as doing it once. `fail`: a person decides. */
  readonly onInterruption: 'restart' | 'fail';
  /** The result must be JSON. Whatever it throws fails the job; what it committed before stays. */
  run(context: JobContext<I>): Promise<unknown>;
}

export interface Jobs {
  /**
   * Writes the job down and runs it when its turn comes. When the same work is under way or waiting already, that is
   * the job: two clicks do not verify twice.
   */
  start<I>(definition: JobDefinition<I>, input: I, actor: Actor): Job;
  /** Newest first, without results. */
  list(limit?: number): Job[];
  /** Throws `ops.unknownJob`. */
  get(jobId: string): Promise<Job>;
  definitionOf(kind: Job['kind']): JobDefinition<unknown> | undefined;
  starterOf(jobId: string): string;
  /** The job now and at every step; ends when it has ended. */
  watch(jobId: string, signal?: AbortSignal): Stream<Job>;
  cancel(jobId: string, actor: Actor): Promise<Job>;
  isRunning(): boolean;
  /** Takes up what an earlier process left behind. */
  resume(mayStill: (userId: string, access: Permission) => boolean): void;
  /** Stops everything without judging it: what ran is taken up at the next start. */
  close(): Promise<void>;
}

export interface JobsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly definitions: readonly JobDefinition<unknown>[];
  /** Told after a job has reached its end, whatever it is. */
  readonly onSettled: (job: Job, startedBy: string) => void;
}

type Row = typeof job.$inferSelect;

interface Running {
  readonly row: Row;
  readonly abort: AbortController;
  readonly news: Broadcast<Job>;
  step: string | null;
  done: number;
  total: number | null;
  lastNews: number;
  settled: Promise<void>;
}

/** Two, so that a short job need not wait for a long one, on machines with few cores. */
const AT_ONCE = 2;
const NEWS_EVERY_MS = 100;
const CLOSING = Symbol('the workspace closes');

export function createJobs(options: JobsOptions): Jobs {
  const { store, clock, log } = options;
  const definitions = new Map(options.definitions.map((item) => [item.kind, item]));
  const running = new Map<string, Running>();
  const queue: Row[] = [];
  const waiting = new Map<string, Broadcast<Job>>();
  let closed = false;

  const rowOf = (jobId: string): Row => {
    const row = store.read((db) => db.select().from(job).where(eq(job.id, jobId)).get());
    if (row) return row;
    throw new FairdocError(
      'notFound',
      'ops.unknownJob',
      'There is no such job.',
      'Read the list of jobs again.',
    );
  };

  const view = (row: Row, result: unknown = null): Job => {
    const live = running.get(row.id);
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
  };

  const viewWithResult = async (row: Row): Promise<Job> => {
    if (row.resultBlob === null) return view(row);
    const { content } = await store.blobs.get(row.resultBlob);
    return view(row, JSON.parse(new TextDecoder().decode(content)));
  };

  const update = (row: Row, action: string, fields: Partial<Row>, actor: Actor = actorOf(row)): Row => {
    store.change({ actor, action }, (tx) => tx.update(job).set(fields).where(eq(job.id, row.id)).run());
    return { ...row, ...fields };
  };

  const newsOf = (jobId: string): Broadcast<Job> => {
    const known = running.get(jobId)?.news ?? waiting.get(jobId) ?? createBroadcast<Job>();
    waiting.set(jobId, known);
    return known;
  };

  const settle = async (row: Row, definition: JobDefinition<unknown>, live: Running): Promise<void> => {
    let fields: Partial<Row>;
    let result: unknown = null;
    try {
      result = (await definition.run(contextOf(row, definition, live))) ?? null;
      const text = JSON.stringify(result);
      const blob = result === null ? null : await putJson(store, text);
      fields = { state: 'done', done: live.done, total: live.total, resultBlob: blob };
    } catch (thrown) {
      if (live.abort.signal.reason === CLOSING) return;
      fields = live.abort.signal.aborted
        ? { state: 'cancelled', error: JSON.stringify(outline(cancelledError())) }
        : { state: 'failed', error: JSON.stringify(outline(asFairdocError(thrown))) };
      log.info({ job: row.kind, code: asFairdocError(thrown).code }, 'a job ended early');
    }
    const ended = update(row, `job.${fields.state}`, { ...fields, finishedAt: isoTime(clock) });
    running.delete(row.id);
    const last = view(ended, result);
    live.news.publish(last);
    live.news.close();
    options.onSettled(last, ended.startedBy);
  };

  const contextOf = (row: Row, definition: JobDefinition<unknown>, live: Running): JobContext<unknown> => ({
    store,
    actor: actorOf(row),
    jobId: row.id,
    input: definition.parseInput(JSON.parse(row.input)),
    signal: live.abort.signal,
    report(step, done, total) {
      const changed = live.step !== step;
      Object.assign(live, { step, done, total });
      const now = performance.now();
      if (!changed && now - live.lastNews < NEWS_EVERY_MS) return;
      live.lastNews = now;
      live.news.publish(view(row));
    },
  });

  const runNext = (): void => {
    while (!closed && running.size < AT_ONCE) {
      const next = queue.shift();
      if (!next) return;
      const definition = definitions.get(next.kind);
      if (!definition) continue;
      const row =
        next.state === 'running'
          ? next
          : update(next, 'job.begin', { state: 'running', startedAt: isoTime(clock) });
      const live: Running = {
        row,
        abort: new AbortController(),
        news: newsOf(row.id),
        step: null,
        done: 0,
        total: null,
        lastNews: 0,
        settled: Promise.resolve(),
      };
      waiting.delete(row.id);
      running.set(row.id, live);
      live.news.publish(view(row));
      live.settled = settle(row, definition, live)
        .catch((thrown: unknown) => {
          // The outcome itself could not be written (a full disk, say): the row stays, and is taken up again.
          log.error(
            { job: row.kind, code: asFairdocError(thrown).code },
            'the end of a job could not be recorded',
          );
          running.delete(row.id);
          live.news.close();
        })
        .finally(runNext);
    }
  };

  return {
    start(definition, input, actor) {
      const inputText = JSON.stringify(input);
      const same = [...queue, ...[...running.values()].map((live) => live.row)].find(
        (row) => row.kind === definition.kind && row.input === inputText,
      );
      if (same) return view(same);
      const isTurn = running.size < AT_ONCE && queue.length === 0;
      const now = isoTime(clock);
      const row: Row = {
        id: newId(clock),
        kind: definition.kind,
        title: definition.title,
        state: isTurn ? 'running' : 'queued',
        input: inputText,
        createdAt: now,
        startedAt: isTurn ? now : null,
        finishedAt: null,
        startedBy: actor.userId,
        startedByName: actor.name,
        done: 0,
        total: null,
        error: null,
        resultBlob: null,
      };
      store.change({ actor, action: 'job.start' }, (tx) => tx.insert(job).values(row).run());
      queue.push(row);
      // The caller gets its answer before the work begins.
      setImmediate(runNext);
      return view(row);
    },
    list: (limit = 100) =>
      store
        .read((db) => db.select().from(job).orderBy(desc(job.createdAt), desc(job.id)).limit(limit).all())
        .map((row) => view(row)),
    get: (jobId) => viewWithResult(rowOf(jobId)),
    definitionOf: (kind) => definitions.get(kind),
    starterOf: (jobId) => rowOf(jobId).startedBy,
    watch(jobId, signal) {
      const row = rowOf(jobId);
      if (isEnded(row.state)) return startingWith(viewWithResult(row), undefined);
      return startingWith(Promise.resolve(view(row)), newsOf(jobId).subscribe(signal));
    },
    async cancel(jobId, actor) {
      const row = rowOf(jobId);
      const live = running.get(jobId);
      if (live) {
        live.abort.abort();
        await live.settled;
      } else if (row.state === 'queued' || row.state === 'running') {
        queue.splice(0, queue.length, ...queue.filter((item) => item.id !== jobId));
        const error = JSON.stringify(outline(cancelledError()));
        const ended = update(
          row,
          'job.cancelled',
          { state: 'cancelled', error, finishedAt: isoTime(clock) },
          actor,
        );
        waiting.get(jobId)?.publish(view(ended));
        waiting.get(jobId)?.close();
        waiting.delete(jobId);
      }
      return viewWithResult(rowOf(jobId));
    },
    isRunning: () => running.size > 0 || queue.length > 0,
    resume(mayStill) {
      const left = store.read((db) =>
        db
          .select()
          .from(job)
          .where(inArray(job.state, ['queued', 'running']))
          .orderBy(job.createdAt)
          .all(),
      );
      for (const row of left) {
        const definition = definitions.get(row.kind);
        const again = row.state === 'queued' || definition?.onInterruption === 'restart';
        if (definition && again && mayStill(row.startedBy, definition.access)) {
          queue.push(row);
        } else {
          const error = JSON.stringify(outline(interruptedError()));
          update(row, 'job.failed', { state: 'failed', error, finishedAt: isoTime(clock) });
        }
      }
      setImmediate(runNext);
    },
    async close() {
      closed = true;
      queue.length = 0;
      const live = [...running.values()];
      for (const one of live) one.abort.abort(CLOSING);
      await Promise.allSettled(live.map((one) => one.settled));
      for (const one of [...live.map((item) => item.news), ...waiting.values()]) one.close();
      running.clear();
    },
  };
}

const actorOf = (row: Row): Actor => ({ userId: row.startedBy, name: row.startedByName });
const isEnded = (state: Job['state']) => state === 'done' || state === 'failed' || state === 'cancelled';
const outline = ({ code, message, next }: FairdocError) => ({ code, message, next });

async function putJson(store: Store, text: string): Promise<string> {
  const { digest } = await store.blobs.put(new TextEncoder().encode(text), { mediaType: 'application/json' });
  return digest;
}

function cancelledError(): FairdocError {
  return new FairdocError(
    'unavailable',
    'ops.cancelled',
    'The job was cancelled.',
    'Start it again when it is needed; what was finished before is kept.',
  );
}

function interruptedError(): FairdocError {
  return new FairdocError(
    'unavailable',
    'ops.interrupted',
    'Fairdoc was closed while this job ran. What it had not finished was rolled back.',
    'Start it again.',
  );
}
