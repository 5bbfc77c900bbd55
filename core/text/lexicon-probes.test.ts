import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findResources } from '../kernel/resources.ts';
import { loadLexicon } from './lexicon.ts';
import { readClinicalText } from './read.ts';

/**
 * Own sentences of patients, parents, paramedics and clinicians, each with a concept that has to be found in it. They
 * were written for development: that they pass says that nothing broke, not how much of unseen text is understood.
 */
const resources = findResources();
const probeSchema = z.object({ concept: z.string(), text: z.string() });
const probes = readFileSync(path.join(path.dirname(resources), 'tests/fixtures/lexicon-probes.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => probeSchema.parse(JSON.parse(line)));
const lexicon = loadLexicon(path.join(resources, 'lexicon'));

/** The concepts that a sentence says of the patient, now or earlier, broader ones included. */
function presentIn(text: string): ReadonlySet<string> {
  const present = new Set<string>();
  const open = readClinicalText(lexicon, text)
    .mentions.filter(({ assertion }) => !assertion.negated && !assertion.other)
    .map(({ concept }) => concept);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (present.has(id)) continue;
    present.add(id);
    open.push(...(lexicon.byId.get(id)?.isa ?? []));
  }
  return present;
}

describe('the words of patients and clinicians', () => {
  test('there are probes for more than a hundred concepts of the lexicon', () => {
    const ids = new Set(probes.map(({ concept }) => concept));
    expect(ids.size).toBeGreaterThan(100);
    expect([...ids].filter((id) => !lexicon.byId.has(id))).toEqual([]);
  });

  test.each([...new Set(probes.map(({ concept }) => concept))])(
    '%s is found in each of its sentences',
    (id) => {
      const missed = probes.filter(({ concept, text }) => concept === id && !presentIn(text).has(id));
      expect(missed.map(({ text }) => text)).toEqual([]);
    },
  );

  test.each([
    ['the blood test was normal', ['rectal-bleeding', 'haematuria', 'bleeding']],
    ['she pulled the splinter out of her finger', ['drowsy', 'unresponsive']],
    ['it will turn out fine, he said', ['syncope']],
    ['the letter came from the school', ['migraine', 'lives-alone']],
    ['we walked along the coast at the county fair', ['chest-pain', 'chest-wall-tender']],
    ['he is sick of waiting', ['nausea', 'vomiting']],
    ['I had a cold drink on the train', ['common-cold']],
    ['a concert in the park', ['methylphenidate']],
  ])('nothing medical is read into "%s"', (text, absent) => {
    const present = presentIn(text);
    expect(absent.filter((id) => present.has(id))).toEqual([]);
  });
});
