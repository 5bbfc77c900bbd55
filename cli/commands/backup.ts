import { createWriteStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { backupSchema } from '../../core/contract/index.ts';
import { UsageError } from '../failure.ts';
import { followJob } from '../jobs.ts';
import type { Output } from '../output.ts';
import type { CommonOptions, Outcome } from '../run.ts';
import { pairs } from '../table.ts';
import { signedIn } from '../workspace.ts';

async function refuseExisting(file: string): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (exists) throw new UsageError('cli.fileExists', `The file ${file} exists already.`, 'Name a new file.');
}

/** Writes beside the target and renames, so that a file of that name is always a whole backup. */
async function save(content: Blob, target: string): Promise<void> {
  const part = `${target}.part`;
  try {
    await pipeline(Readable.fromWeb(content.stream()), createWriteStream(part, { mode: 0o600, flush: true }));
    await rename(part, target);
  } catch (cause) {
    await rm(part, { force: true });
    throw Object.assign(new Error('The backup could not be written there.', { cause }), {
      code: 'cli.unwritable',
      next: 'Check that the folder exists and has room. The workspace keeps its own copy.',
    });
  }
}

/** Makes a backup in the workspace and saves it to the file. */
export async function backup(input: {
  args: readonly string[];
  options: CommonOptions;
  output: Output;
}): Promise<Outcome> {
  const { options, output } = input;
  const target = path.resolve(input.args[0] ?? '');
  await refuseExisting(target);
  const made = await signedIn(options, async (client) => {
    const { jobId } = await client.record.createBackup({});
    const result = backupSchema.parse(await followJob(client, jobId, output));
    const { content } = await client.record.downloadBackup({ backupId: result.id });
    await save(content, target);
    return result;
  });
  const { createdAt, size, changeSets, digest } = made;
  output.result({ file: target, createdAt, size, changeSets, digest }, () =>
    pairs([
      ['file', target],
      ['size', `${(size / 1_048_576).toFixed(1)} MiB`],
      ['change sets', changeSets],
      ['SHA-256', digest],
    ]),
  );
  return 0;
}
