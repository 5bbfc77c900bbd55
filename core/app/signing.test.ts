import type Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openStore, unlock } from '../store/index.ts';
import { migrations } from './migrations.ts';
import { ADMIN, type Client, newWorkspace, refusal, startCore, type TestCore } from './testing.ts';

const NARRATIVE = 'Crushing chest pain for 20 minutes, sweating, pain in the left arm.';

async function takeIn(client: Client, narrative = NARRATIVE) {
  const taken = await client.clinic.takeIn({
    patient: { details: { sex: 'female', family: 'Moss', given: 'Ivy', birthDate: '1961-04-02' } },
    narrative,
    vitals: { heartRate: 104, systolicBloodPressure: 118, respiratoryRate: 20, oxygenSaturation: 96 },
  });
  return taken.encounterId;
}

async function confirm(
  client: Client,
  encounterId: string,
  signing: { loginName?: string; passphrase: string },
) {
  const { assessment } = await client.triage.encounter({ encounterId });
  if (!assessment) throw new Error('there is no assessment');
  return client.triage.decide({
    encounterId,
    assessmentId: assessment.id,
    shownDigest: assessment.digest,
    decision: { kind: 'confirm' },
    signing,
  });
}

/** What somebody can do who holds the keys and edits the file: no service, no trigger in the way. */
async function editFile(of: TestCore, edit: (db: Database.Database) => void): Promise<void> {
  const key = await unlock(of.workspaceDir, ADMIN);
  if (key.state !== 'ready') throw key.error;
  const store = await openStore(of.workspaceDir, key.dataKey, { migrations });
  const db = store.read((orm) => orm.$client);
  for (const { name } of db
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .all()) {
    db.exec(`DROP TRIGGER "${name}"`);
  }
  edit(db);
  store.close();
}

test('[URS-IDN-04] a signature carries name, time and meaning; the first of a session takes both components, later ones the passphrase', async () => {
  const { admin, clock } = await newWorkspace();
  const first = await takeIn(admin);
  const { passphrase, loginName } = ADMIN;
  expect((await refusal(confirm(admin, first, { passphrase }))).code).toBe('identity.loginNameNeeded');
  expect((await refusal(confirm(admin, first, { loginName: 'bob', passphrase }))).code).toBe(
    'identity.loginNameNeeded',
  );
  expect((await refusal(confirm(admin, first, { loginName, passphrase: 'not the right one' }))).code).toBe(
    'identity.wrongPassphrase',
  );
  expect((await admin.session.me({}))?.firstSignature).toBe(true);
  const decision = await confirm(admin, first, { loginName, passphrase });
  expect(decision.signature).toMatchObject({
    name: ADMIN.fullName,
    signedAt: new Date(clock.now()).toISOString(),
    subjectId: decision.id,
    state: 'valid',
  });
  expect(decision.signature.meaning).toMatch(/^Confirmed the proposed triage level [1-5]$/);

  expect((await admin.session.me({}))?.firstSignature).toBe(false);
  const second = await takeIn(admin, 'Sore throat and runny nose for two days.');
  expect((await confirm(admin, second, { passphrase })).signature.state).toBe('valid');

  await admin.session.lock({});
  await admin.session.signIn(ADMIN);
  const third = await takeIn(admin, 'Twisted the left ankle while running.');
  expect((await refusal(confirm(admin, third, { passphrase }))).code).toBe('identity.loginNameNeeded');
});

