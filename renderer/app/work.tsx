import { useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Me } from '../../core/contract/index.ts';
import { IdleGuard } from '../frame/idle-guard.tsx';
import { LockScreen } from '../frame/lock-screen.tsx';
import { api, client } from './client.ts';
import { followChanges } from './live.ts';
import { forgetReadings } from './queries.ts';
import { router } from './router.ts';
import { SessionProvider } from './session.tsx';

/**
 * The work of one person. While locked it stays mounted, unseen and out of reach, so that nothing entered is lost;
 * another person starts afresh because the key changes.
 */
export function Work({ me }: { me: Me }) {
  const queryClient = useQueryClient();
  // Covered from the moment it is asked for, also when the core is slow to answer or gone.
  const [covering, setCovering] = useState(false);
  const locked = me.state === 'locked' || covering;
  // Taken off only once the lock itself is drawn: the work must not be seen between the two.
  if (covering && me.state === 'locked') setCovering(false);
  // A locked session has no permissions. The screens behind the lock go by those of before, or they would close.
  const [unlocked, setUnlocked] = useState(me);
  if (me.state === 'active' && unlocked !== me) setUnlocked(me);
  const wasLocked = useRef(false);

  const end = useCallback(
    async (call: () => Promise<unknown>) => {
      setCovering(true);
      try {
        await call();
      } finally {
        // Whether it worked or not, the core knows who is signed in.
        await queryClient.invalidateQueries({ queryKey: api.session.me.key() });
        if (queryClient.getQueryData(api.session.me.queryKey({ input: {} }))?.state === 'active') {
          setCovering(false);
        }
      }
    },
    [queryClient],
  );
  const lock = useCallback(() => void end(() => client.session.lock({})).catch(() => undefined), [end]);
  const signOut = useCallback(() => {
    const leave = async () => {
      await client.session.signOut({});
      forgetReadings(queryClient);
      await router.navigate({ to: '/' });
    };
    void end(leave).catch(() => undefined);
  }, [end, queryClient]);

  useEffect(() => {
    if (locked) return;
    // Whatever was asked for behind the lock was refused, and changes were missed.
    if (wasLocked.current) void queryClient.invalidateQueries();
    wasLocked.current = false;
    const stop = new AbortController();
    void followChanges(queryClient, stop.signal);
    return () => {
      wasLocked.current = true;
      stop.abort();
    };
  }, [locked, queryClient]);

  useEffect(() => {
    for (const portal of document.querySelectorAll<HTMLElement>('[data-portal]')) portal.inert = locked;
  }, [locked]);

  return (
    <SessionProvider me={locked ? unlocked : me} lock={lock} signOut={signOut}>
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
