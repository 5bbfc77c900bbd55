import { openAsBlob } from 'node:fs';
import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Backup } from '../contract/index.ts';
import { type Clock, isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import { type DataKey, type Db, type Migration, type Store, verifyBackup } from '../store/index.ts';
import type { JobDefinition } from './jobs.ts';
import { backup } from './schema.ts';

/** Backups that stand in the workspace's folder, and the drill that shows that they can be restored. */

type Row = typeof backup.$inferSelect;

const fileOf = (store: Store, backupId: string) =>
  path.join(store.folder, 'backups', `${backupId}.fairdoc-backup`);

/** When the newest backup was made, or undefined. */
export function lastBackupAt(db: Db): string | undefined {
  return db.select({ at: backup.createdAt }).from(backup).orderBy(desc(backup.createdAt)).limit(1).get()?.at;
}

/** Those whose file is still here, newest first. */
export async function listBackups(store: Store): Promise<Backup[]> {
  const rows = store.read((db) => db.select().from(backup).orderBy(desc(backup.createdAt)).all());
  const present = await Promise.all(rows.map((row) => isThere(fileOf(store, row.id))));
  return rows.filter((_, index) => present[index]).map(toBackup);
}

/** The file of a backup, read as it is sent. Throws `ops.unknownBackup`. */
export async function openBackup(store: Store, backupId: string): Promise<{ name: string; content: Blob }> {
  const row = await demandBackup(store, backupId);
  const name = `fairdoc-${row.createdAt.slice(0, 16).replace(/[:T]/g, '-')}.fairdoc-backup`;
  return { name, content: await openAsBlob(fileOf(store, row.id), { type: 'application/octet-stream' }) };
}

export function backupJob(clock: Clock): JobDefinition<Record<string, never>> {
  return {
    kind: 'backup',
    title: 'Backup',
    parseInput: (stored) => z.object({}).parse(stored),
    access: 'backup.manage',
    onInterruption: 'restart',
    async run({ store, actor, signal, report }) {
      const id = newId(clock);
      const file = fileOf(store, id);
      const { manifest, size, sha256 } = await store.backup(file, {
        signal,
        onProgress: (done, total) => report('Copying records and files', done, total),
      });
      const row: Row = {
        id,
        createdAt: manifest.createdAt,
        size,
        changeSets: manifest.head?.seq ?? 0,
        digest: sha256,
        checkedAt: null,
        checkedIntact: null,
      };
      try {
        store.change({ actor, action: 'backup.create' }, (tx) => tx.insert(backup).values(row).run());
      } catch (thrown) {
        await rm(file, { force: true });
        throw thrown;
      }
      return toBackup(row);
    },
  };
}

const checkInputSchema = z.object({ backupId: z.string() });

/**
 * The restore drill: unpacks the backup into a scratch folder, opens it, verifies its log and rows, and compares its
 * end with this workspace's log. The scratch folder is removed whatever happens.
 */
export function checkBackupJob(options: {
  clock: Clock;
  migrations: readonly Migration[];
  dataKey: () => DataKey;
}): JobDefinition<{ backupId: string }> {
  return {
    kind: 'checkBackup',
    title: 'Backup check',
    parseInput: (stored) => checkInputSchema.parse(stored),
    access: 'backup.manage',
    onInterruption: 'restart',
    async run({ store, actor, signal, report, input }) {
      const row = await demandBackup(store, input.backupId);
      const scratch = path.join(store.folder, 'scratch');
      const key = { dataKey: options.dataKey(), migrations: options.migrations };
      report('Unpacking and verifying', 0, row.size);
      const check = async () =>
        verifyBackup(fileOf(store, row.id), scratch, key, {
          signal,
          onProgress: (done) => report('Unpacking and verifying', done, row.size),
        });
      const outcome = await check()
        .then(({ manifest, verification }) => ({ head: manifest.head, verification, problem: null }))
        .catch((thrown: unknown) => {
          // A backup that cannot be read is a result of the drill, not a failure of it.
          if (thrown instanceof FairdocError && thrown.kind === 'damaged') {
            return { head: null, verification: null, problem: thrown.message };
          }
          throw thrown;
        })
        .finally(() => rm(scratch, { recursive: true, force: true }));
      const sameLog =
        outcome.head !== null && store.changes.get(outcome.head.seq)?.hash === outcome.head.hash;
      const intact = outcome.verification?.intact === true && sameLog && outcome.head?.seq === row.changeSets;
      const checked = { checkedAt: isoTime(options.clock), checkedIntact: intact };
      store.change({ actor, action: 'backup.check' }, (tx) =>
        tx.update(backup).set(checked).where(eq(backup.id, row.id)).run(),
      );
      return {
        backup: toBackup({ ...row, ...checked }),
        rows: outcome.verification?.rows ?? 0,
        problem: outcome.problem,
      };
    },
  };
}

async function demandBackup(store: Store, backupId: string): Promise<Row> {
  const row = store.read((db) => db.select().from(backup).where(eq(backup.id, backupId)).get());
  if (row && (await isThere(fileOf(store, row.id)))) return row;
  throw new FairdocError(
    'notFound',
    'ops.unknownBackup',
    'There is no such backup on this machine.',
    'Read the list of backups again.',
  );
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

function toBackup(row: Row): Backup {
  const { id, createdAt, size, changeSets, digest, checkedAt, checkedIntact } = row;
  const checked = checkedAt === null ? null : { at: checkedAt, intact: checkedIntact === true };
  return { id, createdAt, size, changeSets, digest, checked };
}
