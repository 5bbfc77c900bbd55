import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { sha256 } from '../kernel/canonical.ts';

/**
 * The signature of a release over a model: Ed25519 over the model's digest. The public key comes with the program;
 * the private key stays with whoever releases it.
 */
const keySchema = z.strictObject({
  comment: z.string(),
  name: z.string().min(1),
  algorithm: z.literal('Ed25519'),
  /** SPKI in PEM. */
  publicKey: z.string(),
});

export interface ReleaseKey {
  readonly name: string;
  readonly publicKey: string;
}

export function loadReleaseKey(resources: string): ReleaseKey {
  const text = readFileSync(path.join(resources, 'models', 'release-key.json'), 'utf8');
  return keySchema.parse(JSON.parse(text));
}

/** What is signed: card and weights, byte by byte, under one name. */
export function modelDigest(card: Uint8Array, weights: Uint8Array): string {
  return sha256(`fairdoc model\n${sha256(card)}\n${sha256(weights)}\n`);
}

/** Whether the signature (base64) is the release key's over this digest. */
export function isReleased(key: ReleaseKey, digest: string, signature: string): boolean {
  try {
    const bytes = Buffer.from(signature.trim(), 'base64');
    return verify(null, Buffer.from(digest), createPublicKey(key.publicKey), bytes);
  } catch {
    return false; // not a key or not a signature: nobody vouches for the model
  }
}
