import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { RootRoute } from '../../app/root-route.ts';

/** Settings of the person's screen and of the workspace; the person's own passphrase. */
export function routes(parent: RootRoute) {
  const settings = createRoute({
    getParentRoute: () => parent,
    path: '/settings',
    component: lazyRouteComponent(() => import('./settings-screen.tsx'), 'SettingsScreen'),
    staticData: { title: 'Settings' },
  });
  const passphrase = createRoute({
    getParentRoute: () => parent,
    path: '/settings/passphrase',
    component: lazyRouteComponent(() => import('./passphrase-screen.tsx'), 'PassphraseScreen'),
    staticData: { title: 'My passphrase' },
  });
  const recoveryKey = createRoute({
    getParentRoute: () => parent,
    path: '/settings/recovery-key',
    component: lazyRouteComponent(() => import('./recovery-key-screen.tsx'), 'RecoveryKeyScreen'),
    staticData: { title: 'Recovery key' },
  });
  return [settings, passphrase, recoveryKey] as const;
}
