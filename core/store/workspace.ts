import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { type Clock, isoTime, systemClock } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { createHybridClock } from '../kernel/hlc.ts';
import { newId } from '../kernel/ids.ts';
import { type Log, silentLog } from '../kernel/log.ts';
import { auditedTables, installTriggers } from './audit-triggers.ts';
import { type BackupSource, writeBackup } from './backup.ts';
import { openBlobs } from './blobs.ts';
import { DataKey, sealBytes } from './data-key.ts';
import {
  APPLICATION_ID,
  checkStructure,
  examineDatabaseFile,
  openDatabase,
  wasClosedCleanly,
} from './database.ts';
import {
  databaseFuture,
  keyringMissing,
  translateError,
  workspaceAbsent,
  workspaceExists,
} from './errors.ts';
import { flushFolder, makeFolder, writeAtomically } from './files.ts';
import type { KdfStrength } from './kdf.ts';
import {
  type Cipher,
  editKeyring,
  finishKeyring,
  type KeyringBody,
  keyringText,
  openKeyring,
} from './keyring.ts';
import { layoutOf, type WorkspaceLayout } from './layout.ts';
import { lockWorkspace } from './lock.ts';
import {
  applyMigrations,
  isFuture,
  type Migration,
  pendingMigrations,
  schemaOf,
  unauditedTables,
} from './migrations.ts';
import { verifyBackup } from './restore.ts';
import { STORE_MIGRATIONS } from './schema.ts';
import { createSealer, lastStamp, openSigner, privateKeyContext } from './seal.ts';
import { type DeviceBinding, makeRecoverySlot, makeUserSlot, newBinding } from './slots.ts';
import { assembleStore, type Store } from './store.ts';
import { openWitness } from './witness.ts';

export interface OpenOptions {
  /** Of the domains, in the order in which they are applied; the store puts its own before them. */
  readonly migrations: readonly Migration[];
  readonly clock?: Clock;
  readonly log?: Log;
  /** Page cache in MiB; 64 unless told. */
  readonly cacheMiB?: number;
}

export interface CreateOptions extends OpenOptions {
  /** Shown before anyone has signed in, so it names the place, never a person. */
  readonly name: string;
  readonly firstUser: { readonly userId: string; readonly loginName: string; readonly passphrase: string };
  readonly demo?: boolean;
  /** Binds the users' keys to this device and account. */
  readonly device?: DeviceBinding | undefined;
  readonly kdf?: KdfStrength;
  /**
   * `aegis` (AEGIS-256) unless told: authenticated and fast. `sqlcipher` (AES-256-CBC with HMAC-SHA-512) for
   * places that accept NIST-approved algorithms alone; writes take about half as long again.
   */
  readonly cipher?: Cipher;
}

/**
 * Creates a workspace in a folder and opens it. The keyring gets its final name last, so that a creation that was
 * interrupted leaves no workspace, and can be repeated.
 * @returns the open store, its data key, and the recovery key, which is shown once and stored nowhere.
 * @throws store.exists
 */
export async function createWorkspace(
  folder: string,
  options: CreateOptions,
): Promise<{ store: Store; dataKey: DataKey; recoveryKey: string }> {
  const layout = layoutOf(folder);
  await makeFolder(folder);
  const lock = lockWorkspace(layout.lock);
  try {
    await clearUnfinished(layout);
    const { body, dataKey, recoveryKey } = await newKeyring(options);
    await writeAtomically(layout.unfinishedKeyring, keyringText(finishKeyring(body, dataKey)));
    const store = await openUnlocked(layout, body, dataKey, options, lock.release);
    try {
      recordFounding(store, body);
      await rename(layout.unfinishedKeyring, layout.keyring);
      await flushFolder(folder);
    } catch (thrown) {
      store.close();
      throw thrown;
    }
    return { store, dataKey, recoveryKey };
  } catch (thrown) {
    lock.release();
    throw translateError(thrown);
  }
}

