import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { StandInPort } from './ports.ts';

/** Loads the built main with the stand-in in Electron's place. Once per process. */

const standInUrl = new URL('./stand-in.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: standInUrl, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});

export const { app, ipcMain, recorded } = await import('./stand-in.ts');
const main = path.resolve(import.meta.dirname, '..', '..', 'out', 'main', 'main.js');
await import(pathToFileURL(main).href);
await new Promise((resolve) => setImmediate(resolve));

const [opened] = recorded.windows;
if (!opened) throw new Error('main opened no window');
export const window = opened;
export const contents = opened.webContents;

/** Asks main for a port in the name of `event`'s sender; undefined when it gave none. */
export function askForPort(event: { senderFrame: unknown; sender: unknown }): StandInPort | undefined {
  const before = contents.sent.length;
  ipcMain.emit('fairdoc:connect', event);
  return contents.sent.slice(before)[0]?.ports[0];
}

/** The handler that main registered for the page's scheme. */
export async function fetchPage(request: Request): Promise<Response> {
  const handle = recorded.protocols.get('app') as unknown as (request: Request) => Promise<Response>;
  return handle(request);
}
