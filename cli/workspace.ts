import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { type Core, createCore } from '../core/app/index.ts';
import { createLog } from '../core/kernel/log.ts';
import { parseWorkerOption } from '../hosts/parse-worker.ts';
import { productVersion } from '../hosts/version.ts';
import { workspaceFolder } from '../hosts/workspace-folder.ts';
import { UsageError } from './failure.ts';
import { unreadable } from './lines.ts';
import { readPassphrase } from './passphrase.ts';
import type { CommonOptions } from './run.ts';

/** The core on this workspace, and a client of the contract that calls it in-process. */
export function connect(core: Core) {
  return createRouterClient(core.router, { context: core.context('cli') });
}
export type Client = ReturnType<typeof connect>;

/** Runs `work` on the core of the workspace and closes it, whatever happens. Nobody is signed in. */
export async function withCore<T>(
  options: CommonOptions,
  work: (client: Client, core: Core) => Promise<T>,
): Promise<T> {
  const core = createCore({
    workspaceDir: workspaceFolder(options.workspace),
    log: createLog(process.env.FAIRDOC_DEBUG ? 'debug' : 'error'),
    version: productVersion(),
    ...parseWorkerOption(),
  });
  try {
    return await work(connect(core), core);
  } finally {
    await core.close();
  }
}

async function chooseUser(client: Client, user: string | undefined): Promise<string> {
  const { state, loginNames, problem } = await client.workspace.state({});
  if (problem) throw Object.assign(new Error(problem.message), { code: problem.code, next: problem.next });
  if (state === 'absent') {
    throw Object.assign(new Error('There is no workspace in this folder.'), {
      code: 'cli.noWorkspace',
      next: 'Name its folder with --workspace, or create one with fairdoc init.',
    });
  }
  if (user !== undefined) return user;
  const [only, ...others] = loginNames;
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError(
    'cli.whichUser',
    'Several people can sign in to this workspace.',
    `Name one with --user: ${loginNames.join(', ')}.`,
  );
}

/** Signs in, runs `work`, signs out. */
export async function signedIn<T>(
  options: CommonOptions,
  work: (client: Client, core: Core) => Promise<T>,
): Promise<T> {
  return withCore(options, async (client, core) => {
    const loginName = await chooseUser(client, options.user);
    const passphrase = await readPassphrase(loginName);
    await client.session.signIn({ loginName, passphrase });
    try {
      return await work(client, core);
    } finally {
      await client.session.signOut({});
    }
  });
}

/** A file of this machine as the contract takes it; its content is read when it is needed. @throws cli.unreadable */
export async function asFile(file: string): Promise<File> {
  try {
    return new File([await openAsBlob(file)], path.basename(file));
  } catch {
    throw unreadable(file);
  }
}