function recordFounding(store: Store, { workspaceId, name, createdAt, device }: KeyringBody): void {
  store.change({ actor: 'system', action: 'workspace.create' }, ({ $client: db }) => {
    db.prepare('INSERT INTO workspace VALUES (?, ?, ?)').run(workspaceId, name, createdAt);
    db.prepare('INSERT INTO device VALUES (?, ?, ?)').run(device.deviceId, device.publicKey, createdAt);
  });
}

async function clearUnfinished(layout: WorkspaceLayout): Promise<void> {
  if (existsSync(layout.keyring)) throw workspaceExists();
  const begun = existsSync(layout.unfinishedKeyring);
  // Without the mark of an unfinished creation, these are somebody's records without their keys.
  if (existsSync(layout.database) && !begun) throw keyringMissing();
  if (!begun) return;
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(layout.database + suffix, { force: true });
  await rm(layout.unfinishedKeyring, { force: true });
}

async function newKeyring(options: CreateOptions) {
  const { clock = systemClock } = options;
  const workspaceId = newId(clock);
  const deviceId = newId(clock);
  const dataKey = DataKey.random(workspaceId);
  const pair = generateKeyPairSync('ed25519');
  const privateKey = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  const bound = options.device === undefined ? null : await newBinding(workspaceId, dataKey, options.device);
  const slotOptions = { kdf: options.kdf, clock };
  const { recoveryKey, slot: recoverySlot } = await makeRecoverySlot(dataKey, slotOptions);
  const userSlot = await makeUserSlot(options.firstUser, dataKey, bound?.secret ?? null, slotOptions);
  const body: KeyringBody = {
    format: 'fairdoc-keyring',
    version: 1,
    workspaceId,
    name: options.name,
    demo: options.demo ?? false,
    createdAt: isoTime(clock),
    cipher: options.cipher ?? 'aegis',
    schema: schemaOf([...STORE_MIGRATIONS, ...options.migrations]),
    slots: [userSlot, recoverySlot],
    device: {
      deviceId,
      publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      privateKey: sealBytes(
        dataKey.derive('device-key'),
        privateKey,
        privateKeyContext(workspaceId, deviceId),
      ),
    },
    binding: bound?.binding ?? null,
  };
  return { body, dataKey, recoveryKey };
}

/**
 * Opens a workspace with its unlocked key: checks the file, applies pending migrations (after a verified backup),
 * puts missing audit triggers back.
 * @throws store.busy, store.future, store.foreign, store.damaged, store.keyringMissing, store.databaseMissing
 */
export async function openStore(folder: string, dataKey: DataKey, options: OpenOptions): Promise<Store> {
  const layout = layoutOf(folder);
  if (!existsSync(layout.keyring) && !existsSync(layout.database)) throw workspaceAbsent();
  const lock = lockWorkspace(layout.lock);
  try {
    const keyring = await openKeyring(folder);
    examineDatabaseFile(layout.database, keyring.workspaceId);
    const store = await openUnlocked(layout, keyring, dataKey, options, lock.release);
    const schema = schemaOf([...STORE_MIGRATIONS, ...options.migrations]);
    if (JSON.stringify(schema) !== JSON.stringify(keyring.schema)) {
      await editKeyring(folder, dataKey, (body) => ({ ...body, schema }));
    }
    return store;
  } catch (thrown) {
    lock.release();
    throw translateError(thrown);
  }
}

