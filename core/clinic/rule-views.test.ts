import { describe, expect, test } from 'vitest';
import { triageCaseSchema } from '../contract/index.ts';
import { findResources } from '../kernel/resources.ts';
import { ruleView } from './rule-views.ts';
import { assess, loadTriageKnowledge } from './triage/index.ts';

const knowledge = loadTriageKnowledge(findResources());

describe('a reason can be looked up', () => {
  test.each([
    ['when nothing was understood', { narrative: 'qwertz uiop' }, 'triage.unrecognised'],
    ['when a condition raised the level', ectopic(), 'consider.ectopic-pregnancy'],
    [
      'when a vital sign asks for a second look',
      { age: 30, narrative: 'cough', vitals: { heartRate: 112 } },
      'vital-signs.consider-hr',
    ],
  ])('%s', (_, input, rule) => {
    const result = assess(knowledge, triageCaseSchema.parse({ id: 'case', ...input }), {
      scale: 'manchester',
    });
    expect(result.reasons.map((reason) => reason.rule)).toContain(rule);
    for (const reason of result.reasons) {
      const view = ruleView(knowledge, reason.rule);
      expect(view).toMatchObject({ id: reason.rule });
      expect(view.text.length).toBeGreaterThan(10);
      expect(view.condition.length).toBeGreaterThan(0);
      expect(view.source.length).toBeGreaterThan(3);
    }
  });

  test('for every condition of the knowledge', () => {
    for (const { id, acuity } of knowledge.conditions.conditions) {
      expect(ruleView(knowledge, `consider.${id}`)).toMatchObject({ acuity });
    }
  });

  test('and a condition that does not exist is refused', () => {
    expect(() => ruleView(knowledge, 'consider.no-such-condition')).toThrow(/no such rule/);
  });
});

function ectopic() {
  return {
    age: 29,
    sex: 'female',
    narrative: 'Seven weeks since the last period, pain low on one side, spotting, shoulder tip pain.',
  };
}
