import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type CohortOptions, generateCohort } from '../../core/clinic/demo/cohort.ts';
import { loadDemoData } from '../../core/clinic/demo/demo-data.ts';
import { loadTriageKnowledge, rulesEngine, triageEngine } from '../../core/clinic/index.ts';
import type { TriageCase } from '../../core/contract/index.ts';
import { findResources } from '../../core/kernel/resources.ts';
import { loadTriageModels } from '../../core/models/index.ts';
import { median, percentile, type Suite, timed } from '../figure.ts';
import { SMALL_NURSERY } from '../support/running-app.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const BATCH = 20_000;
const options: CohortOptions = {
  seed: 2,
  encounters: BATCH,
  bias: null,
  now: Date.parse('2026-03-14T08:00:00Z'),
  days: 90,
};

function cases(count: number): TriageCase[] {
  const data = loadDemoData(findResources());
  return generateCohort(data, { ...options, encounters: count }).map((one, index) => ({
    id: String(index),
    age: one.age,
    sex: one.person.sex,
    narrative: one.narrative,
    vitals: one.vitals,
    conditions: [...one.conditions],
    pregnancyWeeks: one.pregnancyWeeks,
  }));
}

const MIB = 1_048_576;

/** Runs `fairdoc triage` on a file and watches it: seconds, and the most memory that it held. */
function commandLine(list: readonly TriageCase[]): { seconds: number; mib: number } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'fairdoc-bench-'));
  const file = path.join(folder, 'cases.jsonl');
  writeFileSync(file, list.map((one) => JSON.stringify(one)).join('\n'));
  // The command itself, and a line at its end that tells how much memory it took.
  const probe = path.join(folder, 'probe.mjs');
  writeFileSync(
    probe,
    "process.on('exit', () => process.stderr.write('\\nmaxrss ' + process.resourceUsage().maxRSS + '\\n'));",
  );
  const started = performance.now();
  const { stderr, status } = spawnSync(
    process.execPath,
    [SMALL_NURSERY, '--import', probe, path.join(root, 'cli', 'main.ts'), 'triage', file],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const seconds = (performance.now() - started) / 1_000;
  rmSync(folder, { recursive: true, force: true });
  const found = /\nmaxrss (\d+)/.exec(stderr);
  if (status !== 0 || !found) throw new Error(`fairdoc triage ended with ${status}`);
  return { seconds, mib: Number(found[1]) / 1_024 };
}

export const models: Suite = {
  id: 'models',
  title: 'Learned models beside the rules: four of them, in ONNX Runtime on one thread',
  async run(say) {
    const resources = findResources();
    const knowledge = loadTriageKnowledge(resources);
    const before = process.memoryUsage().rss;
    const list = cases(2_000);
    const [first] = list;
    if (!first) throw new Error('no cases');
    const loaded = loadTriageModels(resources);
    const engine = triageEngine(knowledge, loaded);
    const rules = rulesEngine(knowledge);
    const load = timed(() => engine.assess(first, 'manchester'));
    const added = (process.memoryUsage().rss - before) / MIB;
    say(`${list.length} cases`);
    for (const one of list.slice(0, 300)) engine.assess(one, 'manchester');
    const together = list.map((one) => timed(() => engine.assess(one, 'manchester')));
    const alone = list.map((one) => timed(() => rules.assess(one, 'manchester')));
    say(`${BATCH} cases from the command line`);
    const batch = commandLine(cases(BATCH));
    return [
      {
        id: 'models.load',
        title: 'first case: the engine and four models loaded',
        value: load,
        unit: 'ms',
        goal: { kind: 'atMost', value: 300 },
      },
      { id: 'models.median', title: 'per case with models, median', value: median(together), unit: 'ms' },
      {
        id: 'models.p95',
        title: 'per case with models, 95th percentile',
        value: percentile(together, 0.95),
        unit: 'ms',
        goal: { kind: 'atMost', value: 5 },
      },
      {
        id: 'models.added',
        title: 'what the models add to a case, median',
        value: median(together) - median(alone),
        unit: 'ms',
      },
      { id: 'models.rss', title: 'resident memory that engine and models add', value: added, unit: 'MiB' },
      {
        id: 'models.weights',
        title: 'counted by the library for the four models',
        value: loaded.library.inMemory().bytes / MIB,
        unit: 'MiB',
        goal: { kind: 'atMost', value: 32 },
      },
      {
        id: 'models.batch',
        title: '20,000 cases from the command line',
        value: batch.seconds,
        unit: 's',
        goal: { kind: 'atMost', value: 60 },
      },
      {
        id: 'models.batchMemory',
        title: '20,000 cases from the command line, most memory',
        value: batch.mib,
        unit: 'MiB',
        goal: { kind: 'atMost', value: 400 },
      },
    ];
  },
};
