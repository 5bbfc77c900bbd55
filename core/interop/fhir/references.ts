import type { ConceptDraft, PersonDraft } from '../draft.ts';
import { type SourceNode, take } from '../source.ts';
import { concept, humanName, many, one, spokenName, text } from './read.ts';

/** The resources of a file, and how they point to each other. */
export interface Library {
  /** Every resource that stands for itself: the root, or the entries of the bundle. */
  readonly resources: readonly SourceNode[];
  readonly resolve: (from: SourceNode, reference: string) => SourceNode | undefined;
}

export function libraryOf(root: SourceNode): Library {
  const resources: SourceNode[] = [];
  const byReference = new Map<string, SourceNode>();
  gather(root, resources, byReference);
  const containedIn = containedFinder();
  return {
    resources,
    resolve: (from, reference) => {
      if (reference.startsWith('#')) return containedIn(from, reference.slice(1));
      return byReference.get(plainReference(reference)) ?? byReference.get(relative(reference));
    },
  };
}

function gather(node: SourceNode, resources: SourceNode[], byReference: Map<string, SourceNode>): void {
  if (node.type !== 'Bundle') {
    resources.push(node);
    index(byReference, nameOf(node), node);
    return;
  }
  for (const entry of many(node, 'entry')) {
    const resource = one(entry, 'resource');
    if (resource === undefined) continue;
    index(byReference, one(entry, 'fullUrl')?.text?.trim() ?? null, resource);
    gather(resource, resources, byReference);
  }
}

/** The first of two resources under one name keeps it; the second is still read, as a resource of its own. */
function index(byReference: Map<string, SourceNode>, reference: string | null, node: SourceNode): void {
  if (reference !== null && !byReference.has(reference)) byReference.set(reference, node);
}

/** `Type/id`, as others refer to the resource; null when it has no id. */
export function nameOf(resource: SourceNode): string | null {
  const id = one(resource, 'id')?.text?.trim() ?? '';
  return id === '' ? null : `${resource.type}/${id}`;
}

/** The same, taken into the draft. */
export function referenceOf(resource: SourceNode): string | null {
  take(one(resource, 'id'));
  return nameOf(resource);
}

function plainReference(reference: string): string {
  return reference.replace(/\/_history\/[^/]+$/, '');
}

/** The last `Type/id` of an absolute address. */
function relative(reference: string): string {
  return /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})$/.exec(plainReference(reference))?.[1] ?? reference;
}

/** Finds contained resources by their id, in the resource that holds the reference or one around it. */
function containedFinder(): (from: SourceNode, id: string) => SourceNode | undefined {
  const known = new Map<SourceNode, Map<string, SourceNode>>();
  const containedBy = (owner: SourceNode) => {
    const found = known.get(owner) ?? new Map<string, SourceNode>();
    if (known.has(owner)) return found;
    for (const each of many(owner, 'contained')) index(found, one(each, 'id')?.text ?? null, each);
    known.set(owner, found);
    return found;
  };
  return (from, id) => {
    for (let node: SourceNode | null = from; node !== null; node = node.parent) {
      const found = node.type === null ? undefined : containedBy(node).get(id);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** What a reference element says, and the resource if it is in the file. Its display is left to the reader. */
export interface Target {
  readonly reference: string | null;
  readonly resource: SourceNode | undefined;
}

export function target(library: Library, node: SourceNode | undefined): Target | null {
  if (node === undefined) return null;
  const reference = text(node, 'reference');
  return { reference, resource: reference === null ? undefined : library.resolve(node, reference) };
}

/** The resource that a reference names, without taking anything. */
export function resourceBehind(library: Library, node: SourceNode | undefined): SourceNode | undefined {
  const reference = one(node, 'reference')?.text?.trim();
  return node === undefined || reference === undefined ? undefined : library.resolve(node, reference);
}

/** A reference to an encounter in the form in which encounters are named in the draft. */
export function encounterOf(library: Library, node: SourceNode | undefined): string | null {
  const found = target(library, node);
  if (found === null) return null;
  const named = found.resource === undefined ? null : nameOf(found.resource);
  return named ?? found.reference ?? text(node, 'display');
}

/** Whoever a reference names: practitioner, role, organisation, related person or the patient. */
export function person(
  library: Library,
  node: SourceNode | undefined,
  role: string | null = null,
): PersonDraft | null {
  const found = target(library, node);
  if (found === null) return null;
  const name = nameBehind(library, found.resource) ?? text(node, 'display');
  const identifier = text(one(node, 'identifier'), 'value') ?? identifierBehind(library, found.resource);
  if (name === null && found.reference === null && identifier === null) return null;
  return { role, name, identifier, reference: found.reference };
}

export function people(
  library: Library,
  nodes: readonly SourceNode[],
  role: string | null = null,
): PersonDraft[] {
  return nodes.flatMap((node) => person(library, node, role) ?? []);
}

const NAMED: ReadonlySet<string> = new Set([
  'Practitioner',
  'PractitionerRole',
  'RelatedPerson',
  'Organization',
  'Location',
  'HealthcareService',
]);

/** For a role the practitioner who has it, where that is in the file; a role of a role is not followed. */
function holder(library: Library, resource: SourceNode): SourceNode {
  if (resource.type !== 'PractitionerRole') return resource;
  const behind = resourceBehind(library, one(resource, 'practitioner'));
  if (behind?.type !== 'Practitioner') return resource;
  target(library, one(resource, 'practitioner'));
  referenceOf(resource);
  return behind;
}

function nameBehind(library: Library, resource: SourceNode | undefined): string | null {
  if (resource === undefined || !NAMED.has(resource.type ?? '')) return null;
  const named = holder(library, resource);
  referenceOf(named);
  if (named.type === 'PractitionerRole') return text(one(named, 'practitioner'), 'display');
  if (named.type !== 'Practitioner' && named.type !== 'RelatedPerson') return text(named, 'name');
  const [first] = many(named, 'name');
  return first === undefined ? null : spokenName(humanName(first));
}

function identifierBehind(library: Library, resource: SourceNode | undefined): string | null {
  if (resource === undefined || !NAMED.has(resource.type ?? '')) return null;
  const named = holder(library, resource);
  return text(one(named, 'identifier'), 'value');
}

/** A place or an organisation in words: its name, else its display, else its identifier, else the reference. */
export function placeName(library: Library, node: SourceNode | undefined): string | null {
  const resource = resourceBehind(library, node);
  const name = nameBehind(library, resource) ?? (resource === undefined ? text(node, 'display') : null);
  if (name !== null && resource === undefined) return name;
  const reference = text(node, 'reference'); // it is represented by what it leads to
  return name ?? identifierBehind(library, resource) ?? text(one(node, 'identifier'), 'value') ?? reference;
}

/** The code of a medication, given as a concept or as a reference to a Medication resource. */
export function medicationCode(library: Library, resource: SourceNode): ConceptDraft | null {
  const direct = concept(one(resource, 'medicationCodeableConcept'));
  const node = one(resource, 'medicationReference');
  if (direct !== null || node === undefined) return direct;
  const behind = resourceBehind(library, node);
  const code = behind?.type === 'Medication' ? concept(one(behind, 'code')) : null;
  if (behind !== undefined && code !== null) {
    target(library, node);
    referenceOf(behind);
    return code;
  }
  const words = text(node, 'display');
  return words === null ? null : { codings: [], text: words };
}
