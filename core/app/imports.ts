import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Clinic, importFile, type ParseFile, type UploadedFile } from '../clinic/index.ts';
import type { ImportedFile, ImportReport } from '../contract/index.ts';
import type { HandlerContext } from '../identity/index.ts';
import type { JobDefinition, Jobs } from '../ops/index.ts';
import type { Store } from '../store/index.ts';

/**
 * Importing files is a job. The files are kept as encrypted blobs before it begins, so that it can be taken up again
 * after the program was ended in the middle: each file is one change, and a file that comes again adds nothing twice.
 */

const inputSchema = z.object({ files: z.array(z.object({ name: z.string(), blob: z.string() })) });
type ImportInput = z.infer<typeof inputSchema>;

export function importJob(clinic: Clinic, parse: ParseFile): JobDefinition<ImportInput> {
  return {
    kind: 'import',
    title: 'Import',
    parseInput: (stored) => inputSchema.parse(stored),
    access: 'clinical.import',
    onInterruption: 'restart',
    async run({ store, actor, input, signal, report }): Promise<ImportReport> {
      const files: ImportedFile[] = [];
      for (const { name, blob } of input.files) {
        signal.throwIfAborted();
        report(`Reading ${name}`, files.length, input.files.length);
        const { content } = await store.blobs.get(blob);
        const imported = await importFile(clinic, { store, actor }, { name, bytes: content }, parse);
        if (imported.error) await removeUnlessKept(store, blob);
        files.push(imported);
      }
      report('Done', files.length, files.length);
      return { files };
    },
  };
}

/** Keeps the files and starts the job. Returns its id. */
export async function startImport(
  jobs: Jobs,
  definition: JobDefinition<ImportInput>,
  { store, actor }: HandlerContext,
  uploads: readonly UploadedFile[],
): Promise<string> {
  const files: ImportInput['files'] = [];
  for (const { name, bytes } of uploads) {
    const { digest } = await store.blobs.put(bytes, { mediaType: 'application/octet-stream' });
    files.push({ name, blob: digest });
  }
  return jobs.start(definition, { files }, actor).id;
}

/** A file of which nothing is on record is not kept either, unless the same content came in another way. */
export async function removeUnlessKept(store: Store, blob: string): Promise<void> {
  const kept = store.read((db) =>
    db.get(
      sql`SELECT 1 FROM import_file WHERE blob = ${blob} UNION SELECT 1 FROM attachment WHERE blob = ${blob}
        UNION SELECT 1 FROM evaluation_run WHERE file_blob = ${blob}`,
    ),
  );
  if (kept === undefined) await store.blobs.remove(blob);
}
