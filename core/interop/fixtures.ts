/** Small files of our own, in the forms that British senders use. All people in them are invented. */

export const UK_PATIENT = {
  resourceType: 'Patient',
  id: 'pat-1',
  extension: [
    {
      url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory',
      valueCodeableConcept: {
        coding: [
          {
            system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland',
            code: 'J',
            display: 'Pakistani',
          },
        ],
      },
    },
    { url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean: true },
  ],
  identifier: [
    { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '943 476 5919' },
    { system: 'https://hospital.example/mrn', value: 'RX1-0042', type: { coding: [{ code: 'MR' }] } },
  ],
  name: [
    { use: 'maiden', family: 'Anwar', given: ['Samina'] },
    { use: 'official', family: 'Khalid', given: ['Samina', 'Noor'], prefix: ['Mrs'] },
  ],
  gender: 'female',
  birthDate: '1961-07',
  _birthDate: {
    extension: [
      {
        url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime',
        valueDateTime: '1961-07-03T04:20:00+01:00',
      },
    ],
  },
  address: [{ use: 'home', line: ['12 Canal Row'], city: 'BRADFORD', postalCode: 'BD1 4QQ' }],
  telecom: [
    { system: 'phone', value: '01274 000000', use: 'home' },
    { system: 'email', value: 's.khalid@mail.example' },
  ],
  communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'ur' }] }, preferred: true }],
  generalPractitioner: [
    { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'B83001' } },
  ],
} as const;

const quantity = (value: string) => ({ rawValue: value });

/** A transaction with `urn:uuid` references, contained and referenced resources, and decimals with a zero to keep. */
export function ukBundle(): string {
  const bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111',
        resource: UK_PATIENT,
        request: { method: 'POST', url: 'Patient' },
      },
      {
        fullUrl: 'urn:uuid:22222222-2222-4222-8222-222222222222',
        resource: {
          resourceType: 'Encounter',
          status: 'in-progress',
          class: { code: 'EMER' },
          subject: { reference: 'urn:uuid:11111111-1111-4111-8111-111111111111' },
          period: { start: '2026-03-14T09:02:00Z' },
          reasonCode: [{ text: 'Chest pain' }],
          location: [{ location: { reference: 'Location/ed' } }],
        },
      },
      { resource: { resourceType: 'Location', id: 'ed', name: 'Emergency department' } },
      {
        resource: {
          resourceType: 'Observation',
          id: 'temp',
          status: 'final',
          code: { coding: [{ system: 'http://loinc.org', code: '8310-5' }] },
          subject: { reference: 'https://server.example/fhir/Patient/pat-1/_history/3' },
          encounter: { reference: 'urn:uuid:22222222-2222-4222-8222-222222222222' },
          effectiveDateTime: '2026-03-14T09:10:00Z',
          valueQuantity: {
            value: quantity('37.50'),
            unit: '°C',
            system: 'http://unitsofmeasure.org',
            code: 'Cel',
          },
        },
      },
      {
        resource: {
          resourceType: 'MedicationRequest',
          status: 'active',
          intent: 'order',
          contained: [{ resourceType: 'Medication', id: 'med', code: { text: 'Aspirin 300 mg tablets' } }],
          medicationReference: { reference: '#med' },
          subject: { reference: 'Patient/pat-1' },
          authoredOn: '2026-03-14',
          dosageInstruction: [
            { text: 'One now', doseAndRate: [{ doseQuantity: { value: 300, unit: 'mg' } }] },
          ],
        },
      },
      {
        resource: {
          resourceType: 'DocumentReference',
          status: 'current',
          description: 'Referral letter',
          subject: { reference: 'Patient/pat-1' },
          content: [{ attachment: { contentType: 'text/plain', url: 'Binary/letter' } }],
        },
      },
      {
        resource: {
          resourceType: 'Binary',
          id: 'letter',
          contentType: 'text/plain',
          data: 'RGVhciBkb2N0b3I=',
        },
      },
      {
        resource: {
          resourceType: 'Condition',
          subject: { reference: 'Patient/pat-1' },
          code: { text: 'Asthma' },
          modifierExtension: [{ url: 'https://example.org/negated', valueBoolean: true }],
        },
      },
      {
        resource: {
          resourceType: 'Observation',
          status: 'entered-in-error',
          code: { text: 'Weight' },
          subject: { reference: 'Patient/pat-1' },
        },
      },
      { request: { method: 'DELETE', url: 'Observation/old' } },
    ],
  };
  return JSON.stringify(bundle).replaceAll(/\{"rawValue":"([^"]+)"\}/g, '$1');
}

