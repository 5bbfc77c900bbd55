import { homedir } from 'node:os';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where this platform keeps a person's application data. Never a folder that roams or syncs by itself. */
export function dataFolder(
  platform: NodeJS.Platform = process.platform,
  environment: Environment = process.env,
  home: string = homedir(),
): string {
  const join = platform === 'win32' ? path.win32.join : path.posix.join;
  if (platform === 'win32')
    return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Fairdoc');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Fairdoc');
  // The XDG specification: a relative value is to be ignored.
  const xdg = environment.XDG_DATA_HOME;
  return join(xdg && path.posix.isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), 'fairdoc');
}

/**
 * The workspace that a host opens: what the command line says, else `FAIRDOC_WORKSPACE`, else the person's own.
 * The demonstration has a folder of its own beside it.
 */
export function workspaceFolder(
  given: string | undefined,
  demo = false,
  environment: Environment = process.env,
): string {
  if (given) return path.resolve(given);
  if (demo) return path.join(dataFolder(process.platform, environment), 'demo');
  if (environment.FAIRDOC_WORKSPACE) return path.resolve(environment.FAIRDOC_WORKSPACE);
  return path.join(dataFolder(process.platform, environment), 'workspace');
}
