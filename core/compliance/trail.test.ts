import { createHash, createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../app/migrations.ts';
import { ADMIN, addSignedIn, type Client, newWorkspace } from '../app/testing.ts';
import { canonicalJson, type Json } from '../kernel/canonical.ts';
import { findResources } from '../kernel/resources.ts';
import { openStore, unlock } from '../store/index.ts';
import { loadLabels } from './labels.ts';

const details = {
  sex: 'female' as const,
  family: 'Moss',
  given: 'Ivy',
  birthDate: '1961-04-02',
  phone: '07700 900123',
};

async function takeIn(client: Client, family = 'Moss') {
  return client.clinic.takeIn({
    patient: { details: { ...details, family } },
    narrative: 'Cough and fever for three days.',
    vitals: { heartRate: 92, temperature: 38.4 },
  });
}

test('[URS-CMP-01] a correction shows who, when, why and each value before and after, names included', async () => {
  const { admin, clock } = await newWorkspace();
  const { patientId } = await takeIn(admin);
  clock.advance(60_000);
  const { patient } = await admin.clinic.patient({ patientId });
  await admin.clinic.updatePatient({
    patientId,
    version: patient.version,
    changes: { family: 'Mossman', ethnicCategory: 'A', interpreterNeeded: true },
    reason: 'Read from the passport',
  });
  const { entries } = await admin.record.patientTrail({ patientId });
  const [latest] = entries;
  expect(latest).toMatchObject({
    actor: { name: ADMIN.fullName },
    actionTitle: 'Corrected patient details',
    reason: 'Read from the passport',
    time: new Date(clock.now()).toISOString(),
  });
  const values = latest?.rows.flatMap((row) => row.values) ?? [];
  expect(values).toContainEqual({ field: 'family', label: 'Family name', old: 'Moss', new: 'Mossman' });
  expect(values).toContainEqual({ field: 'ethnic_category', label: 'Ethnic category', old: null, new: 'A' });
  expect(values).toContainEqual({
    field: 'interpreter_needed',
    label: 'Interpreter needed',
    old: null,
    new: 'yes',
  });
  expect(values.map((value) => value.field)).not.toContain('phone');
});

test('those who may not read names see that they changed, never what they are, nor ciphertext', async () => {
  const setup = await newWorkspace();
  const { patientId } = await takeIn(setup.admin);
  const audrey = await addSignedIn(setup, setup.admin, 'audrey', ['auditor']);
  const { entries } = await audrey.client.record.trail({ filter: { patientId } });
  const identity = entries.flatMap((entry) => entry.rows).find((row) => row.recordType === 'person_identity');
  expect(identity?.values).toContainEqual({
    field: 'sealed',
    label: 'Name and identifiers',
    old: null,
    new: 'sealed',
  });
  expect(JSON.stringify(entries)).not.toContain('Moss');
});

test("a patient's trail holds everything about that patient and nothing about another", async () => {
  const { admin, clock } = await newWorkspace();
  const ivy = await takeIn(admin, 'Moss');
  const ann = await takeIn(admin, 'Reed');
  clock.advance(60_000);
  await admin.clinic.recordVitals({ encounterId: ivy.encounterId, vitals: { heartRate: 120 } });
  await admin.clinic.addHistory({ patientId: ivy.patientId, item: { kind: 'allergy', text: 'Penicillin' } });
  const { assessment } = await admin.triage.encounter({ encounterId: ivy.encounterId });
  const decision = await admin.triage.decide({
    encounterId: ivy.encounterId,
    assessmentId: assessment?.id ?? '',
    shownDigest: assessment?.digest ?? '',
    decision: { kind: 'confirm' },
    signing: ADMIN,
  });
  const { entries } = await admin.record.patientTrail({ patientId: ivy.patientId });
  const types = new Set(entries.flatMap((entry) => entry.rows.map((row) => row.recordType)));
  for (const type of [
    'patient',
    'person_identity',
    'encounter',
    'observation',
    'history_item',
    'finding',
    'triage_decision',
    'signature',
  ]) {
    expect(types).toContain(type);
  }
  expect(entries.map((entry) => entry.changeSet)).toEqual(
    entries.map((entry) => entry.changeSet).sort((a, b) => b - a),
  );
  const text = JSON.stringify(entries);
  expect(text).toContain(decision.signature.id);
  expect(text).not.toContain(ann.patientId);
  expect(text).not.toContain('Reed');

  const pages: number[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await admin.record.patientTrail({
      patientId: ivy.patientId,
      limit: 2,
      ...(cursor ? { cursor } : {}),
    });
    pages.push(...page.entries.map((entry) => entry.changeSet));
    if (page.next === null) break;
    cursor = page.next;
  }
  expect(pages).toEqual(entries.map((entry) => entry.changeSet));
});

test('[URS-CMP-01] the trail is filtered by person, action, kind of record, record and time', async () => {
  const setup = await newWorkspace();
  const { admin, clock } = setup;
  const nell = await addSignedIn(setup, admin, 'nell', ['triageNurse']);
  const start = new Date(clock.now()).toISOString();
  clock.advance(60_000);
  const mine = await takeIn(admin);
  clock.advance(60_000);
  const middle = new Date(clock.now()).toISOString();
  const hers = await takeIn(nell.client, 'Reed');
  const trail = async (filter: Parameters<Client['record']['trail']>[0]['filter']) =>
    (await admin.record.trail({ filter, limit: 500 })).entries;

  const byNell = await trail({ actor: nell.person.userId, action: 'clinic.takeIn' });
  expect(byNell).toHaveLength(1);
  expect(byNell[0]?.rows.map((row) => row.recordId)).toContain(hers.patientId);
  expect(await trail({ action: 'clinic.takeIn' })).toHaveLength(2);
  const patients = await trail({ recordType: 'patient' });
  expect(patients.flatMap((entry) => entry.rows.map((row) => row.recordId))).toEqual([
    hers.patientId,
    mine.patientId,
  ]);
  const one = await trail({ recordType: 'encounter', recordId: mine.encounterId });
  expect(one.flatMap((entry) => entry.rows.map((row) => row.recordId))).toEqual([mine.encounterId]);
  const between = await trail({ from: start, to: middle, action: 'clinic.takeIn' });
  expect(between.flatMap((entry) => entry.rows.map((row) => row.recordId))).toContain(mine.patientId);
  expect(between).toHaveLength(1);
  const facets = await admin.record.facets({});
  expect(facets.actors.map((actor) => actor.name)).toEqual(
    expect.arrayContaining([ADMIN.fullName, 'Nell Test']),
  );
  expect(facets.actions).toContainEqual({ action: 'clinic.takeIn', title: 'Took in a patient' });
});

test('[URS-CMP-01] an export is read and checked with nothing but its own instructions, and one altered value is found', async () => {
  const { admin } = await newWorkspace();
  await takeIn(admin);
  const { content, name } = await admin.record.exportTrail({});
  expect(name).toMatch(/\.jsonl$/);
  const text = await content.text();
  expect(checkExport(text)).toEqual({ problems: [], changeSets: expect.any(Number) });
  expect(checkExport(text).changeSets).toBeGreaterThan(4);
  const forged = text.replace('Cough and fever for three days.', 'Cough and fever for nine days.');
  expect(forged).not.toBe(text);
  expect(checkExport(forged).problems).not.toEqual([]);
  const lines = text.split('\n');
  const cut = lines.findIndex((line) => line.startsWith('{"type":"changeSet"'));
  const shortened = [...lines.slice(0, cut), ...lines.slice(cut + 1)].join('\n');
  expect(checkExport(shortened).problems).not.toEqual([]);
  const [taken] = (await admin.record.trail({ filter: { action: 'record.export' } })).entries;
  expect(taken?.actionTitle).toBe('Exported the audit trail');
});

interface ExportLine {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Follows `howToVerify` of the manifest, with Node's own cryptography alone. */
function checkExport(text: string): { problems: string[]; changeSets: number } {
  const sha256 = (data: string) => createHash('sha256').update(data).digest('hex');
  const problems: string[] = [];
  const raw = text.trimEnd().split('\n');
  const lines = raw.map((line): ExportLine => JSON.parse(line));
  const manifest = lines[0];
  const keys = new Map(
    lines.filter((line) => line.type === 'device').map((line) => [String(line.id), String(line.publicKey)]),
  );
  const signed = (device: unknown, message: string, signature: unknown) => {
    const der = Buffer.from(keys.get(String(device)) ?? '', 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(message), key, Buffer.from(String(signature), 'base64'));
  };
  const links = new Map<string, { number: number; link: string }>();
  let changeSets = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line?.type !== 'changeSet') continue;
    changeSets += 1;
    const header = line.header as Record<string, Json>;
    const changes: string[] = [];
    for (let next = at + 1; lines[next]?.type === 'change'; next += 1)
      changes.push(String(lines[next]?.line));
    const where = `change set ${String(line.seq)}`;
    if (sha256(changes.join('\n')) !== header.digest) problems.push(`${where}: digest`);
    if (sha256(canonicalJson(header)) !== line.hash) problems.push(`${where}: hash`);
    if (!signed(header.device, `fairdoc/change-set/1/${String(line.hash)}`, line.signature))
      problems.push(`${where}: signature`);
    const device = String(header.device);
    const before = links.get(device) ?? {
      number: 0,
      link: sha256(`fairdoc/chain/${String(manifest?.workspaceId)}/${device}`),
    };
    if (header.previous !== before.link || header.number !== before.number + 1)
      problems.push(`${where}: chain`);
    links.set(device, {
      number: Number(header.number),
      link: sha256(`${String(line.hash)}\n${String(line.signature)}`),
    });
  }
  const end = lines.at(-1);
  const digest = sha256(`${raw.slice(0, -1).join('\n')}\n`);
  if (end?.type !== 'end' || end.sha256 !== digest) problems.push('end: digest');
  if (!signed(end?.device, `fairdoc/export/1/${String(end?.sha256)}`, end?.signature))
    problems.push('end: signature');
  return { problems, changeSets };
}

