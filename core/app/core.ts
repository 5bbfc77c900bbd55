import { os } from '@orpc/server';
import {
  type CallContext,
  closeAbandonedSessions,
  createCustody,
  createSessions,
  endSession,
  type Identity,
  implementPeople,
  implementSession,
  loadRoles,
  lockIdleSessions,
} from '../identity/index.ts';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { type Log, silentLog } from '../kernel/log.ts';
import { findResources } from '../kernel/resources.ts';
import { implementOps, loadDefaultSettings, readSettings } from '../ops/index.ts';
import type { DeviceBinding, KdfStrength } from '../store/index.ts';
import { createGuard, demandAccessEverywhere } from './guard.ts';
import { migrations } from './migrations.ts';
import { completeFounding, implementWorkspace, type WorkspaceDeps } from './workspace.ts';

export interface CoreOptions {
  /** Folder of the workspace; it need not exist yet. */
  readonly workspaceDir: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Binds the keys to this device, where the host has a key store to offer. */
  readonly device?: DeviceBinding | undefined;
  /** The folder `resources`; found beside the program unless told. */
  readonly resources?: string;
  /** Script of the worker that parses files; without it they are parsed in this thread. */
  readonly parseWorker?: URL;
  readonly version?: string;
  /** Strength of the passphrases' key derivation; for tests, down to the store's floor. */
  readonly kdf?: KdfStrength;
  /** Milliseconds between looks at the clock (idle lock, reminders); 0 leaves it to `tick`. */
  readonly tickMs?: number;
}

/**
 * Composes the product on one workspace folder and returns what a host needs: the router to serve, and the context
 * that names the connection a call came on. Nothing is opened until somebody signs in.
 *
 * Throws when a procedure of the contract does not declare who may call it, or when a file of `resources` is broken.
 */
export function createCore(options: CoreOptions) {
  const { workspaceDir, clock = systemClock, log = silentLog } = options;
  const resources = options.resources ?? findResources();
  const roles = loadRoles(resources);
  const defaults = loadDefaultSettings(resources);

  const sessions = createSessions();
  const custody = createCustody({
    folder: workspaceDir,
    clock,
    log,
    migrations,
    device: options.device,
    kdf: options.kdf,
    onOpened: (store) => closeAbandonedSessions(store, clock),
    onClosing: () => undefined,
  });
  const identity: Identity = {
    custody,
    sessions,
    roles,
    clock,
    idleMinutes: (store) => store.read((db) => readSettings(db).idleMinutes),
    isBusy: () => guard.callsInFlight() > 0,
    onFirstSignIn: (store, userId, loginName) =>
      completeFounding(workspace, store, { userId, loginName, fullName: loginName }),
    onFailedTries: () => undefined,
  };
  const guard = createGuard({ identity, log });
  const workspace: WorkspaceDeps = { identity, defaults, version: options.version ?? '0.0.0' };

  const base = os.$context<CallContext>();
  const router = {
    workspace: base.use(guard.forVisitors).router(implementWorkspace(workspace)),
    session: base.use(guard.forVisitors).router(implementSession(identity)),
    people: base.use(guard.forPeople).router(implementPeople(identity)),
    ops: base.use(guard.forPeople).router(implementOps()),
  };
  demandAccessEverywhere(router);

  const tick = async () => {
    await lockIdleSessions(identity);
  };
  const tickMs = options.tickMs ?? 5_000;
  const timer = tickMs > 0 ? setInterval(() => void tick().catch(() => undefined), tickMs) : undefined;
  timer?.unref();

  return {
    router,
    /** What a host gives with every call that comes on this connection. */
    context: (connectionId: string): CallContext => ({ connectionId }),
    /** Looks at the clock: locks what has been idle for too long. */
    tick,
    /** Signs everybody out, closes the workspace and wipes its key. */
    async close(): Promise<void> {
      clearInterval(timer);
      for (const session of sessions.active()) await endSession(identity, session, 'closed');
      await custody.serially(() => custody.close());
    },
  };
}

export type Core = ReturnType<typeof createCore>;
export type CoreRouter = Core['router'];
