import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** How long fetching the desktop runtime may hold up a start; `npx install-electron` takes all the time it needs. */
const FETCH_SECONDS = 30;

/** The executable of the installed Electron runtime, or undefined. */
export function findElectron(root: string): string | undefined {
  const folder = path.join(root, 'node_modules', 'electron');
  const name = path.join(folder, 'path.txt');
  if (!existsSync(name)) return undefined;
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(folder, 'dist');
  const executable = path.join(dist, readFileSync(name, 'utf8').trim());
  return existsSync(executable) ? executable : undefined;
}

/** Why no desktop window can open here, in words, or undefined when one can. */
export function noDesktopBecause(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'this machine has no display';
  // As root Chromium runs only without its sandbox, and Fairdoc does not run without it.
  if (process.getuid?.() === 0) return 'the desktop shell is not started as root';
  return undefined;
}

/** Tries the runtime's own installer, quietly and not for long. */
export function fetchElectron(root: string): string | undefined {
  const installer = path.join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return undefined;
  process.stderr.write('Fetching the desktop runtime …\n');
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: FETCH_SECONDS * 1_000 });
  return findElectron(root);
}

/** Runs the desktop until it is closed; resolves with its exit code. */
export function runDesktop(electron: string, root: string, workspaceDir: string): Promise<number> {
  const child = spawn(electron, [root, '--workspace', workspaceDir], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
