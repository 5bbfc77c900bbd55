import type { CodingDraft, GpPracticeDraft, IdentifierDraft, NameDraft, PatientDraft } from '../draft.ts';
import { odsPracticeCode } from '../identifiers.ts';
import { leave, type SourceNode, take } from '../source.ts';
import { dateOf, hasTimeOfDay } from '../times.ts';
import {
  addressXad,
  coded,
  field,
  first,
  identifiersCx,
  nameXpn,
  part,
  telecomXtn,
  timeAt,
  value,
} from './read.ts';

/** The patient of a message, from PID and PD1. */
export function readPatient(pid: SourceNode, pd1: SourceNode | undefined, at: string): PatientDraft {
  const names = field(pid, 5).flatMap((each) => nameXpn(each) ?? []);
  const aliases = field(pid, 9).flatMap((each) => nameXpn(each) ?? []);
  const main = currentName(names);
  const identifiers = readIdentifiers(pid);
  const addresses = field(pid, 11).flatMap((each) => addressXad(each) ?? []);
  const home =
    addresses.find(({ use, period }) => use === 'home' && period?.end == null) ?? addresses[0] ?? null;
  const birth = timeAt(first(pid, 7));
  return {
    at,
    inFile: true,
    reference: null,
    family: main?.family ?? null,
    given: main?.given ?? [],
    prefix: main?.prefix ?? null,
    suffix: main?.suffix ?? null,
    names: [...(main === undefined ? [] : [main]), ...names.filter((name) => name !== main), ...aliases],
    birthDate: birth === null ? null : dateOf(birth),
    birthTime: birth !== null && hasTimeOfDay(birth) ? birth : null,
    sex: readSex(pid),
    nhsNumber: identifiers.find(({ kind }) => kind === 'nhsNumber')?.value ?? null,
    nhsNumberStatus: readNhsNumberStatus(pid),
    identifiers,
    address: home,
    otherAddresses: addresses.filter((each) => each !== home),
    postcode: home?.postcode ?? null,
    telecom: readTelecom(pid),
    ethnicCategory: readEthnicCategory(pid),
    language: coded(first(pid, 15)),
    otherLanguages: [],
    interpreterNeeded: null,
    gpPractice: readGpPractice(pd1),
    deceased: readDeceased(pid),
    active: null,
  };
}

/** The legal name in use, else the first that has not ended, else the first. */
function currentName(names: readonly NameDraft[]): NameDraft | undefined {
  const current = names.filter(({ period }) => period?.end == null);
  return current.find(({ use }) => use === 'official') ?? current[0] ?? names[0];
}

/** PID-2, -3 and -4 are identifiers of any kind; PID-19 and -20 are the American ones. */
function readIdentifiers(pid: SourceNode): IdentifierDraft[] {
  const licence = first(pid, 20);
  const number = value(licence, 1);
  const licences: IdentifierDraft[] =
    number === null
      ? []
      : [
          {
            kind: 'other',
            system: value(licence, 2),
            value: number,
            type: 'DL',
            assigner: null,
            period: periodUntil(timeAt(licence, 3)),
          },
        ];
  return distinct([
    ...identifiersCx(field(pid, 3)),
    ...identifiersCx(field(pid, 2)),
    ...identifiersCx(field(pid, 4)),
    ...identifiersCx(field(pid, 19), 'SS'),
    ...licences,
  ]);
}

/** Senders repeat the same number in PID-2 and PID-3. */
function distinct(identifiers: readonly IdentifierDraft[]): IdentifierDraft[] {
  const key = ({ system, value: number, type }: IdentifierDraft) => JSON.stringify([system, number, type]);
  return [...new Map(identifiers.toReversed().map((each) => [key(each), each])).values()].toReversed();
}

function periodUntil(end: ReturnType<typeof timeAt>) {
  return end === null ? null : { start: null, end };
}

function readSex(pid: SourceNode): PatientDraft['sex'] {
  const node = part(first(pid, 8));
  switch (node?.text?.toUpperCase()) {
    case 'F':
      take(node);
      return 'female';
    case 'M':
      take(node);
      return 'male';
    case 'A':
    case 'O':
    case 'X':
      take(node);
      return 'other';
    case 'U':
    case 'N':
      take(node);
      return 'unknown';
    default:
      leave(node, 'Not one of the codes for administrative sex (HL7 table 0001).');
      return 'unknown';
  }
}

/** In the United Kingdom PID-32 carries the verification status of the NHS number, as two digits. */
function readNhsNumberStatus(pid: SourceNode): string | null {
  const node = part(first(pid, 32));
  return node !== undefined && /^\d{2}$/.test(node.text ?? '') ? take(node) : null;
}

function readTelecom(pid: SourceNode): PatientDraft['telecom'] {
  return [13, 14, 40].flatMap((number) =>
    field(pid, number).flatMap((each) => {
      const read = telecomXtn(each);
      if (read === null) return [];
      return [{ ...read, use: read.use ?? (number === 14 ? 'work' : number === 13 ? 'home' : null) }];
    }),
  );
}

/**
 * PID-22 carries the ethnic category in the United Kingdom, but "not Hispanic" in the United States, also as
 * `N` - which is the NHS code for African. So only a code that names an NHS code system is believed.
 */
function readEthnicCategory(pid: SourceNode): CodingDraft | null {
  for (const number of [22, 10]) {
    for (const repetition of field(pid, number)) {
      const system = part(repetition, 3)?.text ?? '';
      const code = part(repetition, 1)?.text ?? '';
      if (!/NHS|UKCore|EthnicCategory|2\.16\.840\.1\.113883\.2\.1\./i.test(system)) continue;
      if (!/^([A-Z][A-Z0-9]?|99)$/.test(code)) continue;
      return { code: value(repetition, 1), display: value(repetition, 2), system: value(repetition, 3) };
    }
  }
  return null;
}

/** PD1-3, the primary care organisation: its ODS code stands in XON-10, in older messages in XON-3. */
function readGpPractice(pd1: SourceNode | undefined): GpPracticeDraft | null {
  const organisation = first(pd1, 3);
  const name = value(organisation, 1);
  const code = value(organisation, 10) ?? value(organisation, 3);
  return name === null && code === null ? null : { ods: odsPracticeCode(code), code, name };
}

function readDeceased(pid: SourceNode): PatientDraft['deceased'] {
  const at = timeAt(first(pid, 29));
  const node = part(first(pid, 30));
  switch (node?.text?.toUpperCase()) {
    case 'Y':
    case 'YES':
      take(node);
      return { value: true, at };
    case 'N':
    case 'NO':
      if (at === null) take(node);
      else leave(node, 'It says that the patient is alive, but a time of death is given (PID-29).');
      return { value: at !== null, at };
    default:
      leave(node, 'Neither Y nor N: whether the patient has died is not clear.');
      return at === null ? null : { value: true, at };
  }
}
