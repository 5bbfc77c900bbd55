import { useSyncExternalStore } from 'react';
import { connection } from './client.ts';
import type { ConnectionState } from './connection.ts';

/** State of the line to the core, live. */
export function useConnection(): ConnectionState {
  return useSyncExternalStore(connection.subscribe, connection.state);
}
