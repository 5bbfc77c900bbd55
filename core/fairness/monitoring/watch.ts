import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { type DecisionEvidence, evidenceAfter } from '../../clinic/index.ts';
import type { Attribute, EvidencePoint, MonitoringOverview, WatchedMetric } from '../../contract/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import { asFairdocError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import type { Store } from '../../store/index.ts';
import type { OverviewTexts } from '../overview/overview.ts';
import { type CellId, cellId, type MonitoringDefinition } from './definition.ts';
import { beginAnew, type MonitorState, newMonitor, observe, type Place } from './monitor.ts';
import { type Reported, writeReport } from './raise.ts';
import { type BiasAlertRow, biasAlert } from './schema.ts';
import { alertEvidence, comparisonId, countReported, overviewOfWatch, pointOf } from './views.ts';
import { forgetWatch, readPath, readWatch, writeWatch } from './watch-state.ts';

/**
 * Follows the record of an open workspace: every signed decision and every outcome is taken in soon after it is
 * written, in the order of the log. What was written while the program was closed is caught up with.
 */
export interface Watch {
  /** Takes in what is new. Resolves when everything on record now has been taken in. */
  catchUp(): Promise<void>;
  overview(): MonitoringOverview;
  path(comparison: string): EvidencePoint[];
  /** The last change set that was taken in. */
  throughSeq(): number;
  close(): Promise<void>;
}

export interface WatchOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly definition: MonitoringDefinition;
  readonly texts: OverviewTexts;
  /** Told of alerts that were raised, after the commit. */
  readonly onAlerts: (alerts: readonly BiasAlertRow[]) => void;
  /** Told after new evidence was taken in. */
  readonly onEvidence?: () => void;
}

/** Decisions come in bursts, from an import or two signatures at once: they are taken in together. */
const SOON_MS = 250;
const TABLES: ReadonlySet<string> = new Set(['triage_decision', 'encounter']);

export function openWatch(options: WatchOptions): Watch {
  const { store, definition, texts } = options;
  const kept = store.read((db) => readWatch(db, definition.digest));
  const state: MonitorState = kept?.state ?? newMonitor();
  let throughSeq = kept?.throughSeq ?? 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  if (kept === undefined) store.changeUnaudited((tx) => forgetWatch(tx));

  async function takeIn(): Promise<void> {
    for (let isLast = false; !isLast && !closed; ) {
      const page = evidenceAfter(store, throughSeq);
      isLast = page.isLast;
      if (page.evidence.length > 0) takeInPage(options, state, page.evidence, page.throughSeq);
      throughSeq = page.throughSeq;
      if (!isLast) await nextTurn();
    }
  }

  const catchUp = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    last = last.catch(() => undefined).then(() => (closed ? undefined : takeIn()));
    return last;
  };
  const later = () => {
    timer ??= setTimeout(() => {
      catchUp().catch((thrown: unknown) => {
        options.log.error({ code: asFairdocError(thrown).code }, 'the watch could not take in what is new');
      });
    }, SOON_MS).unref();
  };
  const stop = store.onCommit(({ tables }) => {
    if (tables.some((table) => TABLES.has(table))) later();
  });
  later();

  return {
    catchUp,
    overview: () => overviewOfWatch(definition, texts, state),
    path: (comparison) => store.read((db) => readPath(db, comparison)),
    throughSeq: () => throughSeq,
    async close() {
      closed = true;
      stop();
      clearTimeout(timer);
      await last.catch(() => undefined);
    },
  };
}

