import type {
  AddressDraft,
  CodingDraft,
  ConceptDraft,
  IdentifierDraft,
  NameDraft,
  PeriodDraft,
  PersonDraft,
  TelecomDraft,
  TimeDraft,
} from '../draft.ts';
import { codeSystemUri, isNhsNumber, NHS_NUMBER_SYSTEM, plainNhsNumber } from '../identifiers.ts';
import { leave, type SourceNode, take } from '../source.ts';
import { hl7Time } from '../times.ts';

/** Reading HL7 v2 data types off the tree. Whatever is read is marked as taken. Numbers are those of the standard. */

/** The repetitions of a field. */
export function field(segment: SourceNode | undefined, number: number): SourceNode[] {
  return segment?.children.find(({ name }) => name === String(number))?.children ?? [];
}

export function first(segment: SourceNode | undefined, number: number): SourceNode | undefined {
  return field(segment, number)[0];
}

export function part(
  repetition: SourceNode | undefined,
  component = 1,
  subcomponent = 1,
): SourceNode | undefined {
  const node = repetition?.children.find(({ name }) => name === String(component));
  if (node === undefined || node.children.length === 0) return subcomponent === 1 ? node : undefined;
  return node.children.find(({ name }) => name === String(subcomponent));
}

/** The value at a place; `""` is HL7's way to ask that a value be deleted, which is said and not done. */
export function value(repetition: SourceNode | undefined, component = 1, subcomponent = 1): string | null {
  const node = part(repetition, component, subcomponent);
  return isDeletion(node) ? null : take(node);
}

function isDeletion(node: SourceNode | undefined): boolean {
  if (node?.text !== '""') return false;
  leave(node, 'The sender asks to delete this value; nothing was deleted.');
  return true;
}

export function timeAt(repetition: SourceNode | undefined, component = 1): TimeDraft | null {
  const node = part(repetition, component);
  if (node === undefined || node.text === null || isDeletion(node)) return null;
  const read = hl7Time(node.text.trim());
  if (read === null) leave(node, 'Not a date or time that exists.');
  else take(node);
  return read;
}

function periodAt(repetition: SourceNode, start: number, end: number): PeriodDraft | null {
  const read = { start: timeAt(repetition, start), end: timeAt(repetition, end) };
  return read.start === null && read.end === null ? null : read;
}

export function momentOf(time: TimeDraft | null): PeriodDraft | null {
  return time === null ? null : { start: time, end: time };
}

/** CWE, CE, CNE: two codings and the original text. */
export function coded(repetition: SourceNode | undefined): ConceptDraft | null {
  if (repetition === undefined) return null;
  const codings = [codingAt(repetition, 1), codingAt(repetition, 4)].filter((each) => each !== null);
  const text = value(repetition, 9);
  if (codings.length === 0) return text === null ? null : { codings, text };
  return { codings, text };
}

function codingAt(repetition: SourceNode, start: number): CodingDraft | null {
  const [code, display] = [value(repetition, start), value(repetition, start + 1)];
  if (code === null && display === null) return null;
  const system = value(repetition, start + 2);
  return { system: system === null ? null : codeSystemUri(system), code, display };
}

export function codedAll(repetitions: readonly SourceNode[]): ConceptDraft[] {
  return repetitions.flatMap((each) => coded(each) ?? []);
}

/** HD, the system that gave an identifier: its OID or other universal id where there is one, else its name. */
function authority(repetition: SourceNode, component: number): string | null {
  const universal = value(repetition, component, 2);
  if (universal === null) return value(repetition, component, 1);
  const kind = part(repetition, component, 3);
  if (kind?.text !== 'ISO') return universal;
  take(kind);
  return `urn:oid:${universal}`;
}

/** CX, an identifier of a person or an episode. */
export function identifierCx(
  repetition: SourceNode,
  assumedType: string | null = null,
): IdentifierDraft | null {
  const id = value(repetition, 1);
  if (id === null) return null;
  const system = authority(repetition, 4);
  const type = value(repetition, 5) ?? assumedType;
  const assigner = value(repetition, 6);
  const period = periodAt(repetition, 7, 8);
  if (isNhsNumber(system, type)) {
    return {
      kind: 'nhsNumber',
      system: NHS_NUMBER_SYSTEM,
      value: plainNhsNumber(id),
      type,
      assigner,
      period,
    };
  }
  return { kind: 'other', system, value: id, type, assigner, period };
}

export function identifiersCx(
  repetitions: readonly SourceNode[],
  assumedType: string | null = null,
): IdentifierDraft[] {
  return repetitions.flatMap((each) => identifierCx(each, assumedType) ?? []);
}

