/** How the same things are named in FHIR and in HL7 v2: code systems, and the systems of NHS numbers. */

export const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';
export const ODS_SYSTEM = 'https://fhir.nhs.uk/Id/ods-organization-code';
export const SNOMED = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';
export const UCUM = 'http://unitsofmeasure.org';

/** All the ways in which UK senders have named the system of the NHS number, in lower case. */
const NHS_NUMBER_SYSTEMS = new Set([
  'https://fhir.nhs.uk/id/nhs-number',
  'http://fhir.nhs.uk/id/nhs-number',
  'http://fhir.nhs.net/id/nhs-number',
  'https://fhir.hl7.org.uk/id/nhs-number',
  'http://fhir.hl7.org.uk/id/nhs-number',
  '2.16.840.1.113883.2.1.4.1',
  'urn:oid:2.16.840.1.113883.2.1.4.1',
]);

/** Whether an identifier's system, or its HL7 v2 assigning authority and type, says that it is an NHS number. */
export function isNhsNumber(system: string | null, type: string | null): boolean {
  const name = system?.trim().toLowerCase() ?? '';
  if (NHS_NUMBER_SYSTEMS.has(name)) return true;
  // In HL7 v2 the authority is a short name; NHS and NH have been used as type and as authority.
  return name === 'nhs' || name === 'nhsno' || (type?.toUpperCase() ?? '') === 'NHS' || isNhType(name, type);
}

function isNhType(authority: string, type: string | null): boolean {
  // NH is "national health plan identifier" elsewhere, so it needs a British authority or none at all.
  return type?.toUpperCase() === 'NH' && (authority === '' || authority.startsWith('nhs'));
}

/** `943 476 5919` and `943-476-5919` as the ten digits; anything else as it came. */
export function plainNhsNumber(value: string): string {
  const digits = value.replaceAll(/[\s-]/g, '');
  return /^\d{10}$/.test(digits) ? digits : value;
}

/** Code of a GP practice in England, Wales and Northern Ireland: a letter and five digits. */
export function odsPracticeCode(code: string | null): string | null {
  const plain = code?.trim().toUpperCase() ?? '';
  return /^[A-Z]\d{5}$/.test(plain) ? plain : null;
}

/** HL7 table 0396 names and OIDs of the code systems that we know under their FHIR URI. */
const CODE_SYSTEMS: Readonly<Record<string, string>> = {
  LN: LOINC,
  LOINC: LOINC,
  '2.16.840.1.113883.6.1': LOINC,
  SCT: SNOMED,
  SNOMED: SNOMED,
  SNOMEDCT: SNOMED,
  SNM: SNOMED,
  '2.16.840.1.113883.6.96': SNOMED,
  UCUM,
  I10: 'http://hl7.org/fhir/sid/icd-10',
  ICD10: 'http://hl7.org/fhir/sid/icd-10',
  I9: 'http://hl7.org/fhir/sid/icd-9-cm',
  I9C: 'http://hl7.org/fhir/sid/icd-9-cm',
};

/** The URI of a code system given by its HL7 name or OID; other names stay as they are. */
export function codeSystemUri(name: string): string {
  return CODE_SYSTEMS[name.toUpperCase().replace(/^URN:OID:/, '')] ?? name;
}
