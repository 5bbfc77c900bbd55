import { setImmediate as nextTurn } from 'node:timers/promises';
import { createRandom } from '../../kernel/random.ts';
import type { Store } from '../../store/index.ts';
import type { Clinic } from '../clinic.ts';
import { type DemoEncounter, generateCohort, type InjectedBias } from './cohort.ts';
import type { DemoData } from './demo-data.ts';
import { arrive, createTimeline, type DemoClinician, decideOn, depart, type Timeline } from './timeline.ts';

export interface DemoOptions {
  readonly seed: number;
  /** Past encounters, each with a signed decision and an outcome. */
  readonly encounters: number;
  /** Patients who are in the department now. */
  readonly waiting: number;
  readonly bias: InjectedBias | null;
  readonly clinicians: readonly DemoClinician[];
  readonly report?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** What the demonstration has to find: patients whose first language is not English are put too low. */
export const DEFAULT_BIAS: InjectedBias = { attribute: 'language', values: ['!en'], strength: 0.3 };

const DAYS = 180;
/** Encounters written together as one change. */
const BATCH = 50;
/** Past any number that the past encounters reach. */
const WAITING_NHS_NUMBERS = 900_000;
const MINUTE = 60_000;

const meta = (what: string) => ({ actor: 'system', action: 'demo.generate', reason: what }) as const;

/** How long ago the patients of the waiting room arrived: most within the hour, a few since the morning. */
function arriveLately(timeline: Timeline, one: DemoEncounter, now: number): DemoEncounter {
  const minutes = Math.round(2 + 200 * timeline.random.next() ** 2.2);
  return { ...one, arrivedAt: now - minutes * MINUTE };
}

function writePast(timeline: Timeline, cohort: readonly DemoEncounter[], options: DemoOptions): void {
  timeline.store.change(meta('Past encounters of the demonstration'), (tx) => {
    for (const one of cohort) {
      const arrived = arrive(timeline, tx, one);
      decideOn(timeline, tx, one, arrived, timeline.random.pick(options.clinicians));
      depart(timeline, tx, one, arrived.encounterId);
    }
  });
}

function writeWaitingRoom(
  timeline: Timeline,
  cohort: readonly DemoEncounter[],
  now: number,
  options: DemoOptions,
): void {
  timeline.store.change(meta('Waiting room of the demonstration'), (tx) => {
    for (const [index, one] of cohort.entries()) {
      const lately = arriveLately(timeline, one, now);
      // Two in three have a bay, and nobody shares one.
      const arrived = arrive(timeline, tx, lately, index % 3 === 2 ? null : `Bay ${index + 1}`);
      const isDecided =
        lately.arrivedAt + lately.minutesToDecision * MINUTE < now && timeline.random.chance(0.6);
      if (isDecided) decideOn(timeline, tx, lately, arrived, timeline.random.pick(options.clinicians));
    }
  });
}

/**
 * Fills a workspace with invented encounters, written by the same services that real ones go through, and a waiting
 * room as of now. The same seed and time give the same people, complaints, decisions and outcomes.
 *
 * Cancelling between batches leaves what was written so far.
 */
export async function generateDemo(
  clinic: Clinic,
  store: Store,
  data: DemoData,
  options: DemoOptions,
): Promise<void> {
  const now = clinic.clock.now();
  const { seed, bias, encounters, waiting, report, signal } = options;
  const past = generateCohort(data, { seed, encounters, bias, now, days: DAYS });
  const present = generateCohort(data, {
    ...{ seed: seed + 2, encounters: waiting, bias, now, days: 1 },
    firstNhsNumber: WAITING_NHS_NUMBERS,
  });
  const total = encounters + waiting;
  const timeline = createTimeline(clinic, store, createRandom(seed + 1), data.overrideNotes);
  for (let from = 0; from < past.length; from += BATCH) {
    signal?.throwIfAborted();
    writePast(timeline, past.slice(from, from + BATCH), options);
    report?.(Math.min(from + BATCH, encounters), total);
    await nextTurn();
  }
  writeWaitingRoom(timeline, present, now, options);
  report?.(total, total);
}
