import type { QueueRow } from '../../../core/contract/index.ts';
import { formatSpan } from '../../app/format.ts';

const MINUTE = 60_000;

/** Where somebody stands against the clock. Times in milliseconds. */
export interface Waiting {
  waited: number;
  /** Null for a level that is to be seen at once. */
  target: number | null;
  /** Share of the target that is used up, 0 to 1; 1 once it is over. The target runs until a level is signed. */
  used: number;
  /** How long past the target; 0 while there is time left, and once a level is signed. */
  over: number;
  /**
   * `onTime`; `soon`: less than a quarter of the target is left; `late`: past the target; `danger`: past it at an
   * emergency level, where waiting itself may harm; `settled`: a level is signed; `again`: it is, and the patient is
   * to be looked at again.
   */
  state: 'onTime' | 'soon' | 'late' | 'danger' | 'settled' | 'again';
  /** Time until the patient is looked at again, negative once it is over; null where no re-triage is planned. */
  untilRetriage: number | null;
}

type Timed = Pick<QueueRow, 'arrivedAt' | 'dueAt' | 'retriageAt' | 'acuity' | 'decided' | 'overdue'>;

/**
 * The waiting time of a row at `now`. Between two answers of the core the clock runs on, so lateness is worked out
 * here; what the core called overdue stays overdue.
 */
export function waitingOf(row: Timed, now: number): Waiting {
  const arrived = Date.parse(row.arrivedAt);
  const due = Date.parse(row.dueAt);
  const waited = Math.max(0, now - arrived);
  const target = due > arrived ? due - arrived : null;
  const untilRetriage = row.retriageAt === null ? null : Date.parse(row.retriageAt) - now;
  if (row.decided) {
    const state = untilRetriage !== null && untilRetriage <= 0 ? 'again' : 'settled';
    return { waited, target, used: 0, over: 0, state, untilRetriage };
  }
  const late = row.overdue || now > due;
  const used = target === null || late ? 1 : Math.min(1, waited / target);
  const over = late ? Math.max(0, now - due) : 0;
  return { waited, target, used, over, state: runningState(row.acuity, late, used), untilRetriage };
}

function runningState(acuity: number, late: boolean, used: number): Waiting['state'] {
  if (late) return acuity <= 2 ? 'danger' : 'late';
  return used >= 0.75 ? 'soon' : 'onTime';
}

/** Up to here minutes are quicker to compare than hours and minutes. */
const MINUTES_UP_TO = 240;

/** `12 of 60 min`, `5 min over`, `again in 9 min`: the bar in words, for the eye and for a screen reader. */
export function waitingText({ state, waited, target, over, untilRetriage }: Waiting): string {
  if (state === 'settled') return untilRetriage === null ? 'decided' : `again in ${spanText(untilRetriage)}`;
  if (state === 'again') return `look again, ${spanText(-(untilRetriage ?? 0))} over`;
  if (over >= MINUTE) return `${spanText(over)} over`;
  if (target === null) return 'see now';
  const [minutes, targetMinutes] = [Math.floor(waited / MINUTE), Math.round(target / MINUTE)];
  return targetMinutes <= MINUTES_UP_TO
    ? `${minutes} of ${targetMinutes} min`
    : `${formatSpan(waited)} of ${formatSpan(target)}`;
}

function spanText(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  return minutes <= MINUTES_UP_TO ? `${minutes} min` : formatSpan(ms);
}

/** What is left to do for a patient, most pressing first, in words. */
export function outstandingOf(row: QueueRow, now: number): Outstanding[] {
  const outstanding: Outstanding[] = [];
  const { untilRetriage } = waitingOf(row, now);
  // Once a level is signed the waiting time itself says that the patient is to be looked at again.
  const due = row.retriageOverdue || (untilRetriage !== null && untilRetriage <= 0);
  if (due && !row.decided) {
    const over = -(untilRetriage ?? 0);
    const since = over >= MINUTE ? ` ${formatSpan(over)} ago` : ' now';
    outstanding.push({ kind: 'retriage', text: `Re-triage due${since}`, short: 'Re-triage' });
  }
  if (!row.decided) outstanding.push({ kind: 'decision', text: 'Not decided yet', short: 'Decide' });
  if (row.missing > 0) {
    const text = row.missing === 1 ? '1 open question' : `${row.missing} open questions`;
    outstanding.push({ kind: 'questions', text, short: `${row.missing} open` });
  }
  return outstanding;
}

export interface Outstanding {
  kind: 'retriage' | 'decision' | 'questions';
  text: string;
  short: string;
}
