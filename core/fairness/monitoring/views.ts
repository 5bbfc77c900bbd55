import type {
  AlertEvidence,
  Attribute,
  ComparisonView,
  EvidencePoint,
  MonitoringOverview,
  WatchedMetric,
} from '../../contract/index.ts';
import { ATTRIBUTES } from '../../contract/index.ts';
import type { OverviewTexts } from '../overview/overview.ts';
import { type Comparison, differenceOf, hasEnough, logEOf } from './comparison.ts';
import { type MonitoringDefinition, OTHER } from './definition.ts';
import { logLineOf, type MonitorState, type Place, places } from './monitor.ts';
import type { PointRow } from './schema.ts';

/** The watch in the shape of the contract. */

const LN10 = Math.LN10;

export const comparisonId = (metric: WatchedMetric, attribute: Attribute, group: string): string =>
  `${metric}/${attribute}/${group}`;

export function labelOf(texts: OverviewTexts, attribute: Attribute, group: string): string {
  return group === OTHER ? 'Another value' : texts.valueLabel(attribute, group);
}

/** How many comparisons are reported now: each lets the next one be reported a little sooner. */
export function countReported(definition: MonitoringDefinition, state: MonitorState): number {
  return places(definition, state).filter(({ comparison }) => comparison.reported).length;
}

export function pointOf(comparison: Comparison, at: string, alpha: number): EvidencePoint {
  const difference = differenceOf(comparison, alpha) ?? { value: 0, low: -1, high: 1 };
  return {
    pairs: comparison.evidence.n,
    at,
    log10E: logEOf(comparison) / LN10,
    difference: difference.value,
    low: difference.low,
    high: difference.high,
  };
}

export const toPoint = ({ pairs, at, logE, difference, low, high }: PointRow): EvidencePoint => ({
  pairs,
  at,
  log10E: logE / LN10,
  difference,
  low,
  high,
});

function comparisonView(
  definition: MonitoringDefinition,
  texts: OverviewTexts,
  place: Place,
  reported: number,
): ComparisonView {
  const { metric, attribute, comparison } = place;
  const enough = hasEnough(comparison, definition);
  return {
    id: comparisonId(metric, attribute, comparison.group),
    metric,
    attribute,
    group: comparison.group,
    label: labelOf(texts, attribute, comparison.group),
    pairs: comparison.evidence.n,
    inGroup: { ...comparison.inGroup },
    inRest: { ...comparison.inRest },
    state: comparison.reported ? 'alert' : enough ? 'quiet' : 'notEnough',
    log10E: logEOf(comparison) / LN10,
    log10Line: logLineOf(definition, place, reported) / LN10,
    // A difference from a handful of pairs would be read as more than it is.
    difference: enough ? differenceOf(comparison, definition.alpha) : null,
  };
}

/** What an alert keeps of a comparison: all there is to say at this moment, with the path up to it. */
export function alertEvidence(
  definition: MonitoringDefinition,
  texts: OverviewTexts,
  place: Place,
  path: readonly EvidencePoint[],
  reported: number,
): AlertEvidence {
  const { group, label, pairs, inGroup, inRest, log10E, log10Line } = comparisonView(
    definition,
    texts,
    place,
    reported,
  );
  const difference = differenceOf(place.comparison, definition.alpha) ?? { value: 0, low: -1, high: 1 };
  return { group, label, pairs, inGroup, inRest, log10E, log10Line, difference, path: [...path] };
}

export function overviewOfWatch(
  definition: MonitoringDefinition,
  texts: OverviewTexts,
  state: MonitorState,
): MonitoringOverview {
  const reported = countReported(definition, state);
  return {
    alpha: definition.alpha,
    method: definition.method,
    sources: [...definition.sources],
    strata: [...definition.strata],
    least: {
      pairs: definition.least.pairs,
      groupN: definition.least.groupN,
      events: definition.least.events,
    },
    decisions: state.decisions,
    outcomes: state.outcomes,
    outcomesAwaited: Math.max(0, state.decisions - state.outcomes),
    asOf: state.asOf,
    metrics: definition.metrics.map(({ id, label, question, definition: words, source, share }) => ({
      metric: id,
      label,
      question,
      definition: words,
      source,
      share,
    })),
    attributes: ATTRIBUTES.map((attribute) => ({ attribute, label: texts.attributeLabel(attribute) })),
    comparisons: places(definition, state).map((place) => comparisonView(definition, texts, place, reported)),
  };
}
