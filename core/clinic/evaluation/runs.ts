import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import {
  type EvaluationReport,
  type EvaluationRun,
  evaluationReportSchema,
  evaluationScaleSchema,
} from '../../contract/evaluation.ts';
import type { Actor } from '../../identity/index.ts';
import { FairdocError } from '../../kernel/errors.ts';
import type { Store } from '../../store/index.ts';
import type { Version } from './compare.ts';
import type { Level } from './gold.ts';
import { type Judged, share } from './report.ts';
import { type EvaluationRunRow, evaluationRun } from './schema.ts';

/** Evaluations as they are kept. */

const levelSchema = z.object({ scale: evaluationScaleSchema, index: z.number().int() });
const keptSchema = z.object({
  report: evaluationReportSchema,
  /** Every answer, so that two runs can be compared case by case. */
  answers: z.array(z.object({ id: z.string(), gold: levelSchema, given: levelSchema })),
});

export interface NewRun {
  readonly id: string;
  readonly source: EvaluationRun['source'];
  readonly name: string;
  readonly fileBlob: string | null;
  readonly report: EvaluationReport;
  readonly judged: readonly Judged[];
  readonly createdAt: string;
}

/** Keeps a run: the report and the answers as an encrypted blob, the figures as a row. */
export async function keepRun(store: Store, actor: Actor, run: NewRun): Promise<void> {
  const { report } = run;
  const answers = run.judged.map(({ id, gold, given }): { id: string; gold: Level; given: Level } => ({
    id,
    gold,
    given,
  }));
  const bytes = new TextEncoder().encode(JSON.stringify({ report, answers }));
  const { digest } = await store.blobs.put(bytes, { mediaType: 'application/json' });
  const row: EvaluationRunRow = {
    id: run.id,
    source: run.source,
    name: run.name,
    fileBlob: run.fileBlob,
    resultBlob: digest,
    levels: report.levels,
    cases: report.cases,
    judged: report.judged,
    exact: report.exact.n,
    under: report.under.n,
    emergencies: report.missedEmergencies.of,
    missed: report.missedEmergencies.n,
    knowledgeVersion: report.knowledge?.version ?? '',
    knowledgeDigest: report.knowledge?.digest ?? '',
    createdAt: run.createdAt,
    createdBy: actor.userId,
    createdByName: actor.name,
  };
  store.change({ actor, action: 'evaluation.run' }, (tx) => {
    if (tx.select().from(evaluationRun).where(eq(evaluationRun.id, run.id)).get() === undefined) {
      tx.insert(evaluationRun).values(row).run();
    }
  });
}

/** Newest first. */
export function listRuns(store: Store): EvaluationRun[] {
  const rows = store.read((db) =>
    db.select().from(evaluationRun).orderBy(desc(evaluationRun.createdAt), desc(evaluationRun.id)).all(),
  );
  return rows.map(viewOf);
}

/** @throws evaluation.runNotFound */
export function runRow(store: Store, runId: string): EvaluationRunRow {
  const row = store.read((db) => db.select().from(evaluationRun).where(eq(evaluationRun.id, runId)).get());
  if (row) return row;
  throw new FairdocError(
    'notFound',
    'evaluation.runNotFound',
    'There is no such evaluation.',
    'Choose one from the list.',
  );
}

export async function readReport(store: Store, row: EvaluationRunRow): Promise<EvaluationReport> {
  return (await readKept(store, row)).report;
}

/** A run as one side of a comparison. */
export async function readVersion(store: Store, row: EvaluationRunRow): Promise<Version> {
  const { answers } = await readKept(store, row);
  return {
    name: `${row.name}, rules ${row.knowledgeVersion} (${row.knowledgeDigest.slice(0, 8)})`,
    judged: answers.map((answer) => ({ ...answer, reasons: [] })),
  };
}

async function readKept(store: Store, row: EvaluationRunRow) {
  const { content } = await store.blobs.get(row.resultBlob);
  return keptSchema.parse(JSON.parse(content.toString('utf8')));
}

export function viewOf(row: EvaluationRunRow): EvaluationRun {
  return {
    id: row.id,
    source: row.source,
    name: row.name,
    levels: row.levels,
    cases: row.cases,
    errors: row.cases - row.judged,
    exact: share(row.exact, row.judged),
    under: share(row.under, row.judged),
    missedEmergencies: share(row.missed, row.emergencies),
    knowledge: { version: row.knowledgeVersion, digest: row.knowledgeDigest },
    createdAt: row.createdAt,
    createdBy: row.createdByName,
  };
}
