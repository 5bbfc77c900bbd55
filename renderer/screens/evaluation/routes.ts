import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import type { RootRoute } from '../../app/root-route.ts';

const searchSchema = z.object({
  /** The run that is shown, or the job that will become it: they have the same id. */
  run: z.string().optional().catch(undefined),
  /** The earlier run that it is compared with. */
  against: z.string().optional().catch(undefined),
  /** The case that is open beside the report. */
  case: z.string().optional().catch(undefined),
});

export type EvaluationSearch = z.infer<typeof searchSchema>;

/** Triage measured against levels that somebody else has given. */
export function routes(parent: RootRoute) {
  const evaluation = createRoute({
    getParentRoute: () => parent,
    path: '/evaluation',
    validateSearch: (search) => searchSchema.parse(search),
    component: lazyRouteComponent(() => import('./evaluation-screen.tsx'), 'EvaluationScreen'),
    staticData: { title: 'Evaluation', permissions: ['triage.evaluate'] },
  });
  return [evaluation] as const;
}
