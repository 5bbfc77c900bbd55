import { EventEmitter } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../core/contract/index.ts';
import { app, askForPort, contents, fetchPage, ipcMain, recorded, window } from './load-main.ts';

/**
 * A process of its own that loads the built main with the stand-in in Electron's place, tries everything that a page
 * or another program could try, and reports what came of it to the test that started it.
 */

// What Electron passes to handlers is only as much of an object as they look at.
type Loose = (...given: unknown[]) => unknown;
const sessionHandler = (name: string): Loose => {
  const handler = recorded.session.get(name);
  if (!handler) throw new Error(`main set no ${name} handler`);
  return handler as Loose;
};

const PAGE = 'app://fairdoc/';
const FOREIGN = [
  'https://evil.example/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'app://fairdoc.evil.example/',
  'app://evil/',
  'app://user@fairdoc/',
  'data:text/html,<script>1</script>',
  'javascript:alert(1)',
  'about:blank',
];

function askPermission(permission: string, url: string, isMainFrame: boolean): boolean {
  let granted = false;
  const asking = { getURL: () => url };
  sessionHandler('permissionRequest')(
    asking,
    permission,
    (answer: boolean) => {
      granted = answer;
    },
    { isMainFrame, requestingUrl: url },
  );
  return granted;
}

function tryPermissions(permissions: readonly string[]) {
  return permissions.map((permission) => ({
    permission,
    page: askPermission(permission, PAGE, true),
    subframe: askPermission(permission, PAGE, false),
    foreign: FOREIGN.some((url) => askPermission(permission, url, true)),
    check: sessionHandler('permissionCheck')(contents, permission, PAGE, {}),
    foreignCheck: FOREIGN.some((url) => sessionHandler('permissionCheck')(contents, permission, url, {})),
  }));
}

function tryRequests() {
  return [
    `${PAGE}assets/x.js`,
    'blob:app://fairdoc/1',
    'data:image/png;base64,',
    'https://evil.example/',
    'http://127.0.0.1/',
    'ws://evil.example/',
    'file:///etc/passwd',
    'ftp://evil.example/',
    'nonsense',
  ].map((url) => {
    let cancelled = false;
    sessionHandler('beforeRequest')({ url }, ({ cancel }: { cancel: boolean }) => {
      cancelled = cancel;
    });
    return { url, cancelled };
  });
}

/** Emits an event on the page's contents and says whether main prevented it. */
function prevented(event: string, url: string, ...rest: unknown[]): boolean {
  let stopped = false;
  contents.emit(
    event,
    {
      url,
      preventDefault: () => {
        stopped = true;
      },
    },
    ...rest,
  );
  return stopped;
}

function tryNavigation() {
  return ['will-navigate', 'will-frame-navigate', 'will-redirect'].map((event) => ({
    event,
    page: prevented(event, `${PAGE}#/triage`),
    foreign: FOREIGN.map((url) => prevented(event, url)),
  }));
}

function tryWindows() {
  const open = contents.windowOpenHandler as Loose;
  return [
    ...FOREIGN,
    PAGE,
    'https://www.nice.org.uk/guidance/ng51',
    'http://www.nice.org.uk/',
    'https://www.nice.org.uk.evil.example/',
    'https://user:pw@www.nice.org.uk/',
    'https://www.nice.org.uk:8443/',
  ].map((url) => {
    const before = recorded.opened.length;
    const { action } = open({ url }) as { action: string };
    return { url, action, openedOutside: recorded.opened.length > before };
  });
}

function tryDownload(url: string): boolean {
  let stopped = false;
  sessionHandler('will-download')(
    {
      preventDefault: () => {
        stopped = true;
      },
    },
    { getURL: () => url },
  );
  return stopped;
}

