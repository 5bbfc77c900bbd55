import { expect, onTestFinished, test } from 'vitest';
import { copyOfModels } from '../models/testing.ts';
import { ADMIN, addSignedIn, type Client, newWorkspace, refusal } from './testing.ts';

const { loginName, passphrase } = ADMIN;
const CASE = {
  id: 'a',
  age: 70,
  narrative: 'Short of breath since this morning.',
  vitals: { heartRate: 96 },
};

async function modelOf(client: Client, id = 'admission') {
  const { models } = await client.models.overview({});
  const found = models.find((model) => model.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

async function decide(
  client: Client,
  act: 'signOff' | 'activate' | 'retire',
  signing: { loginName?: string } = {},
) {
  const { id, digest } = await modelOf(client);
  return client.models.decide({
    modelId: id,
    shownDigest: digest,
    act,
    reason: 'Read the card.',
    signing: { passphrase, ...signing },
  });
}

const risksOf = async (client: Client) => (await client.triage.preview(CASE)).estimates?.risks.length;

test('[URS-MOD-01] a retired model is not asked any more, in this workspace and after a restart, until it is put to use again', async () => {
  const test = await newWorkspace();
  const { admin } = test;
  expect(await modelOf(admin)).toMatchObject({
    status: 'active',
    signedBy: { kind: 'release' },
    problem: null,
  });
  expect(await risksOf(admin)).toBe(3);
  const retired = await decide(admin, 'retire', { loginName });
  expect(retired).toMatchObject({
    status: 'retired',
    history: [{ act: 'retire', by: ADMIN.fullName, current: true }],
  });
  expect(await risksOf(admin)).toBe(2);
  const [signature] = (await admin.record.signatures({})).signatures;
  expect(signature).toMatchObject({ state: 'valid', meaning: 'Retires the model: Admission 1.0.0' });

  const again = (await test.restart()).client('admin');
  await again.session.signIn(ADMIN);
  expect(await risksOf(again)).toBe(2);
  await decide(again, 'activate', { loginName });
  expect(await risksOf(again)).toBe(3);
});

test('[URS-MOD-01] a model without a signature is refused until somebody who may signs it off', async () => {
  const copy = copyOfModels({ whole: true });
  onTestFinished(() => copy.remove());
  copy.unsign('admission');
  const test = await newWorkspace({ resources: copy.resources });
  const { admin } = test;
  expect(await modelOf(admin)).toMatchObject({
    status: 'draft',
    signedBy: null,
    problem: { code: 'models.unsigned' },
  });
  const before = await admin.triage.preview(CASE);
  expect(before.estimates?.risks).toHaveLength(2);
  expect(before.warnings.at(-1)).toMatch(/^Not estimated: admission\. Nobody has signed this model/);
  expect((await refusal(decide(admin, 'activate', { loginName }))).code).toBe('models.unsigned');

  const nurse = (await addSignedIn(test, admin, 'nora', ['triageNurse'])).client;
  expect((await refusal(decide(nurse, 'signOff'))).code).toBe('app.notAllowed');

  const signed = await decide(admin, 'signOff', { loginName });
  expect(signed).toMatchObject({
    status: 'active',
    signedBy: { kind: 'person', name: ADMIN.fullName },
    problem: null,
  });
  const after = await admin.triage.preview(CASE);
  expect(after.estimates?.risks).toHaveLength(3);
  expect(after.warnings.some((warning) => warning.startsWith('Not estimated'))).toBe(false);
});

test('nobody signs files other than those that they saw', async () => {
  const { admin } = await newWorkspace();
  const wrong = admin.models.decide({
    modelId: 'admission',
    shownDigest: '0'.repeat(64),
    act: 'retire',
    reason: 'Estimates do not fit.',
    signing: { loginName, passphrase },
  });
  expect((await refusal(wrong)).code).toBe('models.changed');
  expect((await modelOf(admin)).history).toEqual([]);
});
