import type { Encounter } from '../contract/index.ts';
import { FairdocError } from '../kernel/errors.ts';

export type EncounterStatus = Encounter['status'];
type OutcomeKind = NonNullable<Encounter['outcome']>['kind'];

/** What can happen to an encounter. */
export type EncounterEvent =
  | { readonly type: 'decide' }
  /** A newer assessment calls for a more urgent level than the one that was signed. */
  | { readonly type: 'worsen' }
  | { readonly type: 'record' }
  | { readonly type: 'close'; readonly outcome: OutcomeKind }
  /** Another system says that the encounter has ended; that is a fact, not a request. */
  | { readonly type: 'endedElsewhere' };

/** A patient may leave, die or be sent elsewhere before anyone has decided; everything else needs a decision. */
const WITHOUT_DECISION: readonly OutcomeKind[] = ['left', 'died', 'referred'];

/**
 * The lifecycle of an encounter: waiting → decided → closed. A patient who gets worse after the decision waits
 * again, because nobody has signed the level that is needed now. Encounters that were over when they were imported
 * take part in nothing.
 */
const TRANSITIONS: Readonly<
  Record<EncounterStatus, Partial<Record<EncounterEvent['type'], EncounterStatus>>>
> = {
  waiting: {
    decide: 'decided',
    worsen: 'waiting',
    record: 'waiting',
    close: 'closed',
    endedElsewhere: 'closed',
  },
  decided: {
    decide: 'decided',
    worsen: 'waiting',
    record: 'decided',
    close: 'closed',
    endedElsewhere: 'closed',
  },
  closed: {},
  imported: {},
};

/**
 * The status after an event.
 * @throws clinic.encounterState when the event cannot happen to an encounter in this status.
 */
export function nextStatus(status: EncounterStatus, event: EncounterEvent): EncounterStatus {
  const next = TRANSITIONS[status][event.type];
  if (next === undefined) throw illegal(status);
  if (event.type === 'close' && status === 'waiting' && !WITHOUT_DECISION.includes(event.outcome)) {
    throw new FairdocError(
      'conflict',
      'clinic.encounterState',
      'This encounter has no signed triage decision that still holds.',
      'Sign a decision first. Without one an encounter ends only when the patient left, was referred on or died.',
      { details: { status } },
    );
  }
  return next;
}

/** Whether the patient is in the department. */
export const isOpen = (status: EncounterStatus): boolean => status === 'waiting' || status === 'decided';

function illegal(status: EncounterStatus): FairdocError {
  return new FairdocError(
    'conflict',
    'clinic.encounterState',
    status === 'closed'
      ? 'This encounter is closed. Its record no longer changes.'
      : 'This encounter took place elsewhere and was imported. Its record does not change here.',
    'Take the patient in again to start a new encounter.',
    { details: { status } },
  );
}
