import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RootRoute } from '../../app/root-route.ts';

/** Tasks and notifications; the jobs of this workspace. */
export function routes(parent: RootRoute) {
  const inbox = createRoute({
    getParentRoute: () => parent,
    path: '/inbox',
    component: lazyRouteComponent(() => import('./inbox-screen.tsx'), 'InboxScreen'),
    staticData: { title: 'Inbox' },
  });
  const jobs = createRoute({
    getParentRoute: () => parent,
    path: '/inbox/jobs',
    component: lazyRouteComponent(() => import('./jobs-screen.tsx'), 'JobsScreen'),
    staticData: { title: 'Jobs' },
  });
  return [inbox, jobs] as const;
}
