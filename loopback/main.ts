import path from 'node:path';
import { parseArgs } from 'node:util';
import { createCore } from '../core/app/index.ts';
import { asFairdocError } from '../core/kernel/errors.ts';
import { createLog } from '../core/kernel/log.ts';
import { demoCredentials, ensureDemo } from '../hosts/demo.ts';
import { parseWorkerOption } from '../hosts/parse-worker.ts';
import { productVersion } from '../hosts/version.ts';
import { workspaceFolder } from '../hosts/workspace-folder.ts';
import { noWindowBecause, openBrowser } from './browser.ts';
import { announce, askRunningHost } from './running.ts';
import { startLoopback } from './server.ts';

/** Stands between the browser and this host: the page's development server. */
interface FrontServer {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Makes the demonstration where it is missing, and prints how to sign in. Resolves with an exit code.
 */
export async function prepareDemo(workspaceDir: string): Promise<0 | 1> {
  return exitCodeOf(async () => {
    const running = (await askRunningHost(workspaceDir)) !== undefined;
    if (!running) await ensureDemo(workspaceDir, { onProgress: progressLine() });
    for (const line of demoCredentials()) console.log(line);
  });
}

/** Says how far the making is, every tenth of the way. */
function progressLine(): (done: number, total: number) => void {
  let shown = -1;
  return (done, total) => {
    const tenth = Math.floor((10 * done) / Math.max(total, 1));
    if (tenth > shown) console.error(`Making the demonstration: ${tenth * 10} %`);
    shown = Math.max(shown, tenth);
  };
}

export interface ServeOptions {
  readonly workspaceDir: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Opens a browser window; the address is printed in any case. */
  readonly open: boolean;
  readonly inFront?: (origin: string) => Promise<FrontServer>;
}

/** Where the build put the page: beside the folder of this file. */
const PAGE_FOLDER = path.resolve(import.meta.dirname, '..', 'renderer');

async function show(url: string, open: boolean): Promise<void> {
  console.log(`Fairdoc: ${url}`);
  if (!open) return;
  const reason = noWindowBecause();
  if (reason) console.error(`Open this address in a browser of this machine (${reason}).`);
  else if (!(await openBrowser(url))) console.error('No browser could be started: open this address in one.');
}

function untilSignalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

async function serveUntilSignalled(options: ServeOptions): Promise<void> {
  const running = await askRunningHost(options.workspaceDir);
  if (running) return show(running, options.open);
  const stopped = untilSignalled();
  const core = createCore({
    workspaceDir: options.workspaceDir,
    log: createLog('warn'),
    version: productVersion(),
    ...parseWorkerOption(),
  });
  try {
    const host = await startLoopback({ core, page: PAGE_FOLDER, port: options.port });
    const withdraw = announce(options.workspaceDir, host);
    try {
      const front = await options.inFront?.(host.origin);
      await show(host.launchUrl().replace(host.origin, front?.origin ?? host.origin), options.open);
      await stopped;
      await front?.close();
    } finally {
      withdraw();
      await host.close();
    }
  } finally {
    await core.close();
  }
}

/** Serves the workspace to browsers of this machine until the process is told to stop. Resolves with an exit code. */
export async function serve(options: ServeOptions): Promise<0 | 1> {
  return exitCodeOf(() => serveUntilSignalled(options));
}

async function exitCodeOf(work: () => Promise<void>): Promise<0 | 1> {
  try {
    await work();
    return 0;
  } catch (thrown) {
    const portTaken = thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE';
    const { message, next, code } = portTaken ? PORT_TAKEN : asFairdocError(thrown);
    console.error(`${message} ${next} (${code})`);
    if (process.env.FAIRDOC_DEBUG) console.error(thrown);
    return 1;
  }
}

const PORT_TAKEN = {
  code: 'loopback.portTaken',
  message: 'Another program uses this port.',
  next: 'Choose another with --port, or leave it out for a free one.',
};

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      workspace: { type: 'string' },
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
    },
  });
  process.exitCode = await serve({
    workspaceDir: workspaceFolder(values.workspace),
    port: Number(values.port),
    open: !values['no-open'],
  });
}
