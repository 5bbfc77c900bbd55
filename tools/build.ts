import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './build/lock.ts';
import { promote } from './build/promote.ts';
import { sourceDigest } from './build/stamp.ts';

/** `node tools/build.ts [--if-stale]`: builds the hosts, the core and the page into `out/`. */
const root = path.resolve(import.meta.dirname, '..');
const out = path.join(root, 'out');
const stampFile = path.join(out, 'build-stamp');
const FOLDERS = ['main', 'preload', 'renderer'];

function isFresh(digest: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest;
}

async function build(digest: string): Promise<void> {
  const staging = path.join(out, `.staging-${process.pid}`);
  // Nobody else builds while this process holds the lock: what lies here is left of a killed build.
  for (const name of readdirSync(out)) {
    if (name.startsWith('.staging-')) rmSync(path.join(out, name), { recursive: true, force: true });
  }
  mkdirSync(staging, { recursive: true });
  process.env.FAIRDOC_OUT = staging;
  const { build: buildAll } = await import('electron-vite');
  try {
    await buildAll({ root, logLevel: 'warn' });
    promote(staging, out, FOLDERS);
    writeFileSync(stampFile, digest);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * Builds when the build is missing or older than the sources. Says so on standard error alone: standard output
 * belongs to the command that follows. Safe when several commands start at once.
 */
export async function ensureBuilt(options: { force?: boolean } = {}): Promise<void> {
  if (!options.force && isFresh(sourceDigest(root))) return;
  await withLock(path.join(out, '.building'), async () => {
    const digest = sourceDigest(root);
    if (!options.force && isFresh(digest)) return;
    const started = performance.now();
    process.stderr.write('Building …\n');
    await build(digest);
    process.stderr.write(`Built in ${((performance.now() - started) / 1_000).toFixed(1)} s\n`);
  });
}

if (import.meta.main) await ensureBuilt({ force: !process.argv.includes('--if-stale') });
