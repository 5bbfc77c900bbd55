import type { TopicsOfTable } from '../ops/index.ts';

/** Which screens a changed table concerns. */
export const topicsOfTable: TopicsOfTable = {
  app_user: ['people', 'session'],
  role_assignment: ['people', 'session'],
  sign_in_session: ['people', 'session'],
  failed_sign_in: ['people'],
  passphrase_set: ['people'],
  recovery_key_confirmation: ['session'],
  setting: ['settings', 'triage'],
  job: ['job'],
  backup: ['job'],
  verification: ['job'],
  evaluation_run: ['job'],
  notification: ['notification'],
  notification_read: ['notification'],
  patient: ['patient', 'encounter', 'triage'],
  person_identity: ['patient', 'triage'],
  encounter: ['encounter', 'patient', 'triage'],
  observation: ['encounter', 'patient', 'triage'],
  history_item: ['patient', 'encounter', 'triage'],
  attachment: ['patient', 'encounter'],
  finding: ['triage', 'encounter'],
  triage_decision: ['triage', 'encounter'],
  model_decision: ['model'],
};
