import { spawnSync } from 'node:child_process';
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

function isFresh(digest: string = sourceDigest(root)): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest;
}

/** Builds into a folder of its own and moves the result into place. The caller holds the lock. */
async function build(digest: string): Promise<void> {
  // Nobody else builds meanwhile: what lies here is left of a build that was killed.
  for (const name of readdirSync(out)) {
    if (name.startsWith('.staging-')) rmSync(path.join(out, name), { recursive: true, force: true });
  }
  const staging = path.join(out, `.staging-${process.pid}`);
  mkdirSync(staging, { recursive: true });
  process.env.FAIRDOC_OUT = staging;
  process.env.NODE_ENV = 'production';
  const { build: buildAll } = await import('electron-vite');
  try {
    await buildAll({ root, logLevel: 'warn' });
    promote(staging, out, FOLDERS);
    writeFileSync(stampFile, digest);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function run(ifStale: boolean): Promise<void> {
  await withLock(path.join(out, '.building'), async () => {
    const digest = sourceDigest(root);
    if (ifStale && isFresh(digest)) return;
    const started = performance.now();
    console.error('Building …');
    await build(digest);
    console.error(`Built in ${((performance.now() - started) / 1_000).toFixed(1)} s`);
  });
}

/**
 * Builds when the build is missing or older than the sources; takes a few milliseconds when it is not. The build
 * runs in a process of its own and speaks on standard error alone: standard output belongs to whoever asked. Safe
 * when several commands start at once. False when the build failed, which has then said why.
 */
export function ensureBuilt(): boolean {
  if (isFresh()) return true;
  const { status } = spawnSync(process.execPath, [import.meta.filename, '--if-stale'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  return status === 0;
}

if (import.meta.main) await run(process.argv.includes('--if-stale'));