async function openUnlocked(
  layout: WorkspaceLayout,
  keyring: KeyringBody,
  dataKey: DataKey,
  options: OpenOptions,
  release: () => void,
): Promise<Store> {
  const { clock = systemClock, log = silentLog } = options;
  const migrations = [...STORE_MIGRATIONS, ...options.migrations];
  if (isFuture(keyring.schema, migrations)) throw databaseFuture();
  const clean = wasClosedCleanly(layout.database);
  const db = openDatabase(layout.database, dataKey, {
    cipher: keyring.cipher,
    ...(options.cacheMiB === undefined ? {} : { cacheMiB: options.cacheMiB }),
  });
  try {
    if (!clean) checkStructure(db);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    const signer = openSigner(keyring, dataKey);
    const makeSealer = () =>
      createSealer(db, keyring.workspaceId, signer, createHybridClock(clock, lastStamp(db)));
    const pending = pendingMigrations(db, migrations);
    if (pending.length > 0 && pending.length < migrations.length) {
      await backUpBeforeMigrating({ layout, db, signer, clock }, dataKey, migrations);
    }
    applyMigrations({ db, migrations, pending, sealer: makeSealer, time: isoTime(clock) });
    repairTriggers(db, migrations, log);
    return assembleStore({
      layout,
      keyring,
      dataKey,
      db,
      sealer: makeSealer(),
      signer,
      clock,
      log,
      migrations,
      witness: openWitness(layout.witness, db, dataKey, signer.deviceId, log),
      onClose: release,
    });
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** Migrations do not touch stored files, so the backup leaves them out. It is opened again before anything changes. */
async function backUpBeforeMigrating(
  source: Omit<BackupSource, 'blobs'>,
  dataKey: DataKey,
  migrations: readonly Migration[],
): Promise<void> {
  const { layout, clock } = source;
  const time = isoTime(clock).replace(/[:.]/g, '-');
  const file = path.join(layout.backups, `before-migration-${time}.fairdoc-backup`);
  const blobs = openBlobs(layout.blobs, dataKey);
  await writeBackup({ ...source, blobs }, file, { scope: 'records' });
  await verifyBackup(file, layout.backups, { dataKey, migrations, log: false });
}

/** Auditing cannot be switched off: what is missing is put back. verify() names what was altered meanwhile. */
function repairTriggers(db: Database.Database, migrations: readonly Migration[], log: Log): void {
  const restored = db.transaction(() =>
    installTriggers(db, auditedTables(db, unauditedTables(migrations))),
  )();
  if (restored.length > 0)
    log.warn({ count: restored.length }, 'audit triggers were missing and are restored');
}

export interface WorkspaceState {
  readonly state: 'absent' | 'locked' | 'busy' | 'foreign' | 'future' | 'damaged';
  readonly name: string | null;
  readonly demo: boolean;
  readonly deviceBound: boolean;
  readonly users: readonly { readonly userId: string; readonly loginName: string }[];
  /** What happened and what to do, for every state but `absent` and `locked`. */
  readonly problem: FairdocError | null;
}

const STATE_OF: Readonly<Record<string, WorkspaceState['state']>> = {
  'store.foreign': 'foreign',
  'store.future': 'future',
  'store.busy': 'busy',
};

/** What can be told about a folder without a key. Changes nothing. */
export async function inspectWorkspace(
  folder: string,
  options: Pick<OpenOptions, 'migrations'>,
): Promise<WorkspaceState> {
  const layout = layoutOf(folder);
  const nothing = { name: null, demo: false, deviceBound: false, users: [] };
  const begun = existsSync(layout.unfinishedKeyring);
  if (!existsSync(layout.keyring) && (begun || !existsSync(layout.database))) {
    return { state: 'absent', ...nothing, problem: null };
  }
  let known: Omit<WorkspaceState, 'state' | 'problem'> = nothing;
  try {
    const keyring = await openKeyring(folder);
    known = {
      name: keyring.name,
      demo: keyring.demo,
      deviceBound: keyring.binding !== null,
      users: keyring.slots.flatMap((slot) =>
        slot.kind === 'user' ? [{ userId: slot.userId, loginName: slot.loginName }] : [],
      ),
    };
    examineDatabaseFile(layout.database, keyring.workspaceId);
    if (isFuture(keyring.schema, [...STORE_MIGRATIONS, ...options.migrations])) throw databaseFuture();
    lockWorkspace(layout.lock).release();
    return { state: 'locked', ...known, problem: null };
  } catch (thrown) {
    const problem = translateError(thrown);
    if (!(problem instanceof FairdocError)) throw problem;
    return { state: STATE_OF[problem.code] ?? 'damaged', ...known, problem };
  }
}
