import { app, BrowserWindow } from 'electron';
import { APP_URL } from './origin.ts';

export interface WindowOptions {
  readonly preload: string;
  readonly contentProtection: boolean;
}

/** The application's window: sandboxed, isolated, without Node, shown when there is something to see. */
export function createWindow({ preload, contentProtection }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Fairdoc',
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      safeDialogs: true,
      devTools: !app.isPackaged,
    },
  });
  window.setContentProtection(contentProtection);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(APP_URL);
  return window;
}