async function tryProtocol() {
  const paths = [
    '',
    '#/triage',
    'patients/1',
    '../main/main.js',
    '..%2fmain%2fmain.js',
    'assets/..%2f..%2fmain/main.js',
    'nothing.js',
  ];
  const answers = [];
  for (const target of paths) {
    const response = await fetchPage(new Request(`${PAGE}${target}`));
    answers.push({
      target,
      status: response.status,
      type: response.headers.get('content-type'),
      policy: response.headers.get('content-security-policy'),
      body: (await response.text()).slice(0, 40),
    });
  }
  const posted = await fetchPage(new Request(PAGE, { method: 'POST', body: 'x' }));
  const foreign = await fetchPage(new Request('app://evil/'));
  const file = (recorded.protocols.get('file') as unknown as (request: Request) => Response)(
    new Request('file:///etc/passwd'),
  );
  return { answers, posted: posted.status, foreign: foreign.status, file: file.status };
}

function tryForeignSenders() {
  const frame = contents.mainFrame;
  const other = new EventEmitter();
  const at = (url: string) => {
    const moved = { ...frame, url };
    return { senderFrame: moved, sender: Object.assign(Object.create(contents), { mainFrame: moved }) };
  };
  return {
    destroyedFrame: askForPort({ senderFrame: null, sender: contents }) !== undefined,
    subframe: askForPort({ senderFrame: { url: PAGE }, sender: contents }) !== undefined,
    otherContents:
      askForPort({ senderFrame: frame, sender: Object.assign(other, { mainFrame: frame }) }) !== undefined,
    foreignPages: FOREIGN.some((url) => askForPort(at(url)) !== undefined),
    navigatedAway: FOREIGN.some((url) => {
      frame.url = url;
      const port = askForPort({ senderFrame: frame, sender: contents });
      frame.url = PAGE;
      return port !== undefined;
    }),
  };
}

async function callTheCore() {
  const port = askForPort({ senderFrame: contents.mainFrame, sender: contents });
  if (!port) throw new Error('main gave the page no port');
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port.real }));
  port.real.start();
  const before = await client.workspace.state({});
  const administrator = { loginName: 'ada', fullName: 'Ada Example', passphrase: 'correct horse battery' };
  const { recoveryKey } = await client.workspace.create({ name: 'Ward', administrator });
  const after = await client.workspace.state({});
  const me = await client.session.me({});
  const { cores } = recorded;
  port.close();
  return {
    before: before.state,
    after: after.state,
    deviceBound: after.deviceBound,
    me: me?.loginName,
    recoveryKey: recoveryKey.length,
    cores: cores.length,
  };
}

/** Quits as a person does; true when the core's process has ended by itself before the program did. */
async function quit(): Promise<boolean> {
  const coreEnded = new Promise((resolve) => recorded.cores[0]?.once('exit', resolve));
  const quitted = new Promise((resolve) => app.once('quit', resolve));
  app.emit('window-all-closed');
  await quitted;
  return (await coreEnded) === 0;
}

const permissions: string[] = JSON.parse(process.env.TEST_PERMISSIONS ?? '[]');
const report = {
  appCalls: recorded.appCalls,
  schemes: recorded.schemes,
  protocols: [...recorded.protocols.keys()],
  window: { options: window.options, calls: window.calls },
  menu: JSON.stringify(recorded.menu),
  sessionHandlers: [...recorded.session.keys()],
  spellChecker: sessionHandler('spellChecker')(),
  permissions: tryPermissions(permissions),
  devicePermission: sessionHandler('devicePermission')({ deviceType: 'usb' }),
  requests: tryRequests(),
  navigation: tryNavigation(),
  webviewPrevented: prevented('will-attach-webview', ''),
  windows: tryWindows(),
  openedOutside: recorded.opened,
  downloads: {
    own: tryDownload('blob:app://fairdoc/1'),
    foreign: tryDownload('https://evil.example/x'),
    imitated: tryDownload('blob:app://fairdoc.evil.example/1'),
  },
  protocol: await tryProtocol(),
  channels: ipcMain.eventNames(),
  senders: tryForeignSenders(),
  core: await callTheCore(),
  secondInstance: (() => {
    app.emit('second-instance');
    return window.calls.at(-1);
  })(),
  errorBoxes: recorded.errorBoxes,
  coreEndedFirst: await quit(),
};
export type Report = typeof report;

process.send?.(report, () => process.exit(0));
