import path from 'node:path';
import { expect, test } from 'vitest';
import { manualClock } from '../kernel/clock.ts';
import { DEMO_PASSPHRASE, DEMO_PEOPLE } from './demo.ts';
import { refusal, startCore, tempFolder } from './testing.ts';

test('the demonstration says what it is, opens for each of its people, and its record verifies', async () => {
  const made = startCore(path.join(tempFolder(), 'demo'), manualClock());
  const progress: number[] = [];
  await made.core.makeDemo({ encounters: 60, waiting: 8, onProgress: (done) => progress.push(done) });
  expect(progress.at(-1)).toBe(68);
  const client = made.client('a');
  expect(await client.workspace.state({})).toMatchObject({ state: 'locked', demo: true });
  for (const { loginName, roles } of DEMO_PEOPLE) {
    const me = await client.session.signIn({ loginName, passphrase: DEMO_PASSPHRASE });
    expect([...me.roles].sort()).toEqual([...roles].sort());
  }
  const [first] = DEMO_PEOPLE;
  await client.session.signIn({ loginName: first.loginName, passphrase: DEMO_PASSPHRASE });
  expect((await client.triage.queue({})).rows).toHaveLength(8);
  const { signatures } = await client.record.signatures({ limit: 500 });
  expect(signatures.length).toBeGreaterThanOrEqual(60);
  expect(new Set(signatures.map((signature) => signature.state))).toEqual(new Set(['valid']));
  expect((await client.ops.tasks({})).map((task) => task.kind)).not.toContain('confirmRecoveryKey');
  const { jobId } = await client.record.verify({});
  for await (const job of await client.ops.watchJob({ jobId })) {
    if (job.state === 'done') expect(job.result).toMatchObject({ intact: true });
  }
});

test('a demonstration is never made over a workspace', async () => {
  const made = startCore(path.join(tempFolder(), 'real'), manualClock());
  const administrator = { loginName: 'ada', fullName: 'Ada Birch', passphrase: 'seven quiet herons' };
  await made.client('a').workspace.create({ name: 'Real ward', administrator });
  const demo = () => made.core.makeDemo({ encounters: 1, waiting: 0 });
  await expect(demo()).rejects.toMatchObject({ code: 'app.workspaceExists' });
  await made.client('a').session.lock({});
  await expect(demo()).rejects.toMatchObject({ code: 'store.exists' });
  expect((await refusal(made.client('b').ops.settings({}))).code).toBe('identity.notSignedIn');
});