test('a verification is kept, and a value that was altered in the file is named and told to those who read the trail', async () => {
  const made = await newWorkspace();
  const { encounterId } = await takeIn(made.admin);
  expect(await made.admin.record.lastVerification({})).toBeNull();
  const run = async (client: Client) => {
    const { jobId } = await client.record.verify({});
    for await (const job of await client.ops.watchJob({ jobId }))
      if (job.state === 'failed') throw new Error('failed');
    return client.record.lastVerification({});
  };
  expect(await run(made.admin)).toMatchObject({ intact: true, breaks: [] });
  await made.core.close();

  const key = await unlock(made.workspaceDir, ADMIN);
  if (key.state !== 'ready') throw key.error;
  const store = await openStore(made.workspaceDir, key.dataKey, { migrations });
  const db = store.read((orm) => orm.$client);
  db.exec('DROP TRIGGER audit_update_encounter');
  db.prepare('UPDATE encounter SET narrative = ? WHERE id = ?').run('Nothing at all.', encounterId);
  store.close();

  const again = await made.restart();
  const client = again.client('a');
  await client.session.signIn(ADMIN);
  const found = await run(client);
  expect(found?.intact).toBe(false);
  expect(found?.breaks).toContainEqual(
    expect.objectContaining({ recordType: 'encounter', recordId: encounterId }),
  );
  const told = (await client.ops.notifications({})).filter(
    (item) => item.title === 'The record does not verify',
  );
  expect(told).toHaveLength(1);
});

