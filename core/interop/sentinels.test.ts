import { describe, expect, test } from 'vitest';
import { header, segment } from './fixtures.ts';
import { parse } from './testing.ts';

/**
 * Nothing disappears silently, element by element: every value of a file is a word of its own, and each must
 * come back in the drafts or be named in the report. This is harsher than real files, which never fill
 * everything: both a reference and its display, three codings where one is expected, all components of a field.
 */
type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };

/** Replaces every `*` by a word that occurs nowhere else, and remembers where it stands. */
function withSentinels(template: Json): { json: string; places: Map<string, string> } {
  const places = new Map<string, string>();
  const walk = (value: Json, at: string): Json => {
    if (value === '*') {
      const word = `zq${places.size}x`;
      places.set(word, at);
      return word;
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, `${at}[${index}]`));
    if (typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, walk(item, at === '' ? name : `${at}.${name}`)]),
    );
  };
  const filled = walk(template, '');
  return { json: JSON.stringify(filled), places };
}

const coding = { system: '*', version: '*', code: '*', display: '*' };
const concept = { coding: [coding, coding], text: '*' };
const period = { start: '2026-01-02', end: '2026-01-03' };
const identifier = {
  use: '*',
  type: concept,
  system: '*',
  value: '*',
  period,
  assigner: { display: '*', reference: '*' },
};
const reference = { reference: '*', type: '*', identifier, display: '*' };
const quantity = { value: 5, comparator: '<', unit: '*', system: '*', code: '*' };
const range = { low: quantity, high: quantity, type: concept, appliesTo: [concept], text: '*' };
const note = { authorString: '*', time: '2026-01-02', text: '*' };
const attachment = {
  contentType: '*',
  language: '*',
  data: 'QUJD',
  url: '*',
  title: '*',
  hash: '*',
  creation: '2026-01-02',
};
const name = {
  use: '*',
  text: '*',
  family: '*',
  given: ['*', '*'],
  prefix: ['*'],
  suffix: ['*', '*'],
  period,
};
const address = {
  use: '*',
  type: '*',
  text: '*',
  line: ['*', '*'],
  city: '*',
  district: '*',
  state: '*',
  postalCode: '*',
  country: '*',
  period,
};
const telecom = { system: '*', value: '*', use: '*', rank: 1 };
const extension = { url: '*', valueCodeableConcept: concept };
const subject = { reference: 'Patient/known', display: '*', type: '*' };
const common = {
  language: '*',
  meta: { profile: ['*'] },
  text: { div: '*' },
  extension: [extension],
  identifier: [identifier, identifier],
};
const encounter = { encounter: reference };

