import { readdirSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { ImportReport, Job } from '../contract/index.ts';
import { openStore, unlock } from '../store/index.ts';
import { migrations } from './migrations.ts';
import { ADMIN, addSignedIn, type Client, newWorkspace, refusal, startCore } from './testing.ts';

const adt = (family: string, number: string) =>
  [
    `MSH|^~\\&|PAS|WARD|FAIRDOC|ED|20260314083000||ADT^A04|MSG${number}|P|2.5`,
    'EVN|A04|20260314083000',
    `PID|1||${number}^^^PAS^MR||${family}^Jo||19800102|F`,
    'PV1|1|E|ED^^BAY4',
    '',
  ].join('\r');
const file = (name: string, text: string) => new File([text], name);

async function follow(client: Client, jobId: string): Promise<{ last: Job; states: string[] }> {
  const states: string[] = [];
  let last: Job | undefined;
  for await (const job of await client.ops.watchJob({ jobId })) {
    last = job;
    states.push(job.state);
  }
  if (!last) throw new Error('nothing was said about the job');
  return { last, states };
}

test('an import is a job: it is followed to its end, reports file by file, and tells who started it', async () => {
  const { admin } = await newWorkspace();
  const files = [
    file('one.hl7', adt('Moss', '1001')),
    file('broken.hl7', 'not a message'),
    file('two.hl7', adt('Reed', '1002')),
  ];
  const { jobId } = await admin.clinic.importFiles({ files });
  const { last, states } = await follow(admin, jobId);
  expect(states.at(-1)).toBe('done');
  const report = last.result as ImportReport;
  expect(report.files.map((item) => [item.file, item.error === null])).toEqual([
    ['one.hl7', true],
    ['broken.hl7', false],
    ['two.hl7', true],
  ]);
  expect((await admin.ops.job({ jobId })).result).toEqual(last.result);
  expect((await admin.ops.jobs({}))[0]).toMatchObject({ id: jobId, kind: 'import', result: null });
  expect((await admin.ops.notifications({})).map((item) => item.kind)).toContain('importDone');
  expect((await admin.clinic.searchPatients({ query: 'moss' })).total).toBe(1);
});

test('a job that ran when the program ended is taken up again; nothing is there twice', async () => {
  const first = await newWorkspace();
  const { jobId } = await first.admin.clinic.importFiles({
    files: [file('one.hl7', adt('Moss', '1001')), file('two.hl7', adt('Reed', '1002'))],
  });
  await follow(first.admin, jobId);
  await first.core.close();
  await asLeftRunning(first.workspaceDir, jobId);

  const second = startCore(first.workspaceDir, first.clock);
  const admin = second.client('admin');
  await admin.session.signIn(ADMIN);
  const { last } = await follow(admin, jobId);
  expect(last.state).toBe('done');
  expect((await admin.clinic.searchPatients({ query: '' })).total).toBe(2);
});

test('a job of somebody who may no longer do it is not taken up again', async () => {
  const first = await newWorkspace();
  const dan = await addSignedIn(first, first.admin, 'dan', ['dataManager']);
  const { jobId } = await dan.client.clinic.importFiles({ files: [file('one.hl7', adt('Moss', '1001'))] });
  await follow(dan.client, jobId);
  await first.admin.people.setActive({ userId: dan.person.userId, active: false, reason: 'Left' });
  await first.core.close();
  await asLeftRunning(first.workspaceDir, jobId);

  const second = startCore(first.workspaceDir, first.clock);
  const admin = second.client('admin');
  await admin.session.signIn(ADMIN);
  expect(await admin.ops.job({ jobId })).toMatchObject({
    state: 'failed',
    error: { code: 'ops.interrupted' },
  });
});

/** The row as a process leaves it that is ended in the middle of the job. */
async function asLeftRunning(workspaceDir: string, jobId: string): Promise<void> {
  const key = await unlock(workspaceDir, ADMIN);
  if (key.state !== 'ready') throw key.error;
  const store = await openStore(workspaceDir, key.dataKey, { migrations });
  store.change({ actor: 'system', action: 'test.asLeftRunning' }, (tx) =>
    tx.run(sql`UPDATE job SET state = 'running', finished_at = NULL, result_blob = NULL WHERE id = ${jobId}`),
  );
  store.close();
}

test('the same work asked for twice is one job; a cancelled one says so and leaves nothing behind', async () => {
  const { admin, workspaceDir } = await newWorkspace();
  const one = await admin.record.createBackup({});
  const two = await admin.record.createBackup({});
  expect(two.jobId).toBe(one.jobId);
  const cancelled = await admin.ops.cancelJob({ jobId: one.jobId });
  if (cancelled.state === 'cancelled') {
    expect(cancelled.error?.code).toBe('ops.cancelled');
    expect(await admin.record.backups({})).toEqual([]);
  }
  const left = readdirSync(workspaceDir, { recursive: true }).map(String);
  expect(left.filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a person sees their own jobs; those who manage jobs see all, and results only with the right to them', async () => {
  const setup = await newWorkspace();
  const { admin } = setup;
  const dan = await addSignedIn(setup, admin, 'dan', ['dataManager']);
  const nell = await addSignedIn(setup, admin, 'nell', ['triageNurse']);
  const boss = await addSignedIn(setup, admin, 'boss', ['administrator']);
  const { jobId } = await dan.client.clinic.importFiles({ files: [file('one.hl7', adt('Moss', '1001'))] });
  const { last } = await follow(dan.client, jobId);
  expect(JSON.stringify(last.result)).toContain('Moss');
  expect(await nell.client.ops.jobs({})).toEqual([]);
  expect((await refusal(nell.client.ops.job({ jobId }))).code).toBe('ops.unknownJob');
  expect(await boss.client.ops.job({ jobId })).toMatchObject({ state: 'done', result: null });
});

test('a job keeps the workspace open after everybody has left, and the store closes when it has ended', async () => {
  const { admin, client } = await newWorkspace();
  await admin.record.createBackup({});
  await admin.session.signOut({});
  await expect.poll(async () => (await client('x').workspace.state({})).state).toBe('locked');
  await admin.session.signIn(ADMIN);
  expect(await admin.record.backups({})).toHaveLength(1);
});

test('a backup is checked by restoring it, restored elsewhere, and opens with the same passphrase', async () => {
  const { admin, clock, workspaceDir } = await newWorkspace();
  await admin.ops.updateSettings({ changes: { workspaceName: 'Renamed ward' }, reason: 'Moved house' });
  await follow(admin, (await admin.record.createBackup({})).jobId);
  const [made] = await admin.record.backups({});
  if (!made) throw new Error('there is no backup');
  const check = await follow(admin, (await admin.record.checkBackup({ backupId: made.id })).jobId);
  expect(check.last).toMatchObject({
    state: 'done',
    result: { backup: { checked: { intact: true } }, problem: null },
  });
  expect(readdirSync(workspaceDir)).not.toContain('scratch');

  const { name, content } = await admin.record.downloadBackup({ backupId: made.id });
  const elsewhere = startCore(path.join(workspaceDir, '..', 'elsewhere'), clock);
  const restored = await elsewhere.client('x').workspace.restore({ file: new File([content], name) });
  expect(restored.changeSets).toBe(made.changeSets);
  const there = elsewhere.client('x');
  await there.session.signIn(ADMIN);
  expect((await there.ops.settings({})).workspaceName).toBe('Renamed ward');
  const again = elsewhere.client('y').workspace.restore({ file: new File([content], name) });
  expect((await refusal(again)).kind).toBe('conflict');
});
