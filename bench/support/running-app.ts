import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

/** As the scripts of package.json start it: short-lived objects are collected before they fill memory. */
export const SMALL_NURSERY = '--max-semi-space-size=8';

const root = path.resolve(import.meta.dirname, '..', '..');

export interface RunningApp {
  readonly child: ChildProcess;
  /** The address with its one-time launch token. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the built application on a workspace, as `npm start -- --no-open` does. */
export function startApp(workspace: string): Promise<RunningApp> {
  const child = spawn(
    process.execPath,
    [SMALL_NURSERY, 'tools/start.ts', '--no-open', '--workspace', workspace],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', () => reject(new Error('the application ended before it was ready')));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(output)?.[0];
      if (url) resolve({ child, url, stop });
    });
  });
}
