import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  /** The first match on either output; rejects when the process ends without one. */
  waitFor(pattern: RegExp): Promise<string>;
  readonly finished: Promise<Finished>;
}

/** Starts `node script …` in the project, with `input` on standard input (closed at once without). */
export function startNode(
  commandArguments: readonly string[],
  options: { environment?: Readonly<Record<string, string>>; input?: string } = {},
): Started {
  const child = spawn(process.execPath, commandArguments, {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: '', ...options.environment },
  });
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const watch of watchers) watch();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const watch of watchers) watch();
  });
  child.stdin.on('error', () => undefined); // A command that fails early does not read what it is given.
  child.stdin.end(options.input ?? '');
  const finished = new Promise<Finished>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const waitFor = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(stdout) ?? pattern.exec(stderr);
        if (!match) return;
        watchers.delete(look);
        resolve(match[1] ?? match[0]);
      };
      watchers.add(look);
      look();
      void finished.then(() => reject(new Error(`ended without ${pattern}:\n${stdout}\n${stderr}`)));
    });
  return { child, waitFor, finished };
}
