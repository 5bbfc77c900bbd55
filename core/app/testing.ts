import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRouterClient, ORPCError } from '@orpc/server';
import { onTestFinished } from 'vitest';
import type { ErrorData, Role } from '../contract/index.ts';
import { type ManualClock, manualClock } from '../kernel/clock.ts';
import { KDF_FLOOR } from '../store/index.ts';
import { type Core, type CoreOptions, createCore } from './core.ts';

/** A real core on a real encrypted workspace in a folder of its own, removed when the test ends. */

export const ADMIN = { loginName: 'ada', fullName: 'Ada Birch', passphrase: 'seven quiet herons' } as const;
export const passphraseOf = (loginName: string) => `${loginName} keeps this secret`;

export interface TestCore {
  readonly core: Core;
  readonly clock: ManualClock;
  readonly workspaceDir: string;
  /** Calls as whoever is signed in on this connection. */
  client(connectionId: string): Client;
  /** Closes this core and starts another on the same folder. */
  restart(): Promise<TestCore>;
}

export type Client = ReturnType<typeof clientOf>;

export function clientOf(core: Core, connectionId: string) {
  return createRouterClient(core.router, { context: core.context(connectionId) });
}

export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'fairdoc-core-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function startCore(
  workspaceDir: string,
  clock: ManualClock,
  options: Partial<CoreOptions> = {},
): TestCore {
  const core = createCore({ workspaceDir, clock, kdf: KDF_FLOOR, tickMs: 0, ...options });
  onTestFinished(() => core.close());
  return {
    core,
    clock,
    workspaceDir,
    client: (connectionId) => clientOf(core, connectionId),
    async restart() {
      await core.close();
      return startCore(workspaceDir, clock, options);
    },
  };
}

/** A workspace whose administrator is signed in on the connection `admin`. */
export async function newWorkspace(options: Partial<CoreOptions> = {}) {
  const clock = manualClock();
  const test = startCore(path.join(tempFolder(), 'workspace'), clock, options);
  const admin = test.client('admin');
  const { recoveryKey } = await admin.workspace.create({
    name: 'Emergency department',
    administrator: ADMIN,
  });
  return { ...test, admin, recoveryKey };
}

/** Adds a person and signs them in on a connection of their own. */
export async function addSignedIn(test: TestCore, admin: Client, loginName: string, roles: Role[]) {
  const passphrase = passphraseOf(loginName);
  const fullName = `${loginName[0]?.toUpperCase()}${loginName.slice(1)} Test`;
  const person = await admin.people.add({ loginName, fullName, roles, passphrase });
  const client = test.client(loginName);
  await client.session.signIn({ loginName, passphrase });
  return { person, client, passphrase };
}

export interface Refusal extends ErrorData {
  readonly message: string;
}

/** The contract's error that a call ends with; fails when it succeeds or ends with anything else. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  const thrown = await call.then(
    () => {
      throw new Error('the call was expected to be refused');
    },
    (error: unknown) => error,
  );
  if (thrown instanceof ORPCError && thrown.code === 'FAIRDOC') {
    return { ...(thrown.data as ErrorData), message: thrown.message };
  }
  throw thrown;
}
