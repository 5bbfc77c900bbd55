import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
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

function* filesBelow(file: string): Generator<string> {
  let entries: ReturnType<typeof readSorted>;
  try {
    entries = readSorted(file);
  } catch {
    yield file;
    return;
  }
  for (const entry of entries) {
    const child = path.join(file, entry.name);
    if (entry.isDirectory()) yield* filesBelow(child);
    else if (isSource(entry.name)) yield child;
  }
}

function readSorted(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One digest over the names and contents of all sources: equal sources, equal digest, whatever their dates. */
export function sourceDigest(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesBelow(path.join(root, source))) {
      hash.update(`${path.relative(root, file).replaceAll(path.sep, '/')}\0`);
      hash.update(readFileSync(file));
      hash.update('\0');
    }
  }
  return hash.digest('hex');
}
