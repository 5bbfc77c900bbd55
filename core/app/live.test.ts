import { expect, test } from 'vitest';
import type { Topic } from '../contract/index.ts';
import { addSignedIn, type Client, newWorkspace, refusal } from './testing.ts';

const MINUTE = 60_000;

async function takeIn(client: Client, narrative = 'Crushing chest pain for 20 minutes, sweating.') {
  const taken = await client.clinic.takeIn({
    patient: { details: { sex: 'female', family: 'Moss', given: 'Ivy', birthDate: '1961-04-02' } },
    narrative,
    bay: 'Bay 4',
    vitals: { heartRate: 104, systolicBloodPressure: 118, respiratoryRate: 20, oxygenSaturation: 96 },
  });
  return taken.encounterId;
}

/** Topics heard until one of them is `wanted`. */
async function heardUntil(stream: AsyncIterable<{ topics: Topic[] }>, wanted: Topic): Promise<Topic[]> {
  const heard: Topic[] = [];
  for await (const { topics } of stream) {
    heard.push(...topics);
    if (topics.includes(wanted)) return heard;
  }
  throw new Error(`the stream ended before ${wanted}`);
}

test('what one person does is told to the sessions of others, to each what they may see', async () => {
  const setup = await newWorkspace();
  const nell = await addSignedIn(setup, setup.admin, 'nell', ['triageNurse']);
  const audit = await addSignedIn(setup, setup.admin, 'audrey', ['auditor']);
  const nurses = await nell.client.ops.live({});
  const auditors = await audit.client.ops.live({});
  await takeIn(setup.admin);
  expect(await heardUntil(nurses, 'encounter')).toContain('triage');
  await setup.admin.ops.updateSettings({ changes: { idleMinutes: 20 }, reason: 'Quiet night' });
  const heard = await heardUntil(auditors, 'settings');
  expect(heard).not.toContain('patient');
  expect(heard).not.toContain('encounter');
});

test('a stream ends with the session that follows it', async () => {
  const { admin, client } = await newWorkspace();
  const live = await admin.ops.live({});
  const ended = (async () => {
    for await (const _ of live);
    return 'ended';
  })();
  await admin.session.lock({});
  expect(await ended).toBe('ended');
  expect((await client('x').workspace.state({})).state).toBe('locked');
});

test('[URS-TRI-06] re-triage, a missed target and escalation are each told once, when the clock says so', async () => {
  const setup = await newWorkspace();
  const { admin, clock, core } = setup;
  const settings = {
    targetScale: 'manchester' as const,
    retriageMinutes: [5, 20, 60, 120, 240] as [number, number, number, number, number],
    escalateAfterMinutes: 30,
    idleMinutes: 60,
  };
  await admin.ops.updateSettings({ changes: settings, reason: 'As the department works' });
  const encounterId = await takeIn(admin);
  const { rows } = await admin.triage.queue({});
  const row = rows[0];
  if (!row) throw new Error('nobody waits');
  expect(row.acuity).toBe(2);
  const told = async () =>
    (await admin.ops.notifications({}))
      .filter((item) => item.link?.id === encounterId)
      .map((item) => item.kind);
  const at = async (minutes: number) => {
    clock.set(Date.parse(row.arrivedAt) + minutes * MINUTE);
    await admin.session.touch({});
    await core.tick();
    await core.tick();
    return (await told()).sort();
  };
  expect(await at(9)).toEqual([]);
  expect(await at(10.1)).toEqual(['targetMissed']);
  expect(await at(19)).toEqual(['targetMissed']);
  expect(await at(20)).toEqual(['retriageDue', 'targetMissed']);
  expect(await at(39)).toEqual(['retriageDue', 'targetMissed']);
  expect(await at(40)).toEqual(['escalation', 'retriageDue', 'targetMissed']);
  expect(await at(55)).toEqual(['escalation', 'retriageDue', 'targetMissed']);

  await admin.clinic.recordVitals({
    encounterId,
    vitals: { heartRate: 110, respiratoryRate: 22, oxygenSaturation: 95 },
  });
  expect(await at(70)).toEqual(['escalation', 'retriageDue', 'targetMissed']);
  expect(await at(76)).toEqual(['escalation', 'retriageDue', 'retriageDue', 'targetMissed']);
  const text = JSON.stringify(await admin.ops.notifications({}));
  expect(text).toContain('Bay 4');
  expect(text).not.toContain('Moss');
});

test('after a night with the workspace closed, a patient who is long overdue is told of once, as an escalation', async () => {
  const setup = await newWorkspace();
  const encounterId = await takeIn(setup.admin);
  await setup.admin.session.lock({});
  setup.clock.advance(600 * MINUTE);
  await setup.admin.session.signIn({ loginName: 'ada', passphrase: 'seven quiet herons' });
  await setup.core.tick();
  const kinds = (await setup.admin.ops.notifications({}))
    .filter((item) => item.link?.id === encounterId)
    .map((item) => item.kind);
  expect(kinds.sort()).toEqual(['escalation', 'retriageDue']);
});

