import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { METRICS } from '../../../core/contract/index.ts';
import type { RootRoute } from '../../app/root-route.ts';

const biasSearchSchema = z.object({
  metric: z.enum(METRICS).optional().catch(undefined),
  table: z.boolean().optional().catch(undefined),
});

/** Decisions by group. */
export function routes(parent: RootRoute) {
  const overview = createRoute({
    getParentRoute: () => parent,
    path: '/bias',
    validateSearch: (search) => biasSearchSchema.parse(search),
    component: lazyRouteComponent(() => import('./bias-screen.tsx'), 'BiasScreen'),
    staticData: { title: 'Bias', permissions: ['fairness.read'] },
  });
  const file = createRoute({
    getParentRoute: () => parent,
    path: '/bias/file',
    component: lazyRouteComponent(() => import('./file/audit-screen.tsx'), 'AuditScreen'),
    staticData: { title: 'Audit of a file', permissions: ['fairness.read'] },
  });
  return [overview, file] as const;
}
