import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MODEL_IDS } from '../core/contract/models.ts';
import { modelDigest } from '../core/models/release.ts';

/**
 * `node tools/sign-models.ts --key FILE [--new]`: signs the models in models/triage with the release key. `--new`
 * makes the key first and writes its public half to resources/models/release-key.json. The private key is kept
 * outside the repository by whoever releases; a lost key is replaced by a new one.
 */
const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'models', 'triage');
const publicFile = path.join(root, 'resources', 'models', 'release-key.json');
const at = process.argv.indexOf('--key');
const keyFile = at < 0 ? undefined : process.argv[at + 1];

function stop(text: string): never {
  console.error(text);
  process.exit(2);
}

if (keyFile === undefined) stop('Give the file of the private key: --key FILE');
if (!path.relative(root, path.resolve(keyFile)).startsWith('..')) {
  stop('The private key must not lie inside the repository.');
}

if (process.argv.includes('--new')) {
  if (existsSync(keyFile)) stop('There is already a file of this name; no key was made.');
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
}

const privateKey = createPrivateKey(readFileSync(keyFile));
const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
if (process.argv.includes('--new')) {
  const comment = 'Whoever holds the private half of this key vouches for the models that come with Fairdoc.';
  const content = { comment, name: 'Fairdoc release', algorithm: 'Ed25519', publicKey };
  writeFileSync(publicFile, `${JSON.stringify(content, null, 2)}\n`);
} else if (JSON.parse(readFileSync(publicFile, 'utf8')).publicKey !== publicKey) {
  stop('This is not the key whose public half is in resources/models/release-key.json.');
}

for (const id of MODEL_IDS) {
  const card = readFileSync(path.join(folder, `${id}.card.json`));
  const weights = readFileSync(path.join(folder, `${id}.onnx`));
  const digest = modelDigest(card, weights);
  const signature = sign(null, Buffer.from(digest), privateKey).toString('base64');
  writeFileSync(path.join(folder, `${id}.sig`), `${signature}\n`);
  console.log(`${id}: signed ${digest.slice(0, 12)}`);
}
