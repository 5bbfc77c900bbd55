import { loadCodeLists } from '../../core/clinic/index.ts';
import { loadMonitoringDefinition, simulateMany } from '../../core/fairness/index.ts';
import { findResources } from '../../core/kernel/resources.ts';
import { percentile, type Suite, timed } from '../figure.ts';

const SEED = 20_260_314;
const RUNS = 2_000;
const DECISIONS = 1_000;
const GAP_RUNS = 200;
const GAP_DECISIONS = 30_000;

/** A gap of 10 points in under-triage, by how many of the patients belong to the group. */
const GAPS = [
  { id: 'english', title: 'all but one language in five (English, 80%)', language: 'en' },
  { id: 'polish', title: 'one language in ten (Polish, 10%)', language: 'pl' },
] as const;

export const monitoring: Suite = {
  id: 'monitoring',
  title: `Watch for bias: every attribute and metric, a look after every piece of evidence (seed ${SEED})`,
  async run(say) {
    const resources = findResources();
    const definition = loadMonitoringDefinition(resources, loadCodeLists(resources));
    say(`${RUNS} departments of ${DECISIONS} decisions without bias`);
    let alarms = 0;
    const elapsed = timed(() => {
      const runs = simulateMany(definition, { seed: SEED, runs: RUNS, decisions: DECISIONS, gap: null });
      alarms = runs.filter(({ firstAlert }) => firstAlert !== null).length;
    });
    const delays = GAPS.flatMap(({ id, title, language }) => {
      say(`${GAP_RUNS} departments with a gap of 10 points: ${title}`);
      const gap = { language, points: 0.1 };
      const found = simulateMany(definition, {
        seed: SEED,
        runs: GAP_RUNS,
        decisions: GAP_DECISIONS,
        gap,
      }).map((run) => run.found ?? Number.POSITIVE_INFINITY);
      const figure = (share: number, name: string) => ({
        id: `monitoring.delay.${id}.${name}`,
        title: `decisions until the gap is found, ${name}: ${title}`,
        value: percentile(found, share),
        unit: 'decisions',
      });
      return [
        figure(0.1, 'p10'),
        figure(0.5, 'median'),
        { ...figure(0.9, 'p90'), goal: { kind: 'atMost' as const, value: GAP_DECISIONS } },
      ];
    });
    return [
      {
        id: 'monitoring.falseAlarms',
        title: `share of ${RUNS} departments without bias that saw any alert`,
        value: alarms / RUNS,
        unit: '',
        goal: { kind: 'atMost', value: definition.alpha },
      },
      {
        id: 'monitoring.perDecision',
        title: 'taking in a decision and its outcome',
        value: elapsed / (RUNS * DECISIONS),
        unit: 'ms',
        goal: { kind: 'atMost', value: 1 },
      },
      ...delays,
    ];
  },
};
