import { expect, test } from 'vitest';
import { ADMIN, addSignedIn, type Client, newWorkspace, refusal, type TestCore } from './testing.ts';

/** Decisions that treat one language differently, from the signature to the closed alert. */

interface Patient {
  readonly language: string;
  /** Signed one level below what the rules propose. */
  readonly lowered: boolean;
}

const sign = { ...ADMIN, passphrase: ADMIN.passphrase };

async function seePatient(client: Client, { language, lowered }: Patient): Promise<string> {
  const { encounterId } = await client.clinic.takeIn({
    patient: { details: { sex: 'female', family: 'Moss', given: 'Ivy', birthDate: '1981-04-02', language } },
    narrative: 'Twisted the left ankle while running.',
    vitals: { heartRate: 78, systolicBloodPressure: 121, respiratoryRate: 14, oxygenSaturation: 98 },
  });
  const { assessment } = await client.triage.encounter({ encounterId });
  if (!assessment) throw new Error('there is no assessment');
  const { acuity } = assessment.result;
  await client.triage.decide({
    encounterId,
    assessmentId: assessment.id,
    shownDigest: assessment.digest,
    decision:
      lowered && acuity < 5
        ? { kind: 'override', acuity: (acuity + 1) as 5, reason: 'clinicalJudgement', note: 'Looks well.' }
        : { kind: 'confirm' },
    signing: { loginName: sign.loginName, passphrase: sign.passphrase },
  });
  return encounterId;
}

/** One English and one Polish patient after the other; every Polish patient is put lower. */
async function seeUnfairly(setup: TestCore & { admin: Client }, times: number): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) {
    await seePatient(setup.admin, { language: 'en', lowered: false });
    await seePatient(setup.admin, { language: 'pl', lowered: true });
    setup.clock.advance(1_000);
  }
}

const LANGUAGE = ({ attribute }: { attribute: string }) => attribute === 'language';

