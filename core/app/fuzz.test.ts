import { ORPCError } from '@orpc/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contract, errorDataSchema } from '../contract/index.ts';
import { ERROR_KINDS } from '../kernel/errors.ts';
import { ADMIN, type Client, newWorkspace } from './testing.ts';

/** Hostile input for every procedure, as the renderer of a compromised page could send it. */

const SEED = Number(process.env.FAIRDOC_FUZZ_SEED ?? 20_261_121);
const PER_PROCEDURE = Number(process.env.FAIRDOC_FUZZ_RUNS ?? 150);
/** These end the session that the others need, or take Argon2id's time for every call. */
const FEWER = new Set([
  'session.signOut',
  'session.lock',
  'session.signIn',
  'workspace.recover',
  'people.add',
]);

const NASTY = [
  '',
  "'; DROP TABLE patient; --",
  '../../../etc/passwd',
  '\u0000',
  '💥'.repeat(200),
  '__proto__',
  '<script>alert(1)</script>',
  '00000000-0000-7000-8000-000000000000',
  'a'.repeat(5_000),
  '=cmd()',
  '2026-02-30T25:61:00Z',
];
const text = fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 60, unit: 'binary' }), fc.uuid());
const FIELDS = [
  'patientId',
  'encounterId',
  'userId',
  'jobId',
  'query',
  'limit',
  'cursor',
  'filter',
  'from',
  'to',
  'narrative',
  'vitals',
  'details',
  'patient',
  'decision',
  'signing',
  'passphrase',
  'loginName',
  'recoveryKey',
  'roles',
  'changes',
  'reason',
  'version',
  'file',
  'files',
  'rule',
  'score',
  'input',
  'ids',
  'backupId',
  'active',
  'archived',
  'item',
  'id',
  'itemId',
  'attachmentId',
  'assessmentId',
  'shownDigest',
  'kind',
  'outcome',
  'name',
  'administrator',
  'age',
  'sex',
];
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, undefined, [], {}, Number.NaN, -0),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...FIELDS), text), tie('any'), { maxKeys: 8 }),
  ),
})).any;
const input = fc.oneof(fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 10 }), value);

/** What no text that leaves the core may hold. */
const LEAKS = [
  /\/(tmp|home|root|work|usr|var|private|users)\//i,
  /[a-z]:\\/i,
  /\b(select|insert|update|delete)\b.+\b(from|into|set|where)\b/i,
  /sqlite|better-sqlite|argon2|node_modules|\bat .+:\d+:\d+/i,
];

test('hostile input to every procedure ends in a result or a typed error that gives nothing away', async () => {
  const { admin, clock } = await newWorkspace();
  const calls: Record<string, Record<string, (value: unknown) => Promise<unknown>>> = Object(admin);
  for (const [domain, procedures] of Object.entries(contract)) {
    for (const name of Object.keys(procedures)) {
      const path = `${domain}.${name}`;
      const call = calls[domain]?.[name];
      if (!call) throw new Error(`${path} is not served`);
      const numRuns = FEWER.has(path) ? 8 : PER_PROCEDURE;
      await fc.assert(
        fc.asyncProperty(input, async (sent) => {
          await staySignedIn(admin, clock);
          await expectTyped(path, () => call(sent));
        }),
        { seed: SEED, numRuns },
      );
    }
  }
  await staySignedIn(admin, clock);
  const { jobId } = await admin.record.verify({});
  for await (const job of await admin.ops.watchJob({ jobId })) {
    if (job.state === 'done') expect(job.result).toMatchObject({ intact: true });
  }
}, 120_000);

async function staySignedIn(admin: Client, clock: { advance(ms: number): void }): Promise<void> {
  if ((await admin.session.me({}))?.state === 'active') return;
  clock.advance(600_000);
  await admin.session.signIn(ADMIN);
}

async function expectTyped(path: string, call: () => Promise<unknown>): Promise<void> {
  let thrown: unknown;
  try {
    const output = await call();
    await endStream(output);
    return;
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof ORPCError) || thrown.code !== 'FAIRDOC')
    throw new Error(`${path} threw ${String(thrown)}`);
  const data = errorDataSchema.parse(thrown.data);
  expect(ERROR_KINDS).toContain(data.kind);
  expect(data.kind, `${path}: ${data.code}`).not.toBe('internal');
  expect(data.next).not.toBe('');
  // What was sent may come back as the name of a field; what must not come back is anything of ours.
  const said = `${thrown.message} ${data.next} ${data.code}`;
  for (const leak of LEAKS) expect(said.replace(/Please check:.*/s, '')).not.toMatch(leak);
}

async function endStream(output: unknown): Promise<void> {
  if (typeof output !== 'object' || output === null || !(Symbol.asyncIterator in output)) return;
  if ('return' in output && typeof output.return === 'function') await output.return();
}
