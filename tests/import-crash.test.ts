import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { expect, onTestFinished, test } from 'vitest';
import { createCore } from '../core/app/index.ts';
import { tempFolder } from '../core/app/testing.ts';
import { createRandom } from '../core/kernel/random.ts';
import { KDF_FLOOR } from '../core/store/index.ts';
import { NURSE_IN_CHARGE } from './import-crash-data.ts';
import { startNode } from './support/process.ts';

const FILES = 120;
const KILLS = 8;
const WRITER = path.join(import.meta.dirname, 'import-crash-writer.ts');

function openCore(workspaceDir: string) {
  const core = createCore({ workspaceDir, kdf: KDF_FLOOR, tickMs: 0 });
  onTestFinished(() => core.close());
  return { core, client: createRouterClient(core.router, { context: core.context('test') }) };
}

test(`[URS-HST-05] an import that is killed ${KILLS} times is taken up again each time; nothing is lost, nothing is there twice`, async () => {
  const seed = Number(process.env.FAIRDOC_TEST_SEED ?? Date.now() % 2 ** 31);
  console.info(`kills, seed ${seed}`);
  const random = createRandom(seed);
  const workspaceDir = path.join(tempFolder(), 'workspace');
  const first = openCore(workspaceDir);
  await first.client.workspace.create({ name: 'Crash ward', administrator: NURSE_IN_CHARGE });
  await first.core.close();

  let kills = 0;
  for (let done = false; kills < KILLS && !done; kills += 1) {
    const writer = startNode([WRITER, workspaceDir, kills === 0 ? String(FILES) : '0']);
    await writer.waitFor(/importing/);
    await sleep(random.next() * 60);
    writer.child.kill('SIGKILL');
    done = (await writer.finished).stdout.includes('done');
  }
  console.info(`killed ${kills} times`);
  expect(kills).toBeGreaterThan(1);

  const { client } = openCore(workspaceDir);
  await client.session.signIn(NURSE_IN_CHARGE);
  const [job] = await client.ops.jobs({});
  if (!job) throw new Error('the import is not on record');
  for await (const { state } of await client.ops.watchJob({ jobId: job.id }))
    expect(state).not.toBe('failed');
  expect((await client.ops.job({ jobId: job.id })).state).toBe('done');
  expect((await client.clinic.searchPatients({ query: '', limit: 500 })).total).toBe(FILES);
  expect((await client.triage.queue({})).rows).toHaveLength(FILES);
  const { jobId } = await client.record.verify({});
  for await (const verifying of await client.ops.watchJob({ jobId })) {
    if (verifying.state === 'done') expect(verifying.result).toMatchObject({ intact: true });
  }
});
