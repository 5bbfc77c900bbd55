import { useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import type { Me } from '../../core/contract/index.ts';
import { IdleGuard } from '../frame/idle-guard.tsx';
import { LockScreen } from '../frame/lock-screen.tsx';
import { api, client } from './client.ts';
import { followChanges } from './live.ts';
import { router } from './router.ts';
import { SessionProvider } from './session.tsx';

/**
 * The work of one person. While locked it stays mounted, unseen and out of reach, so that nothing entered is lost;
 * another person starts afresh because the key changes.
 */
export function Work({ me }: { me: Me }) {
  const queryClient = useQueryClient();
  const locked = me.state === 'locked';
  const askWho = useCallback(
    () => queryClient.invalidateQueries({ queryKey: api.session.me.key() }),
    [queryClient],
  );

  const lock = useCallback(() => {
    void client.session.lock({}).finally(askWho);
  }, [askWho]);
  const signOut = useCallback(() => {
    void client.session.signOut({}).finally(() => {
      queryClient.setQueryData(api.session.me.queryKey({ input: {} }), null);
      // Nothing that this person read stays in memory for the next one.
      queryClient.removeQueries({ predicate: (query) => !isGateQuery(query.queryKey) });
      void queryClient.invalidateQueries();
      void router.navigate({ to: '/' });
    });
  }, [queryClient]);

  useEffect(() => {
    if (locked) return;
    const stop = new AbortController();
    void followChanges(queryClient, stop.signal);
    return () => stop.abort();
  }, [locked, queryClient]);

  useEffect(() => {
    for (const portal of document.querySelectorAll<HTMLElement>('[data-portal]')) portal.inert = locked;
  }, [locked]);

  return (
    <SessionProvider me={me} lock={lock} signOut={signOut}>
      <div inert={locked} style={{ height: '100%', visibility: locked ? 'hidden' : 'visible' }}>
        <RouterProvider router={router} />
      </div>
      {locked ? (
        <LockScreen me={me} onSignOut={signOut} />
      ) : (
        <IdleGuard minutes={me.idleMinutes} onIdle={lock} />
      )}
    </SessionProvider>
  );
}

function isGateQuery(key: readonly unknown[]): boolean {
  const path = Array.isArray(key[0]) ? key[0].join('.') : '';
  return path === 'session.me' || path === 'workspace.state';
}
