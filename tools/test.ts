import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { renderMatrix, requirementSchema, traceOf, traceProblems } from './trace/matrix.ts';
import { reportSchema, type TestResult, testResults } from './trace/results.ts';

/**
 * `npm test`: static checks, build, every test, traceability; ends with `N passed, N failed`. Each static check
 * counts as one test. `--only browser` runs the browser tests alone (after a build when it is stale).
 */
const root = path.resolve(import.meta.dirname, '..');
const reportFile = path.join(root, 'out', 'test-report.json');
const matrixFile = path.join(root, 'docs', 'validation', 'traceability.md');
const requirementsFile = path.join(root, 'docs', 'validation', 'requirements.yaml');

interface Step {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
}

const node = process.execPath;
const bin = (name: string) =>
  path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

const STATIC: readonly Step[] = [
  { name: 'types (core, hosts, tools, tests)', command: bin('tsc'), arguments: ['-p', 'tsconfig.json'] },
  { name: 'types (renderer, preload)', command: bin('tsc'), arguments: ['-p', 'tsconfig.web.json'] },
  { name: 'lint and format', command: bin('biome'), arguments: ['check', '--diagnostic-level=warn', '.'] },
  { name: 'floors', command: node, arguments: ['tools/check-floors.ts'] },
  { name: 'supply chain', command: node, arguments: ['tools/check-supply-chain.ts'] },
];
const BUILD: Step = { name: 'build', command: node, arguments: ['tools/build.ts', '--if-stale'] };

function run(step: Step): boolean {
  console.error(`\n— ${step.name}`);
  const { status } = spawnSync(step.command, step.arguments, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0;
}

function runVitest(projects: readonly string[]): TestResult[] {
  rmSync(reportFile, { force: true });
  mkdirSync(path.dirname(reportFile), { recursive: true });
  run({
    name: `tests (${projects.join(', ')})`,
    command: bin('vitest'),
    arguments: [
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
    ],
  });
  if (!existsSync(reportFile)) return [{ file: 'vitest', name: 'wrote no report', outcome: 'failed' }];
  return testResults(reportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8'))), root);
}

/** Checks the claims in requirements.yaml against the results, and keeps the matrix up to date. */
function trace(results: readonly TestResult[]): boolean {
  console.error('\n— traceability');
  const requirements = z.array(requirementSchema).parse(load(readFileSync(requirementsFile, 'utf8')));
  const traces = traceOf(requirements, results);
  const problems = traceProblems(traces, results);
  const matrix = renderMatrix(traces);
  const before = existsSync(matrixFile) ? readFileSync(matrixFile, 'utf8') : '';
  // A machine that lacks a part (Chromium, the example data) sees fewer tests; it has no say in the matrix.
  const sawAll = results.every(({ outcome }) => outcome !== 'skipped');
  if (sawAll && matrix !== before) {
    if (process.env.CI)
      problems.push('docs/validation/traceability.md is not up to date: run npm test and commit it');
    else writeFileSync(matrixFile, matrix);
  }
  for (const problem of problems) console.error(`traceability: ${problem}`);
  return problems.length === 0;
}

const onlyBrowser = process.argv.includes('--only') && process.argv.includes('browser');
const checks = new Map<string, boolean>();
if (!onlyBrowser) for (const step of STATIC) checks.set(step.name, run(step));
checks.set(BUILD.name, run(BUILD));
const results = runVitest(onlyBrowser ? ['browser'] : ['unit', 'integration', 'browser']);
if (!onlyBrowser) checks.set('traceability', trace(results));

const failedChecks = [...checks].filter(([, ok]) => !ok).map(([name]) => name);
const failedTests = results.filter(({ outcome }) => outcome === 'failed');
const skipped = results.filter(({ outcome }) => outcome === 'skipped').length;
const passed =
  checks.size - failedChecks.length + results.filter(({ outcome }) => outcome === 'passed').length;
const failed = failedChecks.length + failedTests.length;

console.log('');
for (const name of failedChecks) console.log(`failed: ${name}`);
for (const { file, name } of failedTests) console.log(`failed: ${file}: ${name}`);
if (skipped > 0) console.log(`${skipped} skipped: each says above which part this machine lacks`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
