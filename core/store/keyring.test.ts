import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalJson, sha256 } from '../kernel/canonical.ts';
import { FairdocError, isFairdocError } from '../kernel/errors.ts';
import { KDF_FLOOR } from './kdf.ts';
import { type Keyring, openKeyring, putBackPreviousKeyring } from './keyring.ts';
import { layoutOf } from './layout.ts';
import {
  addUserSlot,
  changePassphrase,
  checkPassphrase,
  type DeviceBinding,
  removeSlot,
  resetWithRecoveryKey,
  rotateRecoveryKey,
  setPassphrase,
  unlock,
} from './slots.ts';
import { ANA, addBed, rowsOf, testWorkspace, WARD } from './test-workspace.ts';
import { inspectWorkspace, openStore } from './workspace.ts';

const BO = { userId: 'user-bo', loginName: 'Bo', passphrase: 'another long passphrase' };
const kdf = KDF_FLOOR;

/** A device that can open only what it sealed itself. */
function deviceBinding(secret: number): DeviceBinding {
  const mix = (bytes: Uint8Array) => bytes.map((byte) => byte ^ secret);
  return {
    seal: async (plain) => Uint8Array.from([secret, ...mix(plain)]),
    unseal: async ([mark, ...sealed]) => {
      if (mark !== secret) throw new Error('sealed elsewhere');
      return mix(Uint8Array.from(sealed));
    },
  };
}

/** Alters the file and repairs its checksum, as somebody would who has no key. */
function alterKeyring(folder: string, edit: (keyring: Keyring) => void): void {
  const { keyring: file } = layoutOf(folder);
  const keyring = JSON.parse(readFileSync(file, 'utf8')) as Keyring;
  edit(keyring);
  const { checksum: _, ...rest } = keyring;
  writeFileSync(file, JSON.stringify({ ...rest, checksum: sha256(canonicalJson(rest)) }));
}

describe('unlocking', () => {
  test('[URS-STO-02] a passphrase, a wrong passphrase and the recovery key are told apart', async () => {
    using workspace = await testWorkspace();
    const { folder, recoveryKey, dataKey } = workspace;
    workspace.store.close();
    const state = async (...args: Parameters<typeof unlock>) => (await unlock(...args)).state;
    expect(await state(folder, { loginName: ' ANA ', passphrase: ANA.passphrase })).toBe('ready');
    expect(await state(folder, { userId: ANA.userId, passphrase: ANA.passphrase })).toBe('ready');
    expect(await state(folder, { loginName: 'ana', passphrase: 'not the passphrase' })).toBe(
      'wrongPassphrase',
    );
    expect(await state(folder, { loginName: 'nobody', passphrase: ANA.passphrase })).toBe('wrongPassphrase');
    const recovered = await unlock(folder, { recoveryKey: recoveryKey.toLowerCase() });
    expect(recovered.state === 'ready' && recovered.dataKey.equals(dataKey)).toBe(true);
  });

  test('the Unicode form in which a passphrase is typed does not matter', async () => {
    using workspace = await testWorkspace({
      firstUser: { ...ANA, passphrase: 'Zu\u0308rich im Fru\u0308hling' },
    });
    const typed = { loginName: 'ana', passphrase: 'Zürich im Frühling' };
    expect((await unlock(workspace.folder, typed)).state).toBe('ready');
  });

  test('a workspace that was not yet unlocked shows its name and its users, and nothing else', async () => {
    using workspace = await testWorkspace();
    addBed(workspace.store, 'bed-1', 'Unmistakable');
    workspace.store.close();
    const state = await inspectWorkspace(workspace.folder, { migrations: WARD });
    expect(state).toMatchObject({
      state: 'locked',
      name: 'Ward 7',
      users: [{ userId: ANA.userId, loginName: 'ana' }],
    });
    expect(readFileSync(layoutOf(workspace.folder).keyring, 'utf8')).not.toContain('Unmistakable');
  });
});

