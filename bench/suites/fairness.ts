import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { createRandom } from '../../core/kernel/random.ts';
import { median, type Suite } from '../figure.ts';
import { inScratch } from '../support/scratch.ts';

const ROWS = 1_000_000;
const ROUNDS = 3;
const root = path.resolve(import.meta.dirname, '..', '..');

const VALUES = {
  sex: ['female', 'male'],
  age_band: ['0-15', '16-39', '40-64', '65-79', '80+'],
  ethnicity: ['White British', 'Black African', 'Indian', 'Pakistani', 'Any other', ''],
  language: ['English', 'Polish', 'Urdu', 'Bengali', 'Romanian'],
};

/** Decisions with four attributes, an id and an unused column, as an export would have. */
async function writeDecisions(file: string, rows: number): Promise<void> {
  const random = createRandom(1);
  const stream = createWriteStream(file);
  stream.write('id,arrived_at,sex,age_band,ethnicity,language,decision,outcome\n');
  let text = '';
  for (let row = 0; row < rows; row += 1) {
    const groups = Object.values(VALUES).map((values) => random.pick(values));
    const outcome = random.chance(0.3) ? 1 : 0;
    const decision = random.chance(outcome === 1 ? 0.8 : 0.2) ? 1 : 0;
    text += `${row},2026-03-14T08:00:00Z,${groups.join(',')},${decision},${outcome}\n`;
    if (text.length > 1_000_000) {
      stream.write(text);
      text = '';
    }
  }
  stream.end(text);
  await finished(stream);
}

interface Measured {
  readonly seconds: number;
  readonly mib: number;
}

/** The built command from its start to its end, with the most memory that it held. */
function audit(file: string, extra: readonly string[] = []): Promise<Measured> {
  const started = performance.now();
  const command = ['fairness', 'audit', file, '--decision', 'decision', '--outcome', 'outcome', '--json'];
  const groups = ['--group', Object.keys(VALUES).join(',')];
  const child = spawn(
    process.execPath,
    [path.join(root, 'out/main/cli.js'), ...command, ...groups, ...extra],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let mib = 0;
  const watch = setInterval(() => {
    mib = Math.max(mib, peakMiB(child.pid));
  }, 20);
  child.stdout.resume();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(watch);
      if (code === 0) resolve({ seconds: (performance.now() - started) / 1_000, mib });
      else reject(new Error(`the audit ended with exit code ${code}`));
    });
  });
}

/** The most resident memory of a process so far in MiB, as the kernel of Linux tells it; 0 once it is gone. */
function peakMiB(pid: number | undefined): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

export const fairness: Suite = {
  id: 'fairness',
  title: 'Auditing a file of a million decisions by four attributes and their intersections',
  unavailable: () => (process.platform === 'linux' ? null : 'memory is read from /proc'),
  run: (say) =>
    inScratch(async (folder) => {
      const [once, tenfold] = [path.join(folder, 'decisions.csv'), path.join(folder, 'tenfold.csv')];
      say('writing a million rows');
      await writeDecisions(once, ROWS);
      say('writing ten million rows');
      await writeDecisions(tenfold, 10 * ROWS);
      const rounds: Measured[] = [];
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await audit(once));
      const large = await audit(tenfold);
      const seconds = median(rounds.map((round) => round.seconds));
      return [
        {
          id: 'fairness.million',
          title: 'a million rows from start to answer, median',
          value: seconds,
          unit: 's',
          goal: { kind: 'atMost', value: 2 },
        },
        {
          id: 'fairness.memory',
          title: 'most memory that it held',
          value: Math.max(...rounds.map((round) => round.mib)),
          unit: 'MiB',
          goal: { kind: 'atMost', value: 1_024 },
        },
        {
          id: 'fairness.tenMillion',
          title: 'ten million rows',
          value: large.seconds,
          unit: 's',
        },
        {
          id: 'fairness.memoryGrowth',
          title: 'memory with ten times the rows, against once',
          value: large.mib / Math.max(...rounds.map((round) => round.mib)),
          unit: '×',
          goal: { kind: 'atMost', value: 1.5 },
        },
      ];
    }),
};
