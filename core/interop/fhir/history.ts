import type {
  AllergyDraft,
  ConceptDraft,
  ConditionDraft,
  DosageDraft,
  MedicationDraft,
  ReactionDraft,
} from '../draft.ts';
import { type SourceNode, take } from '../source.ts';
import {
  choice,
  concept,
  concepts,
  flag,
  identifiers,
  many,
  moment,
  notes,
  one,
  quantity,
  statusCode,
  text,
  texts,
  time,
} from './read.ts';
import { encounterOf, type Library, medicationCode, people, referenceOf } from './references.ts';

const NO_CODE: ConceptDraft = { codings: [], text: null };

/** `onsetString` and the like: words instead of a date. */
function words(node: SourceNode | undefined): string | null {
  return node?.name.endsWith('String') === true ? take(node) : null;
}

export function readCondition(library: Library, resource: SourceNode, at: string): ConditionDraft {
  const [onset, abatement] = [choice(resource, 'onset'), choice(resource, 'abatement')];
  return {
    at,
    reference: referenceOf(resource),
    identifiers: identifiers(resource),
    code: concept(one(resource, 'code')) ?? NO_CODE,
    clinicalStatus: statusCode(one(resource, 'clinicalStatus')),
    verificationStatus: statusCode(one(resource, 'verificationStatus')),
    categories: concepts(many(resource, 'category')),
    severity: concept(one(resource, 'severity')),
    bodySite: concept(one(resource, 'bodySite')),
    onset: moment(onset),
    onsetText: words(onset),
    abatement: moment(abatement),
    abatementText: words(abatement),
    recorded: time(one(resource, 'recordedDate')),
    encounter: encounterOf(library, one(resource, 'encounter')),
    recordedBy: recordedBy(library, resource),
    notes: notes(resource),
  };
}

export function readAllergy(library: Library, resource: SourceNode, at: string): AllergyDraft {
  const onset = choice(resource, 'onset');
  return {
    at,
    reference: referenceOf(resource),
    identifiers: identifiers(resource),
    code: concept(one(resource, 'code')) ?? NO_CODE,
    clinicalStatus: statusCode(one(resource, 'clinicalStatus')),
    verificationStatus: statusCode(one(resource, 'verificationStatus')),
    type: text(resource, 'type'),
    categories: texts(resource, 'category'),
    criticality: text(resource, 'criticality'),
    severity: null,
    reactions: many(resource, 'reaction').map(reaction),
    onset: moment(onset),
    onsetText: words(onset),
    lastOccurrence: time(one(resource, 'lastOccurrence')),
    recorded: time(one(resource, 'recordedDate')),
    encounter: encounterOf(library, one(resource, 'encounter')),
    recordedBy: recordedBy(library, resource),
    notes: notes(resource),
  };
}

function reaction(node: SourceNode): ReactionDraft {
  return {
    substance: concept(one(node, 'substance')),
    manifestations: concepts(many(node, 'manifestation')),
    severity: text(node, 'severity'),
    text: text(node, 'description'),
    onset: time(one(node, 'onset')),
  };
}

export function readMedication(library: Library, resource: SourceNode, at: string): MedicationDraft {
  const isRequest = resource.type === 'MedicationRequest';
  return {
    at,
    kind: isRequest ? 'request' : 'statement',
    reference: referenceOf(resource),
    identifiers: identifiers(resource),
    code: medicationCode(library, resource) ?? NO_CODE,
    status: text(resource, 'status') ?? 'unknown',
    intent: text(resource, 'intent'),
    categories: concepts(many(resource, 'category')),
    effective: moment(choice(resource, 'effective')),
    recorded: time(one(resource, isRequest ? 'authoredOn' : 'dateAsserted')),
    encounter: encounterOf(library, one(resource, isRequest ? 'encounter' : 'context')),
    reasons: concepts(many(resource, 'reasonCode')),
    dosages: many(resource, isRequest ? 'dosageInstruction' : 'dosage').map(dosage),
    recordedBy: people(library, many(resource, isRequest ? 'requester' : 'informationSource')),
    notes: notes(resource),
  };
}

function dosage(node: SourceNode): DosageDraft {
  const timing = one(node, 'timing');
  const repeat = one(timing, 'repeat');
  const asNeeded = choice(node, 'asNeeded');
  return {
    text: text(node, 'text'),
    patientInstruction: text(node, 'patientInstruction'),
    dose: quantity(one(one(node, 'doseAndRate'), 'doseQuantity')),
    frequency: text(repeat, 'frequency'),
    period: text(repeat, 'period'),
    periodUnit: text(repeat, 'periodUnit'),
    timing: concept(one(timing, 'code')),
    asNeeded: asNeeded?.name === 'asNeededBoolean' ? flag(asNeeded) : concept(asNeeded),
    site: concept(one(node, 'site')),
    route: concept(one(node, 'route')),
    method: concept(one(node, 'method')),
  };
}

function recordedBy(library: Library, resource: SourceNode) {
  return [
    ...people(library, many(resource, 'recorder'), 'recorder'),
    ...people(library, many(resource, 'asserter'), 'asserter'),
  ];
}
