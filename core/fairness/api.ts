import { implement } from '@orpc/server';
import { fairnessContract } from '../contract/index.ts';
import type { HandlerContext } from '../identity/index.ts';
import { type OverviewTexts, overviewOf } from './overview/overview.ts';
import { readColumns } from './overview/read-columns.ts';

export function implementFairness(texts: OverviewTexts) {
  const api = implement(fairnessContract).$context<HandlerContext>();
  return api.router({
    overview: api.overview.handler(({ input, context }) =>
      overviewOf(
        readColumns(context.store, input),
        { from: input.from ?? null, to: input.to ?? null },
        texts,
      ),
    ),
  });
}
