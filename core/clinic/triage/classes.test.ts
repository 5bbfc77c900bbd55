import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { triageCaseSchema } from '../../contract/triage-case.ts';
import { findResources } from '../../kernel/resources.ts';
import { assess, loadTriageKnowledge } from './index.ts';

/**
 * Own vignettes by class of misreading: an ordinary word taken for a danger, a disease that is only named, a lay
 * description instead of a name, and beside each its dangerous counterpart. They guard what was put right; they do
 * not measure how well triage does on unseen cases.
 */
type Gold = 'emergency' | 'non-emergency' | 'self-care';

const file = path.join(path.dirname(findResources()), 'tests/fixtures/triage-classes.jsonl');
const knowledge = loadTriageKnowledge(findResources());
const levelOf = (acuity: number): Gold =>
  acuity <= 2 ? 'emergency' : acuity <= 4 ? 'non-emergency' : 'self-care';
const answers = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const { gold, ...rest } = JSON.parse(line) as { gold: Gold };
    const input = triageCaseSchema.parse(rest);
    return { id: input.id, gold, answer: levelOf(assess(knowledge, input, { scale: 'manchester' }).acuity) };
  });

describe('the vignettes by class of misreading', () => {
  test('each has its own name', () => {
    expect(new Set(answers.map(({ id }) => id)).size).toBe(answers.length);
  });

  test.each([
    ['emergency', 0.95],
    ['non-emergency', 0.92],
    ['self-care', 0.82],
  ] as const)('agree with the level of the clinician: %s in at least %d', (gold, floor) => {
    const own = answers.filter((answer) => answer.gold === gold);
    const agreed = own.filter(({ answer }) => answer === gold);
    expect(own.length).toBeGreaterThan(0);
    expect(agreed.length / own.length).toBeGreaterThanOrEqual(floor);
  });
});
