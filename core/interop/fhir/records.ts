import type {
  AllergyDraft,
  ConditionDraft,
  DocumentDraft,
  EncounterDraft,
  IdentifierDraft,
  MedicationDraft,
  ObservationDraft,
  PatientDraft,
  RecordDraft,
  ReportDraft,
  SourceDraft,
} from '../draft.ts';
import { leave, type SourceNode } from '../source.ts';
import { absentPatient, readPatient } from './patient.ts';
import { identifiers, many, one } from './read.ts';
import { type Library, target } from './references.ts';

export interface Growing {
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
export class Records {
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

  /** An observation that several reports name belongs to the first of them. */
  linkReports(): void {
    const reportOf = new Map<Growing, Map<string, number>>();
    for (const { record, report, references } of this.#results) {
      const known = reportOf.get(record) ?? new Map<string, number>();
      reportOf.set(record, known);
      for (const reference of references) if (!known.has(reference)) known.set(reference, report);
    }
    for (const [record, known] of reportOf) {
      record.observations = record.observations.map((observation) => ({
        ...observation,
        report: known.get(observation.reference ?? '') ?? null,
      }));
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

/**
 * Refuses resources whose meaning the sender says is changed by something we cannot read (FHIR R4, 2.4 and
 * 2.1.0.5), and those it has withdrawn. They are left out whole: half of them would be wrong.
 */
export function isReadable(resource: SourceNode): boolean {
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

/**
 * The record a resource belongs to, by its subject. A subject that is not in the file gets a record without
 * demographics, to be matched with a known patient by whoever imports it. Whose data it is, is never guessed.
 */
export function recordOf(
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
