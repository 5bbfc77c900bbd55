import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { MODEL_IDS, type ModelCard, modelCardSchema } from '../../core/contract/models.ts';
import { sha256 } from '../../core/kernel/canonical.ts';
import { findResources } from '../../core/kernel/resources.ts';
import { loadFeatures } from '../../core/models/features.ts';
import { openSession } from '../../core/models/session.ts';
import { type Product, SIZE, trainAll } from '../train.ts';
import { cardPage } from './card-page.ts';
import { drawExamples, type Example, loadSources } from './cohort.ts';
import { performanceOf } from './metrics.ts';
import { eventOf, eventShare, predict } from './train-model.ts';

const resources = findResources();
const sources = loadSources(resources);
const folder = path.join(path.dirname(resources), 'models', 'triage');
const silent = () => undefined;
const cardOf = (id: string): ModelCard =>
  modelCardSchema.parse(JSON.parse(readFileSync(path.join(folder, `${id}.card.json`), 'utf8')));

/** A run small enough for a test. */
const SMALL = { seed: 7, encounters: 2_500 };
let small: Product[];
let fresh: Example[];
beforeAll(() => {
  small = trainAll(sources, SMALL, silent);
  // Other patients than those of the training, from a seed of their own.
  fresh = drawExamples(sources, { seed: SIZE.seed + 1, encounters: 9_000 });
}, 120_000);

describe('training', () => {
  test('[URS-MOD-02] one seed gives the same weights, byte by byte, and the same card', {
    timeout: 120_000,
  }, () => {
    const again = trainAll(sources, SMALL, silent);
    expect(again.map(({ weights }) => sha256(weights))).toEqual(small.map(({ weights }) => sha256(weights)));
    expect(again.map(({ card }) => card)).toEqual(small.map(({ card }) => card));
    const other = trainAll(sources, { ...SMALL, seed: 8 }, silent);
    expect(other.map(({ weights }) => sha256(weights))).not.toEqual(
      small.map(({ weights }) => sha256(weights)),
    );
  });

  test('ONNX Runtime and the trees say the same of 1,000 cases', () => {
    for (const { trained, weights } of small) {
      const cases = fresh.slice(0, 1_000);
      const width = cases[0]?.features.length ?? 0;
      const all = new Float32Array(width * cases.length);
      for (const [row, example] of cases.entries()) all.set(example.features, row * width);
      const session = openSession(weights);
      const answers = session.run(all, cases.length);
      session.dispose();
      const classes = answers.length / cases.length;
      let furthest = 0;
      for (const [row, example] of cases.entries()) {
        for (const [k, probability] of predict(trained, example.features).entries()) {
          furthest = Math.max(furthest, Math.abs(probability - (answers[row * classes + k] ?? 2)));
        }
      }
      expect(furthest).toBeLessThan(1e-5);
    }
  });

  test('no wording of the test is known to training, and the parts of calibration share none', () => {
    const wordings = (keep: (example: Example) => boolean) =>
      new Set(fresh.filter(keep).map(({ wording }) => wording));
    const tested = wordings(({ fold }) => fold === 'new');
    const trained = wordings(({ fold }) => fold === 'training');
    expect(tested.size).toBeGreaterThanOrEqual(20);
    expect([...tested].filter((wording) => trained.has(wording))).toEqual([]);
    const first = wordings(({ fold, part }) => fold === 'training' && part === 0);
    const others = wordings(({ fold, part }) => fold === 'training' && part !== 0);
    expect([...first].filter((wording) => others.has(wording))).toEqual([]);
  });

  test('a patient who was admitted counts neither as returned nor as not returned', () => {
    for (const example of fresh) {
      if (example.outcomes.admission) expect(eventOf('return-72h', example)).toBeNull();
      if (example.outcomes.criticalCare12h) expect(example.outcomes.admission).toBe(true);
    }
  });
});

describe('the committed models', () => {
  test.each(MODEL_IDS)(
    '%s: the card names these weights and these inputs, and its page says the same',
    (id) => {
      const card = cardOf(id);
      const weights = readFileSync(path.join(folder, card.weights.file));
      expect(card.weights).toEqual({ file: `${id}.onnx`, bytes: weights.length, digest: sha256(weights) });
      expect(card.features.digest).toBe(loadFeatures(resources).digest);
      expect(card.data).toMatchObject({ kind: 'synthetic', seed: SIZE.seed });
      expect(weights.length).toBeLessThan(500_000);
      const page = path.join(path.dirname(resources), 'docs', 'model-cards', `${id}.md`);
      expect(readFileSync(page, 'utf8')).toBe(cardPage(card));
    },
  );

  test.each(MODEL_IDS)(
    '[URS-MOD-02] [URS-TRI-05] %s: on invented patients whom nobody has seen, AUROC, Brier score and calibration are those of the card',
    (id) => {
      const { metrics } = cardOf(id);
      const cases = fresh.filter((example) => example.fold === 'new' && eventOf(id, example) !== null);
      const width = cases[0]?.features.length ?? 0;
      const all = new Float32Array(width * cases.length);
      for (const [row, example] of cases.entries()) all.set(example.features, row * width);
      const session = openSession(readFileSync(path.join(folder, `${id}.onnx`)));
      const answers = session.run(all, cases.length);
      session.dispose();
      const classes = answers.length / cases.length;
      const measured = performanceOf(
        cases.map((example, row) => ({
          probability: eventShare(id, [...answers.subarray(row * classes, (row + 1) * classes)]),
          event: eventOf(id, example) === true,
        })),
        1,
      );
      // A fresh sample of this size: the tolerance of the card and the sampling error of the AUROC together.
      const { tolerance, newWording } = metrics;
      const sampling = (newWording.auroc?.high ?? 0) - (newWording.auroc?.low ?? 0);
      const allowed = tolerance.auroc + sampling;
      expect(Math.abs((measured.auroc?.value ?? 0) - (newWording.auroc?.value ?? 1))).toBeLessThan(allowed);
      expect(Math.abs(measured.brier - newWording.brier)).toBeLessThan(2 * tolerance.brier);
      expect(Math.abs(measured.ece - newWording.ece)).toBeLessThan(2 * tolerance.ece);
      // And the model is worth having: better than always saying the prevalence.
      expect(newWording.brier).toBeLessThan(newWording.brierOfPrevalence);
      expect(newWording.auroc?.low ?? 0).toBeGreaterThan(0.5);
    },
  );

  test('[URS-TRI-05] every card carries a reliability diagram with intervals and the notice that its data are synthetic', () => {
    for (const id of MODEL_IDS) {
      const { metrics, syntheticNotice, warnings } = cardOf(id);
      expect(metrics.reliability.reduce((sum, { n }) => sum + n, 0)).toBe(metrics.newWording.n);
      for (const { n, observed } of metrics.reliability) {
        if (n === 0 || !observed) continue;
        expect(observed.low).toBeLessThanOrEqual(observed.value);
        expect(observed.high).toBeGreaterThanOrEqual(observed.value);
        expect(observed.high).toBeGreaterThan(observed.low);
      }
      expect(warnings).toContain(syntheticNotice);
      expect(syntheticNotice).toMatch(/invented patients only/);
    }
  });
});
