import { verify } from 'node:crypto';
import { z } from 'zod';
import { FairdocError } from '../kernel/errors.ts';
import { type DeviceSigner, readPublicKey } from './seal.ts';

/**
 * A backup is one tar file: the encrypted database, the encrypted blobs and the keyring, then `manifest.json` with
 * the SHA-256 of each, and last `manifest.sig`, the device's signature over the manifest. The manifest comes at
 * the end so that everything is read once; a backup that was cut short has none.
 */
export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';
export const DATABASE = 'fairdoc.db';
export const KEYRING = 'keyring.json';

/** The only names that a backup may hold. Anything else could write outside the folder that is restored into. */
export const ENTRY_NAME = /^(fairdoc\.db|keyring\.json|blobs\/[0-9a-f]{2}\/[0-9a-f]{64})$/;

export const MANIFEST_LIMIT = 256 * 1_048_576;

export const manifestSchema = z.object({
  format: z.literal('fairdoc-backup'),
  version: z.literal(1),
  workspaceId: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  /** `records`: database and keys, without the stored files. */
  scope: z.enum(['workspace', 'records']),
  schema: z.record(z.string(), z.number().int()),
  /** The newest change set in the backup. */
  head: z.object({ seq: z.number().int(), hash: z.string(), hlc: z.string() }).nullable(),
  deviceId: z.uuid(),
  publicKey: z.base64(),
  files: z.array(
    z.object({
      name: z.string().regex(ENTRY_NAME),
      size: z.number().int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

const SIGNED_PREFIX = Buffer.from('fairdoc/backup/1/');
const signedManifest = (manifest: Uint8Array) => Buffer.concat([SIGNED_PREFIX, manifest]);

export const signManifest = (manifest: Uint8Array, signer: DeviceSigner): string =>
  signer.sign(signedManifest(manifest));

/**
 * Parses a manifest and checks its signature against the key that it names. Whether that key is the workspace's
 * own follows from the keyring, once it is unlocked.
 * @throws store.backupFuture, store.backupDamaged
 */
export function readManifest(manifest: Buffer, signature: string): BackupManifest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(manifest.toString('utf8'));
  } catch (thrown) {
    throw backupDamaged('its table of contents cannot be read', thrown);
  }
  if (isNewer(parsed)) throw backupFuture();
  const result = manifestSchema.safeParse(parsed);
  if (!result.success) throw backupDamaged('its table of contents is not complete', result.error);
  const key = readPublicKey(result.data.publicKey);
  if (!verify(null, signedManifest(manifest), key, Buffer.from(signature, 'base64'))) {
    throw backupDamaged('its signature is not valid');
  }
  return result.data;
}

function isNewer(parsed: unknown): boolean {
  const version = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : 0;
  return typeof version === 'number' && version > 1;
}

export const notABackup = (cause?: unknown) =>
  new FairdocError(
    'invalid',
    'store.notABackup',
    'This file is not a backup of Fairdoc.',
    'Choose a file that Fairdoc wrote as a backup.',
    cause === undefined ? {} : { cause },
  );

export const backupDamaged = (what: string, cause?: unknown) =>
  new FairdocError(
    'damaged',
    'store.backupDamaged',
    `This backup was altered or cut short: ${what}. Nothing was restored.`,
    'Use another copy of the backup, or an earlier one.',
    cause === undefined ? {} : { cause },
  );

export const backupFuture = () =>
  new FairdocError(
    'unavailable',
    'store.backupFuture',
    'This backup was written by a newer version of Fairdoc.',
    'Install that version or a later one.',
  );

export const restoreTargetNotEmpty = () =>
  new FairdocError(
    'conflict',
    'store.restoreTarget',
    'The folder to restore into is not empty.',
    'Choose an empty folder. Nothing was changed.',
  );
