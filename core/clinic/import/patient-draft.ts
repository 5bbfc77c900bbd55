import type { PatientDetails } from '../../contract/index.ts';
import type { IdentifierDraft, PatientDraft, RecordDraft } from '../../interop/index.ts';
import { isoTime } from '../../kernel/clock.ts';
import type { Clinic } from '../clinic.ts';
import { NHS_NUMBER_SYSTEM } from '../nhs-number.ts';
import { canonicalLanguage, detailsProblems, EMPTY_DETAILS, tidyDetails } from '../patient-details.ts';
import { leaveOut, notKept, type Report } from './report.ts';
import { addressText, joined, momentOf } from './words.ts';

/**
 * The details that a file gives of a patient, in the form in which they are stored. A value that cannot be right is
 * left empty and named; the rest is kept.
 */
export function detailsFromDraft(clinic: Clinic, record: RecordDraft, report: Report): PatientDetails {
  const { patient: draft } = record;
  const shortened: string[] = [];
  const cut = (field: string, text: string | null, length: number) => {
    if (text === null || text.length <= length) return text;
    shortened.push(field);
    return text.slice(0, length);
  };
  const drafted = tidyDetails({
    ...EMPTY_DETAILS,
    family: cut('family name', draft.family, 120),
    given: cut('given names', joined(draft.given, ' '), 120),
    prefix: cut('title', draft.prefix, 40),
    birthDate: draft.birthDate,
    sex: draft.sex,
    nhsNumber: draft.nhsNumber,
    identifiers: draft.identifiers
      .filter(({ kind }) => kind !== 'nhsNumber')
      .map((one) => identifierOf(one, record)),
    address: cut('address', draft.address === null ? null : addressText(draft.address), 500),
    postcode: cut('postcode', draft.postcode, 12),
    phone: cut('telephone', draft.telecom.find(({ system }) => system === 'phone')?.value ?? null, 40),
    ethnicCategory: ethnicCategory(clinic, draft),
    language: languageOf(draft),
    interpreterNeeded: draft.interpreterNeeded,
    gpPractice: draft.gpPractice?.ods ?? null,
    deceasedAt: draft.deceased?.value === true ? (draft.deceased.at?.iso ?? null) : null,
  });
  const ethnicCategories = new Set(clinic.codes.ethnicCategories.map(({ code }) => code));
  const problems = detailsProblems(drafted, { ethnicCategories, now: isoTime(clinic.clock) });
  for (const { field, problem } of problems)
    leaveOut(report, draft.at, `The patient's ${field} ${problem}; it was left empty.`);
  if (shortened.length > 0)
    leaveOut(report, draft.at, `Too long for the record and shortened: ${shortened.join(', ')}.`);
  nameWhatIsNotKept(draft, drafted, report);
  const emptied = problems.map(({ field }) => [field, EMPTY_DETAILS[field]]);
  return { ...drafted, ...Object.fromEntries(emptied) };
}

/** An identifier without an assigner is the sender's own, so the sender names the system. */
export function identifierOf(
  one: IdentifierDraft,
  { source }: RecordDraft,
): { system: string; value: string } {
  if (one.kind === 'nhsNumber') return { system: NHS_NUMBER_SYSTEM, value: one.value };
  const system = one.system ?? one.assigner ?? source.sender ?? '';
  return { system: system.slice(0, 300), value: one.value.slice(0, 200) };
}

function ethnicCategory(clinic: Clinic, { ethnicCategory: coding }: PatientDraft): string | null {
  const known = clinic.codes.ethnicCategories.some(({ code }) => code === coding?.code);
  return known ? (coding?.code ?? null) : null;
}

/** ISO 639 in two or three letters becomes the shorter tag: `eng` is `en`. */
function languageOf({ language }: PatientDraft): string | null {
  for (const { code } of language?.codings ?? []) {
    const tag = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code ?? '') ? canonicalLanguage(code ?? '') : null;
    if (tag !== null) return tag;
  }
  return null;
}

function nameWhatIsNotKept(draft: PatientDraft, kept: PatientDetails, report: Report): void {
  const { identifiers } = draft;
  if (draft.deceased?.value === true && draft.deceased.at === null) {
    leaveOut(report, draft.at, 'The file says that the patient has died, but not when. Enter the date.');
  }
  if (draft.active === false) {
    leaveOut(
      report,
      draft.at,
      'The sender has marked the patient record as no longer in use. It was not archived.',
    );
  }
  notKept(report, draft.at, {
    'name suffix': draft.suffix !== null,
    'other names': draft.names.length > 1,
    'time of birth': draft.birthTime !== null,
    'NHS number verification status': draft.nhsNumberStatus !== null,
    'type, assigner and period of identifiers': identifiers.some((one) => one.type ?? one.period ?? null),
    'use and period of the address':
      draft.address !== null && (draft.address.use ?? draft.address.period) !== null,
    'other addresses': draft.otherAddresses.length > 0,
    'contact points other than the first telephone number':
      draft.telecom.length > (kept.phone === null ? 0 : 1),
    'ethnic category in another code list than that of the NHS':
      draft.ethnicCategory !== null && kept.ethnicCategory === null,
    'language without an ISO 639 code': draft.language !== null && kept.language === null,
    'further languages':
      draft.otherLanguages.length > 0 ||
      (kept.language !== null && (draft.language?.codings.length ?? 0) > 1),
    'practice without an ODS practice code': draft.gpPractice !== null && draft.gpPractice.ods === null,
    'name of the practice': draft.gpPractice?.ods != null && draft.gpPractice.name !== null,
    'precise time of death': kept.deceasedAt !== null && momentOf(draft.deceased?.at ?? null) === null,
  });
}
