/** The clinic: patients, encounters, triage, and what comes in from other systems. */
export { type ClinicApi, implementClinic, type UploadedFile } from './api.ts';
export { ASSESSMENT, assessEncounter } from './assessments.ts';
export type { Acting, Clinic, TriageEngine, TriageSettings } from './clinic.ts';
export { type CodeLists, loadCodeLists } from './code-lists.ts';
export { type DecisionEvidence, evidenceAfter } from './decision-evidence.ts';
export { type DecisionFact, decisionFacts, type Period } from './decision-facts.ts';
export { DECISION, decide, signedDecision } from './decisions.ts';
export * from './demo/index.ts';
export { directoryOf } from './directory.ts';
export {
  closeEncounter,
  insertEncounter,
  insertVitals,
  recordVitals,
  updateNarrative,
} from './encounters.ts';
export { rulesEngine, triageEngine } from './engine.ts';
export { type EvaluationApi, implementEvaluation } from './evaluation/api.ts';
export { evaluationMigrations } from './evaluation/migrations.ts';
export { type EvaluationSource, runEvaluation } from './evaluation/run-evaluation.ts';
export { insertHistory } from './history.ts';
export { importFile, type ParseFile } from './import/importer.ts';
export { takeIn } from './intake.ts';
export { implementKnowledge } from './knowledge/api.ts';
export { clinicMigrations } from './migrations.ts';
export { createPatient, readIdentity } from './patients.ts';
export { readQueue } from './queue.ts';
export { remindersFor, type TriageReminder } from './reminders.ts';
export * from './triage/index.ts';
export { implementTriage, type TriageApi } from './triage-api.ts';
export { readEncounterView, readPatientRecord } from './views.ts';
