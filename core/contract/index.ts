/**
 * The contract between the core and everything that uses it: the renderer, the command line and the tests derive
 * their clients from it, the core its handlers. One file per domain; use-cases, never tables.
 */
import { clinicContract } from './clinic.ts';
import { evaluationContract } from './evaluation.ts';
import { fairnessContract } from './fairness.ts';
import { knowledgeContract } from './knowledge.ts';
import { modelsContract } from './models.ts';
import { monitoringContract } from './monitoring.ts';
import { opsContract } from './ops.ts';
import { recordContract } from './record.ts';
import { peopleContract, sessionContract } from './session.ts';
import { triageContract } from './triage.ts';
import { workspaceContract } from './workspace.ts';

export const contract = {
  workspace: workspaceContract,
  session: sessionContract,
  people: peopleContract,
  clinic: clinicContract,
  triage: triageContract,
  evaluation: evaluationContract,
  fairness: fairnessContract,
  monitoring: monitoringContract,
  knowledge: knowledgeContract,
  models: modelsContract,
  record: recordContract,
  ops: opsContract,
};

export type Contract = typeof contract;

export * from './access.ts';
export * from './age.ts';
export * from './clinic.ts';
export * from './common.ts';
export * from './evaluation.ts';
export * from './fairness.ts';
export * from './fairness-audit.ts';
export * from './knowledge.ts';
export * from './models.ts';
export * from './monitoring.ts';
export * from './nhs-number.ts';
export * from './ops.ts';
export * from './record.ts';
export * from './session.ts';
export * from './triage.ts';
export * from './triage-case.ts';
export * from './vital-signs.ts';
export * from './workspace.ts';
