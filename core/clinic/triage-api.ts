import { implement } from '@orpc/server';
import { triageContract } from '../contract/index.ts';
import type { HandlerContext } from '../identity/index.ts';
import type { Clinic } from './clinic.ts';
import { decide } from './decisions.ts';
import { readQueue } from './queue.ts';
import { ruleView } from './rule-views.ts';
import { scoreDefinitions, scoreWithComponents } from './score-views.ts';
import type { TriageKnowledge } from './triage/index.ts';
import { readEncounterView } from './views.ts';

export interface TriageApi {
  readonly clinic: Clinic;
  readonly knowledge: TriageKnowledge;
}

/** Triage's part of the contract. */
export function implementTriage({ clinic, knowledge }: TriageApi) {
  const os = implement(triageContract).$context<HandlerContext>();
  return os.router({
    queue: os.queue.handler(({ context }) => readQueue(clinic, context.store)),
    encounter: os.encounter.handler(({ context, input }) =>
      readEncounterView(clinic, context.store, input.encounterId),
    ),
    preview: os.preview.handler(({ context, input }) =>
      clinic.triage.assess(input, clinic.settings(context.store).targetScale),
    ),
    decide: os.decide.handler(({ context, input }) => decide(clinic, context, input)),
    rule: os.rule.handler(({ input }) => ruleView(knowledge, input.rule)),
    scores: os.scores.handler(() => scoreDefinitions()),
    computeScore: os.computeScore.handler(({ input }) => scoreWithComponents(input.score, input.input)),
  });
}