test('[URS-FAI-02] an injected gap raises one alert with its evidence, an owner, a life cycle and a hazard, and ends signed', async () => {
  const setup = await newWorkspace();
  const { client: reviewer, passphrase } = await addSignedIn(setup, setup.admin, 'lena', ['biasReviewer']);
  await seeUnfairly(setup, 25);
  const early = await reviewer.monitoring.overview({});
  expect(early).toMatchObject({ decisions: 50, outcomes: 0, outcomesAwaited: 50 });
  const polish = (of: typeof early) => of.comparisons.find(({ id }) => id === 'overriddenDown/language/pl');
  // Overwhelming, and still not enough of it. The watch of a group begins with its first patient.
  expect(polish(early)).toMatchObject({ pairs: 24, state: 'notEnough', difference: null });
  expect(await reviewer.monitoring.alerts({})).toEqual([]);

  await seeUnfairly(setup, 10);
  await setup.core.tick();
  const [alert, ...others] = await reviewer.monitoring.alerts({});
  expect(others).toEqual([]);
  if (!alert) throw new Error('no alert was raised');
  expect(alert).toMatchObject({
    metric: 'overriddenDown',
    attribute: 'language',
    state: 'open',
    owner: null,
  });
  expect(alert.groups.toSorted()).toEqual(['English', 'Polish']);
  expect(alert.title).toMatch(/against .*, 100\.0 points more often$/);
  expect((await reviewer.ops.notifications({})).map(({ kind }) => kind)).toContain('biasAlert');
  expect((await reviewer.ops.tasks({})).map(({ kind }) => kind)).toContain('biasAlert');

  const alertId = alert.id;
  const shown = await reviewer.monitoring.alert({ alertId });
  const [evidence] = shown.evidence;
  expect(evidence).toMatchObject({ pairs: 30 });
  expect(evidence?.path.map(({ pairs }) => pairs)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  expect(evidence?.log10E).toBeGreaterThan(evidence?.log10Line ?? Number.POSITIVE_INFINITY);
  expect(Math.abs(evidence?.difference.value ?? 0)).toBe(1);
  expect(shown.hazard).toMatchObject({
    status: 'open',
    severity: 'considerable',
    likelihood: 'medium',
    rating: 3,
  });

  const close = (conclusion: 'confirmed' | 'explained', shownDigest = shown.digest) =>
    reviewer.monitoring.close({
      alertId,
      conclusion,
      reason: 'Interpreters are called for every triage from today.',
      shownDigest,
      signing: { loginName: 'lena', passphrase },
    });
  expect((await refusal(close('confirmed'))).code).toBe('monitoring.wrongState');
  expect((await refusal(setup.admin.monitoring.acknowledge({ alertId }))).code).toBe('app.notAllowed');
  expect(await reviewer.monitoring.acknowledge({ alertId })).toMatchObject({
    state: 'acknowledged',
    owner: { name: 'Lena Test' },
  });
  expect((await refusal(reviewer.monitoring.acknowledge({ alertId }))).code).toBe('monitoring.wrongState');
  await reviewer.monitoring.investigate({ alertId, note: 'Notes of twenty decisions are read.' });

  const hazardId = shown.hazard.id;
  const reason = 'Read the notes of twenty patients.';
  const rate = (changes: Parameters<typeof reviewer.monitoring.updateHazard>[0]['changes']) =>
    reviewer.monitoring.updateHazard({ hazardId, changes, reason });
  expect((await refusal(rate({ status: 'controlled' }))).code).toBe('monitoring.controlMissing');
  expect(await rate({ severity: 'major', likelihood: 'veryHigh' })).toMatchObject({
    rating: 5,
    acceptable: false,
  });
  expect((await refusal(close('confirmed'))).code).toBe('monitoring.riskNotAcceptable');
  await rate({
    likelihood: 'low',
    cause: 'No interpreter',
    control: 'Interpreter line',
    status: 'controlled',
  });
  expect((await refusal(close('confirmed', 'a'.repeat(64)))).code).toBe('monitoring.findingChanged');

  const closed = await close('confirmed');
  expect(closed).toMatchObject({ state: 'closed', conclusion: 'confirmed', hazard: { status: 'accepted' } });
  expect(closed.signature).toMatchObject({ state: 'valid', name: 'Lena Test' });
  expect(closed.steps.map(({ kind }) => kind)).toEqual([
    'raised',
    'evidence',
    'acknowledged',
    'investigating',
    'closed',
  ]);
  expect((await refusal(rate({ likelihood: 'veryLow' }))).code).toBe('monitoring.alertClosed');

  // What is found again after the closing is a new alert; what was closed is not raised again.
  await reviewer.monitoring.overview({});
  expect(await reviewer.monitoring.alerts({})).toHaveLength(1);
  await seeUnfairly(setup, 2);
  expect(polish(await reviewer.monitoring.overview({}))).toMatchObject({ pairs: 2, state: 'notEnough' });
  const trail = await setup.admin.record.trail({ limit: 50 });
  expect(JSON.stringify(trail)).toContain('Closed a bias alert');
}, 120_000);

test('the watch goes on where it stopped, and joins an outcome when it comes', async () => {
  const setup = await newWorkspace();
  const encounters: string[] = [];
  for (const language of ['en', 'pl', 'en', 'pl']) {
    encounters.push(await seePatient(setup.admin, { language, lowered: false }));
  }
  const before = await watching(setup.admin);
  expect(before).toMatchObject({ decisions: 4, outcomes: 0 });
  const [first] = encounters;
  if (first === undefined) throw new Error('nobody was seen');
  await setup.admin.clinic.closeEncounter({ encounterId: first, outcome: { kind: 'admitted' } });
  const after = await watching(setup.admin);
  expect(after).toMatchObject({ decisions: 4, outcomes: 1, outcomesAwaited: 3 });
  const under = after.comparisons.filter(({ metric }) => metric === 'underTriage');
  expect(under.filter(LANGUAGE)).toMatchObject([
    { group: 'en', inGroup: { n: 1 }, inRest: { n: 0 }, state: 'notEnough' },
  ]);

  const again = await setup.restart();
  const admin = again.client('admin');
  await admin.session.signIn({ loginName: ADMIN.loginName, passphrase: ADMIN.passphrase });
  expect(await watching(admin)).toEqual(after);
  await seePatient(admin, { language: 'pl', lowered: false });
  expect(await watching(admin)).toMatchObject({ decisions: 5, outcomes: 1 });
}, 60_000);

const watching = (client: Client) => client.monitoring.overview({});
