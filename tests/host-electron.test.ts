import { fork } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../tools/build.ts';
import { flipAndCheckFuses, wrongFuses } from '../tools/package/fuses.ts';
import type { Report } from './electron/drive.ts';
import { newFolder, removeFolder, temporaryFolder } from './support/temporary.ts';

/**
 * The desktop's security baseline, shown on the built main and preload. There is no Electron here: a stand-in takes
 * its place, records what main sets, and lets the test try what a page or another program could try.
 */

const root = path.resolve(import.meta.dirname, '..');

/** Every permission that this version of Electron knows, from its own type declarations. */
function knownPermissions(): string[] {
  const declarations = readFileSync(path.join(root, 'node_modules/electron/electron.d.ts'), 'utf8');
  const union = /setPermissionCheckHandler\(handler: .*?permission: ([^,]+), requestingOrigin/.exec(
    declarations,
  )?.[1];
  return [...(union ?? '').matchAll(/'([\w-]+)'/g)].map(([, name]) => name ?? '');
}

let folder: string;
let report: Report;

function drive(dataFolder: string, permissions: readonly string[]): Promise<Report> {
  const child = fork(
    path.join(import.meta.dirname, 'electron', 'drive.ts'),
    ['--workspace', path.join(dataFolder, 'ward')],
    {
      env: {
        ...process.env,
        XDG_DATA_HOME: dataFolder,
        LOCALAPPDATA: dataFolder,
        HOME: dataFolder,
        TEST_PERMISSIONS: JSON.stringify(permissions),
      },
      execArgv: [],
    },
  );
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.once('message', (message) => resolve(message as Report));
    child.once('exit', (code, signal) => {
      clearTimeout(giveUp);
      reject(new Error(`the driven main ended with ${code ?? signal} before it reported`));
    });
  });
}

beforeAll(async () => {
  expect(ensureBuilt()).toBe(true);
  folder = newFolder();
  mkdirSync(path.join(folder, 'fairdoc'), { recursive: true });
  writeFileSync(path.join(folder, 'fairdoc', 'host-settings.json'), '{"bindDevice": true}');
  report = await drive(folder, knownPermissions());
});
afterAll(() => removeFolder(folder));

const callsOf = (name: string) => report.appCalls.filter(([call]) => call === name);

describe('the window', () => {
  test('[URS-HST-01] is isolated and sandboxed, without Node, webviews or experiments', () => {
    expect(report.window.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
    });
    expect(report.window.options.webPreferences.preload).toMatch(/preload\.cjs$/);
    expect(report.window.calls).toContainEqual(['loadURL', 'app://fairdoc/']);
  });

  test('[URS-HST-01] is kept out of screenshots and screen sharing', () => {
    expect(report.window.calls).toContainEqual(['setContentProtection', true]);
  });

  test('[URS-HST-01] offers no developer tools and no reload in its menu when packaged', () => {
    expect(report.menu).not.toMatch(/toggleDevTools|"reload"|forceReload/);
  });
});

