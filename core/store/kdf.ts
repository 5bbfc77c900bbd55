import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';

/**
 * Passphrases become keys through Argon2id (RFC 9106). The floor is the OWASP minimum (19 MiB, two passes);
 * it is enforced on reading too, so that an altered keyring cannot make guessing cheap.
 */
export interface KdfStrength {
  readonly memoryKiB: number;
  readonly passes: number;
}

export const KDF_FLOOR: KdfStrength = { memoryKiB: 19_456, passes: 2 };
export const KDF_DEFAULT: KdfStrength = { memoryKiB: 65_536, passes: 3 };

export const kdfSchema = z.object({
  name: z.literal('argon2id'),
  memoryKiB: z.number().int().min(KDF_FLOOR.memoryKiB).max(4_194_304),
  passes: z.number().int().min(KDF_FLOOR.passes).max(64),
  /** 16 random bytes, base64. */
  salt: z.base64().length(24),
});
export type Kdf = z.infer<typeof kdfSchema>;

/** The library's number for Argon2id; its own name for it is a const enum, which single-file compilers cannot read. */
const ARGON2ID = 2;

/** The 32-byte key of a passphrase. The Unicode form in which it was typed does not matter (NFKC). */
export async function deriveFromPassphrase(passphrase: string, kdf: Kdf): Promise<Buffer> {
  return hashRaw(passphrase.normalize('NFKC'), {
    algorithm: ARGON2ID,
    memoryCost: kdf.memoryKiB,
    timeCost: kdf.passes,
    parallelism: 1,
    outputLen: 32,
    salt: Buffer.from(kdf.salt, 'base64'),
  });
}
