import { describe, expect, test } from 'vitest';
import { vitalsSchema } from '../../contract/index.ts';
import { findResources } from '../../kernel/resources.ts';
import { type CohortOptions, type DemoEncounter, generateCohort } from './cohort.ts';
import { loadDemoData } from './demo-data.ts';

const data = loadDemoData(findResources());
const options: CohortOptions = {
  seed: 20_260_314,
  encounters: 5_000,
  bias: null,
  now: Date.parse('2026-03-14T08:00:00Z'),
  days: 180,
};
const cohort = generateCohort(data, options);

const serious = (one: DemoEncounter) =>
  one.outcome === 'admitted' || one.outcome === 'criticalCare' || one.outcome === 'died';
const underTriaged = (one: DemoEncounter) =>
  one.outcome === 'admitted' ? one.decided >= 4 : one.decided >= 3;
function underTriage(encounters: readonly DemoEncounter[]): number {
  const ill = encounters.filter(serious);
  return ill.filter(underTriaged).length / ill.length;
}

describe('the demonstration cohort', () => {
  test('one seed gives one cohort, another seed another', () => {
    const small = { ...options, encounters: 200 };
    expect(generateCohort(data, small)).toEqual(generateCohort(data, small));
    expect(generateCohort(data, { ...small, seed: 1 })).not.toEqual(generateCohort(data, small));
  });

  test('every encounter is one that the intake form would accept', () => {
    for (const one of cohort) {
      expect(() => vitalsSchema.parse(one.vitals)).not.toThrow();
      expect(one.narrative).not.toMatch(/[{}]/);
      expect(one.arrivedAt).toBeLessThanOrEqual(options.now);
      expect(Date.parse(`${one.person.birthDate}T00:00:00Z`)).toBeLessThanOrEqual(one.arrivedAt);
    }
    expect(new Set(cohort.map((one) => one.person.nhsNumber)).size).toBe(cohort.length);
  });

  test('all levels, both sexes and every community occur, and sicker patients fare worse', () => {
    expect(new Set(cohort.map((one) => one.level))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(new Set(cohort.map((one) => one.person.ethnicCategory)).size).toBeGreaterThanOrEqual(12);
    const seriousAt = (level: number) => {
      const at = cohort.filter((one) => one.level === level);
      return at.filter(serious).length / at.length;
    };
    expect(seriousAt(2)).toBeGreaterThan(seriousAt(3));
    expect(seriousAt(3)).toBeGreaterThan(seriousAt(4));
    expect(seriousAt(4)).toBeGreaterThan(seriousAt(5));
  });

  test('without injected bias, language makes no difference to under-triage; with it, the touched group suffers', () => {
    const english = (one: DemoEncounter) => one.person.language === 'en';
    const other = (one: DemoEncounter) => one.person.language !== null && one.person.language !== 'en';
    const biased = generateCohort(data, {
      ...options,
      bias: { attribute: 'language', values: ['!en'], strength: 0.3 },
    });
    const gap = (encounters: readonly DemoEncounter[]) =>
      underTriage(encounters.filter(other)) - underTriage(encounters.filter(english));
    expect(Math.abs(gap(cohort))).toBeLessThan(0.06);
    expect(gap(biased)).toBeGreaterThan(0.12);
    // The dial touches decisions only: people, complaints and outcomes are the same.
    expect(biased.map(({ decided, minutesToDecision, ...rest }) => rest)).toEqual(
      cohort.map(({ decided, minutesToDecision, ...rest }) => rest),
    );
  });
});
