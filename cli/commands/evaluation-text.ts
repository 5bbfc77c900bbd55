import type {
  Comparison,
  EvaluationReport,
  Kappa,
  PairedDifference,
  Share,
} from '../../core/contract/evaluation.ts';
import { pairs, table } from '../table.ts';

/** An evaluation as a person reads it in a terminal. */

const SCALE_WORDS = { five: 'five levels', four: 'four dispositions', three: 'three levels' } as const;
/** More are in the JSON. */
const SHOWN = 40;

const percent = (rate: number): string => `${(rate * 100).toFixed(1)}%`;

/** `84.6% (79.9–88.4), 242 of 286` */
function shareText({ n, of, rate, ci }: Share): string {
  if (rate === null || ci === null) return `–, ${n} of ${of}`;
  return `${percent(rate)} (${ci.map((limit) => (limit * 100).toFixed(1)).join('–')}), ${n} of ${of}`;
}

function kappaText({ value, ci }: Kappa): string {
  if (value === null || ci === null) return 'not defined: only one level occurs';
  return `${value.toFixed(3)} (${ci.map((limit) => limit.toFixed(3)).join(' to ')})`;
}

const pText = (p: number): string => (p < 0.0001 ? 'p < 0.0001' : `p = ${p.toFixed(4)}`);

export function evaluationText(report: EvaluationReport & { comparison: Comparison | null }): string[] {
  const { confusion } = report;
  return [
    `${report.judged} of ${report.cases} cases judged on ${SCALE_WORDS[report.levels]}`,
    '',
    ...pairs([
      ['exact agreement', shareText(report.exact)],
      ['under-triage', shareText(report.under)],
      ['over-triage', shareText(report.over)],
      ['emergencies missed', shareText(report.missedEmergencies)],
      ['weighted κ (quadratic)', kappaText(report.kappa)],
      ['weighted κ (linear)', kappaText(report.kappaLinear)],
      ...(report.targetTime === null
        ? []
        : [
            [
              'target time, mean error',
              `${report.targetTime.meanError.toFixed(1)} min (absolute ${report.targetTime.meanAbsoluteError.toFixed(1)})`,
            ] as const,
          ]),
      ...report.scales
        .slice(1)
        .map(({ levels, exact }) => [`exact on ${SCALE_WORDS[levels]}`, shareText(exact)] as const),
    ]),
    'Intervals are 95%.',
    '',
    ...table(
      ['gold', 'n', 'exact', 'under', 'over'],
      report.perLevel.map(({ gold, n, exact, under, over }) => [
        gold,
        n,
        shareText(exact),
        shareText(under),
        shareText(over),
      ]),
    ),
    '',
    ...table(
      ['gold \\ given', ...confusion.labels],
      confusion.counts.map((row, index) => [confusion.labels[index] ?? '', ...row]),
    ),
    ...disagreements(report),
    ...failures(report),
    ...(report.comparison === null ? [] : comparisonText(report.comparison)),
    '',
    `Knowledge ${report.knowledge?.version ?? '–'} (${report.knowledge?.digest.slice(0, 12) ?? '–'})`,
  ];
}

function disagreements({ disagreements: all }: EvaluationReport): string[] {
  if (all.length === 0) return ['', 'No disagreements.'];
  return [
    '',
    `Disagreements (${all.length})`,
    ...table(
      ['case', 'gold', 'given', '', 'because'],
      all
        .slice(0, SHOWN)
        .map(({ id, gold, given, direction, reasons }) => [
          id,
          gold,
          given,
          direction,
          reasons[0] === undefined ? '' : `${reasons[0].text} [${reasons[0].rule}]`,
        ]),
    ),
    ...(all.length > SHOWN ? [`… and ${all.length - SHOWN} more: see --json.`] : []),
  ];
}

function failures({ failures: all }: EvaluationReport): string[] {
  if (all.length === 0) return [];
  return [
    '',
    `Not judged (${all.length})`,
    ...all
      .slice(0, SHOWN)
      .map(({ id, line, message }) => `  line ${line}${id === null ? '' : ` (${id})`}: ${message}`),
  ];
}

function comparisonText(comparison: Comparison): string[] {
  const { mcnemar, changed } = comparison;
  const difference = ({ first, second, difference: by, ci }: PairedDifference): string =>
    by === null || ci === null
      ? '–'
      : `${percent(first.rate ?? 0)} → ${percent(second.rate ?? 0)}, ${points(-by)} points (${points(-ci[1])} to ${points(-ci[0])})`;
  const method =
    mcnemar.method === 'exact'
      ? 'exact'
      : `χ² = ${mcnemar.statistic?.toFixed(2) ?? ''} with continuity correction`;
  return [
    '',
    `Compared with ${comparison.first}: ${comparison.pairs} cases in both, ${changed.length} answered differently`,
    ...pairs([
      ['exact agreement', difference(comparison.exact)],
      ['under-triage', difference(comparison.under)],
      ['over-triage', difference(comparison.over)],
      ['right only before', mcnemar.firstOnly],
      ['right only now', mcnemar.secondOnly],
      ['McNemar', `${pText(mcnemar.p)} (${method}), mid-p ${mcnemar.midP.toFixed(4)}`],
    ]),
  ];
}

const points = (share: number): string => `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)}`;
