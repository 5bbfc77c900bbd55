import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importReportSchema, verificationSchema } from '../core/contract/index.ts';
import { ensureBuilt } from '../tools/build.ts';
import { type Finished, startNode } from './support/process.ts';
import { newFolder, removeFolder } from './support/temporary.ts';

/** The command line as a script uses it: a process with arguments, standard streams and an exit code. */

const PASSPHRASE = 'correct horse battery';
let folder: string;
const inFolder = (name: string) => path.join(folder, name);

beforeAll(() => {
  expect(ensureBuilt()).toBe(true);
  folder = newFolder();
});
afterAll(() => removeFolder(folder));

interface Options {
  input?: string;
  passphrase?: string | undefined;
}

function fairdoc(words: readonly string[], options: Options = {}): Promise<Finished> {
  const passphrase = 'passphrase' in options ? options.passphrase : PASSPHRASE;
  const environment = {
    DISPLAY: '',
    WAYLAND_DISPLAY: '',
    XDG_DATA_HOME: folder,
    ...(passphrase !== undefined && { FAIRDOC_PASSPHRASE: passphrase }),
  };
  const input = options.input === undefined ? {} : { input: options.input };
  return startNode(['tools/fairdoc.ts', ...words], { environment, ...input }).finished;
}

const linesOf = ({ stdout }: Finished) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** Standard output is one JSON value and nothing else. */
const jsonOf = ({ stdout }: Finished) => JSON.parse(stdout);

const fhirPatient = (family: string) =>
  JSON.stringify({
    resourceType: 'Patient',
    name: [{ family, given: ['Ada'] }],
    gender: 'female',
    birthDate: '1980-02-29',
  });

