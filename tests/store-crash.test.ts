import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { layoutOf } from '../core/store/layout.ts';
import { rowsOf, testWorkspace } from '../core/store/test-workspace.ts';
import { bundleScript } from './store-bundle.ts';

const KILLS = 200;

/** Small and repeatable (mulberry32): the moments of the kills follow from the seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Lets a writer work and kills it without warning some time after its first commit. @returns what it reported. */
async function killWriter(script: string, folder: string, round: number, afterMs: number): Promise<string[]> {
  const writer = spawn(process.execPath, [script, folder, `r${round}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let reported = '';
  const started = new Promise<void>((resolve) => {
    writer.stdout.on('data', (piece) => {
      reported += piece;
      resolve();
    });
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    writer.on('close', (_code, signal) => resolve(signal));
  });
  await Promise.race([started, ended]);
  await sleep(afterMs);
  writer.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  // A line without its end was cut by the kill: its write was committed, but not yet acknowledged.
  return reported.split('\n').slice(0, -1);
}

test(`[URS-STO-05] ${KILLS} kills during writes lose no acknowledged change and leave no partial one`, async () => {
  using workspace = await testWorkspace();
  const { folder } = workspace;
  const seed = Number(process.env.FAIRDOC_TEST_SEED ?? Date.now() % 2 ** 31);
  console.info(`kills, seed ${seed}`);
  const random = randomFrom(seed);
  const script = await bundleScript('store-crash-writer');
  workspace.store.close();

  const beds = new Set<string>();
  const blobs = new Set<string>();
  for (let round = 0; round < KILLS; round += 1) {
    for (const line of await killWriter(script, folder, round, random() * 40)) {
      if (line.startsWith('blob ')) blobs.add(line.slice(5));
      else beds.add(line);
    }
    if (round % 20 !== 19) continue;
    const store = await workspace.reopen();
    const stored = rowsOf(store, 'bed') as { id: string; places: number }[];
    const ids = new Set(stored.map(({ id }) => id));
    expect([...beds].filter((id) => !ids.has(id))).toEqual([]);
    expect(stored.filter(({ places }) => places !== 3)).toEqual([]);
    expect(rowsOf(store, 'note')).toHaveLength(3 * stored.length);
    expect((await store.verify()).breaks).toEqual([]);
    store.close();
  }

  const store = await workspace.reopen();
  for (const digest of blobs) expect((await store.blobs.get(digest)).content).toHaveLength(300_000);
  const files = readdirSync(layoutOf(folder).blobs, { recursive: true, withFileTypes: true });
  const unnamed = files.filter((file) => file.isFile() && !/^[0-9a-f]{64}$|\.tmp$/.test(file.name));
  expect(unnamed).toEqual([]);
  expect(beds.size).toBeGreaterThan(KILLS);
  console.info(`${beds.size} acknowledged change sets and ${blobs.size} files, all there`);
}, 600_000);
