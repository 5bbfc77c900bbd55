import { describe, expect, test } from 'vitest';
import type { DecisionEvidence } from '../../clinic/index.ts';
import { loadCodeLists } from '../../clinic/index.ts';
import { ATTRIBUTES } from '../../contract/index.ts';
import { createRandom } from '../../kernel/random.ts';
import { findResources } from '../../kernel/resources.ts';
import { cellId, loadMonitoringDefinition, logWeightOf, OTHER, riskOf } from './definition.ts';
import { type MonitorState, newMonitor, observe } from './monitor.ts';
import { RULES, stratumOf } from './rules.ts';

const resources = findResources();
const definition = loadMonitoringDefinition(resources, loadCodeLists(resources));

const ARRIVED = '2026-03-14T08:00:00.000Z';
const hoursLater = (hours: number) => new Date(Date.parse(ARRIVED) + hours * 3_600_000).toISOString();

function evidenceOf(
  fact: Partial<DecisionEvidence['fact']> = {},
  outcomeAt: string | null = null,
): DecisionEvidence {
  return {
    kind: outcomeAt === null ? 'decision' : 'outcome',
    seq: 1,
    at: outcomeAt ?? hoursLater(0.5),
    outcomeAt,
    fact: {
      proposed: 3,
      decided: 3,
      targetMinutes: 60,
      decidedAt: hoursLater(0.5),
      arrivedAt: ARRIVED,
      outcome: null,
      sex: 'female',
      ageYears: 44,
      ethnicCategory: 'A',
      language: 'en',
      deprivationQuintile: 3,
      ...fact,
    },
  };
}

describe('what each metric counts', () => {
  test.each([
    ['admitted', 3, 5, 0],
    ['admitted', 4, 5, 1],
    ['criticalCare', 3, 11, 1],
    ['criticalCare', 2, 11, 0],
    // Later than 12 hours after arrival it is an admission.
    ['criticalCare', 3, 13, 0],
    ['criticalCare', 4, 13, 1],
    ['died', 3, 1, 1],
    ['discharged', 5, 2, null],
    ['left', 5, 2, null],
  ])('%s after level %i, %i hours after arrival: under-triage %s', (outcome, decided, hours, expected) => {
    const evidence = evidenceOf({ outcome, decided }, hoursLater(hours));
    expect(RULES.underTriage(evidence, definition)).toBe(expected);
  });

  test('who goes home from an emergency level was over-triaged; who left is not known', () => {
    const rule = (outcome: string, decided: number) =>
      RULES.overTriage(evidenceOf({ outcome, decided }, hoursLater(3)), definition);
    expect([rule('discharged', 2), rule('discharged', 3), rule('referred', 1), rule('left', 1)]).toEqual([
      1,
      0,
      1,
      null,
    ]);
  });

  test('a signature takes a moment even at level 1', () => {
    const rule = (minutes: number, targetMinutes: number) =>
      RULES.seenLate(evidenceOf({ decidedAt: hoursLater(minutes / 60), targetMinutes }), definition);
    expect([rule(5, 0), rule(6, 0), rule(60, 60), rule(61, 60)]).toEqual([0, 1, 0, 1]);
  });

  test('an attribute is never its own stratum', () => {
    const { fact } = evidenceOf();
    expect(stratumOf(fact, 'sex', ['proposedAcuity', 'ageBand'])).toBe('3/40–64');
    expect(stratumOf(fact, 'ageBand', ['proposedAcuity', 'ageBand'])).toBe('3');
  });
});

describe('the chance of a false alarm and the risk matrix', () => {
  test('the parts of all comparisons that there can be add up to 1', () => {
    const total = definition.metrics
      .flatMap(({ id }) =>
        ATTRIBUTES.flatMap((attribute) =>
          [...definition.values[attribute]].map((group) =>
            Math.exp(logWeightOf(definition, cellId(id, attribute), group)),
          ),
        ),
      )
      .reduce((sum, part) => sum + part, 0);
    expect(total).toBeCloseTo(1, 12);
  });

  test('rates a risk by the matrix of DCB0160 and says which may not be accepted', () => {
    expect(riskOf(definition, 'veryLow', 'minor')).toEqual({ rating: 1, acceptable: true });
    expect(riskOf(definition, 'medium', 'major')).toEqual({ rating: 3, acceptable: true });
    expect(riskOf(definition, 'high', 'major')).toEqual({ rating: 4, acceptable: false });
    expect(riskOf(definition, 'veryHigh', 'catastrophic')).toEqual({ rating: 5, acceptable: false });
  });
});

describe('the state of the watch', () => {
  const SEED = 7;
  const stream = (length: number): DecisionEvidence[] => {
    const random = createRandom(SEED);
    return Array.from({ length }, () =>
      evidenceOf({
        proposed: random.integer(2, 4),
        decided: random.integer(2, 5),
        ageYears: random.pick([8, 30, null]),
        language: random.pick(['en', 'pl', null, 'klingon']),
        sex: random.pick(['female', 'male']),
      }),
    );
  };

  test('kept as JSON after any piece of evidence, it goes on as if it had never stopped', () => {
    const evidence = stream(120);
    const through = newMonitor();
    let kept: MonitorState = newMonitor();
    for (const one of evidence) {
      observe(definition, through, one);
      observe(definition, kept, one);
      kept = JSON.parse(JSON.stringify(kept)) as MonitorState;
    }
    expect(kept).toEqual(through);
  });

  test('does not grow with the number of decisions', () => {
    const state = newMonitor();
    const sizes = [stream(2_000), stream(2_000)].map((part) => {
      for (const one of part) observe(definition, state, one);
      return Object.values(state.cells).flatMap((cell) =>
        cell.map(({ waiting }) => Object.keys(waiting).length),
      );
    });
    expect(sizes[1]).toEqual(sizes[0]);
  });

  test('values that nobody recorded and values that no list holds are groups of their own', () => {
    const state = newMonitor();
    for (const one of stream(60)) observe(definition, state, one);
    const groups = state.cells['seenLate/language']?.map(({ group }) => group).toSorted();
    expect(groups).toEqual([OTHER, 'en', 'not recorded', 'pl']);
  });
});
