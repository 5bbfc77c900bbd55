import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type Database from 'better-sqlite3';
import { canonicalJson, sha256 } from '../kernel/canonical.ts';
import type { ClockJump, HybridClock } from '../kernel/hlc.ts';
import { type DataKey, openBytes } from './data-key.ts';
import { keyringDamaged } from './errors.ts';
import type { KeyringBody } from './keyring.ts';
import { prepareIndexing } from './row-index.ts';
import type { Mark } from './witness.ts';

/**
 * Sealing: how the changes of one transaction become one change set that cannot be altered unnoticed.
 *
 * - `digest` is the SHA-256 of the change lines, joined by line feeds (`CHANGE_LINE`).
 * - `hash` is the SHA-256 of the canonical JSON of the header, which holds the digest.
 * - `signature` is the device's Ed25519 signature over `SIGNED_PREFIX` and the hash.
 * - `previous` is the SHA-256 of hash and signature of the change set before, so that the newest signature
 *   vouches for everything before it.
 */
export interface ChangeSetHeader {
  readonly workspace: string;
  readonly device: string;
  /** Position in the chain of this device, from 1. */
  readonly number: number;
  readonly hlc: string;
  /** Wall time of the device, ISO 8601 in UTC. */
  readonly time: string;
  readonly actor: string;
  readonly actorName: string;
  readonly action: string;
  readonly reason: string | null;
  /** How many rows were altered. */
  readonly changes: number;
  readonly digest: string;
  readonly previous: string;
}

/** A sealed change set, as callers refer to it. */
export interface ChangeSetRef {
  /** Position in this workspace's log. */
  readonly seq: number;
  /** The same on every device: device id and position in its chain. */
  readonly id: string;
  readonly hash: string;
  readonly hlc: string;
  readonly time: string;
}

/** SQL for the line of one row of `change`: no field can hold a tab or a line feed of its own. */
export const CHANGE_LINE =
  "shape || char(9) || json_quote(row_id) || char(9) || op || char(9) || coalesce(old, '') || char(9) || coalesce(new, '')";

/** Rows whose lines are read together: large enough to be quick, small enough not to hold up anything. */
export const LINES_AT_ONCE = 2_000;

const SIGNED_PREFIX = 'fairdoc/change-set/1/';

export const signedBytes = (hash: string): Buffer => Buffer.from(SIGNED_PREFIX + hash);
export const headerHash = (header: ChangeSetHeader): string => sha256(canonicalJson({ ...header }));
export const linkOf = (hash: string, signature: string): string => sha256(`${hash}\n${signature}`);
/** What the first change set of a chain names as its previous one. */
export const chainStart = (workspaceId: string, deviceId: string): string =>
  sha256(`fairdoc/chain/${workspaceId}/${deviceId}`);

export interface DeviceSigner {
  readonly deviceId: string;
  readonly publicKey: string;
  sign(bytes: Uint8Array): string;
}

export const privateKeyContext = (workspaceId: string, deviceId: string): string =>
  `fairdoc/device-key/${workspaceId}/${deviceId}`;

/** @throws store.keyringDamaged when the device key does not open. */
export function openSigner(keyring: KeyringBody, dataKey: DataKey): DeviceSigner {
  const { deviceId, publicKey, privateKey } = keyring.device;
  const context = privateKeyContext(keyring.workspaceId, deviceId);
  const der = openBytes(dataKey.derive('device-key'), privateKey, context);
  if (der === null) throw keyringDamaged(false);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { deviceId, publicKey, sign: (bytes) => sign(null, bytes, key).toString('base64') };
}

export function readPublicKey(base64: string): KeyObject {
  return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
}

export interface ChangeMeta {
  /** `system` for what no person asked for: migrations, reminders. */
  readonly actor: { readonly userId: string; readonly name: string } | 'system';
  /** What was done, as `domain.verb`: `triage.confirm`. */
  readonly action: string;
  readonly reason?: string | undefined;
}

