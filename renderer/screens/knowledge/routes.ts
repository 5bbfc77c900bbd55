import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import type { RootRoute } from '../../app/root-route.ts';

const searchSchema = z.object({
  /** What is searched for. */
  q: z.string().max(200).optional().catch(undefined),
  show: z.enum(['presentations', 'conditions', 'rules', 'about']).optional().catch(undefined),
});

export type KnowledgeSearch = z.infer<typeof searchSchema>;

/** The knowledge base of triage: what it knows, on whose authority. */
export function routes(parent: RootRoute) {
  const layout = createRoute({
    getParentRoute: () => parent,
    path: '/knowledge',
    validateSearch: (search) => searchSchema.parse(search),
    component: lazyRouteComponent(() => import('./knowledge-layout.tsx'), 'KnowledgeLayout'),
    staticData: { title: 'Knowledge' },
  });
  const index = createRoute({
    getParentRoute: () => layout,
    path: '/',
    component: lazyRouteComponent(() => import('./about-screen.tsx'), 'AboutScreen'),
  });
  const presentation = createRoute({
    getParentRoute: () => layout,
    path: 'presentations/$id',
    component: lazyRouteComponent(() => import('./presentation-screen.tsx'), 'PresentationScreen'),
    staticData: { title: 'Presentation' },
  });
  const rule = createRoute({
    getParentRoute: () => layout,
    path: 'rules/$id',
    component: lazyRouteComponent(() => import('./rule-screen.tsx'), 'RuleScreen'),
    staticData: { title: 'Rule' },
  });
  const condition = createRoute({
    getParentRoute: () => layout,
    path: 'conditions/$id',
    component: lazyRouteComponent(() => import('./condition-screen.tsx'), 'ConditionScreen'),
    staticData: { title: 'Condition' },
  });
  const concept = createRoute({
    getParentRoute: () => layout,
    path: 'concepts/$id',
    component: lazyRouteComponent(() => import('./concept-screen.tsx'), 'ConceptScreen'),
    staticData: { title: 'Concept' },
  });
  return [layout.addChildren([index, presentation, rule, condition, concept])] as const;
}
