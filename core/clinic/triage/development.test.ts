import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TriageCase, triageCaseSchema } from '../../contract/triage-case.ts';
import { findResources } from '../../kernel/resources.ts';
import { assess, loadTriageKnowledge } from './index.ts';

/**
 * Own vignettes in everyday and clinical words with the level an emergency physician would give. They were written
 * for development, so agreement with them says that nothing broke, not how well triage does on unseen cases.
 */
interface Vignette {
  readonly id: string;
  readonly level: 'emergency' | 'non-emergency' | 'self-care';
  readonly case: TriageCase;
}

const file = path.join(path.dirname(findResources()), 'tests/fixtures/triage-development.jsonl');
const vignettes: Vignette[] = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const data = JSON.parse(line) as Omit<Vignette, 'case'> & { case: object };
        return { ...data, case: triageCaseSchema.parse({ ...data.case, id: data.id }) };
      })
  : [];
const knowledge = loadTriageKnowledge(findResources());
const levelOf = (acuity: number) => (acuity <= 2 ? 'emergency' : acuity <= 4 ? 'non-emergency' : 'self-care');
const answers = vignettes.map((vignette) => ({
  vignette,
  answer: levelOf(assess(knowledge, vignette.case, { scale: 'manchester' }).acuity),
}));

describe('the development vignettes', () => {
  test('every emergency is recognised as one', () => {
    const missed = answers.filter(
      ({ vignette, answer }) => vignette.level === 'emergency' && answer !== 'emergency',
    );
    expect(missed.map(({ vignette }) => vignette.id)).toEqual([]);
    expect(answers.length).toBeGreaterThanOrEqual(250);
  });

  test.each(['emergency', 'non-emergency', 'self-care'] as const)(
    'at least 95%% agreement at %s',
    (level) => {
      const own = answers.filter(({ vignette }) => vignette.level === level);
      const agreed = own.filter(({ answer }) => answer === level);
      expect(agreed.length / own.length).toBeGreaterThanOrEqual(0.95);
    },
  );

  test('capitals do not hide an emergency', () => {
    const missed = vignettes
      .filter((vignette) => vignette.level === 'emergency')
      .filter((vignette) => {
        const narrative = vignette.case.narrative?.toUpperCase() ?? '';
        const { acuity } = assess(knowledge, { ...vignette.case, narrative }, { scale: 'manchester' });
        return levelOf(acuity) !== 'emergency';
      });
    expect(missed.map((vignette) => vignette.id)).toEqual([]);
  });
});

/** Vignettes of a second clinician, in the plain form in which such sets are exchanged. */
const secondFile = path.join(path.dirname(findResources()), 'tests/fixtures/triage-second.jsonl');
const second = existsSync(secondFile)
  ? readFileSync(secondFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const { gold, fold, ...rest } = JSON.parse(line) as { gold: Vignette['level']; fold: string };
        const answer = levelOf(
          assess(knowledge, triageCaseSchema.parse(rest), { scale: 'manchester' }).acuity,
        );
        return { id: triageCaseSchema.parse(rest).id, gold, fold, answer };
      })
  : [];

describe('the vignettes of a second clinician', () => {
  test('every emergency is recognised as one', () => {
    const missed = second.filter(({ gold, answer }) => gold === 'emergency' && answer !== 'emergency');
    expect(missed.map(({ id }) => id)).toEqual([]);
    expect(second.length).toBeGreaterThanOrEqual(350);
  });

  test.each([
    ['open', 0.95],
    ['held', 0.8], // their failures were counted, never read
  ] as const)('agreement on the %s ones is at least %d', (fold, share) => {
    const own = second.filter((item) => item.fold === fold);
    const agreed = own.filter(({ gold, answer }) => gold === answer);
    expect(agreed.length / own.length).toBeGreaterThanOrEqual(share);
  });
});
