import { agentsMigrations } from '../agents/index.ts';
import {
  type Clinic,
  clinicMigrations,
  DECISION,
  evaluationMigrations,
  loadCodeLists,
  loadTriageKnowledge,
  readQueue,
  remindersFor,
  signedDecision,
  triageEngine,
} from '../clinic/index.ts';
import type { Task } from '../contract/index.ts';
import {
  ALERT_CLOSING,
  loadMonitoringDefinition,
  loadOverviewTexts,
  signedClosing,
} from '../fairness/index.ts';
import type { Json } from '../kernel/canonical.ts';
import type { Clock } from '../kernel/clock.ts';
import { loadTriageModels, MODEL_DECISION, signedModelDecision } from '../models/index.ts';
import { type ReminderSource, readSettings, type TaskSource } from '../ops/index.ts';
import type { Migration, Store } from '../store/index.ts';

/** How the clinic is put together with the rest: knowledge, settings, reminders, tasks. */

export const clinicalMigrations: readonly Migration[] = [
  ...agentsMigrations,
  ...clinicMigrations,
  ...evaluationMigrations,
];

export function composeClinic(resources: string, clock: Clock) {
  const knowledge = loadTriageKnowledge(resources);
  const codes = loadCodeLists(resources);
  const models = loadTriageModels(resources);
  const clinic: Clinic = {
    clock,
    codes,
    triage: triageEngine(knowledge, models),
    settings: (store) => store.read(readSettings),
  };
  return {
    clinic,
    knowledge,
    models,
    overviewTexts: loadOverviewTexts(resources, codes),
    monitoring: loadMonitoringDefinition(resources, codes),
  };
}

export function clinicReminders(clinic: Clinic, store: Store): ReminderSource {
  return () => {
    const { rows, asOf } = readQueue(clinic, store);
    return remindersFor(rows, asOf, clinic.settings(store));
  };
}

/** Patients to decide on and to look at again, for those who decide. Names are the reader's to see. */
export function clinicTasks(clinic: Clinic): TaskSource {
  return (store, reader): Task[] => {
    if (!reader.permissions.has('triage.decide')) return [];
    return readQueue(clinic, store).rows.flatMap((row): Task[] => {
      const link = { screen: 'encounter' as const, id: row.encounterId };
      const who = `${row.name}${row.bay === null ? '' : `, ${row.bay}`}`;
      if (!row.decided) {
        const title = `Decide on ${who} (level ${row.acuity} proposed)`;
        return [
          {
            id: `decide/${row.encounterId}`,
            kind: 'decide',
            title,
            dueAt: row.dueAt,
            overdue: row.overdue,
            link,
          },
        ];
      }
      if (!row.retriageOverdue) return [];
      const title = `Look at ${who} again (level ${row.acuity})`;
      return [
        {
          id: `retriage/${row.encounterId}`,
          kind: 'retriage',
          title,
          dueAt: row.retriageAt,
          overdue: true,
          link,
        },
      ];
    });
  };
}

/** What a signed record shows today, for the list of signatures; undefined where no domain can say. */
export function shownNow(store: Store, subjectType: string, subjectId: string): Json | undefined {
  if (subjectType === DECISION) return store.read((db) => signedDecision(db, subjectId));
  if (subjectType === MODEL_DECISION) return store.read((db) => signedModelDecision(db, subjectId));
  if (subjectType === ALERT_CLOSING) return store.read((db) => signedClosing(db, subjectId));
  return undefined;
}
