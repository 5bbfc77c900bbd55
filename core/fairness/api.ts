import { implement } from '@orpc/server';
import { fairnessContract } from '../contract/index.ts';
import type { HandlerContext } from '../identity/index.ts';
import { describeColumns, type FileAudits } from './audit/index.ts';
import { type OverviewTexts, overviewOf } from './overview/overview.ts';
import { readColumns } from './overview/read-columns.ts';

/** Fairness's part of the contract. */
export function implementFairness(texts: OverviewTexts, audits: FileAudits) {
  const api = implement(fairnessContract).$context<HandlerContext>();
  return api.router({
    overview: api.overview.handler(({ input, context }) =>
      overviewOf(
        readColumns(context.store, input),
        { from: input.from ?? null, to: input.to ?? null },
        texts,
      ),
    ),
    auditColumns: api.auditColumns.handler(async ({ input }) =>
      describeColumns(await bytesOf(input.head), input.whole),
    ),
    beginAudit: api.beginAudit.handler(({ input, context }) => ({
      auditId: audits.begin(context.session.id, input),
    })),
    feedAudit: api.feedAudit.handler(async ({ input, context }) => ({
      rows: audits.feed(context.session.id, input.auditId, await bytesOf(input.part)),
    })),
    finishAudit: api.finishAudit.handler(({ input, context }) =>
      audits.finish(context.session.id, input.auditId),
    ),
  });
}

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());
