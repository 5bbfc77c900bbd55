import { implement } from '@orpc/server';
import { type KnowledgeOverview, knowledgeContract } from '../../contract/knowledge.ts';
import type { HandlerContext } from '../../identity/index.ts';
import { assess, type TriageKnowledge } from '../triage/index.ts';
import { type Library, openLibrary, summaryOf } from './names.ts';
import { createSearch, type Search } from './search.ts';
import { conceptView, conditionView, overviewOf, presentationView, ruleById } from './views.ts';

/** The knowledge's part of the contract. Nothing is prepared before somebody reads. */
export function implementKnowledge(knowledge: TriageKnowledge) {
  const library = once<Library>(() => openLibrary(knowledge));
  const search = once<Search>(() => createSearch(library()));
  const overview = once<KnowledgeOverview>(() => overviewOf(library()));
  const os = implement(knowledgeContract).$context<HandlerContext>();
  return os.router({
    overview: os.overview.handler(() => overview()),
    presentations: os.presentations.handler(() =>
      knowledge.presentations
        .map((presentation) => summaryOf(library(), presentation))
        .sort((a, b) => (a.title < b.title ? -1 : 1)),
    ),
    presentation: os.presentation.handler(({ input }) =>
      // The rules alone, on the scale that is always there: only levels are shown.
      presentationView(library(), input.id, (example) => assess(knowledge, example, { scale: 'manchester' })),
    ),
    rules: os.rules.handler(() => [...library().rules.values()].filter((rule) => rule.presentation === null)),
    rule: os.rule.handler(({ input }) => ruleById(library(), input.id)),
    conditions: os.conditions.handler(() =>
      knowledge.conditions.conditions
        .map(({ id, title, acuity, mustNotMiss }) => ({ id, title, acuity, mustNotMiss }))
        .sort((a, b) => (a.title < b.title ? -1 : 1)),
    ),
    condition: os.condition.handler(({ input }) => conditionView(library(), input.id)),
    concept: os.concept.handler(({ input }) => conceptView(library(), input.id)),
    search: os.search.handler(({ input }) => search()(input.query, input.limit)),
  });
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
