import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { attributeSchema, watchedMetricSchema } from '../../../core/contract/index.ts';
import type { RootRoute } from '../../app/root-route.ts';

const watchSearchSchema = z.object({
  metric: watchedMetricSchema.optional().catch(undefined),
  attribute: attributeSchema.optional().catch(undefined),
  /** The group whose evidence is shown. */
  group: z.string().max(100).optional().catch(undefined),
  table: z.boolean().optional().catch(undefined),
});

export type WatchSearch = z.infer<typeof watchSearchSchema>;

/** Decisions watched for bias as they come in: the evidence, the alerts, the hazard log. */
export function routes(parent: RootRoute) {
  const staticData = { title: 'Monitoring', permissions: ['fairness.read' as const] };
  const layout = createRoute({
    getParentRoute: () => parent,
    path: '/monitoring',
    component: lazyRouteComponent(() => import('./monitoring-layout.tsx'), 'MonitoringLayout'),
    staticData,
  });
  const watch = createRoute({
    getParentRoute: () => layout,
    path: '/',
    validateSearch: (search) => watchSearchSchema.parse(search),
    component: lazyRouteComponent(() => import('./watch-screen.tsx'), 'WatchScreen'),
    staticData,
  });
  const alerts = createRoute({
    getParentRoute: () => layout,
    path: 'alerts',
    component: lazyRouteComponent(() => import('./alerts-screen.tsx'), 'AlertsScreen'),
    staticData: { ...staticData, title: 'Bias alerts' },
  });
  const alert = createRoute({
    getParentRoute: () => layout,
    path: 'alerts/$alertId',
    component: lazyRouteComponent(() => import('./alerts-screen.tsx'), 'AlertsScreen'),
    staticData: { ...staticData, title: 'Bias alert' },
  });
  const hazards = createRoute({
    getParentRoute: () => layout,
    path: 'hazards',
    component: lazyRouteComponent(() => import('./hazards-screen.tsx'), 'HazardsScreen'),
    staticData: { ...staticData, title: 'Hazard log' },
  });
  return [layout.addChildren([watch, alerts, alert, hazards])] as const;
}
