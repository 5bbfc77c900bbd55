import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { dataFolder } from '../hosts/workspace-folder.ts';

const CHROMIUM_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];

function wellKnownPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return roots
      .filter((root) => root !== undefined)
      .flatMap((root) => [
        path.join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        path.join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return folders.flatMap((folder) => CHROMIUM_NAMES.map((name) => path.join(folder, name)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Chromium of this machine that can show an application window, or undefined. */
export function findChromium(): string | undefined {
  return wellKnownPlaces().find(isExecutable);
}

/** Why no window can be opened here, in words, or undefined when one can. */
export function noWindowBecause(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'this machine has no display';
  if (process.getuid?.() === 0) return 'browsers are not started as root';
  return undefined;
}

/**
 * Opens `url` in an application window of a Chromium, else in the default browser. False when neither started.
 * The address stands in a command line, which others on this machine can read for a moment. Its token works once
 * and leads no further than the sign-in screen; a redirect file would hide it, but sandboxed browsers cannot read one.
 */
export async function openBrowser(url: string): Promise<boolean> {
  const chromium = findChromium();
  if (chromium) {
    const profile = path.join(dataFolder(), 'browser');
    const started = await launch(chromium, [
      `--app=${url}`,
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      '--window-size=1280,800',
    ]);
    if (started) return true;
  }
  if (process.platform === 'darwin') return launch('open', [url]);
  if (process.platform === 'win32') return launch('explorer.exe', [url]);
  return launch('xdg-open', [url]);
}

function launch(command: string, commandArguments: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, commandArguments, { detached: true, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
