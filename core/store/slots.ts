import { randomBytes } from 'node:crypto';
import { type Clock, isoTime, systemClock } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import { DataKey, openBytes, sealBytes, unwrapDataKey } from './data-key.ts';
import { deviceChanged, keyringDamaged, wrongPassphrase, wrongRecoveryKey } from './errors.ts';
import { deriveFromPassphrase, KDF_DEFAULT, type Kdf, type KdfStrength } from './kdf.ts';
import {
  editKeyring,
  type Keyring,
  type KeyringBody,
  openKeyring,
  type Slot,
  sealIsIntact,
  type UserSlot,
} from './keyring.ts';
import { newRecoveryKey, normaliseRecoveryKey } from './recovery-key.ts';

/** Seals a secret so that only this device, for this account, can open it again: the system's key store. */
export interface DeviceBinding {
  seal(secret: Uint8Array): Promise<Uint8Array>;
  unseal(sealed: Uint8Array): Promise<Uint8Array>;
  /** Whether what was unsealed last should be sealed anew, because the system has rotated its own key since. */
  wantsSealingAnew?(): boolean;
}

export type Credentials =
  | { readonly userId: string; readonly passphrase: string }
  | { readonly loginName: string; readonly passphrase: string }
  | { readonly recoveryKey: string };

/** What became of an attempt to unlock. Every state but `ready` carries the error to show. */
export type KeyState =
  | { readonly state: 'ready'; readonly dataKey: DataKey; readonly userId: string | null }
  | { readonly state: 'wrongPassphrase' | 'deviceChanged' | 'damaged'; readonly error: FairdocError };

