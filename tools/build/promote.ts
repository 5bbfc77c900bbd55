import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** How long chunks of an earlier build stay for processes that still run it and have yet to load them. */
const KEEP_MS = 24 * 3_600_000;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/** Chunks have a digest in their name: new ones never overwrite old ones. What names them goes last. */
const isEntry = (file: string): boolean => !/[\\/](chunks|assets)[\\/]/.test(file);

/**
 * Moves a finished build from `staging` into `out`, file by file: at every moment each entry there finds the chunks
 * that it names, so a command that starts meanwhile sees the old build or the new one, never half of each.
 */
export function promote(staging: string, out: string, folders: readonly string[]): void {
  const built = filesIn(staging);
  for (const file of [...built.filter((name) => !isEntry(name)), ...built.filter(isEntry)]) {
    mkdirSync(path.dirname(path.join(out, file)), { recursive: true });
    renameSync(path.join(staging, file), path.join(out, file));
  }
  rmSync(staging, { recursive: true, force: true });
  const current = new Set(built);
  for (const folder of folders) {
    for (const name of filesIn(path.join(out, folder))) {
      const file = path.join(out, folder, name);
      const stale = !current.has(path.join(folder, name)) && Date.now() - statSync(file).mtimeMs > KEEP_MS;
      if (stale) rmSync(file, { force: true });
    }
  }
}
