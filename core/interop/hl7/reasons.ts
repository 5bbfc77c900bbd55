import type { SourceNode } from '../source.ts';
import { fieldName } from './field-names.ts';

/** Why a segment was left out, in words for a clinician. */
const SEGMENTS: Readonly<Record<string, string>> = {
  ABS: 'Abstract for statistics: not kept.',
  ACC: 'Accident details are not kept.',
  AIG: 'Resources of an appointment are not kept.',
  AIL: 'Resources of an appointment are not kept.',
  AIP: 'Resources of an appointment are not kept.',
  AIS: 'Services of an appointment are not kept.',
  ARV: 'Access restriction: it is not applied here. Restrict access to this patient by hand where it matters.',
  CON: 'Consent: consents are not kept.',
  CTD: 'Contact details of others are not kept.',
  CTI: 'Clinical trial identification is not kept with the clinical record.',
  DB1: 'Disability: not kept.',
  DRG: 'Diagnosis related group: billing is not kept.',
  DSC: 'Continuation: the message goes on in another one, which may not be in this file.',
  FT1: 'Financial transaction: billing is not kept.',
  GT1: 'Guarantor: billing is not kept.',
  IAM: 'Allergy in a form (IAM) that is not read; AL1 is. Check the allergies with the sender.',
  IN1: 'Insurance is not kept.',
  IN2: 'Insurance is not kept.',
  IN3: 'Insurance is not kept.',
  NK1: 'Next of kin: not kept.',
  NTE: 'A note on something that is not kept.',
  ORC: 'Order: orders are not kept; their results are.',
  PDA: 'Death and autopsy details are not kept; the date of death of PID-29 is.',
  PR1: 'Procedure: procedures are not kept.',
  PRT: 'Participation: who took part is not kept beyond the persons named in the visit and the result.',
  PV2: 'Visit details that have no place in the record.',
  RF1: 'Referral: not kept.',
  RGS: 'Grouping of an appointment: not kept.',
  ROL: 'Roles of staff are not kept.',
  SFT: 'Software of the sender.',
  SPM: 'Specimen: specimens are not kept; their results are.',
  TQ1: 'Timing of an order: orders are not kept.',
  TXA: 'A description of a document, of which nothing could be read.',
  UB1: 'Billing is not kept.',
  UB2: 'Billing is not kept.',
};

const ENVELOPE = 'How the message travelled; not part of the record.';

export function hl7Reason(node: SourceNode): string {
  const path = pathOf(node);
  const [segment, field] = path;
  if (segment === undefined) return 'A message of which nothing could be read.';
  const { name } = segment;
  if (name === 'MSH' || name === 'EVN') return ENVELOPE;
  if (field === undefined) {
    const local = name.startsWith('Z')
      ? 'A segment of local meaning (Z): it is not defined by HL7.'
      : undefined;
    return SEGMENTS[name] ?? local ?? `Segments of the kind ${name} have no place in the record.`;
  }
  const label = fieldName(name, Number(field.name)) ?? `Field ${field.name}`;
  return node === field
    ? `${label} has no place in the record.`
    : `Parts of "${label}" that have no place in the record.`;
}

/** From the message down to the node: segment, field, repetition, component, subcomponent. */
function pathOf(node: SourceNode): SourceNode[] {
  const path: SourceNode[] = [];
  for (let each: SourceNode | null = node; each !== null && each.parent !== null; each = each.parent)
    path.unshift(each);
  return path;
}

/**
 * Positions in the manner of HL7: `PID-5.2`, `OBX[3]-5`, `PID-3[2].4.1`; behind the name of the message,
 * `message 2: PID-5`, where the file holds several.
 */
export function hl7Positions(message: SourceNode, several: boolean): (node: SourceNode) => string {
  const counts = new Map<string, number>();
  for (const { name } of message.children) counts.set(name, (counts.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  const names = new Map<SourceNode, string>();
  for (const segment of message.children) {
    const ordinal = (seen.get(segment.name) ?? 0) + 1;
    seen.set(segment.name, ordinal);
    names.set(segment, counts.get(segment.name) === 1 ? segment.name : `${segment.name}[${ordinal}]`);
  }
  return (node) => {
    const [segment, field, repetition, component, subcomponent] = pathOf(node);
    if (segment === undefined) return several ? message.name : 'message';
    let position = `${several ? `${message.name}: ` : ''}${names.get(segment) ?? segment.name}`;
    if (field !== undefined) position += `-${field.name}`;
    if (field !== undefined && field.children.length > 1 && repetition !== undefined)
      position += `[${repetition.name}]`;
    // A field that is one value is named as a field: PID-7, not PID-7.1.
    const isWhole =
      component?.name === '1' && component.children.length === 0 && repetition?.children.length === 1;
    if (component !== undefined && !isWhole) position += `.${component.name}`;
    return subcomponent === undefined ? position : `${position}.${subcomponent.name}`;
  };
}