const RESOURCES: Readonly<Record<string, { readonly [name: string]: Json }>> = {
  Patient: {
    name: [name, name],
    telecom: [telecom, telecom],
    address: [address, address],
    gender: '*',
    birthDate: '1961-07-03',
    _birthDate: { extension: [extension] },
    maritalStatus: concept,
    photo: [attachment],
    contact: [{ relationship: [concept], name, telecom: [telecom], address }],
    communication: [{ language: concept }, { language: concept, preferred: true }],
    generalPractitioner: [
      reference,
      { ...reference, identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: '*' } },
    ],
    managingOrganization: reference,
    link: [{ other: reference, type: '*' }],
  },
  Encounter: {
    status: '*',
    statusHistory: [{ status: '*', period }],
    class: coding,
    type: [concept, concept],
    serviceType: concept,
    priority: concept,
    subject,
    participant: [{ type: [concept, concept], individual: reference, period }, { type: [concept] }],
    reasonCode: [concept],
    reasonReference: [reference],
    diagnosis: [{ condition: reference, use: concept }],
    hospitalization: {
      admitSource: concept,
      destination: reference,
      dischargeDisposition: concept,
      dietPreference: [concept],
    },
    location: [{ location: reference, status: '*', physicalType: concept }, { location: reference }],
    serviceProvider: reference,
    partOf: reference,
  },
  Observation: {
    ...encounter,
    status: '*',
    category: [concept],
    code: concept,
    subject,
    focus: [reference],
    effectivePeriod: period,
    performer: [reference, reference],
    valueQuantity: quantity,
    dataAbsentReason: concept,
    interpretation: [concept, concept],
    note: [note],
    bodySite: concept,
    method: concept,
    specimen: reference,
    device: reference,
    referenceRange: [range, range],
    component: [
      { code: concept, valueRatio: { numerator: quantity } },
      { code: concept, valueString: '*', referenceRange: [range] },
    ],
  },
  Condition: {
    ...encounter,
    clinicalStatus: concept,
    verificationStatus: concept,
    category: [concept],
    severity: concept,
    code: concept,
    bodySite: [concept, concept],
    subject,
    onsetString: '*',
    abatementString: '*',
    recorder: reference,
    asserter: reference,
    stage: [{ summary: concept }],
    evidence: [{ code: [concept] }],
    note: [note],
  },
  AllergyIntolerance: {
    ...encounter,
    clinicalStatus: concept,
    verificationStatus: concept,
    type: '*',
    category: ['*', '*'],
    criticality: '*',
    code: concept,
    patient: subject,
    onsetAge: quantity,
    recorder: reference,
    asserter: reference,
    note: [note],
    reaction: [
      {
        substance: concept,
        manifestation: [concept],
        description: '*',
        severity: '*',
        exposureRoute: concept,
        note: [note],
      },
    ],
  },
  MedicationRequest: {
    ...encounter,
    status: '*',
    intent: '*',
    category: [concept],
    priority: '*',
    medicationReference: reference,
    subject,
    requester: reference,
    reasonCode: [concept],
    note: [note],
    dosageInstruction: [
      {
        text: '*',
        additionalInstruction: [concept],
        patientInstruction: '*',
        timing: { event: ['*'], repeat: { frequency: 2, period: 1, periodUnit: '*' }, code: concept },
        asNeededCodeableConcept: concept,
        site: concept,
        route: concept,
        method: concept,
        doseAndRate: [{ type: concept, doseQuantity: quantity }, { doseRange: { low: quantity } }],
      },
    ],
    dispenseRequest: { quantity },
    substitution: { reason: concept },
  },
  MedicationStatement: {
    status: '*',
    statusReason: [concept],
    category: concept,
    medicationCodeableConcept: concept,
    subject,
    context: reference,
    informationSource: reference,
    derivedFrom: [reference],
    dosage: [{ text: '*', maxDosePerAdministration: quantity }],
  },
  DocumentReference: {
    masterIdentifier: identifier,
    status: '*',
    docStatus: '*',
    type: concept,
    category: [concept],
    subject,
    author: [reference],
    custodian: reference,
    relatesTo: [{ code: '*', target: reference }],
    description: '*',
    securityLabel: [concept],
    content: [{ attachment, format: coding }, { attachment }],
    context: { encounter: [reference, reference], facilityType: concept, sourcePatientInfo: reference },
  },
  DiagnosticReport: {
    ...encounter,
    basedOn: [reference],
    status: '*',
    category: [concept],
    code: concept,
    subject,
    performer: [reference],
    resultsInterpreter: [reference],
    specimen: [reference],
    result: [reference],
    conclusion: '*',
    conclusionCode: [concept],
    presentedForm: [attachment],
  },
};

/** The one place where a word may go unspoken: a value that its code repeats (see the accounting test). */
const REPEATED =
  /(clinicalStatus|verificationStatus|identifier(\[\d\])?\.type|assigner|participant\[\d\]\.type\[0\]|masterIdentifier\.type)\.coding\[0\]\.(system|display|code)$/;

describe('a resource with everything filled in', () => {
  test.each(Object.entries(RESOURCES))(
    '[URS-CLN-02] %s: each value is in the drafts or in the report',
    (resourceType, template) => {
      const { json, places } = withSentinels({ resourceType, id: '*', ...common, ...template });
      const parsed = parse(json);
      expect(parsed.error).toBeNull();
      expect(parsed.records).toHaveLength(1);
      expect(places.size).toBeGreaterThan(50);
      const said = JSON.stringify(parsed.records);
      const positions = parsed.leftOut.flatMap(({ at }) => at.split(', '));
      const lost = [...places].filter(
        ([word, at]) =>
          !said.includes(word) &&
          !positions.some((position) => isUnder(`${resourceType}.${at}`, position)) &&
          !REPEATED.test(at),
      );
      expect(lost.map(([, at]) => at)).toEqual([]);
    },
  );
});

