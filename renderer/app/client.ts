import { createORPCClient, DynamicLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '../../core/contract/index.ts';
import { createConnection } from './connection.ts';

export const connection = createConnection();

/** Calls to the core, typed by the contract. Every rejection goes through `problemOf` before a person sees it. */
export const client: ContractRouterClient<Contract> = createORPCClient(
  new DynamicLink(() => connection.link()),
);

/** The same calls as TanStack Query options: `useQuery(api.triage.queue.queryOptions({ input: {} }))`. */
export const api = createTanstackQueryUtils(client);
