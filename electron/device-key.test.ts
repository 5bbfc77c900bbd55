import type { SafeStorage } from 'electron';
import { describe, expect, test } from 'vitest';
import { deviceKey } from './device-key.ts';

interface Behaviour {
  available?: boolean;
  backend?: ReturnType<SafeStorage['getSelectedStorageBackend']>;
  /** The system has rotated its own key since the sealing. */
  rotated?: boolean;
}

/** As much of Electron's key store as Fairdoc uses; the rest fails when touched, in particular the old calls. */
function keyStore({
  available = true,
  backend = 'gnome_libsecret',
  rotated = false,
}: Behaviour): SafeStorage {
  const store: Partial<SafeStorage> = {
    isAsyncEncryptionAvailable: async () => available,
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: async (text) => Buffer.from(text).reverse(),
    decryptStringAsync: async (sealed) => ({
      shouldReEncrypt: rotated,
      result: Buffer.from(sealed).reverse().toString('utf8'),
    }),
  };
  return new Proxy(store, {
    get: (target, name) => Reflect.get(target, name) ?? (() => expect.unreachable(String(name))),
  }) as SafeStorage;
}

const SECRET = new Uint8Array([0, 1, 2, 250, 255]);

describe('a key that is bound to the device', () => {
  test('comes back as it was, byte for byte, and is not what lies on disk', async () => {
    const key = deviceKey(keyStore({}), 'linux');
    const sealed = await key.seal(SECRET);
    expect(Buffer.from(sealed).includes(Buffer.from(SECRET))).toBe(false);
    expect(await key.unseal(sealed)).toEqual(SECRET);
  });

  test('asks to be sealed anew when the system has rotated its own key', async () => {
    for (const rotated of [true, false]) {
      const key = deviceKey(keyStore({ rotated }), 'darwin');
      expect(await key.unseal(await key.seal(SECRET))).toEqual(SECRET);
      expect(key.wantsSealingAnew()).toBe(rotated);
    }
  });

  test('[URS-HST-01] is refused on a Linux whose key store is plain text', async () => {
    for (const backend of ['basic_text', 'unknown'] as const) {
      const key = deviceKey(keyStore({ backend }), 'linux');
      await expect(key.seal(SECRET)).rejects.toMatchObject({
        code: 'device.unprotected',
        kind: 'unavailable',
      });
      await expect(key.unseal(SECRET)).rejects.toMatchObject({ code: 'device.unprotected' });
    }
  });

  test('is not to be had while the key store is locked, and says so', async () => {
    const key = deviceKey(keyStore({ available: false }), 'win32');
    await expect(key.unseal(SECRET)).rejects.toMatchObject({
      code: 'device.unavailable',
      kind: 'unavailable',
    });
  });
});
