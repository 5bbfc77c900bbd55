import type {
  Disagreement,
  EvaluationReport,
  EvaluationScale,
  ScaleSummary,
  Share,
} from '../../contract/evaluation.ts';
import type { Acuity, TriageResult } from '../../contract/triage-case.ts';
import { wilson } from '../../kernel/intervals.ts';
import { weightedKappa } from '../../kernel/kappa.ts';
import {
  acuityOf,
  commonScale,
  indexOn,
  isEmergency,
  LABELS,
  type Level,
  labelOn,
  scalesFrom,
} from './gold.ts';

/** A case with the level that it should have had and the level that it was given. */
export interface Judged {
  readonly id: string;
  readonly gold: Level;
  readonly given: Level;
  /** Reasons that call for the level given. */
  readonly reasons: Disagreement['reasons'];
}

/** A case or a line that could not be judged. */
export type Failure = EvaluationReport['failures'][number];

export interface ReportInput {
  readonly judged: readonly Judged[];
  readonly failures: readonly Failure[];
  readonly knowledge: EvaluationReport['knowledge'];
  /** Minutes to be seen by level, for the error in target time. */
  readonly minutes: (acuity: Acuity) => number;
}

/** `n` of `of` with the Wilson 95% interval; nulls when there is nothing to count. */
export function share(n: number, of: number): Share {
  if (of === 0) return { n, of, rate: null, ci: null };
  const { low, high } = wilson(n, of);
  return { n, of, rate: n / of, ci: [low, high] };
}

/** The reasons that decided, without what a report does not show. */
export function decisive(result: TriageResult): Disagreement['reasons'] {
  return result.reasons
    .filter(({ role }) => role === 'decides')
    .slice(0, 5)
    .map(({ rule, text, source, span }) => ({ rule, text, source, span }));
}

/** Counts of `gold × given` on a scale, in the order of its labels. */
export function confusionOn(judged: readonly Judged[], scale: EvaluationScale): number[][] {
  const size = LABELS[scale].length;
  const counts = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
  for (const { gold, given } of judged) {
    const row = counts[indexOn(gold, scale) ?? -1];
    const column = indexOn(given, scale);
    if (row !== undefined && column !== null) row[column] = (row[column] ?? 0) + 1;
  }
  return counts;
}

function tally(counts: readonly (readonly number[])[]) {
  let exact = 0;
  let under = 0;
  let over = 0;
  for (const [gold, row] of counts.entries()) {
    for (const [given, count] of row.entries()) {
      if (given === gold) exact += count;
      else if (given > gold) under += count;
      else over += count;
    }
  }
  const of = exact + under + over;
  return { of, exact: share(exact, of), under: share(under, of), over: share(over, of) };
}

function summaryOn(judged: readonly Judged[], levels: EvaluationScale): ScaleSummary {
  const counts = confusionOn(judged, levels);
  const { exact, under, over } = tally(counts);
  return { levels, exact, under, over, kappa: weightedKappa(counts, 'quadratic') };
}

function perLevelOf(counts: readonly (readonly number[])[], scale: EvaluationScale) {
  return counts.map((_, gold) => {
    const { of, exact, under, over } = tally(counts.map((row, index) => (index === gold ? row : [])));
    return { gold: labelOn(scale, gold), n: of, exact, under, over };
  });
}

/** Minutes given minus minutes of the gold level, on average, where both are levels 1–5. */
function targetTimeOf(
  judged: readonly Judged[],
  minutes: ReportInput['minutes'],
): EvaluationReport['targetTime'] {
  const errors = judged.flatMap(({ gold, given }) => {
    const [wanted, got] = [acuityOf(gold), acuityOf(given)];
    return wanted === null || got === null ? [] : [minutes(got) - minutes(wanted)];
  });
  if (errors.length === 0) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { meanError: mean(errors), meanAbsoluteError: mean(errors.map(Math.abs)) };
}

/** Those that differ on the scale: missed urgency first, then by how far. */
function disagreementsOn(judged: readonly Judged[], scale: EvaluationScale): Disagreement[] {
  const found = judged.flatMap(({ id, gold, given, reasons }) => {
    const wanted = indexOn(gold, scale);
    const got = indexOn(given, scale);
    if (wanted === null || got === null || wanted === got) return [];
    return [{ id, wanted, got, given, reasons }];
  });
  found.sort((a, b) => b.got - b.wanted - (a.got - a.wanted) || a.wanted - b.wanted);
  return found.map(({ id, wanted, got, given, reasons }) => ({
    id,
    gold: labelOn(scale, wanted),
    given: labelOn(scale, got),
    direction: got > wanted ? 'under' : 'over',
    acuity: acuityOf(given),
    reasons: [...reasons],
  }));
}

/**
 * Judges triage against gold levels on the finest scale that all of them fit: exact agreement, under-triage (a less
 * urgent level than the gold one) and over-triage, overall and by gold level, weighted kappa, confusion, and each
 * disagreement with the reasons that decided.
 */
export function evaluate({ judged, failures, knowledge, minutes }: ReportInput): EvaluationReport {
  const scale = commonScale(levelsOf(judged));
  const counts = confusionOn(judged, scale);
  const emergencies = judged.filter(({ gold }) => isEmergency(gold));
  const { exact, under, over } = tally(counts);
  return {
    cases: judged.length + failures.length,
    errors: failures.length,
    judged: judged.length,
    levels: scale,
    exact,
    under,
    over,
    missedEmergencies: share(
      emergencies.filter(({ given }) => !isEmergency(given)).length,
      emergencies.length,
    ),
    perLevel: perLevelOf(counts, scale),
    kappa: weightedKappa(counts, 'quadratic'),
    kappaLinear: weightedKappa(counts, 'linear'),
    confusion: { labels: [...LABELS[scale]], counts },
    targetTime: targetTimeOf(judged, minutes),
    scales: scalesFrom(scale).map((coarser) => summaryOn(judged, coarser)),
    disagreements: disagreementsOn(judged, scale),
    failures: [...failures],
    knowledge,
  };
}

/** Gold levels and answers: an answer that was read from a file may be coarser than the gold level. */
export const levelsOf = (judged: readonly Judged[]): Level[] =>
  judged.flatMap(({ gold, given }) => [gold, given]);
