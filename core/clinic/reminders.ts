import type { QueueRow } from '../contract/index.ts';
import type { TriageSettings } from './clinic.ts';

/** Something that somebody must be told about a patient who waits. Holds nothing that says who the patient is. */
export interface TriageReminder {
  /** The same for the same occasion, so that it is told once. */
  readonly key: string;
  readonly kind: 'retriageDue' | 'targetMissed' | 'escalation';
  readonly severity: 'attention' | 'urgent';
  readonly encounterId: string;
  readonly patientId: string;
  readonly title: string;
  readonly text: string;
  /** When it became due, ISO 8601. */
  readonly dueAt: string;
}

/**
 * What the queue calls for at a time: a re-triage that is due, a target that was missed, and, when a missed target
 * stays unmet for longer than the settings allow, an escalation to those in charge. Pure: the same queue at the same
 * time gives the same reminders. A new re-triage time or another target time is a new occasion.
 */
export function remindersFor(
  rows: readonly QueueRow[],
  asOf: string,
  { escalateAfterMinutes }: Pick<TriageSettings, 'escalateAfterMinutes'>,
): TriageReminder[] {
  const now = Date.parse(asOf);
  return rows.flatMap((row) => {
    const reminders: TriageReminder[] = [];
    const { encounterId, patientId, acuity, dueAt, retriageAt } = row;
    const who = `Level ${acuity}, ${row.bay === null ? 'no bay' : row.bay}`;
    const about = (
      kind: TriageReminder['kind'],
      severity: TriageReminder['severity'],
      since: string,
      title: string,
      text: string,
    ) => {
      const key = `${kind}:${encounterId}:${since}`;
      reminders.push({ key, kind, severity, encounterId, patientId, title, text, dueAt: since });
    };
    if (retriageAt !== null && now >= Date.parse(retriageAt)) {
      about('retriageDue', 'attention', retriageAt, 'Re-triage is due', `${who}: look at the patient again.`);
    }
    if (row.overdue) {
      const severity = acuity <= 2 ? 'urgent' : 'attention';
      about(
        'targetMissed',
        severity,
        dueAt,
        'A time target was missed',
        `${who}: no decision is signed yet.`,
      );
      const escalation = Date.parse(dueAt) + escalateAfterMinutes * 60_000;
      if (now >= escalation) {
        const since = new Date(escalation).toISOString();
        const text = `${who}: ${escalateAfterMinutes} minutes past the target and no decision is signed.`;
        about('escalation', 'urgent', since, 'A patient is waiting far beyond the target', text);
      }
    }
    return reminders;
  });
}
