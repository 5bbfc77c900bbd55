import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NewAnswer } from '../contract/index.ts';
import { findResources } from '../kernel/resources.ts';
import { answerQuestions } from './encounters.ts';
import { rulesEngine } from './engine.ts';
import { takeIn } from './intake.ts';
import { intakeOf, openTestClinic, type TestClinic } from './testing.ts';
import { loadTriageKnowledge } from './triage/index.ts';
import { readEncounterView } from './views.ts';

let test: TestClinic;
beforeAll(async () => {
  test = await openTestClinic(rulesEngine(loadTriageKnowledge(findResources())));
});
afterAll(() => test.remove());

const sudden: NewAnswer = {
  concept: 'headache',
  quality: 'sudden',
  answer: 'yes',
  question: 'Headache: did it come on suddenly?',
  about: 'Headache, sudden',
};
const narrative = 'Headache and neck pain for two days.';

it('[URS-TRI-02] an answer given at intake counts, stands in the reasons and is never asked again', async () => {
  const without = await takeIn(test.clinic, test.context, intakeOf({ narrative }));
  const before = readEncounterView(test.clinic, test.store, without.encounterId).assessment?.result;
  const asked = before?.missing.find(({ field }) => field === 'headache[sudden]');
  expect(asked?.couldBecome).toBeLessThan(before?.acuity ?? 0);

  const { encounterId } = await takeIn(test.clinic, test.context, intakeOf({ narrative, answers: [sudden] }));
  const view = readEncounterView(test.clinic, test.store, encounterId);
  const result = view.assessment?.result;
  expect(result?.acuity).toBe(asked?.couldBecome);
  expect(result?.reasons[0]?.value).toEqual({ field: 'answer', value: 'Headache, sudden', unit: 'yes' });
  expect(result?.missing.map(({ field }) => field)).not.toContain('headache[sudden]');
  expect(view.answers).toMatchObject([{ concept: 'headache', answer: 'yes', question: sudden.question }]);
});

it('a later answer takes the place of an earlier one, and the assessment follows', async () => {
  const { encounterId } = await takeIn(test.clinic, test.context, intakeOf({ narrative }));
  const level = () => readEncounterView(test.clinic, test.store, encounterId).assessment?.result.acuity;
  const before = level();
  answerQuestions(test.clinic, test.context, { encounterId, answers: [sudden] });
  expect(level()).toBeLessThan(before ?? 0);
  answerQuestions(test.clinic, test.context, { encounterId, answers: [{ ...sudden, answer: 'no' }] });
  expect(level()).toBe(before);
  expect(readEncounterView(test.clinic, test.store, encounterId).answers).toHaveLength(1);
});
