import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type AuditReport, auditReportSchema } from '../../core/contract/fairness-audit.ts';
import { failureOf } from '../failure.ts';
import type { Output } from '../output.ts';
import { type AuditOptions, audit } from './fairness.ts';

function fileOf(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'fairdoc-audit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'decisions.csv');
  writeFileSync(file, text);
  return file;
}

const OPTIONS: AuditOptions = {
  decision: 'decision',
  outcome: 'outcome',
  group: ['sex'],
  intersections: 'all',
};

async function run(text: string, options: Partial<AuditOptions> = {}) {
  const results: { report: AuditReport; lines: readonly string[] }[] = [];
  const output: Output = {
    json: true,
    result: (data, lines) => results.push({ report: auditReportSchema.parse(data), lines: lines() }),
    progress: () => undefined,
    note: () => undefined,
    failure: () => undefined,
  };
  const outcome = await audit({ args: [fileOf(text)], options: { ...OPTIONS, ...options }, output });
  const [result] = results;
  if (result === undefined || results.length > 1) throw new Error('expected one result');
  return { outcome, ...result };
}

/** What a person would be told. */
async function failure(text: string, options: Partial<AuditOptions> = {}) {
  try {
    await run(text, options);
  } catch (thrown) {
    return failureOf(thrown);
  }
  throw new Error('nothing failed');
}

const repeat = (n: number, row: string) => Array.from({ length: n }, () => row);
const GAP = [
  'sex;language;decision;outcome',
  ...repeat(400, 'female;en;1;1'),
  ...repeat(400, 'female;pl;0;1'),
  ...repeat(700, 'male;en;1;1'),
  ...repeat(100, 'male;pl;0;1'),
  ...repeat(900, 'female;en;0;0'),
  ...repeat(900, 'male;en;0;0'),
  ...repeat(3, ';pl;1;0'),
].join('\r\n');

test('[URS-FAI-07] a file with a gap gives figures as JSON and a table that names the group', async () => {
  const { outcome, report, lines } = await run(GAP, { group: ['sex,language'] });
  expect(outcome).toBe(0);
  expect(report.overall).toMatchObject({ n: 3_403, tp: 1_100, fn: 500, fp: 3, tn: 1_800 });
  expect(report.groups.map(({ group }) => Object.values(group).join(' '))).toEqual([
    'female',
    'male',
    'missing',
    'en',
    'pl',
    'female en',
    'female pl',
    'male en',
    'male pl',
    'missing pl',
  ]);
  const text = lines.join('\n');
  expect(text).toMatch(/sex female +false negative rate +difference +0\.375.*others +fail/);
  expect(text).toMatch(/sex missing +3 +insufficient +insufficient/);
  expect(text).toContain('sex is not recorded in 3 rows');
});

test('columns may be named one by one, and intersections be left out', async () => {
  const { report } = await run(GAP, { group: ['sex', 'language'], intersections: 'none' });
  expect(report.columns.groups).toEqual(['sex', 'language']);
  expect(report.groups).toHaveLength(5);
});

test.each([
  [
    'fairness.unknownColumn',
    { decision: 'decsion' },
    'Choose from its columns: sex, language, decision, outcome.',
  ],
  [
    'fairness.unknownReference',
    { reference: 'nobody' },
    'Choose one of these values, or others, overall or largest.',
  ],
  ['fairness.positiveNeeded', { decision: 'language' }, /^State the positive value/],
] as const)('%s says what to do next', async (code, options, next) => {
  const found = await failure(GAP, options);
  expect(found.code).toBe(code);
  expect(found.next).toMatch(next);
});

test('a torn line is named by its number', async () => {
  const found = await failure('sex,decision,outcome\nfemale,1,1\nmale,1\n');
  expect(found).toMatchObject({ code: 'csv.ragged', exitCode: 1 });
  expect(found.message).toContain('Line 3 has 2 cells');
});
