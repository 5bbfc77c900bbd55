import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Figure, meetsGoal, type Suite } from './figure.ts';
import { fairness } from './suites/fairness.ts';
import { memory } from './suites/memory.ts';
import { models } from './suites/models.ts';
import { monitoring } from './suites/monitoring.ts';
import { openToSignIn } from './suites/open-to-sign-in.ts';
import { text } from './suites/text.ts';
import { triage } from './suites/triage.ts';
import { vectors } from './suites/vectors.ts';
import { verify } from './suites/verify.ts';
import { writes } from './suites/writes.ts';

/**
 * `npm run bench [-- SUITE …] [--keep]`: prints a table and, as the last thing on standard output, the same as JSON.
 * `--keep` also writes bench/results/latest.json, the record that the validation tests read; with suites named, their
 * figures are renewed in it and the others stay.
 */
const SUITES: readonly Suite[] = [
  writes,
  verify,
  text,
  triage,
  fairness,
  models,
  monitoring,
  vectors,
  openToSignIn,
  memory,
];

const root = path.resolve(import.meta.dirname, '..');
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = names.filter((name) => !SUITES.some(({ id }) => id === name));
if (unknown.length > 0) {
  console.error(`unknown suite ${unknown.join(', ')}; there are ${SUITES.map(({ id }) => id).join(', ')}`);
  process.exit(2);
}

function show(figure: Figure): string {
  const met = meetsGoal(figure);
  const goal = figure.goal
    ? `${figure.goal.kind === 'atLeast' ? '≥' : '≤'} ${figure.goal.value} ${figure.unit}`
    : '';
  const value = `${figure.value.toLocaleString('en-GB', { maximumSignificantDigits: 4 })} ${figure.unit}`;
  return `  ${figure.title.padEnd(62)} ${value.padStart(16)}  ${goal.padEnd(14)} ${met === null ? '' : met ? 'met' : 'MISSED'}`.trimEnd();
}

/** The figures on record, those measured now in the place of the old. */
function renewed(file: string, measured: readonly Figure[]): readonly Figure[] {
  const record: { figures: Figure[] } = JSON.parse(readFileSync(file, 'utf8'));
  const added = measured.filter(({ id }) => !record.figures.some((old) => old.id === id));
  return [...record.figures.map((old) => measured.find(({ id }) => id === old.id) ?? old), ...added];
}

const figures: Figure[] = [];
for (const suite of SUITES.filter(({ id }) => names.length === 0 || names.includes(id))) {
  console.error(`\n${suite.title}`);
  const reason = suite.unavailable?.() ?? null;
  if (reason) {
    console.error(`  left out: ${reason}`);
    continue;
  }
  const found = await suite.run((text) => console.error(`  … ${text}`));
  for (const figure of found) console.error(show(figure));
  figures.push(...found);
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
const report = {
  at: new Date().toISOString(),
  commit,
  machine: {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    node: process.version,
    platform: process.platform,
  },
  figures: figures.map((figure) => ({ ...figure, met: meetsGoal(figure) })),
};
if (process.argv.includes('--keep')) {
  const file = path.join(root, 'bench', 'results', 'latest.json');
  mkdirSync(path.dirname(file), { recursive: true });
  const kept = { ...report, figures: names.length === 0 ? report.figures : renewed(file, report.figures) };
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
}
console.log(JSON.stringify(report, null, 2));
process.exit(figures.some((figure) => meetsGoal(figure) === false) ? 1 : 0);