/** Whether a place lies in a reported subtree. Positions leave the index out where there is only one. */
function isUnder(place: string, position: string): boolean {
  const [parts, wanted] = [place.split('.'), position.split('.')];
  return wanted.every((want, depth) => {
    const part = parts[depth]?.replace(/^_/, '');
    return (
      part === want ||
      part === `${want}[0]` ||
      (part?.replace(/\[\d+\]$/, '') === want && !want.includes('['))
    );
  });
}

/** The read segments with as many fields as HL7 has given them, and what must be right for them to be read. */
const SEGMENTS: readonly (readonly [
  name: string,
  fields: number,
  event: string,
  fixed: Readonly<Record<number, string>>,
])[] = [
  ['PID', 40, 'ADT^A08', {}],
  ['PD1', 21, 'ADT^A08', {}],
  ['PV1', 54, 'ADT^A01', {}],
  ['PV2', 50, 'ADT^A01', {}],
  ['AL1', 6, 'ADT^A01', {}],
  ['DG1', 26, 'ADT^A01', {}],
  ['OBR', 55, 'ORU^R01', {}],
  ['OBX', 32, 'ORU^R01', { 2: 'CWE' }],
  ['OBX', 32, 'ORU^R01', { 2: 'NM' }],
  ['OBX', 32, 'ORU^R01', { 2: 'SN' }],
  ['OBX', 32, 'ORU^R01', { 2: 'FT' }],
  ['OBX', 32, 'ORU^R01', { 2: 'RP' }],
  ['OBX', 32, 'ORU^R01', { 2: 'ED' }],
  ['OBX', 32, 'MDM^T02', { 2: 'TX' }],
  ['TXA', 28, 'MDM^T02', {}],
  ['SCH', 30, 'SIU^S12', {}],
  ['TQ1', 14, 'SIU^S12', {}],
  ['NTE', 8, 'ORU^R01', {}],
  ['MRG', 7, 'ADT^A40', {}],
  ['ZZZ', 5, 'ADT^A01', {}],
];

describe('a segment with everything filled in', () => {
  test.each(SEGMENTS)(
    '[URS-CLN-03] %s (%s fields, %s, %o): each value is in the drafts or in the report',
    (name, count, event, fixed) => {
      const places = new Map<string, readonly [field: number, repetition: number, component: number]>();
      const fields: Record<number, string> = {};
      for (let field = 2; field <= count; field += 1) {
        const repetitions = [1, 2].map((repetition) =>
          Array.from({ length: 14 }, (_, index) => {
            const word = `zq${places.size}x`;
            places.set(word, [field, repetition, index + 1]);
            return word;
          }).join('^'),
        );
        fields[field] = repetitions.join('~');
      }
      const full = segment(name, { ...fields, ...fixed });
      const pid = 'PID|1||A1||Ash';
      const before = name === 'NTE' ? ['OBR|1|P|F|X^Panel'] : name === 'TQ1' ? ['SCH|A1'] : [];
      const rest = name === 'OBX' && event.startsWith('MDM') ? ['TXA|1|LET'] : [];
      const lines =
        name === 'SCH' || name === 'TQ1'
          ? [...before, full, pid]
          : name === 'PID'
            ? [full]
            : [pid, ...rest, ...before, full];
      const parsed = parse([header(event, '1'), ...lines].join('\r'));
      expect(parsed.error).toBeNull();
      const said = JSON.stringify(parsed.records);
      const positions = parsed.leftOut.flatMap(({ at }) => at.split(', '));
      const lost = [...places].filter(([word, [field, repetition, component]]) => {
        if (fixed[field] !== undefined || said.includes(word)) return false;
        const spellings = [
          name,
          `${name}-${field}`,
          `${name}-${field}[${repetition}]`,
          `${name}-${field}[${repetition}].${component}`,
        ];
        return !spellings.some((spelling) => positions.includes(spelling));
      });
      expect(lost.map(([, place]) => `${name}-${place.join('.')}`)).toEqual([]);
    },
  );
});
