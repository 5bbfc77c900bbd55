import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RootRoute } from '../../app/root-route.ts';
import { trailSearchSchema } from './trail-search.ts';

/** The record of the record: who did what, whether it is whole, who signed, backups, and the people. */
export function routes(parent: RootRoute) {
  const layout = createRoute({
    getParentRoute: () => parent,
    path: '/record',
    component: lazyRouteComponent(() => import('./record-layout.tsx'), 'RecordLayout'),
    staticData: { title: 'Record', permissions: ['audit.read', 'backup.manage', 'people.manage'] },
  });
  const index = createRoute({
    getParentRoute: () => layout,
    path: '/',
    component: lazyRouteComponent(() => import('./record-layout.tsx'), 'FirstRecordScreen'),
  });
  const trail = createRoute({
    getParentRoute: () => layout,
    path: 'trail',
    validateSearch: (search) => trailSearchSchema.parse(search),
    component: lazyRouteComponent(() => import('./trail-screen.tsx'), 'TrailScreen'),
    staticData: { title: 'Audit trail', permissions: ['audit.read'] },
  });
  const verification = createRoute({
    getParentRoute: () => layout,
    path: 'verification',
    component: lazyRouteComponent(() => import('./verification-screen.tsx'), 'VerificationScreen'),
    staticData: { title: 'Verification', permissions: ['audit.read'] },
  });
  const signatures = createRoute({
    getParentRoute: () => layout,
    path: 'signatures',
    component: lazyRouteComponent(() => import('./signatures-screen.tsx'), 'SignaturesScreen'),
    staticData: { title: 'Signatures', permissions: ['audit.read'] },
  });
  const backups = createRoute({
    getParentRoute: () => layout,
    path: 'backups',
    component: lazyRouteComponent(() => import('./backups-screen.tsx'), 'BackupsScreen'),
    staticData: { title: 'Backups', permissions: ['backup.manage'] },
  });
  const people = createRoute({
    getParentRoute: () => layout,
    path: 'people',
    component: lazyRouteComponent(() => import('../people/people-screen.tsx'), 'PeopleScreen'),
    staticData: { title: 'People', permissions: ['people.manage'] },
  });
  return [layout.addChildren([index, trail, verification, signatures, backups, people])] as const;
}
