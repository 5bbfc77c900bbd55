import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Everything that the build reads. `resources/` is read at run time and needs no build. */
const SOURCES = [
  'core',
  'cli',
  'electron',
  'hosts',
  'loopback',
  'renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];

const isSource = (name: string): boolean => !/\.test\.tsx?$/.test(name);

function* filesBelow(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const child = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(child);
    else if (isSource(entry.name)) yield child;
  }
}

/** A source may be a folder, a file, or not there at all. */
function filesOf(source: string): Iterable<string> {
  const stats = statSync(source, { throwIfNoEntry: false });
  if (!stats) return [];
  return stats.isDirectory() ? filesBelow(source) : [source];
}

/** One digest over the names and contents of all sources: equal sources, equal digest, whatever their dates. */
export function sourceDigest(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesOf(path.join(root, source))) {
      hash.update(`${path.relative(root, file).replaceAll(path.sep, '/')}\0`);
      hash.update(readFileSync(file));
      hash.update('\0');
    }
  }
  return hash.digest('hex');
}
