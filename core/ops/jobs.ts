import type { Job, Permission } from '../contract/index.ts';
import type { Actor } from '../identity/index.ts';
import { type Broadcast, createBroadcast } from '../kernel/broadcast.ts';
import { type Clock, isoTime } from '../kernel/clock.ts';
import { asFairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import type { Store } from '../store/index.ts';
import { type Stream, startingWith } from './iterators.ts';
import {
  createJobRows,
  errorText,
  hasEnded,
  type JobRow,
  jobCancelled,
  jobInterrupted,
  starterOf,
  viewOf,
} from './job-rows.ts';

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

interface Running {
  readonly row: JobRow;
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
  const rows = createJobRows(store);
  const definitions = new Map(options.definitions.map((item) => [item.kind, item]));
  const running = new Map<string, Running>();
  const queue: JobRow[] = [];
  /** For those who follow a job that has not begun. */
  const waiting = new Map<string, Broadcast<Job>>();
  let closed = false;

  const view = (row: JobRow, result: unknown = null): Job => viewOf(row, running.get(row.id), result);
  const viewWithResult = async (row: JobRow): Promise<Job> => view(row, await rows.readResult(row));

  const newsOf = (jobId: string): Broadcast<Job> => {
    const known = running.get(jobId)?.news ?? waiting.get(jobId) ?? createBroadcast<Job>();
    if (!running.has(jobId)) waiting.set(jobId, known);
    return known;
  };

  const contextOf = (definition: JobDefinition<unknown>, live: Running): JobContext<unknown> => ({
    store,
    actor: starterOf(live.row),
    jobId: live.row.id,
    input: definition.parseInput(JSON.parse(live.row.input)),
    signal: live.abort.signal,
    report(step, done, total) {
      const isNewStep = live.step !== step;
      Object.assign(live, { step, done, total });
      const now = performance.now();
      if (!isNewStep && now - live.lastNews < NEWS_EVERY_MS) return;
      live.lastNews = now;
      live.news.publish(view(live.row));
    },
  });

  /** Runs the job and writes down how it ended. */
  const settle = async (definition: JobDefinition<unknown>, live: Running): Promise<void> => {
    const { row, abort } = live;
    let fields: Partial<JobRow>;
    let result: unknown = null;
    try {
      result = (await definition.run(contextOf(definition, live))) ?? null;
      fields = {
        state: 'done',
        done: live.done,
        total: live.total,
        resultBlob: await rows.putResult(result),
      };
    } catch (thrown) {
      // Not judged: the row stays as it is, and the job is taken up again when the workspace is opened.
      if (abort.signal.reason === CLOSING) return;
      const error = abort.signal.aborted ? jobCancelled() : asFairdocError(thrown);
      fields = { state: abort.signal.aborted ? 'cancelled' : 'failed', error: errorText(error) };
      log.info({ job: row.kind, code: asFairdocError(thrown).code }, 'a job ended early');
    }
    const ended = rows.update(row, `job.${fields.state}`, { ...fields, finishedAt: isoTime(clock) });
    running.delete(row.id);
    const last = view(ended, result);
    live.news.publish(last);
    live.news.close();
    options.onSettled(last, ended.startedBy);
  };

  const begin = (next: JobRow, definition: JobDefinition<unknown>): void => {
    const begun = { state: 'running' as const, startedAt: isoTime(clock) };
    const row = next.state === 'running' ? next : rows.update(next, 'job.begin', begun);
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
    live.settled = settle(definition, live)
      .catch((thrown: unknown) => {
        // How it ended could not be written (a full disk, say): the row stays, and the job is taken up again.
        log.error({ job: row.kind, code: asFairdocError(thrown).code }, 'the end of a job was not recorded');
        running.delete(row.id);
        live.news.close();
      })
      .finally(runNext);
  };

  function runNext(): void {
    while (!closed && running.size < AT_ONCE) {
      const next = queue.shift();
      const definition = next && definitions.get(next.kind);
      if (!next) return;
      try {
        if (definition) begin(next, definition);
      } catch (thrown) {
        log.error({ job: next.kind, code: asFairdocError(thrown).code }, 'a job could not begin');
      }
    }
  }

  return {
    start(definition, input, actor) {
      const inputText = JSON.stringify(input);
      const same = [...queue, ...[...running.values()].map((live) => live.row)].find(
        (row) => row.kind === definition.kind && row.input === inputText,
      );
      if (same) return view(same);
      const isTurn = running.size + queue.length < AT_ONCE;
      const now = isoTime(clock);
      const row: JobRow = {
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
      rows.insert(row);
      queue.push(row);
      // The caller gets its answer before the work begins.
      setImmediate(runNext);
      return view(row);
    },
    list: (limit = 100) => rows.list(limit).map((row) => view(row)),
    get: (jobId) => viewWithResult(rows.demand(jobId)),
    definitionOf: (kind) => definitions.get(kind),
    starterOf: (jobId) => rows.demand(jobId).startedBy,
    watch(jobId, signal) {
      const row = rows.demand(jobId);
      if (hasEnded(row)) return startingWith(viewWithResult(row), undefined);
      return startingWith(Promise.resolve(view(row)), newsOf(jobId).subscribe(signal));
    },
    async cancel(jobId, actor) {
      const row = rows.demand(jobId);
      const live = running.get(jobId);
      if (live) {
        live.abort.abort();
        await live.settled;
      } else if (!hasEnded(row)) {
        queue.splice(0, queue.length, ...queue.filter((item) => item.id !== jobId));
        const fields = {
          state: 'cancelled' as const,
          error: errorText(jobCancelled()),
          finishedAt: isoTime(clock),
        };
        const news = newsOf(jobId);
        news.publish(view(rows.update(row, 'job.cancelled', fields, actor)));
        news.close();
        waiting.delete(jobId);
      }
      return viewWithResult(rows.demand(jobId));
    },
    isRunning: () => running.size > 0 || queue.length > 0,
    resume(mayStill) {
      for (const row of rows.leftOver()) {
        const definition = definitions.get(row.kind);
        const again = row.state === 'queued' || definition?.onInterruption === 'restart';
        if (definition && again && mayStill(row.startedBy, definition.access)) {
          queue.push(row);
        } else {
          const fields = {
            state: 'failed' as const,
            error: errorText(jobInterrupted()),
            finishedAt: isoTime(clock),
          };
          rows.update(row, 'job.failed', fields);
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
      for (const news of [...live.map((item) => item.news), ...waiting.values()]) news.close();
      running.clear();
    },
  };
}