export interface Sealer {
  /** Called at the start of a transaction: where its changes begin. */
  begin(): number;
  /** Called at its end, before the commit. `done` must be called after the commit, and only then. */
  seal(
    meta: ChangeMeta,
    firstChange: number,
  ): { ref: ChangeSetRef; changes: number; done: () => { jump: ClockJump | null; mark: Mark } };
}

/** Writes the change sets of this device. One per open database. */
export function createSealer(
  db: Database.Database,
  workspaceId: string,
  signer: DeviceSigner,
  clock: HybridClock,
): Sealer {
  const lastChange = db.prepare<[], number>('SELECT coalesce(max(seq), 0) FROM change').pluck();
  // The limit is written out: with a bound one, SQLite would plan the statement anew at every call.
  const lines = db
    .prepare<[number], string>(
      `SELECT ${CHANGE_LINE} FROM change WHERE seq >= ? ORDER BY seq LIMIT ${LINES_AT_ONCE}`,
    )
    .pluck();
  const insert = db.prepare(
    `INSERT INTO change_set (device, number, hlc, time, actor, actor_name, action, reason, first_change, changes,
       digest, previous, hash, signature)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const index = prepareIndexing(db);
  let head: Mark = readHead(db, workspaceId, signer.deviceId);

  function digestFrom(first: number): { digest: string; changes: number } {
    let some = lines.all(first);
    // Nearly every change set fits into one read, and hashing at one go is the quicker way.
    if (some.length < LINES_AT_ONCE) return { digest: sha256(some.join('\n')), changes: some.length };
    const hash = createHash('sha256');
    let changes = 0;
    while (some.length > 0) {
      hash.update(changes > 0 ? `\n${some.join('\n')}` : some.join('\n'));
      changes += some.length;
      some = lines.all(first + changes);
    }
    return { digest: hash.digest('hex'), changes };
  }

  return {
    begin: () => (lastChange.get() ?? 0) + 1,
    seal(meta, firstChange) {
      const { digest, changes } = digestFrom(firstChange);
      const tick = clock.tick();
      const header: ChangeSetHeader = {
        workspace: workspaceId,
        device: signer.deviceId,
        number: head.number + 1,
        hlc: tick.stamp,
        time: new Date(tick.wall).toISOString(),
        actor: meta.actor === 'system' ? 'system' : meta.actor.userId,
        actorName: meta.actor === 'system' ? 'Fairdoc' : meta.actor.name,
        action: meta.action,
        reason: meta.reason ?? null,
        changes,
        digest,
        previous: head.link,
      };
      const hash = headerHash(header);
      const signature = signer.sign(signedBytes(hash));
      const { lastInsertRowid } = insert.run(
        header.device,
        header.number,
        header.hlc,
        header.time,
        header.actor,
        header.actorName,
        header.action,
        header.reason,
        firstChange,
        changes,
        digest,
        header.previous,
        hash,
        signature,
      );
      index.when(firstChange + changes - 1);
      const ref: ChangeSetRef = {
        seq: Number(lastInsertRowid),
        id: `${header.device}/${header.number}`,
        hash,
        hlc: header.hlc,
        time: header.time,
      };
      const done = () => {
        head = { number: header.number, link: linkOf(hash, signature) };
        return { jump: tick.jump, mark: head };
      };
      return { ref, changes, done };
    },
  };
}

function readHead(db: Database.Database, workspaceId: string, deviceId: string): Mark {
  const row = db
    .prepare<[string], { number: number; hash: string; signature: string }>(
      'SELECT number, hash, signature FROM change_set WHERE device = ? ORDER BY seq DESC LIMIT 1',
    )
    .get(deviceId);
  return row === undefined
    ? { number: 0, link: chainStart(workspaceId, deviceId) }
    : { number: row.number, link: linkOf(row.hash, row.signature) };
}

/** The greatest hybrid logical time in the log. */
export function lastStamp(db: Database.Database): string | undefined {
  return db.prepare<[], string>('SELECT hlc FROM change_set ORDER BY seq DESC LIMIT 1').pluck().get();
}
