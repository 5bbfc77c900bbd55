import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import type { RootRoute } from '../../app/root-route.ts';
import { recordSearchSchema } from './record-tabs.ts';

const listSearchSchema = z.object({
  q: z.string().max(200).optional().catch(undefined),
  archived: z.boolean().optional().catch(undefined),
});

/** `?job=`: the import that is shown; leaving the screen and coming back finds it again. */
const importSearchSchema = z.object({ job: z.string().optional().catch(undefined) });

/** The patients of this workspace, the record of each, and the import of records. */
export function routes(parent: RootRoute) {
  const list = createRoute({
    getParentRoute: () => parent,
    path: '/patients',
    validateSearch: (search) => listSearchSchema.parse(search),
    component: lazyRouteComponent(() => import('./patients-screen.tsx'), 'PatientsScreen'),
    staticData: { title: 'Patients', permissions: ['clinical.read'] },
  });
  const imports = createRoute({
    getParentRoute: () => parent,
    path: '/patients/import',
    validateSearch: (search) => importSearchSchema.parse(search),
    component: lazyRouteComponent(() => import('../import/import-screen.tsx'), 'ImportScreen'),
    staticData: { title: 'Import', permissions: ['clinical.import'] },
  });
  const record = createRoute({
    getParentRoute: () => parent,
    path: '/patients/$patientId',
    validateSearch: (search) => recordSearchSchema.parse(search),
    component: lazyRouteComponent(() => import('./patient-screen.tsx'), 'PatientScreen'),
    staticData: { title: 'Patient', permissions: ['clinical.read'] },
  });
  return [list, imports, record] as const;
}
