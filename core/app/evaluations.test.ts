import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { addSignedIn, type Client, newWorkspace, refusal } from './testing.ts';

const WORDS = 'Crushing chest pain spreading to the left arm, sweating';
const LINES = [
  { id: 'a', age: 60, sex: 'male', narrative: WORDS, gold: 2 },
  { id: 'b', age: 30, narrative: 'Runny nose and sneezing for two days, otherwise well.', gold: 4 },
  { id: 'c', narrative: 'No level here.' },
];
const casesFile = (lines: readonly object[] = LINES) =>
  new File([lines.map((line) => JSON.stringify(line)).join('\n')], 'cases.jsonl');

async function ended(client: Client, jobId: string) {
  for await (const job of await client.ops.watchJob({ jobId })) {
    if (['done', 'failed', 'cancelled'].includes(job.state)) return job;
  }
  throw new Error('the job did not end');
}

async function evaluated(client: Client, file = casesFile()) {
  const { jobId } = await client.evaluation.start({ file });
  expect(await ended(client, jobId)).toMatchObject({ state: 'done', kind: 'evaluate', error: null });
  return jobId;
}

test('a file of cases is judged by a job, kept, and opened again case by case', async () => {
  const { admin, workspaceDir } = await newWorkspace();
  const runId = await evaluated(admin);
  const { run, report } = await admin.evaluation.run({ runId });
  expect(run).toMatchObject({ source: 'file', name: 'cases.jsonl', levels: 'five', cases: 3, errors: 1 });
  expect(await admin.evaluation.runs({})).toEqual([run]);
  expect(report.failures).toMatchObject([{ id: 'c', line: 3, code: 'evaluation.noGold' }]);
  expect(report.exact.of).toBe(2);
  const wrong = report.disagreements.find(({ id }) => id === 'b');
  expect(wrong).toMatchObject({ gold: '4', given: '5', direction: 'under' });
  const opened = await admin.evaluation.case({ runId, caseId: 'a' });
  expect(opened).toMatchObject({ case: { narrative: WORDS }, result: { id: 'a' }, sameKnowledge: true });
  expect((await refusal(admin.evaluation.case({ runId, caseId: 'z' }))).code).toBe('evaluation.caseNotFound');
  expect((await admin.record.trail({ filter: { action: 'evaluation.run' } })).entries).toHaveLength(1);
  // Words of narratives lie nowhere in the clear.
  for (const entry of readdirSync(workspaceDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    expect(readFileSync(path.join(entry.parentPath, entry.name)).includes('Crushing chest')).toBe(false);
  }
});

test('what is no file of cases is refused before anything is kept', async () => {
  const { admin } = await newWorkspace();
  const error = await refusal(admin.evaluation.start({ file: new File(['colour\nred'], 'colours.csv') }));
  expect(error).toMatchObject({ kind: 'invalid', code: 'evaluation.noColumns' });
  expect(await admin.ops.jobs({})).toEqual([]);
});

test('a cancelled evaluation leaves neither a run nor its file', async () => {
  const { admin, workspaceDir } = await newWorkspace();
  const blobs = () =>
    readdirSync(path.join(workspaceDir, 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    ).length;
  const many = Array.from({ length: 4_000 }, (_, index) => ({ ...LINES[0], id: `case-${index}` }));
  const { jobId } = await admin.evaluation.start({ file: casesFile(many) });
  expect(blobs()).toBe(1);
  for await (const job of await admin.ops.watchJob({ jobId })) if (job.done > 0) break;
  expect(await admin.ops.cancelJob({ jobId })).toMatchObject({ state: 'cancelled' });
  expect(await admin.evaluation.runs({})).toEqual([]);
  expect(blobs()).toBe(0);
});

test('two runs are compared case by case', async () => {
  const { admin } = await newWorkspace();
  const first = await evaluated(admin);
  const second = await evaluated(admin, casesFile(LINES.slice(0, 2)));
  const comparison = await admin.evaluation.compare({ first, second });
  expect(comparison).toMatchObject({ pairs: 2, changed: [], mcnemar: { p: 1 }, exact: { difference: 0 } });
  expect(comparison.first).toContain('cases.jsonl');
});

test('signed decisions are the gold level of the workspace’s own evaluation', async () => {
  const { admin } = await newWorkspace();
  const { encounterId } = await admin.clinic.takeIn({
    patient: { details: { family: 'Rivers', given: 'Ada', sex: 'female', birthDate: '1968-03-14' } },
    narrative: 'Runny nose and sneezing for two days, otherwise well.',
    vitals: {},
    arrivalMode: 'walk-in',
    bay: null,
    pregnancyWeeks: null,
    history: [],
    attachments: [],
  });
  const { assessment } = await admin.triage.encounter({ encounterId });
  await admin.triage.decide({
    encounterId,
    assessmentId: assessment?.id ?? '',
    shownDigest: assessment?.digest ?? '',
    decision: { kind: 'override', acuity: 3, reason: 'clinicalJudgement', note: 'Looks unwell' },
    signing: { loginName: 'ada', passphrase: 'seven quiet herons' },
  });
  const { jobId } = await admin.evaluation.startOnDecisions({});
  await ended(admin, jobId);
  const { run, report } = await admin.evaluation.run({ runId: jobId });
  expect(run).toMatchObject({ source: 'workspace', cases: 1, errors: 0 });
  expect(report.disagreements).toMatchObject([{ id: encounterId, gold: '3', direction: 'under' }]);
  const opened = await admin.evaluation.case({ runId: jobId, caseId: encounterId });
  expect(opened.case.narrative).toContain('Runny nose');
});

test('whoever may not read records sees figures and reasons, never another person’s words', async () => {
  const setup = await newWorkspace();
  const runId = await evaluated(setup.admin, casesFile([{ ...LINES[0], gold: 5 }]));
  const { client: reviewer } = await addSignedIn(setup, setup.admin, 'bea', ['biasReviewer']);
  const { report } = await reviewer.evaluation.run({ runId });
  expect(report.disagreements[0]?.reasons.length).toBeGreaterThan(0);
  expect(JSON.stringify(report)).not.toContain('left arm,');
  expect(report.disagreements.flatMap(({ reasons }) => reasons.map(({ span }) => span))).toEqual(
    report.disagreements.flatMap(({ reasons }) => reasons.map(() => null)),
  );
  expect((await refusal(reviewer.evaluation.case({ runId, caseId: 'a' }))).kind).toBe('denied');
  expect((await refusal(reviewer.evaluation.startOnDecisions({}))).kind).toBe('denied');
  // Of a file of their own they read everything.
  const own = await evaluated(reviewer, casesFile(LINES.slice(1)));
  expect((await reviewer.evaluation.case({ runId: own, caseId: 'b' })).case.id).toBe('b');
});
