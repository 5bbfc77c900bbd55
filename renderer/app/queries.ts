import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { isSignedOut } from './problem.ts';

/**
 * `networkMode: 'always'`: the core is on this machine, so the browser's idea of being offline must not pause
 * anything. Nothing is read again on focus or by age alone; live updates say what changed.
 */
export function createQueryClient(): QueryClient {
  const askWhoIsSignedIn = (error: unknown) => {
    if (isSignedOut(error)) void queryClient.invalidateQueries({ queryKey: api.session.me.key() });
  };
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError: askWhoIsSignedIn }),
    mutationCache: new MutationCache({ onError: askWhoIsSignedIn }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 30_000,
        gcTime: 300_000,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return queryClient;
}

/** Drops everything that the person who leaves has read, so that none of it is in memory for the next one. */
export function forgetReadings(queryClient: QueryClient): void {
  const kept = [api.workspace.state.key(), api.session.me.key()].map(([path]) => path.join('.'));
  queryClient.removeQueries({
    predicate: ({ queryKey: [path] }) => !Array.isArray(path) || !kept.includes(path.join('.')),
  });
}
