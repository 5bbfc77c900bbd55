import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { FILE_LIMIT_MIB, type ImportedFile, importReportSchema } from '../../core/contract/index.ts';
import { type Failure, failureOf } from '../failure.ts';
import { followJob } from '../jobs.ts';
import { unreadable } from '../lines.ts';
import type { Output } from '../output.ts';
import type { CommonOptions, Outcome } from '../run.ts';
import { table } from '../table.ts';
import { asFile, type Client, signedIn } from '../workspace.ts';

/** Files of one job: few enough that a job ends soon and can be cancelled between two. */
const FILES_PER_JOB = 50;

/** A path that leads to no file stands in the report like a file that could not be read. */
type Found = { readonly path: string } | { readonly path: string; readonly failure: Failure };

async function filesAt(given: string): Promise<Found[]> {
  try {
    const { size, isDirectory } = await stat(given).then((stats) => ({
      size: stats.size,
      isDirectory: stats.isDirectory(),
    }));
    if (isDirectory) {
      const entries = await readdir(given, { withFileTypes: true, recursive: true });
      const names = entries
        .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
        .map((entry) => path.join(entry.parentPath, entry.name));
      return (await Promise.all(names.sort().map(filesAt))).flat();
    }
    return size > FILE_LIMIT_MIB.import * 1_048_576
      ? [{ path: given, failure: tooLarge() }]
      : [{ path: given }];
  } catch {
    return [{ path: given, failure: failureOf(unreadable(given)) }];
  }
}

function tooLarge(): Failure {
  return {
    code: 'import.tooLarge',
    message: `The file is larger than ${FILE_LIMIT_MIB.import} MiB.`,
    next: 'Split it, for instance one message or one patient a file.',
    exitCode: 1,
  };
}

function notImported(file: string, { code, message, next }: Failure): ImportedFile {
  return { file, format: 'unknown', created: {}, patients: [], leftOut: [], error: { code, message, next } };
}

/** One job; its report in the order of `paths`, under the paths as they were given. */
async function importBatch(
  client: Client,
  paths: readonly string[],
  output: Output,
): Promise<ImportedFile[]> {
  const readable: { path: string; file: File }[] = [];
  const refused = new Map<string, ImportedFile>();
  for (const name of paths) {
    try {
      readable.push({ path: name, file: await asFile(name) });
    } catch (thrown) {
      refused.set(name, notImported(name, failureOf(thrown)));
    }
  }
  const reports = new Map<string, ImportedFile>(refused);
  if (readable.length > 0) {
    const { jobId } = await client.clinic.importFiles({ files: readable.map(({ file }) => file) });
    const { files } = importReportSchema.parse(await followJob(client, jobId, output));
    for (const [index, report] of files.entries()) {
      const name = readable[index]?.path;
      if (name !== undefined) reports.set(name, { ...report, file: name });
    }
  }
  return paths.flatMap((name) => reports.get(name) ?? []);
}

function batchesOf<T>(items: readonly T[], size: number): T[][] {
  const batches: T[][] = [];
  for (let from = 0; from < items.length; from += size) batches.push(items.slice(from, from + size));
  return batches;
}

function forPerson(files: readonly ImportedFile[]): string[] {
  const created = (file: ImportedFile) =>
    Object.entries(file.created)
      .filter(([, count]) => count > 0)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ');
  const lines = table(
    ['file', 'format', 'created', 'left out', 'error'],
    files.map((file) => [file.file, file.format, created(file), file.leftOut.length, file.error?.code ?? '']),
  );
  for (const { file, leftOut, error } of files) {
    if (error) lines.push('', `${file}: ${error.message} ${error.next}`);
    if (leftOut.length > 0) lines.push('', `Left out of ${file}:`);
    lines.push(...leftOut.map(({ at, reason }) => `  ${at}: ${reason}`));
  }
  return lines;
}

/** Imports files and folders; a bad file gets an error in the report and does not stop the others. */
export async function importPaths(input: {
  args: readonly string[];
  options: CommonOptions;
  output: Output;
}): Promise<Outcome> {
  const { options, output } = input;
  const found = (await Promise.all(input.args.map(filesAt))).flat();
  const failures = new Map(found.flatMap((file) => ('failure' in file ? [[file.path, file.failure]] : [])));
  const good = [...new Set(found.flatMap((file) => ('failure' in file ? [] : [file.path])))];
  const reports = await signedIn(options, async (client) => {
    const done = new Map<string, ImportedFile>();
    for (const batch of batchesOf(good, FILES_PER_JOB)) {
      for (const report of await importBatch(client, batch, output)) done.set(report.file, report);
    }
    return done;
  });
  const files = [...new Set(found.map((file) => file.path))].flatMap((name) => {
    const failure = failures.get(name);
    return failure ? [notImported(name, failure)] : (reports.get(name) ?? []);
  });
  output.result({ files }, () => forPerson(files));
  return files.some(({ error }) => error !== null) ? 1 : 0;
}
