import path from 'node:path';
import { type Core, createCore } from '../../core/app/index.ts';
import { type LoopbackHost, startLoopback } from '../../loopback/server.ts';
import { newFolder, removeFolder } from './temporary.ts';

/** The page as `tools/build.ts` builds it. */
export const BUILT_PAGE = path.resolve(import.meta.dirname, '..', '..', 'out', 'renderer');

/** The weakest key derivation that the store accepts: tests sign in often. */
export const QUICK_KDF = { memoryKiB: 19_456, passes: 2 } as const;

export interface TestHost {
  readonly host: LoopbackHost;
  readonly core: Core;
  readonly workspaceDir: string;
  /** Closes the host and the core, and removes the workspace unless it was given. */
  close(): Promise<void>;
}

export interface TestHostOptions {
  /** A workspace of the caller's; else a new, empty one. */
  readonly workspaceDir?: string;
  /** Folder of the page; else the built one. */
  readonly page?: string;
}

/** A loopback host on a workspace, as `npm start` runs it, in this process. */
export async function startTestHost(options: TestHostOptions = {}): Promise<TestHost> {
  const workspaceDir = options.workspaceDir ?? newFolder();
  const core = createCore({ workspaceDir, kdf: QUICK_KDF, version: 'test' });
  const host = await startLoopback({ core, page: options.page ?? BUILT_PAGE });
  return {
    host,
    core,
    workspaceDir,
    async close() {
      await host.close();
      await core.close();
      if (options.workspaceDir === undefined) removeFolder(workspaceDir);
    },
  };
}

/** Exchanges a launch address for the session's cookie, as the page does. */
export async function enter(host: LoopbackHost): Promise<string> {
  const token = new URL(host.launchUrl()).hash.replace('#token=', '');
  const response = await fetch(`${host.origin}/session`, {
    method: 'POST',
    headers: { origin: host.origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (!response.ok) throw new Error(`The launch token was refused: ${response.status}`);
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
