import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { implement } from '@orpc/server';
import { type WorkspaceStateView, workspaceContract } from '../contract/index.ts';
import {
  type CallContext,
  confirmRecoveryKey,
  hasPeople,
  type Identity,
  insertFirstPerson,
  recoverAccess,
  startSession,
} from '../identity/index.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import { type DefaultSettings, insertSettings, readSettings } from '../ops/index.ts';
import { createWorkspace, inspectWorkspace, restoreBackup, type Store } from '../store/index.ts';

/** `workspace.*`: creating, recovering and restoring the workspace of this machine. */

export interface WorkspaceDeps {
  readonly identity: Identity;
  readonly defaults: DefaultSettings;
  readonly version: string;
}

export interface FirstPerson {
  readonly userId: string;
  readonly loginName: string;
  readonly fullName: string;
}

export function implementWorkspace(deps: WorkspaceDeps) {
  const os = implement(workspaceContract).$context<CallContext>();
  const { identity } = deps;
  return os.router({
    state: os.state.handler(() => workspaceState(deps)),
    create: os.create.handler(({ context, input }) =>
      foundWorkspace(deps, { ...input, connectionId: context.connectionId }),
    ),
    confirmRecoveryKey: os.confirmRecoveryKey.handler(async ({ context, input }) => {
      const session = identity.sessions.demand(context.connectionId);
      await confirmRecoveryKey(identity, session, input.recoveryKey);
      return { confirmed: true as const };
    }),
    recover: os.recover.handler(async ({ input }) => {
      await recoverAccess(identity, input);
      return { recovered: true as const };
    }),
    restore: os.restore.handler(({ input }) => restoreWorkspace(deps, input.file)),
  });
}

async function workspaceState({ identity, version }: WorkspaceDeps): Promise<WorkspaceStateView> {
  const { custody } = identity;
  const open = custody.current();
  const found = await inspectWorkspace(custody.options.folder, { migrations: custody.options.migrations });
  const { name, demo, deviceBound, users, problem } = found;
  return {
    // An open workspace is busy to everybody else, and open to us.
    state: open ? 'open' : found.state,
    name: open ? open.store.read((db) => readSettings(db).workspaceName) : name,
    loginNames: users.map((user) => user.loginName),
    deviceBound,
    demo,
    version,
    problem:
      problem === null || open ? null : { code: problem.code, message: problem.message, next: problem.next },
  };
}

/** Creates the workspace with its first person, who is signed in on the connection. Returns the recovery key. */
export function foundWorkspace(
  deps: WorkspaceDeps,
  input: {
    name: string;
    administrator: { loginName: string; fullName: string; passphrase: string };
    connectionId: string;
    demo?: boolean;
  },
): Promise<{ recoveryKey: string }> {
  const { identity } = deps;
  const { custody, clock } = identity;
  const { folder, device, kdf, log, migrations } = custody.options;
  return custody.serially(async () => {
    if (custody.current()) throw workspaceExists();
    const { loginName, fullName, passphrase } = input.administrator;
    const first = { userId: newId(clock), loginName, fullName };
    const created = await createWorkspace(folder, {
      name: input.name,
      firstUser: { userId: first.userId, loginName, passphrase },
      demo: input.demo ?? false,
      clock,
      log,
      migrations,
      device,
      ...(kdf ? { kdf } : {}),
    });
    completeFounding(deps, created.store, first);
    const { store } = await custody.open(created.dataKey, created.store);
    startSession(identity, store, input.connectionId, { ...first, id: first.userId });
    return { recoveryKey: created.recoveryKey };
  });
}

/** Restores a backup into the folder, which must hold no workspace yet. Everybody signs in as before the backup. */
function restoreWorkspace(deps: WorkspaceDeps, file: File): Promise<Restored> {
  const { custody, clock } = deps.identity;
  const { folder } = custody.options;
  return custody.serially(async () => {
    const incoming = `${path.resolve(folder)}.incoming-${newId(clock)}`;
    try {
      await mkdir(path.dirname(incoming), { recursive: true });
      await pipeline(
        Readable.fromWeb(file.stream()),
        createWriteStream(incoming, { flags: 'wx', mode: 0o600 }),
      );
      return await restoreInto(folder, incoming);
    } finally {
      await rm(incoming, { force: true });
    }
  });
}

interface Restored {
  readonly name: string;
  readonly createdAt: string;
  readonly changeSets: number;
}

async function restoreInto(folder: string, backup: string): Promise<Restored> {
  const { name, createdAt, head } = await restoreBackup(backup, folder);
  return { name, createdAt, changeSets: head?.seq ?? 0 };
}

/** The same from a file of this machine, of any size: what crosses the contract is limited. */
export function restoreFromFile({ identity: { custody } }: WorkspaceDeps, backup: string): Promise<Restored> {
  return custody.serially(() => restoreInto(custody.options.folder, backup));
}

/**
 * Gives a workspace its first person and its settings. Also called at a sign-in, in case the program ended between
 * the creation of the keys and this step.
 */
export function completeFounding(deps: WorkspaceDeps, store: Store, first: FirstPerson): void {
  if (store.read((db) => hasPeople(db))) return;
  const actor = { userId: first.userId, name: first.fullName };
  store.change({ actor, action: 'workspace.found' }, (tx) => {
    insertFirstPerson(deps.identity, tx, first);
    insertSettings(tx, { workspaceName: store.workspaceName, ...deps.defaults });
  });
}

/** The store says the same of a workspace that is closed; of one that we hold open it would say that it is in use. */
const workspaceExists = () =>
  new FairdocError(
    'conflict',
    'app.workspaceExists',
    'There is already a workspace here, and it is open.',
    'Sign in to it, or choose another folder for a new one.',
  );
