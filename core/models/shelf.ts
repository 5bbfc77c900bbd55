import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MODEL_IDS, type ModelCard, type ModelId, modelCardSchema } from '../contract/models.ts';
import { sha256 } from '../kernel/canonical.ts';
import { FairdocError } from '../kernel/errors.ts';
import { isReleased, modelDigest, type ReleaseKey } from './release.ts';

/** The models as they lie on the disk: card, weights, and whether a release vouches for exactly these bytes. */
export interface ShelfModel {
  readonly id: ModelId;
  readonly card: ModelCard | null;
  readonly digest: string;
  readonly released: boolean;
  /** Why these files cannot be used by anybody, whoever signs; null where they can. */
  readonly problem: FairdocError | null;
  /** Reads the weights and checks that they are those of the card. @throws FairdocError models.altered */
  weights(): Uint8Array;
}

/** The folder of the shipped models, beside `resources`. */
export const modelsFolder = (resources: string): string =>
  path.join(path.dirname(resources), 'models', 'triage');

const read = (file: string): Uint8Array => (existsSync(file) ? readFileSync(file) : new Uint8Array());

/** Reads every model of the folder. A broken one is listed with its problem; nothing is thrown. */
export function readShelf(folder: string, key: ReleaseKey, featuresDigest: string): ShelfModel[] {
  return MODEL_IDS.map((id) => {
    const cardBytes = read(path.join(folder, `${id}.card.json`));
    const weightsFile = path.join(folder, `${id}.onnx`);
    const weights = read(weightsFile);
    const signature = Buffer.from(read(path.join(folder, `${id}.sig`))).toString('utf8');
    const digest = modelDigest(cardBytes, weights);
    const card = parseCard(id, cardBytes);
    return {
      id,
      card: card instanceof FairdocError ? null : card,
      digest,
      released: isReleased(key, digest, signature),
      problem: card instanceof FairdocError ? card : problemOf(card, weights, featuresDigest),
      weights() {
        // Read again: the file may have changed since the program started.
        const bytes = read(weightsFile);
        if (modelDigest(cardBytes, bytes) !== digest) throw altered();
        return bytes;
      },
    };
  });
}

function parseCard(id: ModelId, bytes: Uint8Array): ModelCard | FairdocError {
  if (bytes.length === 0) return missing();
  try {
    const card = modelCardSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return card.id === id ? card : altered();
  } catch {
    return altered();
  }
}

function problemOf(card: ModelCard, weights: Uint8Array, featuresDigest: string): FairdocError | null {
  if (weights.length === 0) return missing();
  if (sha256(weights) !== card.weights.digest) return altered();
  if (card.features.digest !== featuresDigest) return otherFeatures();
  return null;
}

const missing = () =>
  new FairdocError(
    'damaged',
    'models.missing',
    'A file of this model is missing.',
    'Restore the folder models from the installation, or train the model again with npm run train.',
  );

const altered = () =>
  new FairdocError(
    'damaged',
    'models.altered',
    'The files of this model are not the ones that its card describes: somebody or something has changed them.',
    'Restore the folder models from the installation. Do not sign this model off.',
  );

const otherFeatures = () =>
  new FairdocError(
    'damaged',
    'models.otherFeatures',
    'This model was trained on another definition of what it sees than this program has.',
    'Train it again with npm run train, then sign it off.',
  );

export const unsigned = () =>
  new FairdocError(
    'denied',
    'models.unsigned',
    'Nobody has signed this model, so it is not used.',
    'Somebody who may sign models reads its card under Models and signs it off.',
  );
