import type { DecisionEvidence } from '../../clinic/index.ts';
import { ATTRIBUTES, type Attribute, type WatchedMetric } from '../../contract/index.ts';
import { ATTRIBUTE_OF } from '../overview/read-columns.ts';
import { addDecision, type Comparison, hasEnough, logEOf, newComparison, pointIsDue } from './comparison.ts';
import { type CellId, cellId, logWeightOf, type MonitoringDefinition, OTHER } from './definition.ts';
import { weightedEBh } from './e-bh.ts';
import { RULES, stratumOf } from './rules.ts';

/**
 * The whole watch as plain data: what has been taken in so far, so that the next decision costs the same whether it is
 * the hundredth or the millionth. The same decisions in the same order give the same state on every machine.
 */
export interface MonitorState {
  decisions: number;
  outcomes: number;
  /** Time of the newest evidence. */
  asOf: string | null;
  /** The last closing of an alert, as a change set, after which a cell has begun anew. */
  readonly begunAfter: Partial<Record<CellId, number>>;
  /** By `metric/attribute`, in the order in which the groups were first seen. */
  readonly cells: Partial<Record<CellId, Comparison[]>>;
}

export interface Place {
  readonly metric: WatchedMetric;
  readonly attribute: Attribute;
  readonly comparison: Comparison;
}

/** What one piece of evidence changed. */
export interface Observed {
  /** Comparisons of which a point of the path is to be kept. */
  readonly points: readonly Place[];
  /** Comparisons that are reported from now on. */
  readonly reported: readonly Place[];
}

export const newMonitor = (): MonitorState => ({
  decisions: 0,
  outcomes: 0,
  asOf: null,
  begunAfter: {},
  cells: {},
});

/** Takes one piece of evidence in and looks whether anything is to be reported: the look after every step. */
export function observe(
  definition: MonitoringDefinition,
  state: MonitorState,
  evidence: DecisionEvidence,
): Observed {
  if (evidence.kind === 'decision') state.decisions += 1;
  else state.outcomes += 1;
  if (state.asOf === null || evidence.at > state.asOf) state.asOf = evidence.at;
  const events = definition.metrics.flatMap(({ id, evidence: kind }) => {
    const event = kind === evidence.kind ? RULES[id](evidence, definition) : null;
    return event === null ? [] : [{ metric: id, event }];
  });
  const points: Place[] = [];
  let candidate = false;
  for (const attribute of ATTRIBUTES) {
    const stratum = stratumOf(evidence.fact, attribute, definition.strata);
    const own = groupOf(definition, evidence, attribute);
    for (const { metric, event } of events) {
      const id = cellId(metric, attribute);
      for (const comparison of cellWith(state, id, own, evidence.at)) {
        const side = comparison.group === own ? 'group' : 'rest';
        if (!addDecision(comparison, side, stratum, event, definition.alpha)) continue;
        if (pointIsDue(comparison)) points.push({ metric, attribute, comparison });
        candidate ||= mayReport(definition, state, id, comparison);
      }
    }
  }
  return { points, reported: candidate ? report(definition, state) : [] };
}

function groupOf(definition: MonitoringDefinition, { fact }: DecisionEvidence, attribute: Attribute): string {
  const value = ATTRIBUTE_OF[attribute](fact);
  return definition.values[attribute].has(value) ? value : OTHER;
}

/** The comparisons of a cell; a group that comes for the first time is added. */
function cellWith(state: MonitorState, id: CellId, group: string, at: string): Comparison[] {
  state.cells[id] ??= [];
  const cell = state.cells[id];
  if (!cell.some((known) => known.group === group)) cell.push(newComparison(group, at));
  return cell;
}

/** Quickly rules out what cannot be reported whatever the others are, so that most steps need no sorting. */
function mayReport(
  definition: MonitoringDefinition,
  state: MonitorState,
  id: CellId,
  comparison: Comparison,
): boolean {
  if (comparison.reported) return false;
  const own = logEOf(comparison) + logWeightOf(definition, id, comparison.group);
  const line = -Math.log(definition.alpha);
  if (own + Math.log(definition.comparisons) < line || !hasEnough(comparison, definition)) return false;
  return own >= line || isOpen(state);
}

/** Every comparison that has begun, in a fixed order. */
export function places(definition: MonitoringDefinition, state: MonitorState): Place[] {
  return definition.metrics.flatMap(({ id: metric }) =>
    ATTRIBUTES.flatMap((attribute) =>
      (state.cells[cellId(metric, attribute)] ?? []).map((comparison) => ({ metric, attribute, comparison })),
    ),
  );
}

const isOpen = (state: MonitorState): boolean =>
  Object.values(state.cells).some((cell) => cell.some(({ reported }) => reported));

/** Every comparison with enough data, with what it comes to once all of them are allowed for. */
export function evidenceNow(definition: MonitoringDefinition, state: MonitorState) {
  const judged = places(definition, state).filter(({ comparison }) => hasEnough(comparison, definition));
  const evidence = judged.map(({ metric, attribute, comparison }) => ({
    logE: logEOf(comparison),
    logWeight: logWeightOf(definition, cellId(metric, attribute), comparison.group),
  }));
  return { judged, ...weightedEBh(evidence, definition.alpha, isOpen(state)) };
}

function report(definition: MonitoringDefinition, state: MonitorState): Place[] {
  const { judged, reported } = evidenceNow(definition, state);
  const fresh = judged.filter(({ comparison }, index) => reported[index] === true && !comparison.reported);
  for (const { comparison } of fresh) comparison.reported = true;
  return fresh;
}

/**
 * The natural logarithm of the e-value at which a comparison is reported now: 1/(α·weight), less for each that is
 * reported already.
 */
export function logLineOf(
  definition: MonitoringDefinition,
  { metric, attribute, comparison }: Place,
  reported: number,
): number {
  const logWeight = logWeightOf(definition, cellId(metric, attribute), comparison.group);
  return -Math.log(definition.alpha * Math.max(1, reported)) - logWeight;
}

/** Begins the reported comparisons of a cell anew, because their alert was closed. Returns their groups. */
export function beginAnew(state: MonitorState, id: CellId, at: string): string[] {
  const cell = state.cells[id] ?? [];
  const groups = cell.filter(({ reported }) => reported).map(({ group }) => group);
  state.cells[id] = cell.map((known) => (known.reported ? newComparison(known.group, at) : known));
  return groups;
}
