import type { Notification } from '../contract/index.ts';
import type { NewNotification } from './notifications.ts';

/**
 * Something that somebody must be told because time has passed: a patient who waits beyond the target, a re-triage
 * that is due. A domain says what is due; telling people, once, is done here.
 */
export interface Reminder {
  /** The same for the same occasion, so that it is told once. */
  readonly key: string;
  readonly kind: 'targetMissed' | 'escalation' | 'retriageDue';
  readonly severity: Notification['severity'];
  readonly encounterId: string;
  /** Names no patient. */
  readonly title: string;
  readonly text: string;
}

/** What is due now, also if it was due before. Asking twice gives the same. */
export type ReminderSource = () => readonly Reminder[];

/** Those who decide on patients are told. */
export function reminderNotification(reminder: Reminder): NewNotification {
  const { key, kind, severity, title, text, encounterId } = reminder;
  return {
    kind,
    severity,
    title,
    text,
    link: { screen: 'encounter', id: encounterId },
    to: { permission: 'triage.decide' },
    once: key,
  };
}
