import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { workspaceFolder } from '../hosts/workspace-folder.ts';
import { ensureBuilt } from './build.ts';
import { fetchElectron, findElectron, noDesktopBecause, runDesktop } from './start/desktop.ts';
import { startDevServer } from './start/dev-server.ts';

/** `npm start`: the desktop where it can run, else the same application in the system's browser. */
const root = path.resolve(import.meta.dirname, '..');
const out = path.join(root, 'out');

const HELP = `npm start [-- OPTIONS]

  --demo             open the demonstration workspace (made at the first time)
  --workspace DIR    open this workspace (else FAIRDOC_WORKSPACE, else your own)
  --browser          the browser, even where the desktop could run
  --no-open          print the address and open nothing
  --port N           port of the browser's host (else a free one)
  --dev              page from its sources with live reload, in the browser
  --help             this text
`;

function readOptions() {
  try {
    return parseArgs({
      options: {
        demo: { type: 'boolean', default: false },
        workspace: { type: 'string' },
        browser: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        dev: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : 'Wrong options.'}\n\n${HELP}`);
    process.exit(2);
  }
}

type Loopback = typeof import('../loopback/main.ts');

/** The loopback host from the build; its types are those of its source. */
async function loopback(): Promise<Loopback> {
  enableCompileCache(path.join(out, '.compile-cache'));
  return (await import(pathToFileURL(path.join(out, 'main', 'loopback.js')).href)) as Loopback;
}

const options = readOptions();
if (options.help) {
  console.log(HELP);
  process.exit(0);
}
const port = Number(options.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error('--port takes a number from 0 to 65535.');
  process.exit(2);
}

/** The desktop's executable, or undefined after one line that says why the browser is used. */
function chooseDesktop(): string | undefined {
  if (options.browser || options.dev || options['no-open']) return undefined;
  const reason = noDesktopBecause();
  const electron = reason ? undefined : (findElectron(root) ?? fetchElectron(root));
  if (!electron)
    console.error(`No desktop window (${reason ?? 'no Electron runtime'}): using the browser instead.`);
  return electron;
}

if (!ensureBuilt()) process.exit(1);
const workspaceDir = workspaceFolder(options.workspace, options.demo);
const electron = chooseDesktop();
const host = await loopback();
const prepared = options.demo ? await host.prepareDemo(workspaceDir) : 0;
if (prepared !== 0) process.exitCode = prepared;
else if (electron) process.exitCode = await runDesktop(electron, root, workspaceDir);
else {
  process.exitCode = await host.serve({
    workspaceDir,
    port,
    open: !options['no-open'],
    ...(options.dev && { inFront: (origin: string) => startDevServer(root, origin) }),
  });
}
