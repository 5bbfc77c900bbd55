import { createHashHistory, createRoute, createRouter } from '@tanstack/react-router';
import { Home } from '../frame/home.tsx';
import { routes as biasRoutes } from '../screens/bias/routes.ts';
import { routes as evaluationRoutes } from '../screens/evaluation/routes.ts';
import { routes as inboxRoutes } from '../screens/inbox/routes.ts';
import { routes as knowledgeRoutes } from '../screens/knowledge/routes.ts';
import { routes as modelRoutes } from '../screens/models/routes.ts';
import { routes as monitoringRoutes } from '../screens/monitoring/routes.ts';
import { routes as patientRoutes } from '../screens/patients/routes.ts';
import { routes as recordRoutes } from '../screens/record/routes.ts';
import { routes as settingsRoutes } from '../screens/settings/routes.ts';
import { routes as triageRoutes } from '../screens/triage/routes.ts';
import { rootRoute } from './root-route.ts';

/**
 * Screens are addressed by the fragment: the hosts then serve one page, and nothing of what is open reaches a server
 * log. Each area adds its routes here and its entries in nav.ts.
 */
const home = createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home });

const routeTree = rootRoute.addChildren([
  home,
  ...inboxRoutes(rootRoute),
  ...triageRoutes(rootRoute),
  ...patientRoutes(rootRoute),
  ...biasRoutes(rootRoute),
  ...monitoringRoutes(rootRoute),
  ...knowledgeRoutes(rootRoute),
  ...modelRoutes(rootRoute),
  ...evaluationRoutes(rootRoute),
  ...recordRoutes(rootRoute),
  ...settingsRoutes(rootRoute),
]);

export const router = createRouter({
  routeTree,
  history: createHashHistory(),
  defaultPreload: 'intent',
  defaultStructuralSharing: true,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