test('notifications reach those whom they concern, and are read by each for themselves', async () => {
  const setup = await newWorkspace();
  const { admin, clock, core } = setup;
  const nell = await addSignedIn(setup, admin, 'nell', ['triageNurse']);
  const audrey = await addSignedIn(setup, admin, 'audrey', ['auditor']);
  await admin.ops.updateSettings({ changes: { idleMinutes: 60 }, reason: 'For the test' });
  await takeIn(admin);
  clock.advance(12 * MINUTE);
  await core.tick();
  const mine = await admin.ops.notifications({});
  expect(mine.map((item) => item.kind)).toContain('targetMissed');
  expect((await audrey.client.ops.notifications({})).map((item) => item.kind)).not.toContain('targetMissed');

  const stream = await nell.client.ops.live({});
  await nell.client.ops.markRead({ ids: mine.map((item) => item.id) });
  await heardUntil(stream, 'notification');
  const unread = async (client: Client) =>
    (await client.ops.notifications({})).filter((item) => item.readAt === null);
  expect(await unread(nell.client)).toEqual([]);
  expect(await unread(admin)).toHaveLength(mine.length);
});

test('tasks say who is to be decided on and looked at again, until it is done', async () => {
  const { admin, clock, client, recoveryKey } = await newWorkspace();
  await admin.workspace.confirmRecoveryKey({ recoveryKey });
  await admin.ops.updateSettings({ changes: { idleMinutes: 60 }, reason: 'For the test' });
  const encounterId = await takeIn(admin);
  const [task, ...others] = await admin.ops.tasks({});
  expect(others).toEqual([]);
  expect(task).toMatchObject({
    kind: 'decide',
    overdue: false,
    link: { screen: 'encounter', id: encounterId },
  });
  expect(task?.title).toContain('Ivy');
  clock.advance(11 * MINUTE);
  expect((await admin.ops.tasks({}))[0]?.overdue).toBe(true);

  const { assessment } = await admin.triage.encounter({ encounterId });
  await admin.triage.decide({
    encounterId,
    assessmentId: assessment?.id ?? '',
    shownDigest: assessment?.digest ?? '',
    decision: { kind: 'confirm' },
    signing: { loginName: 'ada', passphrase: 'seven quiet herons' },
  });
  expect(await admin.ops.tasks({})).toEqual([]);
  clock.advance(30 * MINUTE);
  expect((await admin.ops.tasks({}))[0]).toMatchObject({ kind: 'retriage', overdue: true });
  expect((await refusal(client('x').ops.tasks({}))).kind).toBe('unauthenticated');
});

test('a weekly backup becomes a task and stops being one when it is made', async () => {
  const { admin, clock } = await newWorkspace();
  clock.advance(8 * 24 * 60 * MINUTE);
  await admin.session.signIn({ loginName: 'ada', passphrase: 'seven quiet herons' });
  expect((await admin.ops.tasks({})).map((task) => task.kind)).toContain('backup');
  const { jobId } = await admin.record.createBackup({});
  for await (const _ of await admin.ops.watchJob({ jobId }));
  expect((await admin.ops.tasks({})).map((task) => task.kind)).not.toContain('backup');
});

test('a new name of the workspace shows before sign-in too', async () => {
  const { admin, client } = await newWorkspace();
  await admin.ops.updateSettings({ changes: { workspaceName: 'Minor injuries' }, reason: 'Moved house' });
  await admin.session.lock({});
  expect((await client('x').workspace.state({})).name).toBe('Minor injuries');
});

test('settings are one audited row: the change, the reason and the values before and after are on record', async () => {
  const { admin } = await newWorkspace();
  const bad = await refusal(admin.ops.updateSettings({ changes: { idleMinutes: 0 }, reason: 'Never lock' }));
  expect(bad).toMatchObject({ kind: 'invalid', details: { fields: ['changes.idleMinutes'] } });
  await admin.ops.updateSettings({
    changes: { idleMinutes: 15, targetScale: 'canadian' },
    reason: 'Agreed in March',
  });
  const { entries } = await admin.record.trail({ filter: { action: 'settings.update' } });
  expect(entries[0]).toMatchObject({ reason: 'Agreed in March', actionTitle: 'Changed the settings' });
  expect(entries[0]?.rows[0]?.values).toEqual([
    { field: 'target_scale', label: 'Scale of time targets', old: 'manchester', new: 'canadian' },
    { field: 'idle_minutes', label: 'Minutes until the screen locks', old: '10', new: '15' },
  ]);
});
