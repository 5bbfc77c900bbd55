import type {
  Comparison,
  Disagreement,
  EvaluationReport,
  EvaluationRun,
  EvaluationScale,
  Kappa,
  PairedDifference,
  Share,
} from '../../../core/contract/index.ts';
import { formatCount, plural } from '../../app/format.ts';
import { ACUITY_LABELS, DISPOSITION_LABELS } from '../../components/acuity-badge.tsx';
import { toCsv } from '../../components/csv.ts';

/** An evaluation as the page says it. Rates are shares, 0 to 1; texts show percentages. */

export const SCALE_WORDS: Readonly<Record<EvaluationScale, string>> = {
  five: 'five levels',
  four: 'four dispositions',
  three: 'three levels',
};

export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** `92.6–96.9%`, or a dash. */
export const intervalText = ({ ci }: Pick<Share, 'ci'>): string =>
  ci === null ? '–' : `${(ci[0] * 100).toFixed(1)}–${(ci[1] * 100).toFixed(1)}%`;

/** `84.6% (79.9–88.4%), 242 of 286` */
export function shareText(share: Share): string {
  const amount = `${formatCount(share.n)} of ${formatCount(share.of)}`;
  return share.rate === null ? amount : `${percent(share.rate)} (${intervalText(share)}), ${amount}`;
}

const FIVE: readonly string[] = Object.entries(ACUITY_LABELS).map(([level, label]) => `${level} ${label}`);
const WORDS: Readonly<Record<string, string>> = { ...DISPOSITION_LABELS, 'non-emergency': 'Non-emergency' };

/** `2` as `2 Very urgent`, `self-care` as `Self-care`. */
export const levelWords = (label: string): string => FIVE[Number(label) - 1] ?? WORDS[label] ?? label;

/** The sentence that the page leads with. */
export function headlineOf({ exact, missedEmergencies, levels, judged }: EvaluationReport): string {
  if (exact.rate === null || judged === 0) return 'No case could be judged.';
  const agreement = `${percent(exact.rate)} in agreement on ${SCALE_WORDS[levels]}`;
  const { n, of } = missedEmergencies;
  if (of === 0) return `${agreement}; there was no emergency among them.`;
  if (n === 0)
    return `${agreement}; ${of === 1 ? 'the emergency was' : `all ${formatCount(of)} emergencies were`} recognised.`;
  return `${agreement}; ${formatCount(n)} of ${plural(of, 'emergency', 'emergencies')} missed.`;
}

export function aboutOf({ judged, cases, errors }: EvaluationReport): string {
  const count = `${formatCount(judged)} of ${plural(cases, 'case')} judged`;
  return errors === 0 ? count : `${count}, ${plural(errors, 'line')} could not be`;
}

export function kappaText({ value, ci }: Kappa): string {
  if (value === null || ci === null) return 'not defined';
  return `${value.toFixed(2)} (${ci[0].toFixed(2)} to ${ci[1].toFixed(2)})`;
}

/** How far the time to be seen is from that of the gold level; empty where no levels 1–5 are known. */
export function targetTimeText(error: EvaluationReport['targetTime']): string {
  if (error === null) return '';
  const { meanError, meanAbsoluteError } = error;
  const way = meanError < 0 ? 'sooner' : 'later';
  return ` Time to be seen: ${Math.abs(meanError).toFixed(1)} min ${way} than the gold level asks for on average, ${meanAbsoluteError.toFixed(1)} min either way.`;
}

/** `cases.jsonl: 95.2% of 395`, for lists and choices. */
export function runWords({ exact, levels, errors }: EvaluationRun): string {
  const rate = exact.rate === null ? 'nothing judged' : `${percent(exact.rate)} of ${formatCount(exact.of)}`;
  return `${rate} on ${SCALE_WORDS[levels]}${errors === 0 ? '' : `, ${plural(errors, 'error')}`}`;
}

export const pText = (p: number): string => (p < 0.0001 ? 'p < 0.0001' : `p = ${p.toFixed(4)}`);

/** Second minus first, as a change in points: `+2.1 points (0.4 to 3.9)`. */
export function changeText({ difference, ci }: PairedDifference): string {
  if (difference === null || ci === null) return '–';
  const points = (share: number) =>
    `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.abs(share * 100).toFixed(1)}`;
  // Written without a negative zero.
  const turned = (share: number) => (share === 0 ? 0 : -share);
  return `${points(turned(difference))} points (${points(turned(ci[1]))} to ${points(turned(ci[0]))})`;
}

/** What the comparison says, in a sentence. */
export function verdictOf({ mcnemar, pairs, changed }: Comparison): string {
  if (pairs === 0) return 'The two have no case in common.';
  if (changed.length === 0) return `The same answer to every one of ${plural(pairs, 'case')}.`;
  const { firstOnly, secondOnly, p } = mcnemar;
  if (p >= 0.05) return `No difference in agreement beyond chance (${pText(p)}) on ${plural(pairs, 'case')}.`;
  const better = secondOnly > firstOnly ? 'This run agrees more often' : 'The earlier run agreed more often';
  return `${better} (${pText(p)}) on ${plural(pairs, 'case')}.`;
}

export type DisagreementFilter = 'all' | Disagreement['direction'];

export const filtered = (
  all: readonly Disagreement[],
  filter: DisagreementFilter,
): readonly Disagreement[] => (filter === 'all' ? all : all.filter(({ direction }) => direction === filter));

const SHARE_COLUMNS = ['scope', 'level', 'measure', 'n', 'of', 'rate', 'low_95', 'high_95'];

/** Every share of the report, for a spreadsheet. */
export function figuresCsv(report: EvaluationReport): string {
  const row = (scope: string, level: string, measure: string, { n, of, rate, ci }: Share) => [
    scope,
    level,
    measure,
    n,
    of,
    rate,
    ci?.[0] ?? null,
    ci?.[1] ?? null,
  ];
  return toCsv(SHARE_COLUMNS, [
    ...report.scales.flatMap(({ levels, exact, under, over }) => [
      row(SCALE_WORDS[levels], 'all', 'exact', exact),
      row(SCALE_WORDS[levels], 'all', 'under', under),
      row(SCALE_WORDS[levels], 'all', 'over', over),
    ]),
    row('emergencies', 'all', 'missed', report.missedEmergencies),
    ...report.perLevel.flatMap(({ gold, exact, under, over }) => [
      row(SCALE_WORDS[report.levels], gold, 'exact', exact),
      row(SCALE_WORDS[report.levels], gold, 'under', under),
      row(SCALE_WORDS[report.levels], gold, 'over', over),
    ]),
  ]);
}

/** The disagreements with their reasons, for a spreadsheet. */
export function disagreementsCsv({ disagreements }: EvaluationReport): string {
  return toCsv(
    ['id', 'gold', 'given', 'direction', 'level', 'rules', 'reasons'],
    disagreements.map(({ id, gold, given, direction, acuity, reasons }) => [
      id,
      gold,
      given,
      direction,
      acuity,
      reasons.map(({ rule }) => rule).join('; '),
      reasons.map(({ text }) => text).join(' '),
    ]),
  );
}
