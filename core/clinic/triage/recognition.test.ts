import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { triageCaseSchema } from '../../contract/triage-case.ts';
import { findResources } from '../../kernel/resources.ts';
import { recognised } from './firing.ts';
import { assess, loadTriageKnowledge } from './index.ts';
import { gatherPicture } from './picture.ts';

/**
 * Own narratives that describe a complaint without its name: prose with findings, lists, everyday words with slips,
 * English as a second language, abbreviated notes. The terms were widened on them, so the floors say that nothing
 * broke, not how well unseen texts are recognised.
 */
const narrativeSchema = z.object({
  id: z.string(),
  presentation: z.string(),
  gold: z.enum(['emergency', 'non-emergency', 'self-care']),
  case: triageCaseSchema.omit({ id: true }),
});

const file = path.join(path.dirname(findResources()), 'tests/fixtures/triage-recognition.jsonl');
const narratives = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => narrativeSchema.parse(JSON.parse(line)))
  : [];
const knowledge = loadTriageKnowledge(findResources());
const levelOf = (acuity: number) => (acuity <= 2 ? 'emergency' : acuity <= 4 ? 'non-emergency' : 'self-care');
const read = narratives.map((narrative) => {
  const input = { ...narrative.case, id: narrative.id };
  const picture = gatherPicture(knowledge.lexicon, knowledge.vitals, input);
  const seen = recognised(knowledge, picture).map(({ id }) => id);
  const { acuity } = assess(knowledge, input, { scale: 'manchester' }, picture);
  return { ...narrative, seen, level: levelOf(acuity) };
});
const share = (items: readonly unknown[], of: readonly unknown[]) => items.length / of.length;

describe('complaints that are described and not named', () => {
  test('at least nine in ten are recognised as what they are', () => {
    const hits = read.filter(({ presentation, seen }) => seen.includes(presentation));
    expect(read.length).toBeGreaterThanOrEqual(200);
    expect(share(hits, read)).toBeGreaterThanOrEqual(0.9);
  });

  test.each([
    ['emergency', 0.95],
    ['non-emergency', 0.7],
    ['self-care', 0.55],
  ] as const)('the level of %s agrees in a share of at least %d', (gold, floor) => {
    const own = read.filter((narrative) => narrative.gold === gold);
    const agreed = own.filter(({ level }) => level === gold);
    expect(share(agreed, own)).toBeGreaterThanOrEqual(floor);
  });
});