describe('before anything is shown', () => {
  test('[URS-HST-01] every renderer is sandboxed and the page has a scheme that bypasses nothing', () => {
    const order = report.appCalls.map(([name]) => name);
    expect(order.indexOf('enableSandbox')).toBeLessThan(order.indexOf('whenReady'));
    expect(order.indexOf('registerSchemesAsPrivileged')).toBeLessThan(order.indexOf('whenReady'));
    expect(report.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  test('one desktop runs per workspace, and a second start brings the first to the front', () => {
    expect(callsOf('requestSingleInstanceLock')).toHaveLength(1);
    const [, , userData] = callsOf('setPath').find(([, name]) => name === 'userData') ?? [];
    expect(String(userData)).toMatch(/desktop-[0-9a-f]{16}$/);
    expect(report.secondInstance).toEqual(['focus']);
  });
});

describe('what the page is served', () => {
  test('[URS-HST-01] comes from the build alone, under the content security policy', () => {
    const byTarget = new Map(report.protocol.answers.map((answer) => [answer.target, answer]));
    for (const target of ['', '#/triage', 'patients/1']) {
      expect(byTarget.get(target)).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
      expect(byTarget.get(target)?.policy).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[^']+'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'$/,
      );
    }
    for (const target of [
      '../main/main.js',
      '..%2fmain%2fmain.js',
      'assets/..%2f..%2fmain/main.js',
      'nothing.js',
    ]) {
      expect(byTarget.get(target)?.status, target).toBe(404);
    }
  });

  test('[URS-HST-01] is never a file, another host or a posted form', () => {
    expect(report.protocols.sort()).toEqual(['app', 'file']);
    expect(report.protocol).toMatchObject({ file: 403, foreign: 403, posted: 405 });
  });

  test('[URS-HST-01] cannot be mixed with anything from a network', () => {
    const allowed = report.requests.filter(({ cancelled }) => !cancelled).map(({ url }) => url);
    expect(allowed).toEqual(['app://fairdoc/assets/x.js', 'blob:app://fairdoc/1', 'data:image/png;base64,']);
    expect(report.spellChecker).toBe(false);
  });
});

describe('what a page may ask for', () => {
  test('[URS-HST-01] is nothing, of all that this Electron knows, but to copy text', () => {
    expect(report.permissions.length).toBeGreaterThan(30);
    for (const asked of report.permissions) {
      const isCopying = asked.permission === 'clipboard-sanitized-write';
      expect(asked, asked.permission).toEqual({
        permission: asked.permission,
        page: isCopying,
        subframe: false,
        foreign: false,
        check: isCopying,
        foreignCheck: false,
      });
    }
    expect(report.devicePermission).toBe(false);
    expect(report.sessionHandlers).toEqual(
      expect.arrayContaining(['bluetoothPairing', 'displayMedia', 'will-download']),
    );
  });

  test('[URS-HST-01] is not to leave: no navigation, redirect, webview or window leads elsewhere', () => {
    for (const { event, page, foreign } of report.navigation) {
      expect(page, event).toBe(false);
      expect(foreign, event).not.toContain(false);
    }
    expect(report.webviewPrevented).toBe(true);
    expect(report.windows.map(({ action }) => action)).not.toContain('allow');
    expect(report.openedOutside).toEqual(['https://www.nice.org.uk/guidance/ng51']);
  });

  test('[URS-HST-01] is to save only what it made itself', () => {
    expect(report.downloads).toEqual({ own: false, foreign: true, imitated: true });
  });
});

describe('the line between page and core', () => {
  test('[URS-HST-01] is one channel, and main answers nobody on it but the page in its own window', () => {
    expect(report.channels).toEqual(['fairdoc:connect']);
    expect(Object.entries(report.senders).filter(([, got]) => got)).toEqual([]);
  });

  test('[URS-HST-01] carries calls of the contract over a real port to the core in its own process', () => {
    expect(report.core).toMatchObject({ before: 'absent', after: 'open', me: 'ada', cores: 1 });
    expect(report.core.recoveryKey).toBeGreaterThan(20);
    expect(report.errorBoxes).toEqual([]);
  });

  test('[URS-HST-01] binds the keys to the device through the system’s key store where that is set', () => {
    expect(report.core.deviceBound).toBe(true);
    const keyring = readFileSync(path.join(folder, 'ward', 'keyring.json'), 'utf8');
    expect(JSON.parse(keyring)).toHaveProperty('binding.sealed');
  });

  test('closing the last window closes the workspace before the program ends', () => {
    expect(report.coreEndedFirst).toBe(true);
  });
});

describe('the preload', () => {
  interface Exposed {
    connect(...given: unknown[]): unknown;
  }

  /** Runs the built preload with the two modules that a sandboxed one may use. */
  function runPreload() {
    const exposed = new Map<string, unknown>();
    const sent: unknown[][] = [];
    const posted: unknown[][] = [];
    const listeners = new Map<string, (event: unknown, ...rest: unknown[]) => void>();
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: unknown) => exposed.set(name, api) },
      ipcRenderer: {
        send: (...message: unknown[]) => sent.push(message),
        on: (channel: string, listener: () => void) => listeners.set(channel, listener),
      },
    };
    const required: string[] = [];
    const require = (name: string) => {
      required.push(name);
      return electron;
    };
    const window = {
      location: { origin: 'app://fairdoc' },
      postMessage: (...message: unknown[]) => posted.push(message),
    };
    vm.runInNewContext(readFileSync(path.join(root, 'out', 'preload', 'preload.cjs'), 'utf8'), {
      require,
      window,
      module: { exports: {} },
      exports: {},
    });
    return { exposed, sent, posted, listeners, required };
  }

  test('[URS-HST-01] exposes one function, and neither Electron nor an event to the page', () => {
    const { exposed, sent, posted, listeners, required } = runPreload();
    expect([...exposed.keys()]).toEqual(['fairdoc']);
    expect(new Set(required)).toEqual(new Set(['electron']));
    const api = exposed.get('fairdoc') as Exposed;
    expect(Object.keys(api)).toEqual(['connect']);
    expect(api.connect('anything', { channel: 'other' })).toBeUndefined();
    expect(sent).toEqual([['fairdoc:connect']]);

    const port = { port: true };
    expect([...listeners.keys()]).toEqual(['fairdoc:port']);
    listeners.get('fairdoc:port')?.({ sender: 'secret', ports: [port] }, 'payload');
    expect(posted).toEqual([['fairdoc:port', 'app://fairdoc', [port]]]);
  });
});

describe('the packaged executable', () => {
  /** As much of an executable as fuses are concerned with: their sentinel, version, length and wire. */
  function executableWithFuses(wire: string): string {
    const file = path.join(temporaryFolder(), 'fairdoc');
    const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1');
    const head = Buffer.from([1, wire.length]);
    writeFileSync(
      file,
      Buffer.concat([Buffer.alloc(256), sentinel, head, Buffer.from(wire), Buffer.alloc(256)]),
    );
    return file;
  }

  test('[URS-HST-01] has every fuse of the baseline flipped and read back', async () => {
    const file = executableWithFuses('101100101');
    await flipAndCheckFuses(file);
    const wire = await getCurrentFuseWire(file);
    const stateOf = (fuse: FuseV1Options) => wire[fuse];
    for (const fuse of [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ]) {
      expect(stateOf(fuse), FuseV1Options[fuse]).toBe(FuseState.DISABLE);
    }
    for (const fuse of [
      FuseV1Options.OnlyLoadAppFromAsar,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.EnableCookieEncryption,
    ]) {
      expect(stateOf(fuse), FuseV1Options[fuse]).toBe(FuseState.ENABLE);
    }
  });

  test('is refused when a fuse stands the wrong way', async () => {
    expect(await wrongFuses(executableWithFuses('101100101'))).toContain('RunAsNode');
  });
});