export const UK_PATIENT_XML = `<?xml version="1.0" encoding="UTF-8"?>
<!-- sent by a test system -->
<Patient xmlns="http://hl7.org/fhir">
  <id value="px"/>
  <extension url="https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-NHSCommunication-1">
    <extension url="language"><valueCodeableConcept><coding><code value="pl"/></coding></valueCodeableConcept></extension>
    <extension url="interpreterRequired"><valueBoolean value="true"/></extension>
  </extension>
  <identifier><system value="http://fhir.nhs.net/Id/nhs-number"/><value value="9434765919"/></identifier>
  <name><family value="Nowak &amp; Søn"/><given value="Ewa"/></name>
  <birthDate value="1988"><extension url="https://example.org/estimated"><valueBoolean value="true"/></extension></birthDate>
  <deceasedBoolean value="false"/>
</Patient>`;

/** A segment from its fields by number, so that nobody has to count separators. */
export function segment(name: string, fields: Readonly<Record<number, string>>): string {
  const last = Math.max(...Object.keys(fields).map(Number));
  const values = Array.from({ length: last }, (_, index) => fields[index + 1] ?? '');
  return [name, ...values].join('|');
}

export function header(type: string, id: string, charset = 'UNICODE UTF-8'): string {
  const fields = {
    2: 'PAS',
    3: 'RXX',
    4: 'FAIRDOC',
    5: 'RXX',
    6: '20260314090500',
    8: type,
    9: id,
    10: 'P',
    11: '2.4',
    17: charset,
  };
  return segment('MSH', { 1: '^~\\&', ...fields });
}

export const UK_PID = segment('PID', {
  1: '1',
  3: '9434765919^^^NHS^NH~RX1-0042^^^RXX^MR',
  5: 'KHALID^Samina^Noor^^Mrs^^L',
  7: '19610703',
  8: 'F',
  11: '12 Canal Row^^BRADFORD^^BD1 4QQ^GBR^H',
  13: '01274000000^PRN',
  15: 'ur',
  22: 'J^Pakistani^NHSEthnicCategory',
  32: '01',
});

export const UK_ADT = [
  header('ADT^A01', 'A-1'),
  'EVN|A01|20260314090500',
  UK_PID,
  'PD1|||Canal Surgery^^B83001',
  segment('PV1', {
    1: '1',
    2: 'E',
    3: 'ED^MAJ^03^RXX',
    7: 'C1234^Mensah^Kofi^^^Dr',
    10: '180',
    14: '19',
    19: 'V-77^^^RXX^VN',
    44: '20260314090200',
  }),
  'PV2|||CP^Chest pain^L',
  'AL1|1|DA^Drug|372687004^Amoxicillin^SCT|SV|Rash~Wheeze',
  'DG1|1||29857009^Chest pain^SCT||20260314|W',
  'OBX|1|NM|8867-4^Heart rate^LN||118|/min|60-100|H|||F|||20260314091000',
  'OBX|2|NM|8310-5^Body temperature^LN||100.4|[degF]|||||F|||20260314091000',
  segment('OBX', { 1: '3', 2: 'NM', 3: '9279-1^Respiratory rate^LN', 5: '24', 6: '/min', 11: 'D' }),
  'OBX|4|SN|30240-9^D-dimer^LN||>^500|ng/mL|||||F',
  'NTE|1||Sample \\E\\ haemolysed\\.br\\repeat \\T\\ report',
  'ZXX|local',
].join('\r');

export const UK_MDM = [
  header('MDM^T02', 'M-1'),
  'EVN|T02|20260314',
  UK_PID,
  'PV1|1|O',
  segment('TXA', { 1: '1', 2: 'LET^Letter', 3: 'TX', 4: '202603141130', 12: 'LTR-9', 17: 'AU' }),
  'OBX|1|TX|LET^Letter||Dear colleague,~thank you for seeing this lady.||||||F',
  'OBX|2|ED|PDF^Scan||^application^pdf^Base64^JVBERi0xLjQK||||||F',
].join('\n');

/** Two messages in a batch whose trailer counts three, framed for MLLP, in lines that end in CR LF. */
export const UK_BATCH = [
  'FHS|^~\\&|PAS',
  'BHS|^~\\&|PAS',
  `\u000b${header('ADT^A08', 'B-1')}`,
  UK_PID,
  '\u001c',
  `\u000b${header('ADT^A40', 'B-2')}`,
  UK_PID,
  'MRG|RX1-0007^^^RXX^MR',
  '\u001c',
  'BTS|3',
  'FTS|1',
].join('\r\n');
