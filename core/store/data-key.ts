import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The random key of a workspace, from which every other key is derived. It lives in memory while the workspace
 * is unlocked and never shows itself in a log, an error or JSON.
 */
export class DataKey {
  readonly workspaceId: string;
  readonly #bytes: Buffer;

  constructor(workspaceId: string, bytes: Uint8Array) {
    if (bytes.length !== 32) throw new RangeError('a data key has 32 bytes');
    this.workspaceId = workspaceId;
    this.#bytes = Buffer.from(bytes);
  }

  static random(workspaceId: string): DataKey {
    return new DataKey(workspaceId, randomBytes(32));
  }

  /** A 32-byte key for one purpose (HKDF-SHA-256, RFC 5869, salted with the workspace id). */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#bytes, this.workspaceId, `fairdoc/${purpose}`, 32));
  }

  /** Wraps this key under another; opened again with `unwrapDataKey`. */
  wrapUnder(key: Uint8Array, context: string): string {
    return sealBytes(key, this.#bytes, context);
  }

  equals(other: DataKey): boolean {
    return this.workspaceId === other.workspaceId && timingSafeEqual(this.#bytes, other.#bytes);
  }

  /** Overwrites the key. Call it when the workspace is locked. */
  destroy(): void {
    this.#bytes.fill(0);
  }

  toJSON(): string {
    return '[data key]';
  }
}

/** Null when the key does not fit. */
export function unwrapDataKey(
  workspaceId: string,
  key: Uint8Array,
  wrapped: string,
  context: string,
): DataKey | null {
  const bytes = openBytes(key, wrapped, context);
  return bytes === null ? null : new DataKey(workspaceId, bytes);
}

/**
 * AES-256-GCM under a fresh random nonce.
 * @param context what the ciphertext belongs to; it must be the same when opening.
 * @returns base64 of nonce (12 bytes), ciphertext, tag (16 bytes).
 */
export function sealBytes(key: Uint8Array, plain: Uint8Array, context: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** Null when the key or the context does not fit, or a byte was altered. */
export function openBytes(key: Uint8Array, sealed: string, context: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < 28) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(-16));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  } catch {
    return null;
  }
}