test('every table, column and action of the product has a name for people', async () => {
  const labels = loadLabels(findResources());
  const { admin } = await newWorkspace();
  await takeIn(admin);
  const facets = await admin.record.facets({});
  const { entries } = await admin.record.trail({ limit: 500 });
  const missing = new Set<string>();
  for (const { recordType } of facets.recordTypes) if (!labels.knows(recordType)) missing.add(recordType);
  for (const column of columnsOfMigrations()) if (!labels.knows(...column)) missing.add(column.join('.'));
  for (const action of [...actionsInCode(), ...entries.map((entry) => entry.action)]) {
    if (!labels.knowsAction(action)) missing.add(action);
  }
  expect([...missing]).toEqual([]);
});

/** Table and column of every audited table, from the SQL of the migrations. */
function columnsOfMigrations(): [string, string][] {
  return migrations.flatMap(({ up }) =>
    typeof up !== 'string'
      ? []
      : [...up.matchAll(/CREATE TABLE (\w+) \(([\s\S]*?)\n\s*\) STRICT/g)].flatMap(
          ([, table = '', body = '']) =>
            [...body.matchAll(/^\s*([a-z_]+) (?:TEXT|INTEGER|REAL)/gm)].map(
              ([, column = '']): [string, string] => [table, column],
            ),
        ),
  );
}

/** Actions that code names where it writes. */
function actionsInCode(): string[] {
  const core = path.resolve(import.meta.dirname, '..');
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/(\.test|testing|test-\w+)\.ts$/.test(file),
  );
  return files.flatMap((file) =>
    [...readFileSync(path.join(core, file), 'utf8').matchAll(/\baction: '([a-z]+\.[A-Za-z]+)'/g)].map(
      ([, action = '']) => action,
    ),
  );
}
