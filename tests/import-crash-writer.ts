/**
 * Signs in, which takes up an import that was left unfinished, or starts one; says when it begins and when it has
 * ended. Run by import-crash.test.ts: `node import-crash-writer.ts FOLDER [FILES]`.
 */
import { writeSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { createCore } from '../core/app/index.ts';
import { KDF_FLOOR } from '../core/store/index.ts';
import { admissions, NURSE_IN_CHARGE } from './import-crash-data.ts';

const [workspaceDir = '', files = '0'] = process.argv.slice(2);
const core = createCore({ workspaceDir, kdf: KDF_FLOOR });
const client = createRouterClient(core.router, { context: core.context('crash') });
await client.session.signIn(NURSE_IN_CHARGE);
if (files !== '0') await client.clinic.importFiles({ files: admissions(Number(files)) });
const [job] = await client.ops.jobs({});
if (!job) throw new Error('there is no import');
writeSync(1, 'importing\n');
for await (const { state } of await client.ops.watchJob({ jobId: job.id })) {
  if (state === 'done') writeSync(1, 'done\n');
}
await core.close();