describe('people', () => {
  test('several people open the same records, each with their own passphrase', async () => {
    using workspace = await testWorkspace();
    const { folder, dataKey } = workspace;
    await addUserSlot(folder, dataKey, BO, { kdf });
    const key = await unlock(folder, { loginName: 'bo', passphrase: BO.passphrase });
    expect(key.state === 'ready' && key.dataKey.equals(dataKey) && key.userId).toBe('user-bo');
    expect(await checkPassphrase(folder, { userId: BO.userId, passphrase: BO.passphrase })).toBe(true);
    expect(await checkPassphrase(folder, { userId: ANA.userId, passphrase: BO.passphrase })).toBe(false);
    await expect(addUserSlot(folder, dataKey, BO, { kdf })).rejects.toMatchObject({
      code: 'store.loginNameTaken',
    });
  });

  test('changing a passphrase needs the old one and ends it', async () => {
    using workspace = await testWorkspace();
    const { folder } = workspace;
    const next = 'a quite different passphrase';
    await expect(
      changePassphrase(folder, { userId: ANA.userId, current: 'wrong wrong wrong', next }, { kdf }),
    ).rejects.toMatchObject({ code: 'store.wrongPassphrase' });
    await changePassphrase(folder, { userId: ANA.userId, current: ANA.passphrase, next }, { kdf });
    expect(await checkPassphrase(folder, { userId: ANA.userId, passphrase: ANA.passphrase })).toBe(false);
    expect(await checkPassphrase(folder, { userId: ANA.userId, passphrase: next })).toBe(true);
  });

  test('two changes at the same time both take effect', async () => {
    using workspace = await testWorkspace();
    const { folder, dataKey } = workspace;
    await Promise.all([
      addUserSlot(folder, dataKey, BO, { kdf }),
      setPassphrase(folder, dataKey, { userId: ANA.userId, passphrase: 'set by an administrator' }, { kdf }),
    ]);
    expect(await checkPassphrase(folder, { userId: BO.userId, passphrase: BO.passphrase })).toBe(true);
    expect(await checkPassphrase(folder, { userId: ANA.userId, passphrase: 'set by an administrator' })).toBe(
      true,
    );
  });

  test('a removed slot opens nothing any more', async () => {
    using workspace = await testWorkspace();
    const { folder, dataKey } = workspace;
    await addUserSlot(folder, dataKey, BO, { kdf });
    await removeSlot(folder, dataKey, BO.userId);
    expect((await unlock(folder, { loginName: 'bo', passphrase: BO.passphrase })).state).toBe(
      'wrongPassphrase',
    );
    await expect(removeSlot(folder, dataKey, BO.userId)).rejects.toMatchObject({ code: 'store.unknownUser' });
  });
});

describe('recovery', () => {
  test('[URS-STO-02] the recovery key gives a forgetful person a new passphrase, with all records', async () => {
    using workspace = await testWorkspace();
    const { folder, recoveryKey } = workspace;
    addBed(workspace.store, 'bed-1');
    const before = rowsOf(workspace.store, 'bed');
    workspace.store.close();
    const reset = { recoveryKey, loginName: 'ana', passphrase: 'the new passphrase' };
    const { dataKey, userId } = await resetWithRecoveryKey(folder, reset, { kdf });
    expect(userId).toBe(ANA.userId);
    expect(await checkPassphrase(folder, { userId, passphrase: reset.passphrase })).toBe(true);
    const store = await openStore(folder, dataKey, { migrations: WARD });
    expect(rowsOf(store, 'bed')).toEqual(before);
    store.close();
  });

  test('a new recovery key ends the old one', async () => {
    using workspace = await testWorkspace();
    const { folder, dataKey, recoveryKey } = workspace;
    const next = await rotateRecoveryKey(folder, dataKey, { kdf });
    expect((await unlock(folder, { recoveryKey: next })).state).toBe('ready');
    const old = await unlock(folder, { recoveryKey });
    expect(old).toMatchObject({ state: 'wrongPassphrase', error: { code: 'store.wrongRecoveryKey' } });
  });
});

describe('device binding', () => {
  test('[URS-STO-02] on another device a right passphrase says deviceChanged, and the recovery key binds anew for everyone', async () => {
    const first = deviceBinding(11);
    const second = deviceBinding(22);
    using workspace = await testWorkspace({ device: first });
    const { folder, dataKey, recoveryKey } = workspace;
    await addUserSlot(folder, dataKey, BO, { kdf, device: first });
    const ana = { loginName: 'ana', passphrase: ANA.passphrase };
    expect((await unlock(folder, ana, { device: first })).state).toBe('ready');
    expect((await unlock(folder, ana, { device: second })).state).toBe('deviceChanged');
    expect((await unlock(folder, ana)).state).toBe('deviceChanged');

    const reset = { recoveryKey, loginName: 'ana', passphrase: 'after the move house' };
    await resetWithRecoveryKey(folder, reset, { device: second, kdf });
    const moved = { loginName: 'ana', passphrase: reset.passphrase };
    expect((await unlock(folder, moved, { device: second })).state).toBe('ready');
    expect(
      (await unlock(folder, { loginName: 'bo', passphrase: BO.passphrase }, { device: second })).state,
    ).toBe('ready');
    expect((await unlock(folder, moved, { device: first })).state).toBe('deviceChanged');
  });
});

