import { type CohortOptions, generateCohort } from '../../core/clinic/demo/cohort.ts';
import { loadDemoData } from '../../core/clinic/demo/demo-data.ts';
import { assess, loadTriageKnowledge } from '../../core/clinic/index.ts';
import type { TriageCase } from '../../core/contract/index.ts';
import { findResources } from '../../core/kernel/resources.ts';
import { median, percentile, type Suite, timed } from '../figure.ts';

const CASES = 2_000;
const options: CohortOptions = {
  seed: 1,
  encounters: CASES,
  bias: null,
  now: Date.parse('2026-03-14T08:00:00Z'),
  days: 90,
};

function cases(count: number): TriageCase[] {
  return generateCohort(loadDemoData(findResources()), { ...options, encounters: count }).map(
    (one, index) => ({
      id: String(index),
      age: one.age,
      sex: one.person.sex,
      narrative: one.narrative,
      vitals: one.vitals,
      conditions: [...one.conditions],
      pregnancyWeeks: one.pregnancyWeeks,
    }),
  );
}

export const triage: Suite = {
  id: 'triage',
  title: 'Triage, one case at a time, all rules and scores, no network and no language model',
  async run(say) {
    const resources = findResources();
    const loading = timed(() => loadTriageKnowledge(resources));
    const knowledge = loadTriageKnowledge(resources);
    const durations = (list: readonly TriageCase[]) =>
      list.map((one) => timed(() => assess(knowledge, one, { scale: 'manchester' })));
    durations(cases(300)); // warm up
    say(`${CASES} cases`);
    const once = durations(cases(CASES));
    say(`${10 * CASES} cases`);
    const tenfold = durations(cases(10 * CASES));
    return [
      {
        id: 'triage.load',
        title: 'loading all knowledge',
        value: loading,
        unit: 'ms',
        goal: { kind: 'atMost', value: 300 },
      },
      { id: 'triage.median', title: 'per case, median', value: median(once), unit: 'ms' },
      {
        id: 'triage.p95',
        title: 'per case, 95th percentile',
        value: percentile(once, 0.95),
        unit: 'ms',
        goal: { kind: 'atMost', value: 5 },
      },
      {
        id: 'triage.growth',
        title: 'cost per case at ten times the cases, against once',
        value: median(tenfold) / median(once),
        unit: '×',
        goal: { kind: 'atMost', value: 1.5 },
      },
    ];
  },
};
