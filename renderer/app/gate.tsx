import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import type { Me } from '../../core/contract/index.ts';
import { ErrorState } from '../components/error-state.tsx';
import { FullPage } from '../components/full-page.tsx';
import { IdleGuard } from '../frame/idle-guard.tsx';
import { LockScreen } from '../frame/lock-screen.tsx';
import { FirstRun } from '../screens/first-run/first-run.tsx';
import { RefusedScreen } from '../screens/sign-in/refused-screen.tsx';
import { SignInScreen } from '../screens/sign-in/sign-in-screen.tsx';
import { WorkspaceProblem } from '../screens/sign-in/workspace-problem.tsx';
import { api, client } from './client.ts';
import { followChanges } from './live.ts';
import { router } from './router.ts';
import { SessionProvider } from './session.tsx';
import { Splash } from './splash.tsx';
import { useConnection } from './use-connection.ts';

/** Decides what a person may see: set-up, a problem with the workspace, sign-in, or the work itself. */
export function Gate() {
  const connection = useConnection();
  const workspace = useQuery(api.workspace.state.queryOptions({ input: {} }));
  const me = useQuery(api.session.me.queryOptions({ input: {} }));
  const [settingUp, setSettingUp] = useState(false);

  if (connection === 'refused') return <RefusedScreen />;
  const error = workspace.error ?? me.error;
  if (error !== null) {
    const retry = () => void Promise.all([workspace.refetch(), me.refetch()]);
    return (
      <FullPage>
        <ErrorState error={error} onRetry={retry} />
      </FullPage>
    );
  }
  if (workspace.data === undefined || me.data === undefined) return <Splash />;

  const { state } = workspace.data;
  if (state === 'absent' || settingUp) {
    return <FirstRun onBegin={() => setSettingUp(true)} onDone={() => setSettingUp(false)} />;
  }
  if (state !== 'open' && state !== 'locked') return <WorkspaceProblem workspace={workspace.data} />;
  if (me.data === null) return <SignInScreen workspace={workspace.data} />;
  return <Work key={me.data.userId} me={me.data} />;
}

/**
 * The work of one person. While locked it stays mounted, unseen and out of reach, so that nothing entered is lost;
 * another person starts afresh because the key changes.
 */
function Work({ me }: { me: Me }) {
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
