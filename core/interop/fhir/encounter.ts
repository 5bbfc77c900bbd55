import type { EncounterDraft, PersonDraft } from '../draft.ts';
import type { SourceNode } from '../source.ts';
import {
  coding,
  concept,
  concepts,
  extension,
  extensionValue,
  identifiers,
  many,
  one,
  period,
  text,
} from './read.ts';
import { type Library, people, placeName, referenceOf } from './references.ts';

/** An Encounter resource. */
export function readEncounter(library: Library, resource: SourceNode, at: string): EncounterDraft {
  const stay = one(resource, 'hospitalization');
  const classNode = one(resource, 'class');
  const places = many(resource, 'location').flatMap(
    (node) => placeName(library, one(node, 'location')) ?? [],
  );
  return {
    at,
    reference: referenceOf(resource) ?? at,
    identifiers: identifiers(resource),
    class: classNode === undefined ? null : coding(classNode),
    status: text(resource, 'status') ?? 'unknown',
    types: concepts(many(resource, 'type')),
    service: concept(one(resource, 'serviceType')),
    priority: concept(one(resource, 'priority')),
    period: period(one(resource, 'period')),
    planned: null,
    reasons: concepts(many(resource, 'reasonCode')),
    location: places.join('; ') || null,
    serviceProvider: placeName(library, one(resource, 'serviceProvider')),
    participants: many(resource, 'participant').flatMap((node) => participants(library, node)),
    admissionMethod: concept(extensionValue(extension(stay, /AdmissionMethod(-\d)?$/))),
    admitSource: concept(one(stay, 'admitSource')),
    dischargeMethod: concept(extensionValue(extension(resource, /DischargeMethod(-\d)?$/))),
    dischargeDisposition: concept(one(stay, 'dischargeDisposition')),
    dischargedTo: placeName(library, one(stay, 'destination')),
    notes: [],
  };
}

function participants(library: Library, node: SourceNode): PersonDraft[] {
  const [type] = many(node, 'type').flatMap((each) => many(each, 'coding'));
  const kind = type === undefined ? null : coding(type);
  const role = kind?.display ?? kind?.code ?? null;
  const found = people(library, many(node, 'individual'), role);
  return found.length === 0 && role !== null
    ? [{ role, name: null, identifier: null, reference: null }]
    : found;
}
