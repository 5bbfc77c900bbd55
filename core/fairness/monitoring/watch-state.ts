import { asc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { EvidencePoint } from '../../contract/index.ts';
import type { Db } from '../../store/index.ts';
import type { MonitorState } from './monitor.ts';
import { monitoringPoint, monitoringState } from './schema.ts';
import { toPoint } from './views.ts';

/** The state of the watch and the paths of its e-values as they are kept between two pieces of evidence. */

const ID = 'watch';
const count = z.number().int().min(0);
const tally = z.object({ n: count, events: count });

const comparisonSchema = z.object({
  group: z.string(),
  since: z.string(),
  inGroup: tally,
  inRest: tally,
  evidence: z.object({
    n: count,
    sum: z.number(),
    squares: z.number(),
    logUp: z.number(),
    logDown: z.number(),
  }),
  sequence: z.object({
    n: count,
    sum: z.number(),
    squares: z.number(),
    weights: z.number(),
    weighted: z.number(),
    spread: z.number(),
  }),
  waiting: z.record(z.string(), z.object({ side: z.enum(['group', 'rest']), n: count, sum: z.number() })),
  reported: z.boolean(),
  nextPoint: count,
});

const stateSchema = z.object({
  decisions: count,
  outcomes: count,
  asOf: z.string().nullable(),
  begunAfter: z.record(z.string(), z.number()),
  cells: z.record(z.string(), z.array(comparisonSchema)),
});

export interface KeptWatch {
  readonly state: MonitorState;
  readonly throughSeq: number;
}

/** The watch as it was left; undefined where there is none, or one of another definition. */
export function readWatch(db: Db, definition: string): KeptWatch | undefined {
  const row = db.select().from(monitoringState).where(eq(monitoringState.id, ID)).get();
  if (row === undefined || row.definition !== definition) return undefined;
  const parsed = stateSchema.safeParse(JSON.parse(row.state));
  return parsed.success ? { state: parsed.data, throughSeq: row.throughSeq } : undefined;
}

export interface PathChanges {
  /** Comparisons that have begun anew: their points go. */
  readonly dropped: ReadonlySet<string>;
  /** New points by comparison. */
  readonly points: ReadonlyMap<string, readonly EvidencePoint[]>;
}

export function writeWatch(
  tx: Db,
  definition: string,
  watch: KeptWatch,
  { dropped, points }: PathChanges,
): void {
  const row = { definition, throughSeq: watch.throughSeq, state: JSON.stringify(watch.state) };
  tx.insert(monitoringState)
    .values({ id: ID, ...row })
    .onConflictDoUpdate({ target: monitoringState.id, set: row })
    .run();
  if (dropped.size > 0) {
    tx.delete(monitoringPoint)
      .where(inArray(monitoringPoint.comparison, [...dropped]))
      .run();
  }
  for (const [comparison, list] of points) {
    for (const { log10E, pairs, at, difference, low, high } of list) {
      tx.insert(monitoringPoint)
        .values({ comparison, pairs, at, logE: log10E * Math.LN10, difference, low, high })
        .run();
    }
  }
}

/** Forgets everything that was derived, before the watch is made anew from the log. */
export function forgetWatch(tx: Db): void {
  tx.delete(monitoringState).run();
  tx.delete(monitoringPoint).run();
}

export function readPath(db: Db, comparison: string): EvidencePoint[] {
  return db
    .select()
    .from(monitoringPoint)
    .where(eq(monitoringPoint.comparison, comparison))
    .orderBy(asc(monitoringPoint.pairs))
    .all()
    .map(toPoint);
}
