import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Comparison, EvaluationReport } from '../../core/contract/evaluation.ts';
import { findResources } from '../../core/kernel/resources.ts';
import type { Output } from '../output.ts';
import { type EvaluateOptions, evaluateFile } from './evaluate.ts';

type Report = EvaluationReport & { comparison: Comparison | null };

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'fairdoc-evaluate-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

function fileOf(lines: readonly unknown[]): string {
  const file = path.join(folder(), 'cases.jsonl');
  writeFileSync(
    file,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return file;
}

async function run(file: string, options: Partial<EvaluateOptions> = {}) {
  const results: { report: Report; lines: readonly string[] }[] = [];
  const output: Output = {
    json: true,
    result: (data, lines) => results.push({ report: data as Report, lines: lines() }),
    progress: () => undefined,
    note: () => undefined,
    failure: () => undefined,
  };
  const outcome = await evaluateFile({ args: [file], options: { scale: 'manchester', ...options }, output });
  const [result] = results;
  if (result === undefined || results.length > 1) throw new Error('expected one result');
  return { outcome, ...result };
}

const ARREST = { id: 'a', age: 60, narrative: 'Collapsed, unresponsive and not breathing.', gold: 1 };
const COLD = {
  id: 'b',
  age: 30,
  narrative: 'Runny nose and sneezing for two days, otherwise well.',
  gold: 5,
};

test('judges each case and goes on past lines that cannot be judged', async () => {
  const file = fileOf([
    ARREST,
    'not JSON',
    { id: 'c', narrative: 'Runny nose and sneezing for two days.' },
    '',
    { id: 'd', narrative: 'x', gold: 'soon' },
    { ...COLD, gold: 3 },
  ]);
  const { outcome, report, lines } = await run(file);
  expect(outcome).toBe(1);
  expect(report).toMatchObject({ cases: 5, errors: 3, judged: 2, levels: 'five', comparison: null });
  expect(report.failures.map(({ id, line, code }) => [id, line, code])).toEqual([
    [null, 2, 'triage.lineNotJson'],
    ['c', 3, 'evaluation.noGold'],
    ['d', 5, 'evaluation.noGold'],
  ]);
  expect(report.exact).toMatchObject({ n: 1, of: 2 });
  const [missed] = report.disagreements;
  expect(missed).toMatchObject({ id: 'b', gold: '3', given: '5', direction: 'under' });
  expect(missed?.reasons[0]?.source).toBeTruthy();
  expect(report.knowledge?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(lines.join('\n')).toContain('Disagreements (1)');
});

test('takes three levels, and cases that stand beside their level', async () => {
  const { id, gold, ...rest } = ARREST;
  const { report, outcome } = await run(
    fileOf([
      { id, level: 'emergency', case: rest },
      { ...COLD, gold: 'Self care' },
      { ...COLD, id: 'e', gold: 'non-emergency' },
    ]),
  );
  expect(outcome).toBe(0);
  expect(gold).toBe(1);
  expect(report).toMatchObject({ levels: 'three', exact: { n: 2, of: 3 }, under: { n: 1 } });
});

test('compares with results that were written before', async () => {
  const file = fileOf([ARREST, COLD]);
  const out = path.join(folder(), 'results.jsonl');
  await run(file, { out });
  const written = readFileSync(out, 'utf8').trim().split('\n');
  expect(written).toHaveLength(2);
  const same = await run(file, { against: out });
  expect(same.report.comparison).toMatchObject({ pairs: 2, changed: [], mcnemar: { p: 1 } });

  const worse = fileOf([
    { id: 'a', acuity: 4 },
    { id: 'b', disposition: 'self-care' },
  ]);
  const { report, lines } = await run(file, { against: worse });
  expect(report.comparison).toMatchObject({
    pairs: 2,
    mcnemar: { firstOnly: 0, secondOnly: 1, method: 'exact', p: 1 },
    under: { first: { n: 1 }, second: { n: 0 }, difference: 0.5 },
    changed: [{ id: 'a', gold: 'emergency', second: 'emergency' }],
  });
  expect(lines.join('\n')).toContain('McNemar');
  await expect(run(file, { against: fileOf([{ id: 'z', acuity: 1 }]) })).rejects.toMatchObject({
    code: 'evaluation.noResults',
  });
});

test('compares with another version of the knowledge', async () => {
  const changed = path.join(folder(), 'resources');
  for (const part of ['triage', 'lexicon']) {
    cpSync(path.join(findResources(), part), path.join(changed, part), { recursive: true });
  }
  const version = path.join(changed, 'triage', 'version.yaml');
  writeFileSync(version, 'version: 0.0.1-test\n');
  const { report } = await run(fileOf([ARREST, COLD]), { baseline: changed });
  expect(report.comparison?.first).toMatch(/^0\.0\.1-test \([0-9a-f]{8}\)$/);
  expect(report.comparison).toMatchObject({ pairs: 2, changed: [] });
  const own = await run(fileOf([ARREST]), { knowledge: changed });
  expect(own.report.knowledge?.version).toBe('0.0.1-test');
  await expect(run(fileOf([ARREST]), { baseline: folder() })).rejects.toMatchObject({
    code: 'evaluation.noKnowledge',
  });
});
