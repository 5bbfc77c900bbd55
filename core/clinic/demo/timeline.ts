import type { Acuity } from '../../contract/index.ts';
import type { Actor, Signer } from '../../identity/index.ts';
import { type ManualClock, manualClock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import type { Db, Store } from '../../store/index.ts';
import { assessEncounter, encounterRow } from '../assessments.ts';
import type { Clinic } from '../clinic.ts';
import { signDecision } from '../decisions.ts';
import { endEncounter, insertEncounter, insertVitals } from '../encounters.ts';
import { insertHistory } from '../history.ts';
import { createPatient } from '../patients.ts';
import type { DemoEncounter } from './cohort.ts';
import type { OverrideNotes } from './demo-data.ts';

/** Somebody who signs in the demonstration. */
export interface DemoClinician {
  readonly actor: Actor;
  /** The right to sign once, at the time of the clock. */
  signer(clock: ManualClock): Signer;
}

/** What happens to an invented patient, told to the services of the clinic at the times at which it happened. */
export interface Timeline {
  readonly clinic: Clinic;
  readonly clock: ManualClock;
  readonly store: Store;
  readonly random: Random;
  readonly notes: OverrideNotes;
}

export function createTimeline(clinic: Clinic, store: Store, random: Random, notes: OverrideNotes): Timeline {
  const clock = manualClock(0);
  return { clinic: { ...clinic, clock }, clock, store, random, notes };
}

const MINUTE = 60_000;

/** Arrival, measurements and the proposal of the rules. Returns the encounter and the assessment to decide on. */
export function arrive(timeline: Timeline, tx: Db, one: DemoEncounter, bay: string | null = null) {
  const { clinic, clock, store } = timeline;
  clock.set(one.arrivedAt);
  const patientId = createPatient(clinic, store, tx, one.person);
  const encounter = insertEncounter(clinic, store, tx, {
    patientId,
    status: 'waiting',
    arrivedAt: new Date(one.arrivedAt).toISOString(),
    arrivalMode: one.arrivalMode,
    narrative: one.narrative,
    pregnancyWeeks: one.pregnancyWeeks,
    bay,
  });
  insertVitals(clinic, tx, encounter, one.vitals, new Date(one.arrivedAt + MINUTE).toISOString());
  for (const text of one.conditions)
    insertHistory(tx, clock, patientId, { kind: 'condition', text, status: 'active' });
  const assessment = assessEncounter(clinic, store, tx, encounter.id, { anew: true });
  return { encounterId: encounter.id, assessment };
}

function overrideNote({ random, notes }: Timeline, proposed: number, decided: Acuity): string {
  return random.pick(decided < proposed ? notes.up : notes.down);
}

/** The clinician's signed decision, as long after arrival as it took. */
export function decideOn(
  timeline: Timeline,
  tx: Db,
  one: DemoEncounter,
  { encounterId, assessment }: ReturnType<typeof arrive>,
  clinician: DemoClinician,
): void {
  const { clinic, clock, store } = timeline;
  clock.set(one.arrivedAt + one.minutesToDecision * MINUTE);
  const decision =
    one.decided === assessment.severity
      ? ({ kind: 'confirm' } as const)
      : ({
          kind: 'override',
          acuity: one.decided,
          reason: 'clinicalJudgement',
          note: overrideNote(timeline, assessment.severity, one.decided),
        } as const);
  signDecision(clinic, store, tx, {
    actor: clinician.actor,
    signer: clinician.signer(clock),
    request: { encounterId, assessmentId: assessment.id, shownDigest: assessment.digest, decision },
  });
}

/** The end of the encounter, with what became of the patient. */
export function depart({ clock }: Timeline, tx: Db, one: DemoEncounter, encounterId: string): void {
  clock.set(one.arrivedAt + Math.max(one.minutesToDecision + 5, one.hoursToOutcome * 60) * MINUTE);
  endEncounter(
    tx,
    encounterRow(tx, encounterId),
    { type: 'close', outcome: one.outcome },
    { kind: one.outcome, at: new Date(clock.now()).toISOString() },
  );
}
