import type { GpPracticeDraft, IdentifierDraft, PatientDraft, PeriodDraft } from '../draft.ts';
import { ODS_SYSTEM, odsPracticeCode } from '../identifiers.ts';
import { leave, type SourceNode, take } from '../source.ts';
import { dateOf, hasTimeOfDay } from '../times.ts';
import {
  address,
  choice,
  coding,
  concept,
  extension,
  extensionValue,
  flag,
  humanName,
  identifiers,
  many,
  one,
  statusCode,
  telecom,
  text,
  time,
} from './read.ts';
import { type Library, referenceOf, resourceBehind, target } from './references.ts';

/** A Patient resource, UK Core or plain R4. */
export function readPatient(library: Library, resource: SourceNode, at: string): PatientDraft {
  const names = many(resource, 'name').map(humanName);
  const main = preferred(names, ['official', 'usual']);
  const addresses = many(resource, 'address').map(address);
  const home = preferred(addresses, ['home']);
  const numbers = identifiers(resource);
  const nhsNumber = numbers.find(({ kind }) => kind === 'nhsNumber') ?? null;
  const languages = readLanguages(resource);
  return {
    at,
    inFile: true,
    reference: referenceOf(resource),
    family: main?.family ?? null,
    given: main?.given ?? [],
    prefix: main?.prefix ?? null,
    suffix: main?.suffix ?? null,
    names: main === undefined ? [] : [main, ...names.filter((name) => name !== main)],
    ...readBirth(resource),
    sex: readSex(resource),
    nhsNumber: nhsNumber?.value ?? null,
    nhsNumberStatus: readNhsNumberStatus(resource),
    identifiers: numbers,
    address: home ?? null,
    otherAddresses: addresses.filter((each) => each !== home),
    postcode: home?.postcode ?? addresses.find(({ postcode }) => postcode !== null)?.postcode ?? null,
    telecom: many(resource, 'telecom').flatMap((each) => telecom(each) ?? []),
    ethnicCategory: readEthnicCategory(resource),
    ...languages,
    gpPractice: readGpPractice(library, resource),
    deceased: readDeceased(resource),
    active: flag(one(resource, 'active')),
  };
}

/** A patient of whom the file holds a reference or an identifier only. */
export function absentPatient(
  at: string,
  reference: string | null,
  found: readonly IdentifierDraft[],
): PatientDraft {
  return {
    at,
    inFile: false,
    reference,
    family: null,
    given: [],
    prefix: null,
    suffix: null,
    names: [],
    birthDate: null,
    birthTime: null,
    sex: 'unknown',
    nhsNumber: found.find(({ kind }) => kind === 'nhsNumber')?.value ?? null,
    nhsNumberStatus: null,
    identifiers: found,
    address: null,
    otherAddresses: [],
    postcode: null,
    telecom: [],
    ethnicCategory: null,
    language: null,
    otherLanguages: [],
    interpreterNeeded: null,
    gpPractice: null,
    deceased: null,
    active: null,
  };
}

interface Dated {
  readonly use: string | null;
  readonly period: PeriodDraft | null;
}

/** The one in use: not ended, not old; by preferred use, then in the order sent. */
function preferred<T extends Dated>(all: readonly T[], uses: readonly string[]): T | undefined {
  const current = all.filter(({ use, period }) => use !== 'old' && (period?.end ?? null) === null);
  for (const use of uses) {
    const found = current.find((each) => each.use === use);
    if (found !== undefined) return found;
  }
  return current[0] ?? all[0];
}

function readBirth(resource: SourceNode): Pick<PatientDraft, 'birthDate' | 'birthTime'> {
  const node = one(resource, 'birthDate');
  const date = time(node);
  const birthTime = time(extensionValue(extension(node, /\/patient-birthTime$/)));
  if (date === null) return { birthDate: null, birthTime };
  return { birthDate: dateOf(date), birthTime: birthTime ?? (hasTimeOfDay(date) ? date : null) };
}

function readSex(resource: SourceNode): PatientDraft['sex'] {
  const node = one(resource, 'gender');
  switch (node?.text) {
    case 'female':
    case 'male':
    case 'other':
    case 'unknown':
      take(node);
      return node.text;
    default:
      leave(node, 'Not one of the administrative genders of FHIR.');
      return 'unknown';
  }
}

function readNhsNumberStatus(resource: SourceNode): string | null {
  for (const node of many(resource, 'identifier')) {
    const value = extensionValue(extension(node, /NHSNumberVerificationStatus(-\d)?$/));
    const status = statusCode(value);
    if (status !== null) return status;
  }
  return null;
}

function readEthnicCategory(resource: SourceNode): PatientDraft['ethnicCategory'] {
  const value = extensionValue(extension(resource, /Extension-(UKCore|CareConnect)-EthnicCategory(-\d)?$/));
  const [first] = many(value, 'coding');
  return first === undefined ? null : coding(first);
}

type Languages = Pick<PatientDraft, 'language' | 'otherLanguages' | 'interpreterNeeded'>;

function readLanguages(resource: SourceNode): Languages {
  const spoken = many(resource, 'communication').flatMap((node) => {
    const language = concept(one(node, 'language'));
    return language === null ? [] : [{ language, preferred: flag(one(node, 'preferred')) === true }];
  });
  // Before FHIR R4 had room for it, UK profiles carried the language and the need for an interpreter so.
  const legacy = extension(resource, /NHSCommunication(-\d)?$/);
  const part = (name: string) => extensionValue(extension(legacy, new RegExp(`^${name}$`)));
  const legacyLanguage = concept(part('language'));
  const interpreter =
    flag(extensionValue(extension(resource, /patient-interpreterRequired$/))) ??
    flag(part('interpreterRequired'));
  if (legacyLanguage !== null || interpreter !== null) take(one(legacy, 'url'));
  const all = [
    ...spoken.map(({ language }) => language),
    ...(legacyLanguage === null ? [] : [legacyLanguage]),
  ];
  const first = spoken.find((each) => each.preferred)?.language ?? all[0] ?? null;
  return {
    language: first,
    otherLanguages: all.filter((each) => each !== first),
    interpreterNeeded: interpreter,
  };
}

/** The practice, by ODS code or as an organisation in the file; a doctor's name alone is no practice. */
function readGpPractice(library: Library, resource: SourceNode): GpPracticeDraft | null {
  for (const node of many(resource, 'generalPractitioner')) {
    const organization = resourceBehind(library, node);
    const practice = organization?.type === 'Organization' ? organization : undefined;
    const code = odsIdentifier([...many(node, 'identifier'), ...many(practice, 'identifier')]);
    if (code === null && practice === undefined) continue;
    if (practice !== undefined) {
      target(library, node);
      referenceOf(practice);
    }
    return { ods: odsPracticeCode(code), code, name: text(practice, 'name') ?? text(node, 'display') };
  }
  return null;
}

function odsIdentifier(nodes: readonly SourceNode[]): string | null {
  for (const node of nodes) {
    if (one(node, 'system')?.text !== ODS_SYSTEM) continue;
    take(one(node, 'system'));
    return text(node, 'value');
  }
  return null;
}

function readDeceased(resource: SourceNode): PatientDraft['deceased'] {
  const node = choice(resource, 'deceased');
  if (node?.name === 'deceasedBoolean') {
    const value = flag(node);
    return value === null ? null : { value, at: null };
  }
  const at = time(node);
  return at === null ? null : { value: true, at };
}
