import type { LeftOut, RecordDraft, SourceDraft } from '../draft.ts';
import {
  finishReport,
  isTouched,
  leave,
  type Report,
  reportLeftOut,
  type SourceNode,
  take,
  takeAll,
} from '../source.ts';
import { readDocuments, readPresentedForms } from './documents.ts';
import { readEncounter } from './encounter.ts';
import { readAllergy, readCondition, readMedication } from './history.ts';
import { readObservation, readReport } from './observation.ts';
import { readPatient } from './patient.ts';
import { many, one, text, time } from './read.ts';
import { fhirPositions, fhirReason } from './reasons.ts';
import { isReadable, Records, recordOf } from './records.ts';
import { type Library, libraryOf, nameOf, resourceBehind, target } from './references.ts';

/** Reads a FHIR file: a bundle of whatever type, or a single resource. One record per patient. */
export function readFhir(root: SourceNode): { records: RecordDraft[]; leftOut: LeftOut[] } {
  const position = fhirPositions();
  const library = libraryOf(root);
  const source = readSource(root);
  const records = new Records(source);
  const readable = library.resources.filter(isReadable);
  for (const resource of readable) {
    if (resource.type !== 'Patient') continue;
    records.addPatient(resource, readPatient(library, resource, position(resource)));
  }
  for (const resource of readable) readResource(library, records, resource, position);
  records.linkReports();
  const report: Report = { entries: settleEntries(root), unlisted: 0 };
  reportLeftOut(root, { position, reason: fhirReason }, report);
  return { records: records.drafts(), leftOut: finishReport(report) };
}

function readSource(root: SourceNode): SourceDraft {
  const nothing = { id: null, sentAt: null, sender: null, processing: null };
  if (root.type !== 'Bundle') return { kind: root.type ?? '', ...nothing };
  const type = text(root, 'type');
  return {
    ...nothing,
    kind: type === null ? 'Bundle' : `Bundle (${type})`,
    id: text(one(root, 'identifier'), 'value') ?? text(root, 'id'),
    sentAt: time(one(root, 'timestamp')),
  };
}

function readResource(
  library: Library,
  records: Records,
  resource: SourceNode,
  position: (node: SourceNode) => string,
): void {
  if (!isClinical(resource.type)) return;
  const record = recordOf(library, records, resource, position);
  if (record === null) return;
  const at = position(resource);
  switch (resource.type) {
    case 'Encounter':
      record.encounters.push(readEncounter(library, resource, at));
      return;
    case 'Observation':
      record.observations.push(readObservation(library, resource, at));
      return;
    case 'Condition':
      record.conditions.push(readCondition(library, resource, at));
      return;
    case 'AllergyIntolerance':
      record.allergies.push(readAllergy(library, resource, at));
      return;
    case 'MedicationStatement':
    case 'MedicationRequest':
      record.medications.push(readMedication(library, resource, at));
      return;
    case 'DocumentReference':
      record.documents.push(...readDocuments(library, resource, at));
      return;
    case 'DiagnosticReport': {
      const results = many(resource, 'result').flatMap((node) => resultReference(library, node) ?? []);
      records.addReport(record, readReport(library, resource, at), results);
      record.documents.push(...readPresentedForms(library, resource, at));
    }
  }
}

function resultReference(library: Library, node: SourceNode): string | null {
  const resource = resourceBehind(library, node);
  if (resource === undefined) {
    leave(node, 'A result that is not in the file.');
    return null;
  }
  target(library, node);
  return nameOf(resource);
}

const CLINICAL: ReadonlySet<string> = new Set([
  'Encounter',
  'Observation',
  'Condition',
  'AllergyIntolerance',
  'MedicationStatement',
  'MedicationRequest',
  'DocumentReference',
  'DiagnosticReport',
]);

function isClinical(type: string | null): boolean {
  return type !== null && CLINICAL.has(type);
}

/**
 * What stands around the resources of a bundle: addresses are represented by references; instructions to a
 * server are named once. An entry of which nothing was read is one entry of the report.
 */
function settleEntries(root: SourceNode): LeftOut[] {
  if (root.type !== 'Bundle') return [];
  const leftOut = new Map<string, string>();
  settle(root, leftOut);
  return [...leftOut].map(([at, reason]) => ({ at, reason }));
}

const INSTRUCTIONS = ['request', 'response', 'search'] as const;

function settle(bundle: SourceNode, leftOut: Map<string, string>): void {
  for (const entry of many(bundle, 'entry')) {
    const resource = one(entry, 'resource');
    if (resource === undefined) {
      leave(entry, 'An entry without a resource: an instruction to a server, which was not carried out.');
      continue;
    }
    if (resource.type === 'Bundle') settle(resource, leftOut);
    if (resource.reason !== null || !isTouched(resource)) {
      leave(entry, resource.reason ?? fhirReason(resource));
      continue;
    }
    take(one(entry, 'fullUrl'));
    for (const name of INSTRUCTIONS) {
      const instruction = one(entry, name);
      if (instruction === undefined) continue;
      takeAll(instruction);
      leftOut.set(
        `Bundle.entry.${name}`,
        'How the bundle was exchanged with a server; not part of the record.',
      );
    }
  }
}
