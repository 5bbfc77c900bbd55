import { expect, test } from 'vitest';
import { openKeyring } from '../store/index.ts';
import { ADMIN, addSignedIn, newWorkspace, passphraseOf, refusal } from './testing.ts';

test('a deactivated person loses the key slot and every session, and keeps the name in the record', async () => {
  const setup = await newWorkspace();
  const { admin, workspaceDir } = setup;
  const nell = await addSignedIn(setup, admin, 'nell', ['triageNurse']);
  const change = { userId: nell.person.userId, active: false, reason: 'Left the department' };
  expect(await admin.people.setActive(change)).toMatchObject({ active: false, lockedOut: false });
  expect((await refusal(nell.client.ops.settings({}))).code).toBe('identity.notSignedIn');
  const keyring = await openKeyring(workspaceDir);
  expect(JSON.stringify(keyring.slots)).not.toContain(nell.person.userId);
  const again = setup.client('x').session.signIn({ loginName: 'nell', passphrase: nell.passphrase });
  expect((await refusal(again)).code).toBe('store.wrongPassphrase');
  expect((await admin.people.list({})).map((person) => person.loginName)).toContain('nell');
});

test('a reactivated person signs in again only after an administrator has set a passphrase', async () => {
  const setup = await newWorkspace();
  const { admin } = setup;
  const nell = await addSignedIn(setup, admin, 'nell', ['triageNurse']);
  const { userId } = nell.person;
  await admin.people.setActive({ userId, active: false, reason: 'Parental leave' });
  const reset = { userId, passphrase: 'welcome back again', reason: 'Back from leave' };
  expect((await refusal(admin.people.resetPassphrase(reset))).code).toBe('identity.deactivated');
  expect((await admin.people.setActive({ userId, active: true, reason: 'Back' })).lockedOut).toBe(true);
  expect((await admin.people.resetPassphrase(reset)).lockedOut).toBe(false);
  const me = await setup.client('x').session.signIn({ loginName: 'nell', passphrase: reset.passphrase });
  expect(me.userId).toBe(userId);
});

test('login names are never used again, also of people who are gone', async () => {
  const setup = await newWorkspace();
  const { admin } = setup;
  const nell = await addSignedIn(setup, admin, 'nell', ['triageNurse']);
  await admin.people.setActive({ userId: nell.person.userId, active: false, reason: 'Left' });
  const again = {
    loginName: 'nell',
    fullName: 'Another Nell',
    roles: ['auditor' as const],
    passphrase: 'quite another one',
  };
  expect((await refusal(admin.people.add(again))).code).toBe('identity.loginNameTaken');
});

test('a workspace cannot lose its last administrator', async () => {
  const setup = await newWorkspace();
  const { admin } = setup;
  const me = await admin.session.me({});
  const userId = me?.userId ?? '';
  const own = await refusal(admin.people.setRoles({ userId, roles: ['clinician'], reason: 'Enough of it' }));
  expect(own.code).toBe('identity.ownAdministration');
  expect((await refusal(admin.people.setActive({ userId, active: false, reason: 'Leaving' }))).code).toBe(
    'identity.deactivatesSelf',
  );
  const second = await addSignedIn(setup, admin, 'bea', ['administrator']);
  await second.client.people.setRoles({ userId, roles: ['clinician'], reason: 'Hands over' });
  expect((await refusal(admin.people.list({}))).kind).toBe('denied');
  const last = second.client.people.setRoles({
    userId: second.person.userId,
    roles: ['auditor'],
    reason: 'Also',
  });
  expect((await refusal(last)).code).toBe('identity.ownAdministration');
});

test('two administrators who deactivate each other at once leave one', async () => {
  const setup = await newWorkspace();
  const bea = await addSignedIn(setup, setup.admin, 'bea', ['administrator']);
  const ada = (await setup.admin.session.me({}))?.userId ?? '';
  const outcomes = await Promise.allSettled([
    setup.admin.people.setActive({ userId: bea.person.userId, active: false, reason: 'A quarrel' }),
    bea.client.people.setActive({ userId: ada, active: false, reason: 'A quarrel' }),
  ]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('who managed whom, with the reason, and every sign-in is in the audit trail', async () => {
  const setup = await newWorkspace();
  const { admin } = setup;
  const nell = await addSignedIn(setup, admin, 'nell', ['triageNurse']);
  await admin.people.setRoles({
    userId: nell.person.userId,
    roles: ['clinician'],
    reason: 'Qualified in May',
  });
  const { entries } = await admin.record.trail({ filter: { action: 'people.setRoles' } });
  expect(entries[0]).toMatchObject({ actor: { name: ADMIN.fullName }, reason: 'Qualified in May' });
  const roles = entries[0]?.rows.flatMap((row) => row.values.filter((value) => value.field === 'role'));
  expect(roles).toEqual([
    { field: 'role', label: 'Role', old: 'triageNurse', new: null },
    { field: 'role', label: 'Role', old: null, new: 'clinician' },
  ]);
  const signIns = await admin.record.trail({
    filter: { action: 'session.signIn', actor: nell.person.userId },
  });
  expect(signIns.entries).toHaveLength(1);
});

test('no passphrase and no recovery key stands anywhere in the audit trail', async () => {
  const setup = await newWorkspace();
  const nell = await addSignedIn(setup, setup.admin, 'nell', ['triageNurse']);
  await nell.client.session.changePassphrase({ current: nell.passphrase, next: 'brand new secret words' });
  await setup.admin.workspace.confirmRecoveryKey({ recoveryKey: setup.recoveryKey });
  const trail = JSON.stringify(await setup.admin.record.trail({ limit: 500 }));
  for (const secret of [
    ADMIN.passphrase,
    passphraseOf('nell'),
    'brand new secret words',
    setup.recoveryKey,
  ]) {
    expect(trail).not.toContain(secret);
  }
});

test('a new recovery key takes the place of the old one, for whoever knows their own passphrase', async () => {
  const { admin, client, recoveryKey } = await newWorkspace();
  const reason = 'The envelope was opened';
  const wrong = admin.people.issueRecoveryKey({ passphrase: 'not my passphrase', reason });
  expect((await refusal(wrong)).code).toBe('identity.wrongPassphrase');
  const issued = await admin.people.issueRecoveryKey({ passphrase: ADMIN.passphrase, reason });
  expect(await admin.session.me({})).toMatchObject({ recoveryKeyConfirmed: false });
  const old = admin.workspace.confirmRecoveryKey({ recoveryKey });
  expect((await refusal(old)).code).toBe('store.wrongRecoveryKey');
  await admin.workspace.confirmRecoveryKey(issued);
  expect(await admin.session.me({})).toMatchObject({ recoveryKeyConfirmed: true });
  const { entries } = await admin.record.trail({ filter: { action: 'workspace.issueRecoveryKey' } });
  expect(entries).toMatchObject([{ reason, actor: { name: ADMIN.fullName } }]);
  await admin.session.signOut({});
  const recover = { ...issued, loginName: ADMIN.loginName, passphrase: 'a passphrase set anew' };
  expect(await client('b').workspace.recover(recover)).toEqual({ recovered: true });
});
