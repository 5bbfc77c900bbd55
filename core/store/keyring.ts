import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { copyFile, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { canonicalJson, sha256 } from '../kernel/canonical.ts';
import type { DataKey } from './data-key.ts';
import { keyringDamaged, keyringMissing } from './errors.ts';
import { flushFolder, isMissing, writeAtomically } from './files.ts';
import { kdfSchema } from './kdf.ts';
import { layoutOf } from './layout.ts';

/**
 * The keyring: the data key, wrapped once for every user and once for the recovery key, in the manner of LUKS key
 * slots. It stands beside the database in clear JSON, so it holds login names and nothing else about people.
 *
 * Two marks protect it. `checksum` (SHA-256) tells a damaged file from a wrong passphrase before any key is known.
 * `seal` (HMAC under the data key) tells, once the key is known, whether somebody altered the file and repaired
 * the checksum.
 */
const slotBase = z.object({
  slotId: z.uuid(),
  createdAt: z.iso.datetime(),
  kdf: kdfSchema,
  wrapped: z.base64(),
});
const slotSchema = z.discriminatedUnion('kind', [
  slotBase.extend({ kind: z.literal('user'), userId: z.string().min(1), loginName: z.string().min(1) }),
  slotBase.extend({ kind: z.literal('recovery') }),
]);

export const CIPHERS = ['aegis', 'sqlcipher'] as const;

const bodySchema = z.object({
  format: z.literal('fairdoc-keyring'),
  version: z.literal(1),
  workspaceId: z.uuid(),
  name: z.string(),
  demo: z.boolean(),
  createdAt: z.iso.datetime(),
  cipher: z.enum(CIPHERS),
  /** The newest migration of each domain, so that a future workspace is recognised without a key. */
  schema: z.record(z.string(), z.number().int()),
  slots: z.array(slotSchema).min(1),
  device: z.object({
    deviceId: z.uuid(),
    /** Ed25519, SPKI, base64. */
    publicKey: z.base64(),
    /** PKCS #8 under a key derived from the data key. */
    privateKey: z.base64(),
  }),
  /**
   * Device binding: a random secret that is mixed into every user's key. `sealed` is opened by the device alone,
   * `recovery` by the data key, so that the recovery key can bind the workspace to a new device.
   */
  binding: z.object({ sealed: z.base64(), recovery: z.base64() }).nullable(),
});

const keyringSchema = bodySchema.extend({ seal: z.string(), checksum: z.string() });

export type Slot = z.infer<typeof slotSchema>;
export type UserSlot = Extract<Slot, { kind: 'user' }>;
export type KeyringBody = z.infer<typeof bodySchema>;
export type Keyring = z.infer<typeof keyringSchema>;
export type Cipher = (typeof CIPHERS)[number];

const sealOf = (body: KeyringBody, key: DataKey): string =>
  createHmac('sha256', key.derive('keyring-seal')).update(canonicalJson(body)).digest('hex');

const checksumOf = (sealed: Omit<Keyring, 'checksum'>): string => sha256(canonicalJson(sealed));

/** True when the keyring is as the holder of the data key wrote it. */
export function sealIsIntact(keyring: Keyring, key: DataKey): boolean {
  const { seal, checksum: _, ...body } = keyring;
  const expected = Buffer.from(sealOf(body, key), 'hex');
  const found = Buffer.from(seal, 'hex');
  return found.length === expected.length && timingSafeEqual(found, expected);
}

export function finishKeyring(body: KeyringBody, key: DataKey): Keyring {
  const sealed = { ...body, seal: sealOf(body, key) };
  return { ...sealed, checksum: checksumOf(sealed) };
}

/**
 * Reads and checks the keyring of a workspace folder.
 * @throws store.keyringMissing, store.keyringDamaged (with `details.previousUsable`).
 */
export async function openKeyring(folder: string): Promise<Keyring> {
  const layout = layoutOf(folder);
  try {
    return await parseKeyringFile(layout.keyring);
  } catch (thrown) {
    if (isMissing(thrown)) throw keyringMissing();
    throw keyringDamaged(await isReadable(layout.previousKeyring), thrown);
  }
}

async function parseKeyringFile(file: string): Promise<Keyring> {
  return parseKeyring(await readFile(file, 'utf8'));
}

/** @throws whatever shows that this is not an intact keyring; the caller words it. */
export function parseKeyring(text: string): Keyring {
  const keyring = keyringSchema.parse(JSON.parse(text));
  const { checksum, ...sealed } = keyring;
  if (checksum !== checksumOf(sealed)) throw new RangeError('the checksum of the keyring does not match');
  return keyring;
}

async function isReadable(file: string): Promise<boolean> {
  return parseKeyringFile(file).then(
    () => true,
    () => false,
  );
}

export const keyringText = (keyring: Keyring): string => `${JSON.stringify(keyring, null, 2)}\n`;

/** One keyring is changed by one caller at a time; two at once would undo each other. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Replaces the keyring by what `edit` makes of it. The one before is kept as `keyring.previous.json`.
 * @throws store.keyringDamaged when the seal shows that the file was altered.
 */
export function editKeyring(
  folder: string,
  key: DataKey,
  edit: (body: KeyringBody) => KeyringBody | Promise<KeyringBody>,
): Promise<Keyring> {
  const id = path.resolve(folder);
  const work = async () => {
    const layout = layoutOf(folder);
    const current = await openKeyring(folder);
    if (!sealIsIntact(current, key)) throw keyringDamaged(false);
    const { seal: _seal, checksum: _checksum, ...body } = current;
    const next = finishKeyring(await edit(body), key);
    await writeAtomically(layout.previousKeyring, keyringText(current));
    await writeAtomically(layout.keyring, keyringText(next));
    return next;
  };
  const result = (queues.get(id) ?? Promise.resolve()).then(work, work);
  queues.set(id, result);
  void result.then(cleanUp, cleanUp);
  return result;
  function cleanUp() {
    if (queues.get(id) === result) queues.delete(id);
  }
}

/** Gives the workspace another name, as it is shown before anyone has signed in. It names the place, never a person. */
export async function renameWorkspace(folder: string, key: DataKey, name: string): Promise<void> {
  await editKeyring(folder, key, (body) => ({ ...body, name }));
}

/**
 * Puts the previous keyring in the place of a damaged one, which is kept beside it. Passphrases changed last may
 * be the old ones again, so this is for a person to decide, never done by itself.
 * @throws store.keyringDamaged when the previous one is not intact either, or the current one is not damaged.
 */
export async function putBackPreviousKeyring(folder: string): Promise<void> {
  const layout = layoutOf(folder);
  if (!(await isReadable(layout.previousKeyring)) || (await isReadable(layout.keyring))) {
    throw keyringDamaged(false);
  }
  const aside = `${layout.keyring}.damaged-${randomBytes(4).toString('hex')}`;
  await rename(layout.keyring, aside).catch((thrown) => {
    if (!isMissing(thrown)) throw thrown;
  });
  await copyFile(layout.previousKeyring, layout.keyring);
  await flushFolder(folder);
}
