import type { PersonDraft } from '../draft.ts';
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

function containedIn(from: SourceNode, id: string): SourceNode | undefined {
  for (let node: SourceNode | null = from; node !== null; node = node.parent) {
    const found = many(node, 'contained').find((each) => one(each, 'id')?.text === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a reference element says: the reference itself, the resource if it is in the file, and the words. */
export interface Target {
  readonly reference: string | null;
  readonly resource: SourceNode | undefined;
  readonly display: string | null;
}

export function target(library: Library, node: SourceNode | undefined): Target | null {
  if (node === undefined) return null;
  const reference = text(node, 'reference');
  const resource = reference === null ? undefined : library.resolve(node, reference);
  return { reference, resource, display: text(node, 'display') };
}

/** A reference to an encounter in the form in which encounters are named in the draft. */
export function encounterOf(library: Library, node: SourceNode | undefined): string | null {
  const found = target(library, node);
  if (found === null) return null;
  return (
    (found.resource === undefined ? null : referenceOf(found.resource)) ?? found.reference ?? found.display
  );
}

/** Whoever a reference names: practitioner, role, organisation, related person or the patient. */
export function person(
  library: Library,
  node: SourceNode | undefined,
  role: string | null = null,
): PersonDraft | null {
  const found = target(library, node);
  if (found === null) return null;
  const logical = text(one(node, 'identifier'), 'value');
  const { name, identifier } = named(library, found.resource);
  const shown = found.display ?? name;
  if (shown === null && found.reference === null && logical === null) return null;
  return { role, name: shown, identifier: logical ?? identifier, reference: found.reference };
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

interface Named {
  readonly name: string | null;
  readonly identifier: string | null;
}

function named(library: Library, resource: SourceNode | undefined): Named {
  if (resource === undefined) return { name: null, identifier: null };
  if (!NAMED.has(resource.type ?? '')) return { name: null, identifier: null };
  referenceOf(resource);
  const identifier = text(one(resource, 'identifier'), 'value');
  switch (resource.type) {
    case 'PractitionerRole': {
      const practitioner = target(library, one(resource, 'practitioner'));
      const behind = practitioner?.resource === resource ? undefined : practitioner?.resource;
      const found =
        behind?.type === 'Practitioner' ? named(library, behind) : { name: null, identifier: null };
      return { name: practitioner?.display ?? found.name, identifier: found.identifier ?? identifier };
    }
    case 'Practitioner':
    case 'RelatedPerson': {
      const [first] = many(resource, 'name').map(humanName);
      return { name: first === undefined ? null : spokenName(first), identifier };
    }
    default:
      return { name: text(resource, 'name'), identifier };
  }
}

/** A place or an organisation in words: the reference's display, else its name, identifier or reference. */
export function placeName(library: Library, node: SourceNode | undefined): string | null {
  const found = person(library, node);
  return found === null ? null : (found.name ?? found.identifier ?? found.reference);
}

/** The code of a medication, given as a concept or as a reference to a Medication resource. */
export function medicationCode(library: Library, resource: SourceNode) {
  const direct = concept(one(resource, 'medicationCodeableConcept'));
  if (direct !== null) return direct;
  const found = target(library, one(resource, 'medicationReference'));
  const medication = found?.resource?.type === 'Medication' ? found.resource : undefined;
  const code = concept(one(medication, 'code'));
  if (medication !== undefined) referenceOf(medication);
  if (code !== null) return code;
  const words = found?.display ?? null;
  return words === null ? null : { codings: [], text: words };
}