export interface SlotOptions {
  readonly device?: DeviceBinding | undefined;
  readonly kdf?: KdfStrength | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Tries to open the workspace's data key with what a person gave.
 * @throws store.keyringMissing, store.mistypedRecoveryKey; every other outcome is a state.
 */
export async function unlock(
  folder: string,
  credentials: Credentials,
  options: { device?: DeviceBinding | undefined } = {},
): Promise<KeyState> {
  try {
    const keyring = await openKeyring(folder);
    const { dataKey, userId } = await unlockSlot(keyring, credentials, options.device);
    if (!sealIsIntact(keyring, dataKey)) throw keyringDamaged(false);
    if (userId !== null && options.device?.wantsSealingAnew?.()) {
      // The old sealing still opens: where sealing anew fails now, the next sign-in tries again.
      await editKeyring(folder, dataKey, (body) => rebind(body, dataKey, options.device)).catch(
        () => undefined,
      );
    }
    return { state: 'ready', dataKey, userId };
  } catch (thrown) {
    if (!(thrown instanceof FairdocError)) throw thrown;
    const state = STATE_OF[thrown.code];
    if (state === undefined) throw thrown;
    return { state, error: thrown };
  }
}

const STATE_OF: Readonly<Record<string, 'wrongPassphrase' | 'deviceChanged' | 'damaged'>> = {
  'store.wrongPassphrase': 'wrongPassphrase',
  'store.wrongRecoveryKey': 'wrongPassphrase',
  'store.deviceChanged': 'deviceChanged',
  'store.keyringDamaged': 'damaged',
};

async function unlockSlot(keyring: Keyring, credentials: Credentials, device: DeviceBinding | undefined) {
  if ('recoveryKey' in credentials) {
    const secret = normaliseRecoveryKey(credentials.recoveryKey);
    const slot = keyring.slots.find((candidate) => candidate.kind === 'recovery');
    const dataKey = slot === undefined ? null : await openSlot(keyring, slot, secret, null);
    if (dataKey === null) throw wrongRecoveryKey();
    return { dataKey, userId: null };
  }
  const slot = keyring.slots.find((candidate) => isSlotOf(candidate, credentials));
  // Device first: a person on a new device shall not be told that the passphrase is wrong.
  const binding = await openBinding(keyring, device);
  const dataKey = await openSlot(keyring, slot ?? decoyOf(keyring), credentials.passphrase, binding);
  if (dataKey === null || slot?.kind !== 'user') throw wrongPassphrase();
  return { dataKey, userId: slot.userId };
}

function isSlotOf(slot: Slot, credentials: { userId: string } | { loginName: string }): boolean {
  if (slot.kind !== 'user') return false;
  return 'userId' in credentials
    ? slot.userId === credentials.userId
    : slot.loginName === credentials.loginName.trim().toLowerCase();
}

/** An unknown login name takes as long to refuse as a known one: some slot's work is done for nothing. */
function decoyOf(keyring: Keyring): Slot {
  const [first] = keyring.slots;
  if (first === undefined) throw keyringDamaged(false);
  return { ...first, slotId: newId() };
}

const contextOf = (workspaceId: string, slot: Pick<Slot, 'slotId' | 'kind' | 'kdf'>): string =>
  `fairdoc/slot/${workspaceId}/${slot.slotId}/${slot.kind}/${slot.kdf.name}/${slot.kdf.memoryKiB}/${slot.kdf.passes}`;

/** The key that wraps the data key in a slot: the passphrase's, mixed with the device's secret where bound. */
async function slotKey(
  secret: string,
  kdf: Kdf,
  workspaceId: string,
  binding: Buffer | null,
): Promise<Buffer> {
  const base = new DataKey(workspaceId, await deriveFromPassphrase(secret, kdf));
  const key = base.derive(binding === null ? 'slot' : `slot/device/${binding.toString('hex')}`);
  base.destroy();
  return key;
}

async function openSlot(
  keyring: KeyringBody,
  slot: Slot,
  secret: string,
  binding: Buffer | null,
): Promise<DataKey | null> {
  const key = await slotKey(secret, slot.kdf, keyring.workspaceId, binding);
  return unwrapDataKey(keyring.workspaceId, key, slot.wrapped, contextOf(keyring.workspaceId, slot));
}

const bindingContext = (workspaceId: string) => `fairdoc/device-binding/${workspaceId}`;

async function openBinding(keyring: KeyringBody, device: DeviceBinding | undefined): Promise<Buffer | null> {
  if (keyring.binding === null) return null;
  if (device === undefined) throw deviceChanged();
  try {
    return Buffer.from(await device.unseal(Buffer.from(keyring.binding.sealed, 'base64')));
  } catch (thrown) {
    // A key store that is locked or away for now says so itself; it is no other device.
    if (thrown instanceof FairdocError && thrown.kind === 'unavailable') throw thrown;
    throw deviceChanged(thrown);
  }
}

/** The device secret by way of the data key: for whoever holds the workspace open. */
function bindingSecret(keyring: KeyringBody, dataKey: DataKey): Buffer | null {
  if (keyring.binding === null) return null;
  const secret = openBytes(
    dataKey.derive('device-binding'),
    keyring.binding.recovery,
    bindingContext(keyring.workspaceId),
  );
  if (secret === null) throw keyringDamaged(false);
  return secret;
}

async function sealBinding(
  workspaceId: string,
  dataKey: DataKey,
  secret: Buffer,
  device: DeviceBinding,
): Promise<NonNullable<KeyringBody['binding']>> {
  return {
    sealed: Buffer.from(await device.seal(secret)).toString('base64'),
    recovery: sealBytes(dataKey.derive('device-binding'), secret, bindingContext(workspaceId)),
  };
}

/** A new device secret, sealed both ways, for a workspace that is being created. */
export async function newBinding(workspaceId: string, dataKey: DataKey, device: DeviceBinding) {
  const secret = randomBytes(32);
  return { secret, binding: await sealBinding(workspaceId, dataKey, secret, device) };
}

async function makeSlot(
  who: { kind: 'user'; userId: string; loginName: string } | { kind: 'recovery' },
  secret: string,
  dataKey: DataKey,
  binding: Buffer | null,
  options: SlotOptions,
): Promise<Slot> {
  const { memoryKiB, passes } = options.kdf ?? KDF_DEFAULT;
  const kdf: Kdf = { name: 'argon2id', memoryKiB, passes, salt: randomBytes(16).toString('base64') };
  const slotId = newId();
  const key = await slotKey(secret, kdf, dataKey.workspaceId, binding);
  const wrapped = dataKey.wrapUnder(key, contextOf(dataKey.workspaceId, { slotId, kind: who.kind, kdf }));
  return { ...who, slotId, createdAt: isoTime(options.clock ?? systemClock), kdf, wrapped };
}

export async function makeUserSlot(
  user: { userId: string; loginName: string; passphrase: string },
  dataKey: DataKey,
  binding: Buffer | null,
  options: SlotOptions,
): Promise<UserSlot> {
  const loginName = user.loginName.trim().toLowerCase();
  const slot = await makeSlot(
    { kind: 'user', userId: user.userId, loginName },
    user.passphrase,
    dataKey,
    binding,
    options,
  );
  if (slot.kind !== 'user') throw new TypeError('a user slot was asked for');
  return slot;
}

export async function makeRecoverySlot(dataKey: DataKey, options: SlotOptions) {
  const recoveryKey = newRecoveryKey();
  return { recoveryKey, slot: await makeSlot({ kind: 'recovery' }, recoveryKey, dataKey, null, options) };
}

const slotTaken = () =>
  new FairdocError(
    'conflict',
    'store.loginNameTaken',
    'This login name is already in use.',
    'Choose another login name.',
  );

const slotUnknown = () =>
  new FairdocError(
    'notFound',
    'store.unknownUser',
    'This person cannot sign in here.',
    'Add the person first.',
  );

/** Lets another person unlock the workspace. @throws store.loginNameTaken */
export async function addUserSlot(
  folder: string,
  dataKey: DataKey,
  user: { userId: string; loginName: string; passphrase: string },
  options: SlotOptions = {},
): Promise<void> {
  await editKeyring(folder, dataKey, async (body) => {
    const slot = await makeUserSlot(user, dataKey, bindingSecret(body, dataKey), options);
    const taken = body.slots.some(
      (other) =>
        other.kind === 'user' && (other.loginName === slot.loginName || other.userId === slot.userId),
    );
    if (taken) throw slotTaken();
    return { ...body, slots: [...body.slots, slot] };
  });
}

/** Gives a person a new passphrase, for whoever holds the workspace open. @throws store.unknownUser */
export async function setPassphrase(
  folder: string,
  dataKey: DataKey,
  user: { userId: string; passphrase: string },
  options: SlotOptions = {},
): Promise<void> {
  await editKeyring(folder, dataKey, (body) => withPassphrase(body, dataKey, user, options));
}

async function withPassphrase(
  body: KeyringBody,
  dataKey: DataKey,
  who: { userId: string; passphrase: string } | { loginName: string; passphrase: string },
  options: SlotOptions,
): Promise<KeyringBody> {
  const old = body.slots.find((slot) => isSlotOf(slot, who));
  if (old?.kind !== 'user') throw slotUnknown();
  const { userId, loginName } = old;
  const user = { userId, loginName, passphrase: who.passphrase };
  const slot = await makeUserSlot(user, dataKey, bindingSecret(body, dataKey), options);
  return { ...body, slots: body.slots.map((other) => (other === old ? slot : other)) };
}

/** Changes a passphrase by knowing the old one. @throws store.wrongPassphrase, store.deviceChanged */
export async function changePassphrase(
  folder: string,
  user: { userId: string; current: string; next: string },
  options: SlotOptions = {},
): Promise<void> {
  const key = await unlock(folder, { userId: user.userId, passphrase: user.current }, options);
  if (key.state !== 'ready') throw key.error;
  await setPassphrase(folder, key.dataKey, { userId: user.userId, passphrase: user.next }, options);
  key.dataKey.destroy();
}

/** Takes a person's way in away. What they did stays. @throws store.unknownUser */
export async function removeSlot(folder: string, dataKey: DataKey, userId: string): Promise<void> {
  await editKeyring(folder, dataKey, (body) => {
    const slots = body.slots.filter((slot) => slot.kind !== 'user' || slot.userId !== userId);
    if (slots.length === body.slots.length) throw slotUnknown();
    return { ...body, slots };
  });
}

/**
 * Gives a person a new passphrase by the recovery key, and binds the workspace to this device where it is bound.
 * The passphrases of the others keep working.
 * @throws store.wrongRecoveryKey, store.mistypedRecoveryKey, store.unknownUser, store.deviceChanged
 */
export async function resetWithRecoveryKey(
  folder: string,
  reset: { recoveryKey: string; loginName: string; passphrase: string },
  options: SlotOptions = {},
): Promise<{ dataKey: DataKey; userId: string }> {
  const key = await unlock(folder, { recoveryKey: reset.recoveryKey }, options);
  if (key.state !== 'ready') throw key.error;
  const { dataKey } = key;
  const keyring = await editKeyring(folder, dataKey, async (body) => {
    const bound = await rebind(body, dataKey, options.device);
    return withPassphrase(bound, dataKey, reset, options);
  });
  const slot = keyring.slots.find((candidate) => isSlotOf(candidate, { loginName: reset.loginName }));
  if (slot?.kind !== 'user') throw slotUnknown();
  return { dataKey, userId: slot.userId };
}

async function rebind(
  body: KeyringBody,
  dataKey: DataKey,
  device: DeviceBinding | undefined,
): Promise<KeyringBody> {
  const secret = bindingSecret(body, dataKey);
  if (secret === null) return body;
  if (device === undefined) throw deviceChanged();
  return { ...body, binding: await sealBinding(body.workspaceId, dataKey, secret, device) };
}

/** Makes a new recovery key; the old one stops working. It is returned once and stored nowhere. */
export async function rotateRecoveryKey(
  folder: string,
  dataKey: DataKey,
  options: SlotOptions = {},
): Promise<string> {
  const { recoveryKey, slot } = await makeRecoverySlot(dataKey, options);
  await editKeyring(folder, dataKey, (body) => ({
    ...body,
    slots: [...body.slots.filter((other) => other.kind !== 'recovery'), slot],
  }));
  return recoveryKey;
}

/**
 * Whether this is the passphrase of that person: for signatures and for signing in while the workspace is open.
 * @throws store.deviceChanged, store.keyringDamaged
 */
export async function checkPassphrase(
  folder: string,
  user: { userId: string; passphrase: string },
  options: SlotOptions = {},
): Promise<boolean> {
  const key = await unlock(folder, user, options);
  if (key.state === 'ready') {
    key.dataKey.destroy();
    return true;
  }
  if (key.state === 'wrongPassphrase') return false;
  throw key.error;
}