/** One page of evidence: taken in piece by piece, and written together with the alerts that it raises. */
function takeInPage(
  { store, clock, definition, texts, onAlerts, onEvidence }: WatchOptions,
  state: MonitorState,
  evidence: readonly DecisionEvidence[],
  throughSeq: number,
): void {
  const before = structuredClone(state);
  const closings = store.read((db) =>
    db
      .select()
      .from(biasAlert)
      .where(and(eq(biasAlert.state, 'closed'), isNotNull(biasAlert.closedSeq)))
      .orderBy(desc(biasAlert.closedSeq))
      .all(),
  );
  const dropped = new Set<string>();
  const points = new Map<string, EvidencePoint[]>();
  const reports: Reported[] = [];
  for (const one of evidence) {
    for (const id of anewBefore(state, closings, one)) {
      dropped.add(id);
      points.delete(id);
    }
    const { points: due, reported } = observe(definition, state, one);
    // What an import brings may be older than what is there: a path never goes back in time.
    const at = state.asOf ?? one.at;
    for (const { metric, attribute, comparison } of due) {
      const id = comparisonId(metric, attribute, comparison.group);
      const list = points.get(id) ?? [];
      points.set(id, list);
      list.push(pointOf(comparison, at, definition.alpha));
    }
    const pathOf = ({ metric, attribute, comparison }: Place): EvidencePoint[] => {
      const id = comparisonId(metric, attribute, comparison.group);
      const stored = dropped.has(id) ? [] : store.read((db) => readPath(db, id));
      const path = [...stored, ...(points.get(id) ?? [])];
      const now = pointOf(comparison, at, definition.alpha);
      return path.at(-1)?.pairs === now.pairs ? path : [...path, now];
    };
    reports.push(...toReports(definition, texts, state, reported, closings, one, pathOf));
  }
  const write = { state, throughSeq };
  try {
    if (reports.length === 0) {
      store.changeUnaudited((tx) => writeWatch(tx, definition.digest, write, { dropped, points }));
    } else {
      const raised = store.change({ actor: 'system', action: 'monitoring.raise' }, (tx) => {
        writeWatch(tx, definition.digest, write, { dropped, points });
        return reports.flatMap((report) => writeReport(tx, clock, definition, report) ?? []);
      }).value;
      if (raised.length > 0) onAlerts(raised);
    }
  } catch (thrown) {
    // Nothing of the page was written, so nothing of it may stay in memory: it is taken in again.
    Object.assign(state, before);
    throw thrown;
  }
  onEvidence?.();
}

/** Begins cells anew whose alert was closed before this evidence came. Returns the comparisons concerned. */
function anewBefore(
  state: MonitorState,
  closings: readonly BiasAlertRow[],
  { seq, at }: DecisionEvidence,
): string[] {
  return closings.flatMap(({ metric, attribute, closedSeq }) => {
    const cell = cellId(metric, attribute);
    const done = state.begunAfter[cell] ?? -1;
    if (closedSeq === null || closedSeq >= seq || closedSeq <= done) return [];
    state.begunAfter[cell] = closedSeq;
    return beginAnew(state, cell, at).map((group) => comparisonId(metric, attribute, group));
  });
}

/** What is to be written: by cell, and not again what was closed with this evidence on the table. */
function toReports(
  definition: MonitoringDefinition,
  texts: OverviewTexts,
  state: MonitorState,
  reported: readonly Place[],
  closings: readonly BiasAlertRow[],
  { seq, at }: DecisionEvidence,
  pathOf: (place: Place) => EvidencePoint[],
): Reported[] {
  const count = countReported(definition, state);
  const byCell = Map.groupBy(reported, ({ metric, attribute }) => cellId(metric, attribute));
  return [...byCell].flatMap(([cell, places]) => {
    const [metric, attribute] = partsOf(cell, places);
    const wasClosed = closings.some(
      (alert) => cellId(alert.metric, alert.attribute) === cell && (alert.closedSeq ?? -1) >= seq,
    );
    if (wasClosed) return [];
    const evidence = places.map((place) => alertEvidence(definition, texts, place, pathOf(place), count));
    return [{ cell, metric, attribute, attributeLabel: texts.attributeLabel(attribute), evidence, at }];
  });
}

function partsOf(cell: CellId, places: readonly Place[]): [WatchedMetric, Attribute] {
  const [first] = places;
  if (first === undefined) throw new Error(`nothing was reported of ${cell}`);
  return [first.metric, first.attribute];
}