test('[URS-IDN-04] one altered byte of the signature or of what was signed shows it as altered', async () => {
  const edits: Record<string, string> = {
    'the printed name': "UPDATE signature SET full_name = 'Ada Birck'",
    'the time': "UPDATE signature SET signed_at = replace(signed_at, '2026', '2025')",
    'the meaning': "UPDATE signature SET meaning = meaning || '.'",
    'the digest': "UPDATE signature SET digest = iif(digest LIKE '0%', '1', '0') || substr(digest, 2)",
    'who signed': 'UPDATE signature SET user_id = (SELECT id FROM app_user LIMIT 1 OFFSET 1)',
    'the level that was decided': 'UPDATE triage_decision SET acuity = acuity % 5 + 1, kind = kind',
    'the note of the decision': "UPDATE triage_decision SET note = 'x'",
    'the assessment it rests on': "UPDATE finding SET payload = replace(payload, 'a', 'b')",
  };
  const made = await newWorkspace();
  await made.admin.people.add({
    loginName: 'bob',
    fullName: 'Bob Reed',
    roles: ['auditor'],
    passphrase: 'a passphrase for bob',
  });
  const encounterId = await takeIn(made.admin);
  await confirm(made.admin, encounterId, ADMIN);
  await made.core.close();

  for (const [what, sql] of Object.entries(edits)) {
    let undo: (db: Database.Database) => void = () => undefined;
    await editFile(made, (db) => {
      db.pragma('ignore_check_constraints = ON');
      const before = ['signature', 'triage_decision', 'finding'].map((table) => ({
        table,
        rows: db.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all(),
      }));
      db.exec(sql);
      undo = (later) => {
        for (const { table, rows } of before) for (const row of rows) putBack(later, table, row);
      };
    });
    const next = startCore(made.workspaceDir, made.clock);
    const client = next.client('auditor');
    await client.session.signIn(ADMIN);
    const { signatures } = await client.record.signatures({});
    expect({ what, state: signatures[0]?.state }).toEqual({ what, state: 'altered' });
    await next.core.close();
    await editFile(made, undo);
  }

  const last = startCore(made.workspaceDir, made.clock);
  const client = last.client('auditor');
  await client.session.signIn(ADMIN);
  expect((await client.record.signatures({})).signatures[0]?.state).toBe('valid');
}, 60_000);

function putBack(db: Database.Database, table: string, row: Record<string, unknown>): void {
  const columns = Object.keys(row).filter((column) => column !== 'id');
  const set = columns.map((column) => `"${column}" = @${column}`).join(', ');
  db.prepare(`UPDATE ${table} SET ${set} WHERE id = @id`).run(row);
}

test('[URS-IDN-04] a signature that is set under another record is displaced', async () => {
  const made = await newWorkspace();
  const one = await takeIn(made.admin);
  const two = await takeIn(made.admin, 'Sore throat and runny nose for two days.');
  const first = await confirm(made.admin, one, ADMIN);
  const second = await confirm(made.admin, two, ADMIN);
  await made.core.close();
  await editFile(made, (db) => {
    // The decision on the second patient borrows the first one's signature; and a copy claims the second decision.
    db.prepare('UPDATE triage_decision SET signature_id = ? WHERE id = ?').run(first.signature.id, second.id);
    db.prepare('UPDATE signature SET subject_id = ? WHERE id = ?').run(first.id, second.signature.id);
  });
  const next = startCore(made.workspaceDir, made.clock);
  const client = next.client('a');
  await client.session.signIn(ADMIN);
  const shown = await client.triage.encounter({ encounterId: two });
  expect(shown.decisions[0]?.signature.state).toBe('displaced');
  const states = (await client.record.signatures({})).signatures.map(({ id, state }) => ({ id, state }));
  expect(states).toContainEqual({ id: second.signature.id, state: 'displaced' });
  expect(states).toContainEqual({ id: first.signature.id, state: 'valid' });
});

test('guessing a passphrase by signing locks the session and the login', async () => {
  const { admin, clock } = await newWorkspace();
  const encounterId = await takeIn(admin);
  const codes: string[] = [];
  for (let n = 0; n < 40; n += 1) {
    codes.push(
      (await refusal(confirm(admin, encounterId, { loginName: 'ada', passphrase: `guess number ${n}` })))
        .code,
    );
    clock.advance(1_000);
  }
  expect(codes).toContain('identity.lockedOut');
  expect(codes.at(-1)).toBe('identity.locked');
  expect((await admin.workspace.state({})).state).toBe('locked');
});
