import type { SafeStorage } from 'electron';
import { FairdocError } from '../core/kernel/errors.ts';

/**
 * The system's key store as a binding to this device: DPAPI, Keychain, libsecret or KWallet, through Electron's
 * asynchronous `safeStorage`. It takes and gives text, so bytes travel as base64.
 */
export interface DeviceKey {
  seal(secret: Uint8Array): Promise<Uint8Array>;
  unseal(sealed: Uint8Array): Promise<Uint8Array>;
  /** Whether what was unsealed last should be sealed anew: the system has rotated its own key since. */
  wantsSealingAnew(): boolean;
}

function unavailable(cause?: unknown): FairdocError {
  return new FairdocError(
    'unavailable',
    'device.unavailable',
    "The key store of this computer's system does not answer.",
    'Unlock the key ring of your account, or sign in to the computer again, then try once more.',
    { cause },
  );
}

function unprotected(): FairdocError {
  return new FairdocError(
    'unavailable',
    'device.unprotected',
    'This system has no key store: what is bound to it would lie in the clear.',
    'Set up a key ring (GNOME Keyring or KWallet), or leave the workspace unbound.',
  );
}

/** @throws device.unavailable for now, device.unprotected as long as the system has nothing better than plain text */
async function assertProtected(storage: SafeStorage, platform: NodeJS.Platform): Promise<void> {
  if (!(await storage.isAsyncEncryptionAvailable())) throw unavailable();
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend())) {
    throw unprotected();
  }
}

export function deviceKey(storage: SafeStorage, platform: NodeJS.Platform = process.platform): DeviceKey {
  let rotated = false;
  return {
    async seal(secret) {
      await assertProtected(storage, platform);
      return new Uint8Array(await storage.encryptStringAsync(Buffer.from(secret).toString('base64')));
    },
    async unseal(sealed) {
      await assertProtected(storage, platform);
      const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(sealed));
      rotated = shouldReEncrypt;
      return new Uint8Array(Buffer.from(result, 'base64'));
    },
    wantsSealingAnew: () => rotated,
  };
}