describe('fairdoc', () => {
  test('[URS-HST-03] explains itself and every command, with exit code 0', async () => {
    const help = await fairdoc(['--help']);
    expect(help.code).toBe(0);
    for (const command of ['init', 'demo', 'import', 'triage', 'score', 'verify', 'backup', 'restore']) {
      expect(help.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
      const own = await fairdoc([command, '--help']);
      expect([own.code, own.stdout.includes('--json')], command).toEqual([0, true]);
    }
    const audit = await fairdoc(['fairness', 'audit', '--help']);
    expect([audit.code, audit.stdout.includes('--json')]).toEqual([0, true]);
  });

  test.each([
    [[], 'cli.usage'],
    [['frobnicate'], 'cli.usage'],
    [['triage'], 'cli.usage'],
    [['triage', 'a', 'b'], 'cli.usage'],
    [['triage', 'a', '--scale', 'none'], 'cli.usage'],
    [['triage', '/nowhere/cases.jsonl'], 'cli.unreadable'],
    [['score', 'nonsense'], 'score.unknown'],
    [['init', '--workspace', 'WORKSPACE'], 'cli.usage'],
  ])(
    '[URS-HST-03] %j is a wrong command line: exit code 2, and with --json the reason as JSON',
    async (words, code) => {
      const given = words.map((word) => word.replace('WORKSPACE', inFolder('none')));
      const plain = await fairdoc(given);
      expect([plain.code, plain.stdout]).toEqual([2, '']);
      expect(plain.stderr).not.toBe('');
      if (words.length === 0) return;
      const json = await fairdoc([...given, '--json']);
      expect(json.code).toBe(2);
      expect(jsonOf(json)).toEqual({
        error: { code, message: expect.any(String), next: expect.any(String) },
      });
      expect(json.stderr).toBe('');
    },
  );
});

describe('fairdoc triage', () => {
  const CASES = [
    {
      id: 'chest',
      age: 58,
      sex: 'male',
      narrative: 'Crushing chest pain for 30 minutes, sweating.',
      vitals: { heartRate: 104 },
    },
    {
      id: 'cold',
      age: 30,
      narrative: 'Runny nose and sneezing for two days. No fever.',
      later: 'unknown members are fine',
    },
    { id: 'nothing' },
  ];

  test('[URS-HST-03] writes one result a line, in order, and needs no workspace', async () => {
    const file = inFolder('cases.jsonl');
    writeFileSync(file, CASES.map((each) => `${JSON.stringify(each)}\n`).join(''));
    const run = await fairdoc(['triage', file], { passphrase: undefined });
    expect([run.code, run.stderr]).toEqual([0, '']);
    const results = linesOf(run);
    expect(results.map(({ id }) => id)).toEqual(['chest', 'cold', 'nothing']);
    for (const result of results) {
      expect(Object.keys(result)).toEqual([
        'id',
        'acuity',
        'disposition',
        'targetMinutes',
        'confidence',
        'reasons',
        'scores',
        'missing',
      ]);
      for (const reason of result.reasons) {
        expect(Object.keys(reason)).toEqual(['rule', 'text', 'source', 'span']);
        const narrative = CASES.find(({ id }) => id === result.id)?.narrative ?? '';
        if (reason.span) expect(narrative.slice(reason.span.start, reason.span.end)).toBe(reason.span.text);
      }
    }
    expect(results[0]).toMatchObject({ disposition: 'emergency' });
    expect(existsSync(inFolder('fairdoc'))).toBe(false);
  });

  test('[URS-HST-03] gives a bad line its own error and goes on, with exit code 1', async () => {
    const lines = [
      JSON.stringify(CASES[0]),
      '{"id":"cut',
      '',
      '{"id":"x","vitals":{"heartRate":"fast"}}',
      '{"id":"last"}',
    ];
    const run = await fairdoc(['triage', '-', '--json'], { input: lines.join('\r\n') });
    expect(run.code).toBe(1);
    const results = linesOf(run);
    expect(results.map(({ id, error }) => [id, error?.code ?? null])).toEqual([
      ['chest', null],
      [null, 'triage.lineNotJson'],
      ['x', 'triage.lineInvalid'],
      ['last', null],
    ]);
    expect(results.map(({ line }) => line)).toEqual([undefined, 2, 4, undefined]);
    expect(results[2].error).toEqual({
      code: expect.any(String),
      message: expect.stringContaining('heartRate'),
      next: expect.any(String),
    });
    expect(run.stderr).toContain('2 of 4 lines');
  });

  test('[URS-HST-03] answers every one of many lines', async () => {
    const count = 2_000;
    const input = Array.from(
      { length: count },
      (_, id) => `{"id":"${id}","narrative":"cough for ${id} days"}\n`,
    ).join('');
    const run = await fairdoc(['triage', '-'], { input });
    expect(run.code).toBe(0);
    expect(linesOf(run).map(({ id }) => Number(id))).toEqual(Array.from({ length: count }, (_, id) => id));
  });
});

describe('fairdoc score', () => {
  const SICK = {
    age: 70,
    respiratoryRate: 26,
    oxygenSaturation: 90,
    supplementalOxygen: true,
    systolicBloodPressure: 88,
    heartRate: 135,
    temperature: 39.4,
    consciousness: 'V',
  };

  test.each([
    ['as an argument', [JSON.stringify(SICK)], undefined],
    ['on standard input', [], JSON.stringify(SICK)],
    ['as settings', ['--set', ...Object.entries(SICK).map(([name, value]) => `${name}=${value}`)], undefined],
  ])('[URS-HST-03] computes NEWS2 from input given %s', async (_how, words, input) => {
    // 3 + 3 + 2 + 3 + 3 + 2 + 3, Royal College of Physicians 2017.
    const run = await fairdoc(['score', 'news2', '--json', ...words], input === undefined ? {} : { input });
    expect(run.code).toBe(0);
    expect(jsonOf(run)).toMatchObject({ score: 'news2', status: 'scored', total: 19, missing: [] });
  });

  test('[URS-HST-03] names what is missing instead of guessing', async () => {
    const run = await fairdoc(['score', 'qsofa', '--json'], { input: '{"respiratoryRate": 30}' });
    expect(jsonOf(run)).toMatchObject({ status: 'missing', total: null });
    expect(jsonOf(run).missing).toContain('systolicBloodPressure');
  });

  test('[URS-HST-03] is readable for a person, and lists all scores without a name', async () => {
    const run = await fairdoc(['score', 'gcs', 'E4V1M3']);
    expect(run.stdout).toMatch(/^total {2}8$/m);
    expect((await fairdoc(['score'])).stdout).toMatch(/^curb65 +CURB-65 +0–5$/m);
  });
});

describe('fairdoc demo', () => {
  test('[URS-HST-03] makes a workspace that anybody may sign in to, once, and never over another one', async () => {
    const demo = ['demo', '--workspace', inFolder('demo'), '--encounters', '40', '--json'];
    const run = await fairdoc(demo, { passphrase: undefined });
    expect([run.code, run.stderr]).toEqual([0, '']);
    const { made, passphrase, people } = jsonOf(run);
    expect(made).toBe(true);
    expect(people.length).toBeGreaterThan(2);
    const verified = await fairdoc(['verify', '--workspace', inFolder('demo'), '--user', 'demo', '--json'], {
      passphrase,
    });
    expect([verified.code, jsonOf(verified).intact]).toEqual([0, true]);
    expect(jsonOf(await fairdoc(demo, { passphrase: undefined })).made).toBe(false);

    await fairdoc(['init', '--workspace', inFolder('own'), '--user', 'ada']);
    const refused = await fairdoc(['demo', '--workspace', inFolder('own'), '--json']);
    expect([refused.code, jsonOf(refused).error.code]).toEqual([1, 'cli.notADemonstration']);
  });
});

describe('the record from the terminal', () => {
  let workspace: string;
  let recoveryKey: string;
  const inWorkspace = ['--workspace', 'WORKSPACE', '--json'];
  const at = (words: readonly string[]) => [
    ...words,
    ...inWorkspace.map((word) => word.replace('WORKSPACE', workspace)),
  ];

  beforeAll(async () => {
    workspace = inFolder('ward');
    const run = await fairdoc(at(['init', '--user', 'ada']));
    expect([run.code, run.stderr]).toEqual([0, '']);
    expect(Object.keys(jsonOf(run))).toEqual(['workspace', 'recoveryKey']);
    recoveryKey = jsonOf(run).recoveryKey;
  });

  test('[URS-HST-03] a workspace is created once', async () => {
    expect(recoveryKey.length).toBeGreaterThan(20);
    expect(existsSync(path.join(workspace, 'keyring.json'))).toBe(true);
    const again = await fairdoc(at(['init', '--user', 'eve']));
    expect([again.code, typeof jsonOf(again).error.code]).toEqual([1, 'string']);
  });

  test('[URS-HST-03] a wrong passphrase, or none, is said in JSON with the right exit code', async () => {
    const wrong = await fairdoc(at(['verify']), { passphrase: 'not the passphrase' });
    expect([wrong.code, jsonOf(wrong).error.code]).toEqual([1, expect.stringMatching(/\./)]);
    const none = await fairdoc(at(['verify']), { passphrase: undefined });
    expect([none.code, jsonOf(none).error.code]).toEqual([2, 'cli.noPassphrase']);
    const nowhere = await fairdoc(['verify', '--workspace', inFolder('nowhere'), '--json']);
    expect([nowhere.code, jsonOf(nowhere).error.code]).toEqual([1, 'cli.noWorkspace']);
  });

  test('[URS-HST-03] files and folders are imported, and one bad file does not stop the others', async () => {
    const inbox = inFolder('inbox');
    mkdirSync(path.join(inbox, 'deeper'), { recursive: true });
    writeFileSync(path.join(inbox, 'a.json'), fhirPatient('Lovelace'));
    writeFileSync(path.join(inbox, 'broken.json'), '{"resourceType":"Patient",');
    writeFileSync(path.join(inbox, 'deeper', 'b.json'), fhirPatient('Byron'));
    const run = await fairdoc(at(['import', inbox, inFolder('missing.json')]));
    expect(run.code).toBe(1);
    const { files } = importReportSchema.parse(jsonOf(run));
    expect(files.map(({ file, error }) => [path.relative(folder, file), error === null])).toEqual([
      ['inbox/a.json', true],
      ['inbox/broken.json', false],
      ['inbox/deeper/b.json', true],
      ['missing.json', false],
    ]);
    expect(files[0]).toMatchObject({
      format: 'fhir-json',
      created: { patient: 1 },
      patients: [{ family: 'Lovelace' }],
    });
    expect(files[3]?.error?.code).toBe('cli.unreadable');
  });

  test('[URS-HST-03] the record is verified, backed up, restored elsewhere, and verifies there', async () => {
    const verified = await fairdoc(at(['verify']));
    expect(verified.code).toBe(0);
    const before = verificationSchema.parse(jsonOf(verified));
    expect(before).toMatchObject({ intact: true, breaks: [] });

    const file = inFolder('ward.fairdoc-backup');
    const saved = await fairdoc(at(['backup', file]));
    expect([saved.code, saved.stderr]).toEqual([0, '']);
    expect(readFileSync(file).includes('Lovelace')).toBe(false);
    const again = await fairdoc(at(['backup', file]));
    expect([again.code, jsonOf(again).error.code]).toEqual([2, 'cli.fileExists']);

    const elsewhere = inFolder('elsewhere');
    const restored = await fairdoc(['restore', file, '--workspace', elsewhere, '--json']);
    expect(restored.code).toBe(0);
    expect(jsonOf(restored)).toMatchObject({ workspace: elsewhere, name: 'ward' });
    const there = await fairdoc(['verify', '--workspace', elsewhere, '--user', 'ada', '--json']);
    expect(there.code).toBe(0);
    expect(jsonOf(there)).toMatchObject({ intact: true });

    const occupied = await fairdoc(['restore', file, '--workspace', workspace, '--json']);
    expect([occupied.code, typeof jsonOf(occupied).error.code]).toEqual([1, 'string']);
  });

  test('[URS-HST-03] is readable for a person without --json', async () => {
    const run = await fairdoc(['verify', '--workspace', workspace]);
    expect(run.stdout).toMatch(/^The record is intact\.$/m);
  });
});
