import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MODEL_IDS, type ModelCard } from '../core/contract/models.ts';
import { findResources } from '../core/kernel/resources.ts';
import { cardPage } from './training/card-page.ts';
import { VERSION } from './training/card-text.ts';
import { cardOf } from './training/cards.ts';
import { type CohortSize, drawExamples, loadSources, type TrainingSources } from './training/cohort.ts';
import { writeOnnx } from './training/onnx.ts';
import { type Trained, trainModel } from './training/train-model.ts';

/**
 * `npm run train [-- --encounters N] [--seed N] [--out FOLDER]`: draws the invented cohort, trains the four models,
 * measures them and writes weights, cards and the pages of the documentation. What it writes is unsigned: the
 * program uses it once a release or a person of the workspace has signed it.
 */
export const SIZE: CohortSize = { seed: 20_261_121, encounters: 40_000 };

export interface Product {
  readonly trained: Trained;
  readonly weights: Uint8Array;
  readonly card: ModelCard;
}

/** Trains and measures all four. The same sources and size give the same bytes. */
export function trainAll(sources: TrainingSources, size: CohortSize, say: (text: string) => void): Product[] {
  say(`drawing ${size.encounters} invented encounters`);
  const examples = drawExamples(sources, size);
  return MODEL_IDS.map((id) => {
    say(`training ${id}`);
    const trained = trainModel(id, examples);
    const weights = writeOnnx({
      name: id,
      version: VERSION,
      features: sources.features.features.length,
      featureIds: sources.features.features.map((feature) => feature.id),
      featuresDigest: sources.features.digest,
      forest: trained.forest,
      calibration: trained.calibration,
    });
    return { trained, weights, card: cardOf(trained, weights, examples, sources, size) };
  });
}

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name);
  const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
  if (Number.isInteger(value) && value > 0) return value;
  console.error(`${name} takes a whole number`);
  process.exit(2);
}

if (import.meta.main) {
  const root = path.resolve(import.meta.dirname, '..');
  const at = process.argv.indexOf('--out');
  const given = at < 0 ? undefined : process.argv[at + 1];
  const out = given ?? path.join(root, 'models', 'triage');
  const pages = given === undefined ? path.join(root, 'docs', 'model-cards') : given;
  for (const folder of [out, pages]) mkdirSync(folder, { recursive: true });
  const size = { seed: option('--seed', SIZE.seed), encounters: option('--encounters', SIZE.encounters) };
  for (const { card, weights } of trainAll(loadSources(findResources()), size, console.error)) {
    writeFileSync(path.join(out, card.weights.file), weights);
    writeFileSync(path.join(out, `${card.id}.card.json`), `${JSON.stringify(card, null, 2)}\n`);
    rmSync(path.join(out, `${card.id}.sig`), { force: true }); // an old signature is not over these bytes
    writeFileSync(path.join(pages, `${card.id}.md`), cardPage(card));
    const { auroc, brier, ece } = card.metrics.newWording;
    console.log(
      `${card.id}: AUROC ${auroc?.value ?? 'n/a'}, Brier ${brier}, ECE ${ece}, ${weights.length} bytes`,
    );
  }
  console.log('Unsigned. Sign with tools/sign-models.ts, or sign off under Models in a workspace.');
}
