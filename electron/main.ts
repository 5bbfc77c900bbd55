import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  app,
  type BrowserWindow,
  dialog,
  type IpcMainEvent,
  ipcMain,
  Menu,
  protocol,
  safeStorage,
  session,
} from 'electron';
import { dataFolder, workspaceFolder } from '../hosts/workspace-folder.ts';
import { type CoreBridge, createCoreBridge } from './core-bridge.ts';
import { deviceKey } from './device-key.ts';
import { hardenContents, hardenSession } from './hardening.ts';
import { applicationMenu } from './menu.ts';
import { isAppUrl } from './origin.ts';
import { registerAppScheme, serveApp } from './scheme.ts';
import { readHostSettings } from './settings.ts';
import { createWindow } from './window.ts';

/** The desktop shell: it owns the window and the system's key store, and leaves everything else to the core. */

const { values } = parseArgs({
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  options: { workspace: { type: 'string' } },
  strict: false, // Chromium's own switches stand among the arguments.
});
const workspaceDir = workspaceFolder(typeof values.workspace === 'string' ? values.workspace : undefined);
const out = path.resolve(import.meta.dirname, '..');

/** One desktop per workspace: Electron's own files, and with them its lock, lie in a folder per workspace. */
function userDataFolder(): string {
  const name = createHash('sha256').update(workspaceDir).digest('hex').slice(0, 16);
  return path.join(
    dataFolder(),
    workspaceDir === workspaceFolder(undefined, false, {}) ? 'desktop' : `desktop-${name}`,
  );
}

function failAndQuit(error: { message: string; next: string; code: string }): void {
  dialog.showErrorBox('Fairdoc could not start', `${error.message}\n\n${error.next}\n\n${error.code}`);
  app.exit(1);
}

/** Whether a message comes from the page itself: its main frame, at our address, in the window that we opened. */
function isFromPage(event: IpcMainEvent, window: BrowserWindow | undefined): boolean {
  const frame = event.senderFrame;
  if (frame === null || frame !== event.sender.mainFrame || !isAppUrl(frame.url)) return false;
  return event.sender === window?.webContents;
}

/** Opens the window, gives its page a line to the core, and keeps it the only one. */
function keepOneWindow(core: CoreBridge, contentProtection: boolean): void {
  let window: BrowserWindow | undefined;
  let connectionId = '';
  const open = () => {
    // Of its own for each window: who signed in to a window that was closed is not signed in to the next.
    connectionId = `desktop-${randomUUID()}`;
    window = createWindow({ preload: path.join(out, 'preload', 'preload.cjs'), contentProtection });
    window.once('closed', () => {
      window = undefined;
    });
  };
  ipcMain.on('fairdoc:connect', (event) => {
    if (isFromPage(event, window)) core.connect(event.sender, connectionId);
  });
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('activate', () => {
    if (!window) open();
  });
  app.on('window-all-closed', () => app.quit());
  open();
}

/** The core ends first, with its workspace closed and its keys wiped; then the program. */
function closeCoreBeforeQuit(core: CoreBridge): void {
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void core.close().then(() => {
      closed = true;
      app.quit();
    });
  });
}

function start(): void {
  const { contentProtection, bindDevice } = readHostSettings(dataFolder());
  const core = createCoreBridge({
    modulePath: path.join(out, 'main', 'core-process.js'),
    workspaceDir,
    device: deviceKey(safeStorage),
    bindNew: bindDevice,
    onFailure: failAndQuit,
  });
  hardenSession(session.defaultSession);
  serveApp(protocol, path.join(out, 'renderer'));
  Menu.setApplicationMenu(applicationMenu());
  closeCoreBeforeQuit(core);
  keepOneWindow(core, contentProtection);
}

app.setName('Fairdoc');
app.setPath('userData', userDataFolder());
app.enableSandbox();
registerAppScheme();
app.on('web-contents-created', (_event, contents) => hardenContents(contents));

if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();
