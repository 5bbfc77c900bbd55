import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { modelIdSchema } from '../../../core/contract/index.ts';
import type { RootRoute } from '../../app/root-route.ts';

const modelsSearchSchema = z.object({
  model: modelIdSchema.optional().catch(undefined),
  table: z.boolean().optional().catch(undefined),
});

/** The learned models and their cards. */
export function routes(parent: RootRoute) {
  const models = createRoute({
    getParentRoute: () => parent,
    path: '/models',
    validateSearch: (search) => modelsSearchSchema.parse(search),
    component: lazyRouteComponent(() => import('./models-screen.tsx'), 'ModelsScreen'),
    staticData: { title: 'Models', permissions: ['triage.read', 'fairness.read', 'model.sign'] },
  });
  return [models] as const;
}
