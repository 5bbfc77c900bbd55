import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findResources } from '../kernel/resources.ts';
import { loadLexicon } from '../text/index.ts';
import { type FeatureSource, loadFeatures } from './features.ts';

const features = loadFeatures(findResources());
const unknown: FeatureSource = {
  ageYears: null,
  sex: null,
  pregnant: false,
  oxygen: null,
  values: new Map(),
  present: new Set(),
  ever: new Set(),
  redFlags: 0,
  conditions: 0,
  medicines: 0,
  rulesAcuity: 3,
};
const named = (source: FeatureSource) => {
  const vector = features.vectorOf(source);
  return Object.fromEntries(features.features.map(({ id }, index) => [id, vector[index]]));
};

describe('what the models see', () => {
  test('nothing that is missing is filled in: it is marked as missing', () => {
    const nothing = named(unknown);
    for (const id of ['age', 'hr', 'spo2', 'temp', 'news2', 'oxygen']) {
      expect(nothing[id]).toBe(0);
      expect(nothing[`${id}-missing`]).toBe(1);
    }
    const measured = named({ ...unknown, values: new Map([['hr', 88]]), oxygen: false });
    expect(measured).toMatchObject({ hr: 88, 'hr-missing': 0, oxygen: 0, 'oxygen-missing': 0 });
  });

  test('neither ethnic category, language, deprivation nor a name', () => {
    const text = readFileSync(path.join(findResources(), 'models', 'features.json'), 'utf8');
    const groups = JSON.stringify({ ...JSON.parse(text), comment: '' });
    const words = /ethnic|language|depriv|postcode|name"/i;
    expect(groups).not.toMatch(words);
    expect(features.features.map(({ id }) => id).join(' ')).not.toMatch(words);
  });

  test('every group of complaints and illnesses has a concept that the lexicon knows', () => {
    const { byId } = loadLexicon(path.join(findResources(), 'lexicon'));
    const text = readFileSync(path.join(findResources(), 'models', 'features.json'), 'utf8');
    const { complaints, history } = JSON.parse(text) as Record<string, { id: string; any: string[] }[]>;
    const blind = [...(complaints ?? []), ...(history ?? [])].filter(
      ({ any }) => !any.some((id) => byId.has(id)),
    );
    expect(blind.map(({ id }) => id)).toEqual([]);
  });
});