/** EI, an identifier of a thing: order, document, diagnosis. */
export function identifierEi(repetition: SourceNode | undefined, type: string | null): IdentifierDraft[] {
  const id = value(repetition, 1);
  if (repetition === undefined || id === null) return [];
  const universal = value(repetition, 3);
  const isOid = part(repetition, 4)?.text === 'ISO';
  if (isOid) take(part(repetition, 4));
  const system = universal === null ? value(repetition, 2) : isOid ? `urn:oid:${universal}` : universal;
  return [{ kind: 'other', system, value: id, type, assigner: null, period: null }];
}

const NAME_USES: Readonly<Record<string, string>> = { L: 'official', D: 'usual', M: 'maiden', N: 'nickname' };

/** XPN, a person's name. */
export function nameXpn(repetition: SourceNode): NameDraft | null {
  const family = value(repetition, 1);
  const given = [value(repetition, 2), ...(value(repetition, 3)?.split(/\s+/) ?? [])].filter(
    (each) => each !== null,
  );
  if (family === null && given.length === 0) return null;
  const [suffix, prefix] = [value(repetition, 4), value(repetition, 5)];
  const use = value(repetition, 7);
  const period = periodAt(repetition, 12, 13);
  return {
    use: use === null ? null : (NAME_USES[use] ?? use),
    family,
    given,
    prefix,
    suffix,
    text: null,
    period,
  };
}

const ADDRESS_USES: Readonly<Record<string, string>> = {
  H: 'home',
  B: 'work',
  O: 'work',
  C: 'temp',
  M: 'mailing',
};

/** XAD, an address. */
export function addressXad(repetition: SourceNode): AddressDraft | null {
  // A street may be given as house number and street name in subcomponents 3 and 2, or all in the first.
  const street = [value(repetition, 1, 1), value(repetition, 1, 3), value(repetition, 1, 2)];
  const lines = [street.filter((each) => each !== null).join(' '), value(repetition, 2) ?? ''].filter(
    (each) => each !== '',
  );
  const [city, state, postcode] = [value(repetition, 3), value(repetition, 4), value(repetition, 5)];
  const country = value(repetition, 6);
  const district = value(repetition, 9);
  if (lines.length === 0 && [city, state, postcode, country, district].every((each) => each === null))
    return null;
  const use = value(repetition, 7);
  const period = periodAt(repetition, 13, 14);
  const named = use === null ? null : (ADDRESS_USES[use] ?? use);
  return { use: named, lines, city, district, state, postcode, country, text: null, period };
}

const TELECOM_USES: Readonly<Record<string, string>> = {
  PRN: 'home',
  ORN: 'home',
  WPN: 'work',
  EMR: 'emergency',
};

const EQUIPMENT = new Set(['PH', 'CP', 'SAT', 'FX', 'MD', 'TDD', 'TTY', 'Internet', 'X.400']);

/** XTN, a telephone number or electronic address: as written, else put together from its parts. */
export function telecomXtn(repetition: SourceNode): TelecomDraft | null {
  const known = EQUIPMENT.has(part(repetition, 3)?.text ?? '');
  const equipment = known ? value(repetition, 3) : null;
  const isEmail = equipment === 'Internet' || equipment === 'X.400';
  const number = isEmail ? (value(repetition, 4) ?? value(repetition, 1)) : phoneNumber(repetition);
  if (number === null) {
    leave(equipment === null ? undefined : repetition, 'A telephone or electronic address without a number.');
    return null;
  }
  const use = value(repetition, 2);
  const system = isEmail ? 'email' : equipment === 'FX' ? 'fax' : equipment === 'MD' ? 'other' : 'phone';
  return { system, value: number, use: use === null ? null : (TELECOM_USES[use] ?? use) };
}

function phoneNumber(repetition: SourceNode): string | null {
  const written = value(repetition, 1) ?? value(repetition, 12);
  if (written !== null) return written;
  const local = value(repetition, 7);
  if (local === null) return null;
  const [country, area, extension] = [value(repetition, 5), value(repetition, 6), value(repetition, 8)];
  const parts = [
    country === null ? null : `+${country}`,
    area,
    local,
    extension === null ? null : `ext. ${extension}`,
  ];
  return parts.filter((each) => each !== null).join(' ');
}

/** XCN, a person with an identifier: doctors and nurses. */
export function personXcn(repetition: SourceNode, role: string): PersonDraft | null {
  const id = value(repetition, 1);
  const names = [6, 3, 4, 2, 5]
    .map((component) => value(repetition, component))
    .filter((each) => each !== null);
  if (id === null && names.length === 0) return null;
  return { role, name: names.join(' ') || null, identifier: id, reference: null };
}

export function peopleXcn(segment: SourceNode | undefined, number: number, role: string): PersonDraft[] {
  return field(segment, number).flatMap((each) => personXcn(each, role) ?? []);
}

/** PL, a place in a hospital, from the ward down to the bed and up to the building. */
export function placePl(repetition: SourceNode | undefined): string | null {
  const parts = [9, 1, 2, 3, 8, 7, 4].map((component) => value(repetition, component));
  return parts.filter((each) => each !== null).join(', ') || null;
}
