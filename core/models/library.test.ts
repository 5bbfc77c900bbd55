import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MODEL_IDS, type ModelId } from '../contract/models.ts';
import { findResources } from '../kernel/resources.ts';
import { type FeatureSource, loadFeatures } from './features.ts';
import { createLibrary, MEMORY_PER_BYTE, type ModelLibrary } from './library.ts';
import { loadReleaseKey } from './release.ts';
import { modelsFolder, readShelf } from './shelf.ts';
import { type Copy, copyOfModels } from './testing.ts';
import { loadTriageModels } from './triage-models.ts';

const features = loadFeatures(findResources());
const source: FeatureSource = {
  ageYears: 71,
  sex: 'male',
  pregnant: false,
  oxygen: false,
  values: new Map([
    ['hr', 118],
    ['rr', 26],
    ['spo2', 91],
    ['sbp', 96],
    ['temp', 38.7],
    ['news2', 11],
  ]),
  present: new Set(['dyspnoea', 'fever', 'confusion']),
  ever: new Set(['dyspnoea', 'fever', 'confusion', 'copd']),
  redFlags: 1,
  conditions: 2,
  medicines: 3,
  rulesAcuity: 2,
};

let copy: Copy;
beforeEach(() => {
  copy = copyOfModels();
});
afterEach(() => copy.remove());

function libraryOf(budget = 1e9): ModelLibrary {
  const shelf = readShelf(modelsFolder(copy.resources), loadReleaseKey(copy.resources), features.digest);
  return createLibrary(shelf, budget);
}

const standing = (library: ModelLibrary, id: ModelId) => {
  const model = library.shelf.find((one) => one.id === id);
  if (!model) throw new Error(`no ${id}`);
  const { status, problem } = library.statusOf(model);
  return { status, code: problem?.code ?? null, next: problem?.next ?? null };
};
const run = (library: ModelLibrary, id: ModelId) => library.run(id, features.vectorOf(source), 1);

describe('the models that come with the program', () => {
  test('[URS-MOD-01] have a card, a licence, a digest, a version, and a signature of the release over exactly these bytes', () => {
    const library = libraryOf();
    expect(library.shelf.map(({ id }) => id)).toEqual([...MODEL_IDS]);
    for (const model of library.shelf) {
      expect(standing(library, model.id)).toEqual({ status: 'active', code: null, next: null });
      expect(model.digest).toMatch(/^[0-9a-f]{64}$/);
      expect(model.card).toMatchObject({ id: model.id, licence: /\S/, version: /^\d+\.\d+\.\d+$/ });
      expect(model.card?.data.kind).toBe('synthetic');
      expect(model.card?.warnings[0]).toMatch(/invented patients/);
    }
  });

  test('give probabilities, and a sicker patient higher ones', () => {
    const models = loadTriageModels(copy.resources);
    const ill = models.consult(source).estimates;
    const well = models.consult({
      ...source,
      ageYears: 24,
      values: new Map([
        ['hr', 72],
        ['rr', 14],
        ['spo2', 99],
        ['sbp', 122],
        ['temp', 36.6],
        ['news2', 0],
      ]),
      present: new Set(['runny-nose']),
      ever: new Set(['runny-nose']),
      redFlags: 0,
      conditions: 0,
      rulesAcuity: 5,
    }).estimates;
    expect(ill?.risks.map(({ outcome }) => outcome)).toEqual(['admission', 'criticalCare12h', 'return72h']);
    for (const [index, risk] of (ill?.risks ?? []).entries()) {
      expect(risk.probability).toBeGreaterThan(well?.risks[index]?.probability ?? 1);
    }
    const sum = ill?.acuity?.probabilities.reduce((total, share) => total + share, 0);
    expect(sum).toBeCloseTo(1, 2);
  });

  test('do not change their answer when asked again, alone or among others', () => {
    const library = libraryOf();
    const vector = features.vectorOf(source);
    const alone = run(library, 'admission')?.[0];
    const two = new Float32Array(2 * vector.length);
    two.set(vector, vector.length);
    expect(library.run('admission', two, 2)?.[1]).toBe(alone);
    expect(run(library, 'admission')?.[0]).toBe(alone);
  });
});

