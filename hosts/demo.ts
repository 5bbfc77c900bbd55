import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createCore, DEMO_PASSPHRASE, DEMO_PEOPLE, DEMO_SIZE, type DemoSize } from '../core/app/index.ts';
import { FairdocError } from '../core/kernel/errors.ts';
import { productVersion } from './version.ts';

export { DEMO_PASSPHRASE, DEMO_PEOPLE, DEMO_SIZE, type DemoSize };

type Core = ReturnType<typeof createCore>;

async function withCore<T>(workspaceDir: string, work: (core: Core) => Promise<T>): Promise<T> {
  const core = createCore({ workspaceDir, version: productVersion() });
  try {
    return await work(core);
  } finally {
    await core.close();
  }
}

/** @throws cli.notADemonstration where somebody's own workspace lies, which is left as it is */
async function isThere(workspaceDir: string): Promise<boolean> {
  const { state, demo } = await withCore(workspaceDir, (core) =>
    createRouterClient(core.router, { context: core.context('demo') }).workspace.state({}),
  );
  if (state === 'absent' || demo) return state !== 'absent';
  throw new FairdocError(
    'conflict',
    'cli.notADemonstration',
    'This folder holds a workspace that is not a demonstration.',
    'Name another folder with --workspace.',
  );
}

function putIntoPlace(made: string, workspaceDir: string): void {
  const leftover = readdirSync(path.dirname(workspaceDir)).includes(path.basename(workspaceDir));
  // Only an empty folder can be in the way here, and no other is removed.
  if (leftover) rmdirSync(workspaceDir);
  renameSync(made, workspaceDir);
}

/**
 * Makes the demonstration in `workspaceDir`, unless it is there already. It is made beside the folder and moved into
 * place when it is complete: interrupted, it leaves nothing that could be taken for it.
 *
 * @returns true when it was made now
 * @throws cli.notADemonstration
 */
export async function ensureDemo(workspaceDir: string, size: DemoSize = {}): Promise<boolean> {
  if (await isThere(workspaceDir)) return false;
  const staging = `${workspaceDir}.making-${process.pid}`;
  mkdirSync(path.dirname(staging), { recursive: true });
  try {
    await withCore(staging, (core) => core.makeDemo(size));
    putIntoPlace(staging, workspaceDir);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return true;
}

/** How to sign in to the demonstration, as lines for a person. */
export function demoCredentials(): string[] {
  const names = DEMO_PEOPLE.map(({ loginName, roles }) => `${loginName} (${roles.join(', ')})`);
  return [`Sign in as ${names.join(', ')}.`, `Passphrase of all: ${DEMO_PASSPHRASE}`];
}
