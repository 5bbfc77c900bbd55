import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ErrorState } from '../components/error-state.tsx';
import { FullPage } from '../components/full-page.tsx';
import { RefusedScreen } from '../screens/sign-in/refused-screen.tsx';
import { SignInScreen } from '../screens/sign-in/sign-in-screen.tsx';
import { WorkspaceProblem } from '../screens/sign-in/workspace-problem.tsx';
import { api } from './client.ts';
import { Splash } from './splash.tsx';
import { useConnection } from './use-connection.ts';

/** The sign-in screen comes first and small; the work is fetched while the passphrase is typed. */
const loadWork = () => import('./work.tsx');
const Work = lazy(() => loadWork().then((module) => ({ default: module.Work })));
const FirstRun = lazy(() =>
  import('../screens/first-run/first-run.tsx').then((module) => ({ default: module.FirstRun })),
);

/** Decides what a person may see: set-up, a problem with the workspace, sign-in, or the work itself. */
export function Gate() {
  const queryClient = useQueryClient();
  const connection = useConnection();
  const workspace = useQuery(api.workspace.state.queryOptions({ input: {} }));
  const me = useQuery(api.session.me.queryOptions({ input: {} }));
  const [settingUp, setSettingUp] = useState(false);

  const wasLost = useRef(false);

  useEffect(() => {
    if (connection === 'open' && wasLost.current) void queryClient.invalidateQueries();
    wasLost.current = connection === 'lost';
  }, [connection, queryClient]);
  useEffect(() => {
    if (me.isSuccess) void loadWork();
  }, [me.isSuccess]);

  if (connection === 'refused') return <RefusedScreen />;
  // Only a first reading that failed stands in the way. Later ones leave the work on the screen as it is.
  const error = workspace.data === undefined ? workspace.error : me.data === undefined ? me.error : null;
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
    return (
      <Suspense fallback={<Splash />}>
        <FirstRun onBegin={() => setSettingUp(true)} onDone={() => setSettingUp(false)} />
      </Suspense>
    );
  }
  if (state !== 'open' && state !== 'locked') return <WorkspaceProblem workspace={workspace.data} />;
  if (me.data === null) return <SignInScreen workspace={workspace.data} />;
  return (
    <Suspense fallback={<Splash />}>
      <Work key={me.data.userId} me={me.data} />
    </Suspense>
  );
}