describe('the device’s key store', () => {
  const ana = { loginName: 'ana', passphrase: ANA.passphrase };

  test('is not taken for another device while it is only locked', async () => {
    const device = deviceBinding(11);
    using workspace = await testWorkspace({ device });
    const unseal = async () => {
      throw new FairdocError('unavailable', 'device.unavailable', 'It is locked.', 'Unlock it.');
    };
    const locked = unlock(workspace.folder, ana, { device: { ...device, unseal } });
    await expect(locked).rejects.toMatchObject({ code: 'device.unavailable' });
  });

  test('is given the secret to seal anew after it has rotated its own key', async () => {
    const before = deviceBinding(11);
    const after = deviceBinding(22);
    using workspace = await testWorkspace({ device: before });
    const rotated = { seal: after.seal, unseal: before.unseal, wantsSealingAnew: () => true };
    expect((await unlock(workspace.folder, ana, { device: rotated })).state).toBe('ready');
    expect((await unlock(workspace.folder, ana, { device: after })).state).toBe('ready');
    expect((await unlock(workspace.folder, ana, { device: before })).state).toBe('deviceChanged');
  });
});

describe('a damaged keyring', () => {
  const credentials = { loginName: 'ana', passphrase: ANA.passphrase };

  test('[URS-STO-02] a cut or altered file says damaged, never wrong passphrase, and nothing is deleted', async () => {
    using workspace = await testWorkspace();
    const { folder } = workspace;
    const file = layoutOf(folder).keyring;
    const whole = readFileSync(file);
    for (const cut of [0, 1, 100, whole.length >> 1, whole.length - 3]) {
      writeFileSync(file, whole.subarray(0, cut));
      expect((await unlock(folder, credentials)).state, `cut after ${cut} bytes`).toBe('damaged');
      expect(readFileSync(file)).toEqual(whole.subarray(0, cut));
    }
    for (let at = 5; at < whole.length; at += 97) {
      const altered = Buffer.from(whole);
      altered[at] = (altered[at] ?? 0) ^ 1;
      writeFileSync(file, altered);
      expect((await unlock(folder, credentials)).state, `byte ${at} altered`).toBe('damaged');
    }
    writeFileSync(file, whole);
    expect((await unlock(folder, credentials)).state).toBe('ready');
  });

  test('an alteration with a repaired checksum is found by the seal', async () => {
    using workspace = await testWorkspace();
    const { folder } = workspace;
    alterKeyring(folder, (keyring) => {
      keyring.name = 'Another ward';
    });
    expect((await unlock(folder, credentials)).state).toBe('damaged');
  });

  test('a cheaper key derivation than the floor is refused', async () => {
    using workspace = await testWorkspace();
    alterKeyring(workspace.folder, (keyring) => {
      for (const slot of keyring.slots) slot.kdf = { ...slot.kdf, memoryKiB: 1_024 };
    });
    expect((await unlock(workspace.folder, credentials)).state).toBe('damaged');
  });

  test('the previous key file can be put back by decision; the damaged one is kept', async () => {
    using workspace = await testWorkspace();
    const { folder, dataKey } = workspace;
    await addUserSlot(folder, dataKey, BO, { kdf });
    const { keyring: file, previousKeyring } = layoutOf(folder);
    writeFileSync(file, '{');
    await expect(openKeyring(folder)).rejects.toMatchObject({ details: { previousUsable: true } });
    await putBackPreviousKeyring(folder);
    expect((await unlock(folder, credentials)).state).toBe('ready');
    expect(existsSync(previousKeyring)).toBe(true);
    await expect(putBackPreviousKeyring(folder)).rejects.toMatchObject({ code: 'store.keyringDamaged' });
  });

  test('a missing keyring is named as such', async () => {
    using workspace = await testWorkspace();
    const { folder } = workspace;
    const { keyring: file } = layoutOf(folder);
    rmSync(file);
    const failure = await unlock(folder, credentials).catch((thrown) => thrown);
    expect(isFairdocError(failure, 'store.keyringMissing')).toBe(true);
  });
});
