import { implement } from '@orpc/server';
import { type EvaluationReport, evaluationContract } from '../../contract/evaluation.ts';
import type { TriageCase } from '../../contract/index.ts';
import type { HandlerContext } from '../../identity/index.ts';
import { FairdocError } from '../../kernel/errors.ts';
import type { Store } from '../../store/index.ts';
import type { UploadedFile } from '../api.ts';
import type { Clinic } from '../clinic.ts';
import { readFile } from '../intake.ts';
import { readCaseFile } from './case-file.ts';
import { compareVersions } from './compare.ts';
import { listRuns, readReport, readVersion, runRow, viewOf } from './runs.ts';
import type { EvaluationRunRow } from './schema.ts';
import { caseNotFound, signedCase } from './signed-cases.ts';

export interface EvaluationApi {
  readonly clinic: Clinic;
  /** Of the knowledge that is loaded now. */
  readonly digest: string;
  /** Each starts a job whose id is that of the run, and returns it. */
  startFile(context: HandlerContext, file: UploadedFile): Promise<string>;
  startDecisions(context: HandlerContext): string;
}

/** Evaluation's part of the contract. */
export function implementEvaluation({ clinic, digest, startFile, startDecisions }: EvaluationApi) {
  const os = implement(evaluationContract).$context<HandlerContext>();
  return os.router({
    start: os.start.handler(async ({ context, input }) => {
      const file = await readFile(input.file);
      // What is no file of cases is refused at once, not by a job that fails.
      readCaseFile(file.bytes);
      return { jobId: await startFile(context, file) };
    }),
    startOnDecisions: os.startOnDecisions.handler(({ context }) => {
      if (!context.session.permissions.has('clinical.read')) throw notForYou();
      return { jobId: startDecisions(context) };
    }),
    runs: os.runs.handler(({ context }) => listRuns(context.store)),
    run: os.run.handler(async ({ context, input }) => {
      const row = runRow(context.store, input.runId);
      const report = await readReport(context.store, row);
      return { run: viewOf(row), report: mayReadWords(context, row) ? report : withoutWords(report) };
    }),
    case: os.case.handler(async ({ context, input }) => {
      const row = runRow(context.store, input.runId);
      if (!mayReadWords(context, row)) throw notForYou();
      const found = await caseOf(context.store, row, input.caseId);
      return {
        case: found,
        result: clinic.triage.assess(found, clinic.settings(context.store).targetScale),
        sameKnowledge: row.knowledgeDigest === digest,
      };
    }),
    compare: os.compare.handler(async ({ context, input }) => {
      const [first, second] = [runRow(context.store, input.first), runRow(context.store, input.second)];
      return compareVersions(
        await readVersion(context.store, first),
        await readVersion(context.store, second),
      );
    }),
  });
}

/** Narratives are read by those who may read records, and by whoever brought the file. */
function mayReadWords({ session, actor }: HandlerContext, row: EvaluationRunRow): boolean {
  if (session.permissions.has('clinical.read')) return true;
  return row.source === 'file' && row.createdBy === actor.userId;
}

function withoutWords(report: EvaluationReport): EvaluationReport {
  return {
    ...report,
    disagreements: report.disagreements.map((item) => ({
      ...item,
      reasons: item.reasons.map((reason) => ({ ...reason, span: null })),
    })),
  };
}

async function caseOf(store: Store, row: EvaluationRunRow, caseId: string): Promise<TriageCase> {
  if (row.fileBlob === null) return signedCase(store, caseId);
  const { content } = await store.blobs.get(row.fileBlob);
  for (const { reading } of readCaseFile(content).lines()) {
    if ('case' in reading && reading.case.id === caseId) return reading.case;
  }
  throw caseNotFound();
}

const notForYou = () =>
  new FairdocError(
    'denied',
    'evaluation.wordsNotAllowed',
    'This shows what was written about patients, which your role does not include.',
    'Ask somebody who may read the record, or evaluate a file of your own.',
    { details: { needed: 'clinical.read' } },
  );
