import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { MAX_FAILURES } from '../identity/index.ts';
import { manualClock } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import { createWorkspace, KDF_FLOOR } from '../store/index.ts';
import { migrations } from './migrations.ts';
import { ADMIN, addSignedIn, newWorkspace, passphraseOf, refusal, startCore, tempFolder } from './testing.ts';

const attempts = (dir: string) => path.join(dir, 'attempts.json');

test('first run: the creator is signed in as administrator and has a recovery key to confirm', async () => {
  const { admin, recoveryKey } = await newWorkspace();
  const me = await admin.session.me({});
  expect(me).toMatchObject({ loginName: 'ada', state: 'active', recoveryKeyConfirmed: false });
  expect(me?.permissions).toContain('people.manage');
  expect((await admin.ops.tasks({})).map((task) => task.kind)).toContain('confirmRecoveryKey');

  const wrong = recoveryKey.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  expect((await refusal(admin.workspace.confirmRecoveryKey({ recoveryKey: wrong }))).code).toBe(
    'store.mistypedRecoveryKey',
  );
  await admin.workspace.confirmRecoveryKey({ recoveryKey: recoveryKey.toLowerCase() });
  expect((await admin.session.me({}))?.recoveryKeyConfirmed).toBe(true);
  expect((await admin.ops.tasks({})).map((task) => task.kind)).not.toContain('confirmRecoveryKey');
});

test('a creation that was interrupted before the first person was written is completed at the sign-in', async () => {
  const clock = manualClock();
  const folder = path.join(tempFolder(), 'workspace');
  const { loginName, passphrase } = ADMIN;
  const firstUser = { userId: newId(clock), loginName, passphrase };
  const created = await createWorkspace(folder, {
    name: 'Ward',
    firstUser,
    clock,
    migrations,
    kdf: KDF_FLOOR,
  });
  created.store.close();
  const me = await startCore(folder, clock).client('a').session.signIn(ADMIN);
  expect(me.permissions).toContain('people.manage');
});

test('before there is a workspace, signing in and recovering say so and write nothing', async () => {
  const folder = path.join(tempFolder(), 'workspace');
  const client = startCore(folder, manualClock()).client('a');
  expect((await refusal(client.session.signIn(ADMIN))).code).toBe('identity.noWorkspace');
  const recovery = { recoveryKey: 'R5M5M', loginName: 'ada', passphrase: 'eight loud geese' };
  expect((await refusal(client.workspace.recover(recovery))).code).toBe('identity.noWorkspace');
  expect(existsSync(folder)).toBe(false);
});

test('a second workspace cannot be created over the first', async () => {
  const { client } = await newWorkspace();
  const again = client('b').workspace.create({ name: 'Other', administrator: ADMIN });
  expect(await refusal(again)).toMatchObject({ kind: 'conflict' });
});

test('the store is closed and its key gone when the last session locks, and opens with the next sign-in', async () => {
  const { admin, client } = await newWorkspace();
  expect((await admin.workspace.state({})).state).toBe('open');
  await admin.session.lock({});
  expect(await admin.workspace.state({})).toMatchObject({ state: 'locked', loginNames: ['ada'] });
  expect(await admin.session.me({})).toMatchObject({ state: 'locked', permissions: [] });
  expect((await refusal(admin.ops.settings({}))).code).toBe('identity.locked');
  expect((await refusal(client('other').ops.settings({}))).code).toBe('identity.notSignedIn');
  await admin.session.signIn({ loginName: 'Ada ', passphrase: ADMIN.passphrase });
  expect((await admin.ops.settings({})).workspaceName).toBe('Emergency department');
});

test('one session ends without disturbing the others', async () => {
  const setup = await newWorkspace();
  const nurse = await addSignedIn(setup, setup.admin, 'nell', ['triageNurse']);
  await setup.admin.session.signOut({});
  expect(await setup.admin.session.me({})).toBeNull();
  expect((await nurse.client.session.me({}))?.state).toBe('active');
  expect((await nurse.client.ops.settings({})).workspaceName).toBe('Emergency department');
});

test('a session without a sign of life locks after the time that is set, and reading is no sign of life', async () => {
  const { admin, clock, core, workspaceDir } = await newWorkspace();
  await admin.ops.updateSettings({ changes: { idleMinutes: 5 }, reason: 'Shared workstation' });
  clock.advance(4 * 60_000);
  await admin.session.touch({});
  clock.advance(4 * 60_000);
  await admin.ops.settings({});
  await core.tick();
  expect((await admin.session.me({}))?.state).toBe('active');
  clock.advance(60_000);
  await core.tick();
  expect(await admin.session.me({})).toMatchObject({ state: 'locked' });
  expect((await admin.workspace.state({})).state).toBe('locked');
  expect(existsSync(path.join(workspaceDir, 'fairdoc.db-wal'))).toBe(false);
});

test('the idle lock holds at the call itself, also when nothing looks at the clock', async () => {
  const { admin, clock } = await newWorkspace();
  clock.advance(10 * 60_000);
  expect((await refusal(admin.ops.settings({}))).code).toBe('identity.locked');
});

