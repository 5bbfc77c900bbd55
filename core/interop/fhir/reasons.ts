import type { ResourceType } from '@medplum/fhirtypes';
import type { SourceNode } from '../source.ts';
import { one } from './read.ts';

/** Why an element was left out, in words for a clinician. */
const RESOURCES: Partial<Record<ResourceType, string>> = {
  Account: 'Account: billing is not kept.',
  Appointment: 'Appointment: planned visits are not kept.',
  Binary: 'Binary: no document in the file refers to it.',
  Composition: 'Composition: the sections of a clinical document are not taken apart.',
  Coverage: 'Coverage: insurance is not kept.',
  Device: 'Device: devices are not kept.',
  FamilyMemberHistory: 'Family history is not kept.',
  Immunization: 'Immunization: vaccinations are not kept.',
  Location: 'Location: nothing that was read refers to it.',
  Medication: 'Medication: nothing that was read refers to it.',
  MedicationAdministration:
    'Medication administration: doses given are not kept; statements and requests are.',
  MedicationDispense: 'Medication dispense: supplies are not kept; statements and requests are.',
  MessageHeader: 'Message header: how the message travelled.',
  OperationOutcome: 'Operation outcome: a report of the sending system about itself.',
  Organization: 'Organization: nothing that was read refers to it.',
  Practitioner: 'Practitioner: nothing that was read refers to it.',
  PractitionerRole: 'Practitioner role: nothing that was read refers to it.',
  Procedure: 'Procedure: procedures are not kept.',
  Provenance: 'Provenance: how the sending system made its records.',
  QuestionnaireResponse: 'Questionnaire response: answers to forms are not kept.',
  RelatedPerson: 'Related person: next of kin and carers are not kept.',
  ServiceRequest: 'Service request: orders are not kept; their results are.',
  Specimen: 'Specimen: specimens are not kept; their results are.',
};

const ELEMENTS: Readonly<Record<string, string>> = {
  'Patient.contact': 'Next of kin and other contacts are not kept.',
  'Patient.maritalStatus': 'Marital status is not kept.',
  'Patient.photo': 'Photographs are not kept.',
  'Patient.link': 'A link to another record of the same person: check whether the two belong together.',
  'Patient.managingOrganization': 'The organisation that keeps the original record is not kept.',
  'Patient.generalPractitioner': 'A general practitioner without an ODS code or an organisation in the file.',
  'Encounter.diagnosis': 'Links from the encounter to its diagnoses are not kept; the conditions are.',
  'Encounter.account': 'Billing is not kept.',
  'Observation.basedOn': 'The link to the order is not kept.',
  'Observation.derivedFrom': 'Links between observations are not kept; the observations are.',
  'Observation.hasMember': 'Links between observations are not kept; the observations are.',
  'Observation.specimen': 'Specimens are not kept.',
  'Observation.device': 'Devices are not kept.',
  'DiagnosticReport.basedOn': 'The link to the order is not kept.',
  'DiagnosticReport.specimen': 'Specimens are not kept.',
  'Bundle.timestamp': 'When the bundle was put together.',
  'Bundle.signature': 'The signature of the bundle was not checked and is not kept.',
  'Bundle.link': 'Paging of the sending server: the bundle may be one page of several.',
  'Bundle.total': 'The number of matches at the sending server: the bundle may be one page of several.',
};

export function fhirReason(node: SourceNode): string {
  if (node.type !== null && node.type !== 'Bundle') return resourceReason(node.type);
  if (node.name === 'extension') return extensionReason(node);
  const owner = ownerOf(node);
  const direct = node.parent === owner;
  const type = owner?.type ?? 'the file';
  if (direct && node.name === 'text') return 'Narrative: the readable form of what is coded beside it.';
  if (direct && node.name === 'meta') return 'Metadata of the sending system: profiles, versions and tags.';
  if (node.name === 'userSelected') return 'Which of several codes was chosen by a person is not kept.';
  return ELEMENTS[`${type}.${node.name}`] ?? `"${node.name}" of ${type} has no place in the record.`;
}

function isSupported(type: string): boolean {
  return /^(Patient|Encounter|Observation|Condition|AllergyIntolerance|DiagnosticReport|DocumentReference|Medication(Statement|Request))$/.test(
    type,
  );
}

function resourceReason(type: string): string {
  if (isSupported(type)) return `${type}: it holds nothing that could be read.`;
  const known = Object.entries(RESOURCES).find(([name]) => name === type);
  return (
    known?.[1] ?? (type === '' ? 'A resource without a type.' : `${type}: records of this kind are not kept.`)
  );
}

/** The last part of the extension's URL says what it is: `Extension-UKCore-ResidentialStatus`. */
function extensionReason(node: SourceNode): string {
  const url = one(node, 'url')?.text ?? '';
  const name = /([A-Za-z][A-Za-z0-9_-]{0,80})\/?$/.exec(url)?.[1];
  return name === undefined
    ? 'An extension without a name.'
    : `Extension "${name}" has no place in the record.`;
}

function ownerOf(node: SourceNode): SourceNode | null {
  for (let each = node.parent; each !== null; each = each.parent) if (each.type !== null) return each;
  return null;
}

/** FHIRPath of a node; an index only where there are several of a name. One function per file: it remembers. */
export function fhirPositions(): (node: SourceNode) => string {
  const labels = new Map<SourceNode, string>();
  const labelChildren = (parent: SourceNode) => {
    const counts = new Map<string, number>();
    for (const { name } of parent.children) counts.set(name, (counts.get(name) ?? 0) + 1);
    const seen = new Map<string, number>();
    for (const child of parent.children) {
      const index = seen.get(child.name) ?? 0;
      seen.set(child.name, index + 1);
      labels.set(child, counts.get(child.name) === 1 ? child.name : `${child.name}[${index}]`);
    }
  };
  const position = (node: SourceNode): string => {
    if (node.parent === null) return node.name;
    if (!labels.has(node)) labelChildren(node.parent);
    return `${position(node.parent)}.${labels.get(node) ?? node.name}`;
  };
  return position;
}
