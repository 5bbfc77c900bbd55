import { generateKeyPairSync, sign } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findResources } from '../kernel/resources.ts';
import { modelDigest } from './release.ts';

/** A copy of the program's resources and models in a folder of its own, for tests that alter them. */
export interface Copy {
  /** The folder `resources` of the copy; the models lie beside it. */
  readonly resources: string;
  readonly file: (name: string) => string;
  /** Signs a model of the copy with a key that no release has. */
  signWithOtherKey(id: string): void;
  /** Takes the release's signature away. */
  unsign(id: string): void;
  remove(): void;
}

/** @param whole - with the knowledge base, for a core; else only what the models need. */
export function copyOfModels({ whole = false } = {}): Copy {
  const root = mkdtempSync(path.join(os.tmpdir(), 'fairdoc-models-'));
  const resources = path.join(root, 'resources');
  const original = findResources();
  if (whole) cpSync(original, resources, { recursive: true });
  else cpSync(path.join(original, 'models'), path.join(resources, 'models'), { recursive: true });
  const folder = path.join(root, 'models', 'triage');
  cpSync(path.join(path.dirname(original), 'models', 'triage'), folder, { recursive: true });
  const file = (name: string) => path.join(folder, name);
  return {
    resources,
    file,
    signWithOtherKey(id) {
      const { privateKey } = generateKeyPairSync('ed25519');
      const digest = modelDigest(readFileSync(file(`${id}.card.json`)), readFileSync(file(`${id}.onnx`)));
      writeFileSync(file(`${id}.sig`), sign(null, Buffer.from(digest), privateKey).toString('base64'));
    },
    unsign: (id) => rmSync(file(`${id}.sig`)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
