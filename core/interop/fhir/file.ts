import type {
  AllergyDraft,
  ConditionDraft,
  DocumentDraft,
  EncounterDraft,
  IdentifierDraft,
  LeftOut,
  MedicationDraft,
  ObservationDraft,
  PatientDraft,
  RecordDraft,
  ReportDraft,
  SourceDraft,
} from '../draft.ts';
import { collectLeftOut, isTouched, leave, type SourceNode, take, takeAll } from '../source.ts';
import { readDocuments, readPresentedForms } from './documents.ts';
import { readEncounter } from './encounter.ts';
import { readAllergy, readCondition, readMedication } from './history.ts';
import { readObservation, readReport } from './observation.ts';
import { absentPatient, readPatient } from './patient.ts';
import { identifiers, many, one, text, time } from './read.ts';
import { fhirPositions, fhirReason } from './reasons.ts';
import { type Library, libraryOf, nameOf, resourceBehind, target } from './references.ts';

/** Reads a FHIR file: a bundle of whatever type, or a single resource. One record per patient. */
export function readFhir(root: SourceNode): { records: RecordDraft[]; leftOut: LeftOut[] } {
  const position = fhirPositions();
  const library = libraryOf(root);
  const source = readSource(root);
  const records = new Records(source);
  const readable = library.resources.filter(isReadable);
  for (const resource of readable) {
    if (resource.type === 'Patient')
      records.addPatient(resource, readPatient(library, resource, position(resource)));
  }
  for (const resource of readable)
    if (resource.type !== 'Patient') readResource(library, records, resource, position);
  records.linkReports();
  const leftOut = settleEntries(root);
  return {
    records: records.drafts(),
    leftOut: [...leftOut, ...collectLeftOut(root, { position, reason: fhirReason })],
  };
}

interface Growing {
  patient: PatientDraft;
  encounters: EncounterDraft[];
  reports: ReportDraft[];
  observations: ObservationDraft[];
  conditions: ConditionDraft[];
  allergies: AllergyDraft[];
  medications: MedicationDraft[];
  documents: DocumentDraft[];
}

/** The records under construction, found by the patient's resource or by the reference to a patient elsewhere. */
class Records {
  readonly #source: SourceDraft;
  readonly #byPatient = new Map<SourceNode | string, Growing>();
  /** Which observations a report names; known only when all of them have been read. */
  readonly #results: { record: Growing; report: number; references: readonly string[] }[] = [];

  constructor(source: SourceDraft) {
    this.#source = source;
  }

  addPatient(key: SourceNode | string, patient: PatientDraft): Growing {
    const record: Growing = {
      patient,
      encounters: [],
      reports: [],
      observations: [],
      conditions: [],
      allergies: [],
      medications: [],
      documents: [],
    };
    this.#byPatient.set(key, record);
    return record;
  }

  find(key: SourceNode | string): Growing | undefined {
    return this.#byPatient.get(key);
  }

  addReport(record: Growing, report: ReportDraft, references: readonly string[]): void {
    this.#results.push({ record, report: record.reports.length, references });
    record.reports.push(report);
  }

  linkReports(): void {
    for (const { record, report, references } of this.#results) {
      const named = new Set(references);
      record.observations = record.observations.map((observation) =>
        observation.reference !== null && named.has(observation.reference)
          ? { ...observation, report }
          : observation,
      );
    }
  }

  drafts(): RecordDraft[] {
    return [...this.#byPatient.values()].map((record) => ({
      source: this.#source,
      ...record,
      mergedFrom: [],
    }));
  }
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

/**
 * Refuses resources whose meaning the sender says is changed by something we cannot read (FHIR R4, 2.4 and
 * 2.1.0.5), and those it has withdrawn. They are left out whole: half of them would be wrong.
 */
function isReadable(resource: SourceNode): boolean {
  if (one(resource, 'implicitRules') !== undefined) {
    leave(resource, 'It is to be read by rules (implicitRules) that are not known here.');
    return false;
  }
  if (has(resource, 'modifierExtension')) {
    leave(
      resource,
      'It carries a modifier extension, which changes its meaning in a way that is not known here.',
    );
    return false;
  }
  if (isWithdrawn(resource)) {
    leave(resource, 'The sender has marked it as entered in error.');
    return false;
  }
  return true;
}

/** Contained resources count too, because their owner is read through them. */
function has(node: SourceNode, name: string): boolean {
  return node.children.some((child) => child.name === name || has(child, name));
}

function isWithdrawn(resource: SourceNode): boolean {
  const marked = (node: SourceNode | undefined) => node?.text === 'entered-in-error';
  const verification = many(one(resource, 'verificationStatus'), 'coding').map((each) => one(each, 'code'));
  return marked(one(resource, 'status')) || verification.some(marked);
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
 * The record a resource belongs to, by its subject. A subject that is not in the file gets a record without
 * demographics, to be matched with a known patient by whoever imports it. Whose data it is, is never guessed.
 */
function recordOf(
  library: Library,
  records: Records,
  resource: SourceNode,
  position: (node: SourceNode) => string,
): Growing | null {
  const subject = one(resource, resource.type === 'AllergyIntolerance' ? 'patient' : 'subject');
  const found = target(library, subject);
  if (found?.resource !== undefined) {
    const known = records.find(found.resource);
    if (known !== undefined) return known;
    if (found.resource.type === 'Patient' && isReadable(found.resource)) {
      return records.addPatient(
        found.resource,
        readPatient(library, found.resource, position(found.resource)),
      );
    }
  }
  const reference = found?.reference ?? null;
  if (found?.resource !== undefined || isOtherThanPatient(reference)) {
    leave(resource, 'Its subject is not a patient that could be read.');
    return null;
  }
  const identified = subject === undefined ? [] : identifiers(subject);
  const [first] = identified;
  const key = reference ?? (first === undefined ? null : `${first.system ?? ''}|${first.value}`);
  if (subject === undefined || key === null) {
    leave(resource, 'It does not say which patient it is about.');
    return null;
  }
  const known = records.find(key);
  if (known === undefined)
    return records.addPatient(key, absentPatient(position(subject), reference, identified));
  addIdentifiers(known, identified);
  return known;
}

/** Every resource may name the same absent patient by another identifier; all of them help to find the patient. */
function addIdentifiers(record: Growing, identified: readonly IdentifierDraft[]): void {
  const { patient } = record;
  const isNew = (each: IdentifierDraft) =>
    !patient.identifiers.some(({ system, value }) => system === each.system && value === each.value);
  const all = [...patient.identifiers, ...identified.filter(isNew)];
  if (all.length > patient.identifiers.length)
    record.patient = absentPatient(patient.at, patient.reference, all);
}

function isOtherThanPatient(reference: string | null): boolean {
  const type = /(?:^|\/)([A-Z][A-Za-z]+)\/[^/]+$/.exec(reference ?? '')?.[1];
  return type !== undefined && type !== 'Patient';
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
