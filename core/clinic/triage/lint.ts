import type { Rule, TriageKnowledge } from './knowledge.ts';
import { lintCompleteness, namesYear } from './lint-completeness.ts';
import { lintLogic } from './lint-logic.ts';

/** Something wrong with the knowledge that a schema cannot see. */
export interface Complaint {
  readonly place: string;
  readonly problem: string;
}

/**
 * Checks that the knowledge hangs together: every concept and condition exists, no id is used twice, every rule can
 * hold and can decide, thresholds leave no gap, every presentation is complete and names a source with a year for
 * each statement, and broader concepts form no circle.
 */
export function lintKnowledge(knowledge: TriageKnowledge): Complaint[] {
  const complaints: Complaint[] = [];
  const complain = (place: string, problem: string) => complaints.push({ place, problem });
  const concept = (place: string, id: string) => {
    if (!knowledge.lexicon.byId.has(id)) complain(place, `the concept ${id} is not in the lexicon`);
  };
  const conditions = new Set(knowledge.conditions.conditions.map(({ id }) => id));
  const ids = new Set<string>();
  const unique = (id: string) => {
    if (ids.has(id)) complain(id, 'the id is used twice');
    ids.add(id);
  };
  const rule = (place: string, candidate: Rule) => {
    unique(place);
    if (!namesYear(candidate.source)) complain(place, `the source "${candidate.source}" has no year`);
    for (const id of candidate.when.concepts) concept(place, id);
    const { concepts, variables, keywords } = candidate.when;
    if (concepts.length + variables.length + keywords === 0) {
      complain(place, 'the condition tests nothing');
    }
  };
  for (const general of knowledge.rules) rule(general.id, general);
  const titles = new Set(knowledge.presentations.map((presentation) => presentation.id));
  for (const presentation of knowledge.presentations) {
    unique(presentation.id);
    for (const trigger of presentation.triggers) concept(presentation.id, trigger);
    for (const other of presentation.explains) {
      if (!titles.has(other)) complain(presentation.id, `explains ${other}, which does not exist`);
      const explained = knowledge.presentations.find((candidate) => candidate.id === other);
      if (explained?.explains.includes(presentation.id))
        complain(presentation.id, `and ${other} explain each other`);
    }
    for (const discriminator of presentation.discriminators) {
      rule(`${presentation.id}.${discriminator.id}`, discriminator);
    }
    lintDefaults(presentation, complain, concept);
    for (const id of [...presentation.likely, ...presentation.mustNotMiss]) {
      // The network weighs it, or the lexicon at least names it: either way there is a title to show.
      if (!conditions.has(id) && !knowledge.lexicon.byId.has(id)) {
        complain(
          presentation.id,
          `names the condition ${id}, which is neither in the network nor in the lexicon`,
        );
      }
    }
    complaints.push(...lintLogic(presentation, knowledge.lexicon), ...lintCompleteness(presentation));
    const least = presentation.defaults.reduce((level, entry) => Math.min(level, entry.acuity), 5);
    for (const discriminator of presentation.discriminators) {
      if (discriminator.acuity > least && presentation.defaults.length === 1) {
        complain(`${presentation.id}.${discriminator.id}`, 'can never matter: the default is more urgent');
      }
    }
  }
  lintBroader(knowledge, complain);
  return complaints;
}

function lintDefaults(
  presentation: TriageKnowledge['presentations'][number],
  complain: (place: string, problem: string) => void,
  concept: (place: string, id: string) => void,
): void {
  for (const [index, entry] of presentation.defaults.entries()) {
    for (const id of entry.when?.concepts ?? []) concept(`${presentation.id}.default`, id);
    const last = index === presentation.defaults.length - 1;
    if (last && entry.when !== null) {
      complain(`${presentation.id}.default`, 'the last default has a condition, so there may be none');
    }
    if (!last && entry.when === null) {
      complain(`${presentation.id}.default`, 'a default without a condition hides those after it');
    }
  }
}

function lintBroader(knowledge: TriageKnowledge, complain: (place: string, problem: string) => void): void {
  for (const concept of knowledge.lexicon.concepts) {
    const seen = new Set<string>();
    const queue = [...concept.isa];
    for (const broader of queue) {
      if (broader === concept.id) complain(concept.id, 'is broader than itself');
      if (seen.has(broader)) continue;
      seen.add(broader);
      const known = knowledge.lexicon.byId.get(broader);
      if (!known) complain(concept.id, `is a ${broader}, which is not in the lexicon`);
      else queue.push(...known.isa);
    }
  }
}
