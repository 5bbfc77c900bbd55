import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { StandInChannel, type StandInPort } from './ports.ts';

/**
 * Takes the place of the `electron` module for the built main. It records what main sets and registers, hands out
 * real message ports, and starts the built core process on a thread. It decides nothing itself.
 */

type Handler = (...args: never[]) => unknown;

export const recorded = {
  appCalls: [] as [string, ...unknown[]][],
  schemes: [] as unknown[],
  /** Registered with protocol.handle, by scheme. */
  protocols: new Map<string, Handler>(),
  /** Set on the default session, by the setter's name. */
  session: new Map<string, Handler>(),
  windows: [] as StandInWindow[],
  menu: undefined as unknown,
  opened: [] as string[],
  errorBoxes: [] as string[],
  cores: [] as StandInUtilityProcess[],
};

class StandInApp extends EventEmitter {
  readonly isPackaged = true;

  setName(name: string): void {
    recorded.appCalls.push(['setName', name]);
  }
  setPath(name: string, folder: string): void {
    recorded.appCalls.push(['setPath', name, folder]);
  }
  enableSandbox(): void {
    recorded.appCalls.push(['enableSandbox']);
  }
  requestSingleInstanceLock(): boolean {
    recorded.appCalls.push(['requestSingleInstanceLock']);
    return true;
  }
  whenReady(): Promise<void> {
    recorded.appCalls.push(['whenReady']);
    return Promise.resolve();
  }
  quit(): void {
    let prevented = false;
    this.emit('before-quit', {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (!prevented) this.emit('quit');
  }
  exit(code: number): void {
    recorded.appCalls.push(['exit', code]);
  }
}

export class StandInContents extends EventEmitter {
  readonly mainFrame = { url: '' };
  windowOpenHandler: Handler = () => undefined;
  /** What main sent to the page, with the ports that came with it. */
  readonly sent: { channel: string; ports: StandInPort[] }[] = [];

  setWindowOpenHandler(handler: Handler): void {
    this.windowOpenHandler = handler;
  }
  getURL(): string {
    return this.mainFrame.url;
  }
  postMessage(channel: string, _message: unknown, ports: StandInPort[]): void {
    this.sent.push({ channel, ports });
    this.emit('test:sent');
  }
}

export class StandInWindow extends EventEmitter {
  readonly options: { webPreferences: Record<string, unknown> } & Record<string, unknown>;
  readonly webContents = new StandInContents();
  readonly calls: [string, ...unknown[]][] = [];

  constructor(options: StandInWindow['options']) {
    super();
    this.options = options;
    recorded.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  setContentProtection(on: boolean): void {
    this.calls.push(['setContentProtection', on]);
  }
  async loadURL(url: string): Promise<void> {
    this.calls.push(['loadURL', url]);
    this.webContents.mainFrame.url = url;
  }
  show(): void {
    this.calls.push(['show']);
  }
  focus(): void {
    this.calls.push(['focus']);
  }
  isMinimized(): boolean {
    return false;
  }
}

class StandInUtilityProcess extends EventEmitter {
  readonly modulePath: string;
  readonly options: unknown;
  readonly #worker: Worker;

  constructor(modulePath: string, options: unknown) {
    super();
    this.modulePath = modulePath;
    this.options = options;
    this.#worker = new Worker(new URL('./core-worker.ts', import.meta.url), {
      workerData: { modulePath: pathToFileURL(modulePath).href },
    });
    this.#worker.on('message', (message) => this.emit('message', message));
    this.#worker.on('error', (error) => console.error(error));
    this.#worker.on('exit', (code) => this.emit('exit', code));
    recorded.cores.push(this);
  }
  postMessage(data: unknown, ports: StandInPort[] = []): void {
    const real = ports.map((port) => port.real);
    this.#worker.postMessage({ data, ports: real }, real);
  }
  kill(): boolean {
    void this.#worker.terminate();
    return true;
  }
}

export const app = new StandInApp();
export const ipcMain = new EventEmitter();
export { StandInChannel as MessageChannelMain, StandInWindow as BrowserWindow };

export const protocol = {
  registerSchemesAsPrivileged(schemes: unknown[]): void {
    recorded.appCalls.push(['registerSchemesAsPrivileged']);
    recorded.schemes.push(...schemes);
  },
  handle(scheme: string, handler: Handler): void {
    recorded.protocols.set(scheme, handler);
  },
};

const record = (name: string) => (handler: Handler) => void recorded.session.set(name, handler);
export const session = {
  defaultSession: {
    setPermissionRequestHandler: record('permissionRequest'),
    setPermissionCheckHandler: record('permissionCheck'),
    setDevicePermissionHandler: record('devicePermission'),
    setBluetoothPairingHandler: record('bluetoothPairing'),
    setDisplayMediaRequestHandler: record('displayMedia'),
    setSpellCheckerEnabled: (on: boolean) => void recorded.session.set('spellChecker', () => on),
    webRequest: { onBeforeRequest: record('beforeRequest') },
    on: (event: string, handler: Handler) => void recorded.session.set(event, handler),
  },
};

export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu(menu: unknown): void {
    recorded.menu = menu;
  },
};

export const shell = {
  async openExternal(url: string): Promise<void> {
    recorded.opened.push(url);
  },
};

export const dialog = {
  showErrorBox: (title: string, text: string) => void recorded.errorBoxes.push(`${title}: ${text}`),
};

export const utilityProcess = {
  fork: (modulePath: string, _arguments: string[], options: unknown) =>
    new StandInUtilityProcess(modulePath, options),
};

/** A key store with a key of its own, so that what it seals is not what it was given. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text: string) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a),
  decryptStringAsync: async (sealed: Buffer) => ({
    shouldReEncrypt: false,
    result: Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString('utf8'),
  }),
};