test('[URS-IDN-03] 100 guesses lock the login and are in the audit log, across restarts of the program', async () => {
  const first = await newWorkspace();
  await addSignedIn(first, first.admin, 'nell', ['triageNurse']);
  let running = await first.restart();
  const codes: string[] = [];
  for (let guess = 0; guess < 100; guess += 1) {
    const call = running
      .client('x')
      .session.signIn({ loginName: 'nell', passphrase: `wrong guess ${guess}` });
    codes.push((await refusal(call)).code);
    first.clock.advance(1_000);
    if (guess % 25 === 24) running = await running.restart();
  }
  expect(codes.filter((code) => code === 'store.wrongPassphrase').length).toBeLessThanOrEqual(MAX_FAILURES);
  expect(codes.slice(-60)).toEqual(Array(60).fill('identity.lockedOut'));

  first.clock.advance(30 * 86_400_000);
  const right = { loginName: 'nell', passphrase: passphraseOf('nell') };
  expect((await refusal(running.client('x').session.signIn(right))).code).toBe('identity.lockedOut');

  const admin = running.client('admin');
  await admin.session.signIn(ADMIN);
  const nell = (await admin.people.list({})).find((person) => person.loginName === 'nell');
  expect(nell?.lockedOut).toBe(true);
  const told = await admin.ops.notifications({});
  expect(told.some((item) => item.kind === 'signIn' && item.link?.id === nell?.userId)).toBe(true);
  expect(existsSync(attempts(running.workspaceDir))).toBe(true);
  expect(JSON.parse(readFileSync(attempts(running.workspaceDir), 'utf8')).unlogged).toEqual([]);

  const { entries } = await admin.record.trail({ filter: { action: 'session.failedTries' }, limit: 500 });
  const rows = entries.flatMap((entry) => entry.rows.map((row) => valuesOf(row)));
  const tries = rows.map((row) => Number(row.get('wrong')) + Number(row.get('refused_too_soon')));
  expect(tries.reduce((sum, count) => sum + count, 0)).toBe(101);
  expect(rows.some((row) => row.get('locked_out') === 'yes' && row.get('user_id') === nell?.userId)).toBe(
    true,
  );

  const reset = { userId: nell?.userId ?? '', passphrase: 'a fresh start for nell', reason: 'Spoke to her' };
  expect((await admin.people.resetPassphrase(reset)).lockedOut).toBe(false);
  const back = await running.client('x').session.signIn({ loginName: 'nell', passphrase: reset.passphrase });
  expect(back.state).toBe('active');
});

const valuesOf = (row: { values: readonly { field: string; new: string | null }[] }) =>
  new Map(row.values.map((value) => [value.field, value.new]));

test('100 guesses at once are no way around the delay', async () => {
  const { client } = await newWorkspace();
  const guesses = Array.from({ length: 100 }, (_, n) =>
    refusal(client(`c${n}`).session.signIn({ loginName: 'ada', passphrase: `wrong guess ${n}` })),
  );
  const codes = (await Promise.all(guesses)).map((error) => error.code);
  expect(codes.filter((code) => code === 'store.wrongPassphrase').length).toBe(3);
  expect(codes.at(-1)).toBe('identity.lockedOut');
});

test('a person who mistypes twice signs in at the third try without waiting, and is told of the two', async () => {
  const { client } = await newWorkspace();
  const other = client('other');
  for (const passphrase of ['not this one at all', 'nor this one either']) {
    expect((await refusal(other.session.signIn({ loginName: 'ada', passphrase }))).code).toBe(
      'store.wrongPassphrase',
    );
  }
  await other.session.signIn(ADMIN);
  expect((await other.ops.notifications({})).map((item) => item.kind)).toEqual(['signIn']);
});

test('a damaged attempts file keeps nobody out', async () => {
  const first = await newWorkspace();
  await first.core.close();
  writeFileSync(attempts(first.workspaceDir), '{"version":1,"counts":{"x"');
  const second = startCore(first.workspaceDir, first.clock);
  expect((await second.client('a').session.signIn(ADMIN)).state).toBe('active');
});

test('an unknown login name is refused in the same words as a wrong passphrase', async () => {
  const { client } = await newWorkspace();
  const unknown = await refusal(
    client('a').session.signIn({ loginName: 'nobody', passphrase: 'some passphrase' }),
  );
  const wrong = await refusal(
    client('a').session.signIn({ loginName: 'ada', passphrase: 'some passphrase' }),
  );
  expect(unknown).toEqual(wrong);
});

test('the recovery key lets a person in who forgot the passphrase, also when locked out', async () => {
  const { admin, client, recoveryKey, clock } = await newWorkspace();
  await admin.session.signOut({});
  for (let n = 0; n < 40; n += 1) {
    await refusal(client('x').session.signIn({ loginName: 'ada', passphrase: `wrong guess ${n}` }));
  }
  expect((await refusal(client('x').session.signIn(ADMIN))).code).toBe('identity.lockedOut');
  clock.advance(1_000);
  const recovery = { recoveryKey, loginName: 'ada', passphrase: 'eight loud geese' };
  await client('x').workspace.recover(recovery);
  expect((await client('x').workspace.state({})).state).toBe('locked');
  const me = await client('x').session.signIn({ loginName: 'ada', passphrase: recovery.passphrase });
  expect(me.state).toBe('active');
  const old = client('y').session.signIn(ADMIN);
  expect((await refusal(old)).code).toBe('store.wrongPassphrase');
});

test('changing the passphrase takes the current one; the old one stops working', async () => {
  const { admin, client } = await newWorkspace();
  const next = 'eight loud geese';
  const wrong = await refusal(admin.session.changePassphrase({ current: 'not the current one', next }));
  expect(wrong).toMatchObject({ kind: 'invalid', code: 'identity.wrongPassphrase' });
  const same = admin.session.changePassphrase({ current: ADMIN.passphrase, next: ADMIN.passphrase });
  expect((await refusal(same)).code).toBe('identity.samePassphrase');
  await admin.session.changePassphrase({ current: ADMIN.passphrase, next });
  expect((await refusal(client('b').session.signIn(ADMIN))).code).toBe('store.wrongPassphrase');
  expect((await client('b').session.signIn({ loginName: 'ada', passphrase: next })).state).toBe('active');
});