describe('a model that nobody vouches for', () => {
  test('[URS-MOD-01] is refused when its signature is missing or by another key, and says what to do', () => {
    copy.unsign('admission');
    copy.signWithOtherKey('return-72h');
    const library = libraryOf();
    for (const id of ['admission', 'return-72h'] as const) {
      expect(standing(library, id)).toMatchObject({
        status: 'draft',
        code: 'models.unsigned',
        next: /signs it off/,
      });
      expect(() => run(library, id)).toThrow(
        expect.objectContaining({ kind: 'denied', code: 'models.unsigned' }),
      );
    }
    expect(run(library, 'acuity')).toHaveLength(5);
  });

  test.each(['onnx', 'card.json'])('[URS-MOD-01] is refused with one altered byte in its %s', (ending) => {
    const file = copy.file(`admission.${ending}`);
    const bytes = readFileSync(file);
    const at = ending === 'onnx' ? bytes.length - 400 : bytes.indexOf('Planning of beds');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const library = libraryOf();
    const code = ending === 'onnx' ? 'models.altered' : 'models.unsigned';
    expect(standing(library, 'admission')).toMatchObject({ status: 'draft', code });
    expect(() => run(library, 'admission')).toThrow(expect.objectContaining({ code }));
  });

  test('[URS-MOD-01] is refused when it was altered after the program started', () => {
    const library = libraryOf();
    writeFileSync(copy.file('admission.onnx'), 'something else');
    expect(() => run(library, 'admission')).toThrow(expect.objectContaining({ code: 'models.altered' }));
  });

  test('is listed with its problem when a file is missing or its inputs are defined otherwise', () => {
    writeFileSync(copy.file('acuity.onnx'), '');
    expect(standing(libraryOf(), 'acuity')).toMatchObject({ status: 'draft', code: 'models.missing' });
    const shelf = readShelf(modelsFolder(copy.resources), loadReleaseKey(copy.resources), '0'.repeat(64));
    expect(shelf.find(({ id }) => id === 'admission')?.problem?.code).toBe('models.otherFeatures');
  });

  test('leaves the assessment to the rules, with a warning that says so', () => {
    for (const id of MODEL_IDS) copy.unsign(id);
    const { estimates, raise, warnings } = loadTriageModels(copy.resources).consult(source);
    expect({ estimates, raise }).toEqual({ estimates: null, raise: null });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^Not estimated: admission, .*acuity\. Nobody has signed .* rests on the rules\.$/,
      ),
    ]);
  });
});

describe('memory', () => {
  test('[URS-MOD-08] models load when they are first needed, and the least recently used one makes room', () => {
    const size = (id: ModelId) => readFileSync(copy.file(`${id}.onnx`)).length * MEMORY_PER_BYTE;
    const library = libraryOf(size('acuity') + size('admission') + 1);
    expect(library.inMemory().ids).toEqual([]);
    run(library, 'acuity');
    run(library, 'admission');
    expect(library.inMemory().ids).toEqual(['acuity', 'admission']);
    run(library, 'acuity');
    run(library, 'return-72h');
    expect(library.inMemory().ids).toEqual(['acuity', 'return-72h']);
    expect(library.inMemory().bytes).toBeLessThanOrEqual(library.inMemory().budget);
    const again = run(library, 'admission');
    expect(again).toHaveLength(1);
    library.unload();
    expect(library.inMemory()).toMatchObject({ ids: [], bytes: 0 });
    expect(run(library, 'admission')).toEqual(again);
  });

  test('[URS-MOD-08] a budget smaller than any model still runs them one at a time', () => {
    const library = libraryOf(1);
    for (const id of MODEL_IDS) {
      run(library, id);
      expect(library.inMemory().ids).toEqual([id]);
    }
  });
});
