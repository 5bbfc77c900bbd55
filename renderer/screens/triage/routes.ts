import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import type { RootRoute } from '../../app/root-route.ts';

/** `?patient=`: intake of somebody who is in the record already. */
const intakeSearchSchema = z.object({ patient: z.string().optional().catch(undefined) });

/** The queue, the intake of a patient, and the assessment of an encounter. */
export function routes(parent: RootRoute) {
  const board = createRoute({
    getParentRoute: () => parent,
    path: '/triage',
    component: lazyRouteComponent(() => import('./board-screen.tsx'), 'BoardScreen'),
    staticData: { title: 'Triage', permissions: ['triage.read'] },
  });
  const intake = createRoute({
    getParentRoute: () => parent,
    path: '/triage/new',
    validateSearch: (search) => intakeSearchSchema.parse(search),
    component: lazyRouteComponent(() => import('../intake/intake-screen.tsx'), 'IntakeScreen'),
    staticData: { title: 'New intake', permissions: ['clinical.write'] },
  });
  const assessment = createRoute({
    getParentRoute: () => parent,
    path: '/triage/$encounterId',
    component: lazyRouteComponent(() => import('./assessment-screen.tsx'), 'AssessmentScreen'),
    staticData: { title: 'Assessment', permissions: ['triage.read'] },
  });
  return [board, intake, assessment] as const;
}
