import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseClinicalFile } from '../../interop/index.ts';
import { decide } from '../decisions.ts';
import { directoryOf } from '../directory.ts';
import { takeIn } from '../intake.ts';
import { readQueue } from '../queue.ts';
import { intakeOf, openTestClinic, type TestClinic } from '../testing.ts';
import { readEncounterView, readPatientRecord } from '../views.ts';
import { importFile } from './importer.ts';

let test: TestClinic;
beforeEach(async () => {
  test = await openTestClinic();
});
afterEach(() => test.remove());

const load = (name: string, content: string | Uint8Array) =>
  importFile(
    test.clinic,
    test.context,
    { name, bytes: typeof content === 'string' ? Buffer.from(content) : content },
    parseClinicalFile,
  );
const fhir = (...resources: object[]) =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  });

const NHS = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9434765919' };
const PATIENT = {
  resourceType: 'Patient',
  id: 'e2b1c7a0-patient-one',
  identifier: [NHS, { system: 'urn:hospital', value: 'RX7' }],
  name: [{ family: 'Example', given: ['Erin', 'Mae'], prefix: ['Ms'] }],
  gender: 'female',
  birthDate: '1961-04-02',
  address: [{ line: ['4 Mill Lane'], city: 'Leeds', postalCode: 'ls1 4ap' }],
  telecom: [{ system: 'phone', value: '0113 496 0000' }],
};
const subject = { reference: 'Patient/e2b1c7a0-patient-one' };
const visit = (status: string, more: object = {}) => ({
  resourceType: 'Encounter',
  id: 'e2b1c7a0-visit-one',
  status,
  class: { code: 'EMER' },
  subject,
  period: { start: '2026-03-14T08:30:00Z' },
  reasonCode: [{ text: 'Chest pain' }],
  ...more,
});
const heartRate = (value: number, more: object = {}) => ({
  resourceType: 'Observation',
  id: `e2b1c7a0-heart-rate-${value}`,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4', display: 'Heart rate' }] },
  subject,
  encounter: { reference: 'Encounter/e2b1c7a0-visit-one' },
  effectiveDateTime: '2026-03-14T08:40:00Z',
  valueQuantity: { value, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
  ...more,
});
const saturation = (value: number, at: string) =>
  heartRate(0, {
    id: `e2b1c7a0-saturation-${value}`,
    code: { coding: [{ system: 'http://loinc.org', code: '2708-6' }] },
    effectiveDateTime: at,
    valueQuantity: { value, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
  });

interface Message {
  readonly event: string;
  readonly visit?: string;
  readonly family?: string;
  readonly born?: string;
  readonly phone?: string;
  readonly more?: readonly string[];
}
const hl7 = ({ event, visit: pv1, family = 'Example', born = '19610402', phone = '', more = [] }: Message) =>
  [
    `MSH|^~\\&|EPR|LEEDS|FAIRDOC|LEEDS|20260314084500+0000||ADT^${event}|${event}-1|P|2.4`,
    `PID|1||RX7^^^urn:hospital^MR||${family}^Erin^Mae||${born}|F|||4 Mill Lane^^Leeds^^LS1 4AP||${phone}`,
    ...(pv1 === undefined ? [] : [pv1]),
    ...more,
  ].join('\r');
const pv1 = (location: string, end = '') =>
  `PV1|1|E|${location}||||||||||||||||V100^^^LEEDS^VN|||||||||||||||||||||||||20260314083000+0000|${end}`;

const only = async () => {
  const [patient, ...others] = (await directoryOf(test.store)).search('', { includeArchived: true });
  expect(others).toEqual([]);
  return readPatientRecord(test.store, patient?.id ?? '');
};
const reasons = (report: { leftOut: { reason: string }[] }) =>
  report.leftOut.map(({ reason }) => reason).join('\n');

describe('importing FHIR', () => {
  it('[URS-CLN-02] puts a patient, a visit that goes on and its measurements on record and in the queue', async () => {
    const report = await load(
      'bundle.json',
      fhir(PATIENT, visit('in-progress'), heartRate(118), saturation(90, '2026-03-14T08:41:00Z'), {
        resourceType: 'AllergyIntolerance',
        id: 'e2b1c7a0-allergy-one',
        patient: subject,
        code: { text: 'Penicillin' },
        reaction: [{ manifestation: [{ text: 'rash' }] }],
      }),
    );
    expect(report).toMatchObject({
      file: 'bundle.json',
      format: 'fhir-json',
      created: { patient: 1, encounter: 1, observation: 2, allergy: 1 },
      patients: [
        {
          family: 'Example',
          given: 'Erin Mae',
          birthDate: '1961-04-02',
          sex: 'female',
          identifiers: [NHS, { system: 'urn:hospital', value: 'RX7' }],
        },
      ],
      error: null,
    });
    const record = await only();
    expect(record.patient).toMatchObject({
      postcode: 'LS1 4AP',
      address: '4 Mill Lane, Leeds',
      prefix: 'Ms',
    });
    expect(record.history).toMatchObject([{ kind: 'allergy', text: 'Penicillin', detail: 'Reaction: rash' }]);
    const [row] = readQueue(test.clinic, test.store).rows;
    expect(row).toMatchObject({
      name: 'EXAMPLE, Erin Mae (Ms)',
      complaint: 'Chest pain',
      arrivedAt: '2026-03-14T08:30:00.000Z',
      // The saturation alone calls for it.
      acuity: 2,
    });
    expect(test.store.changes.list({ action: 'clinic.importFile' })).toHaveLength(1);
  });

  it('adds nothing twice, whether the same file or the same resource in another one comes again', async () => {
    await load('bundle.json', fhir(PATIENT, visit('in-progress'), heartRate(118)));
    const before = await only();
    const assessed = readEncounterView(test.clinic, test.store, before.encounters[0]?.id ?? '').assessment;
    const again = await load('bundle.json', fhir(PATIENT, visit('in-progress'), heartRate(118)));
    const other = await load('other.json', fhir(heartRate(118), PATIENT));
    expect([again.created, other.created]).toEqual([{}, {}]);
    expect(reasons(again)).toContain('on record already');
    const after = await only();
    expect(after).toEqual(before);
    expect(readEncounterView(test.clinic, test.store, before.encounters[0]?.id ?? '').assessment).toEqual(
      assessed,
    );
  });

  it('keeps both versions of a resource that comes with other content, and says so', async () => {
    await load('first.json', fhir(PATIENT, heartRate(118)));
    const second = await load('second.json', fhir(heartRate(118, { status: 'corrected' })));
    expect(second.created).toEqual({ observation: 1 });
    expect(reasons(second)).toContain('with other content');
    expect((await only()).observations.map(({ status }) => status).sort()).toEqual(['corrected', 'final']);
  });

  it('finds the patient by NHS number, and fills in only what is not known', async () => {
    const { patientId } = await takeIn(
      test.clinic,
      test.context,
      intakeOf({
        patient: { details: { sex: 'female', family: 'Example', given: 'Erin', nhsNumber: '9434765919' } },
      }),
    );
    const report = await load('patient.json', JSON.stringify(PATIENT));
    expect(report.created).toEqual({});
    const { patient } = readPatientRecord(test.store, patientId);
    expect(patient).toMatchObject({
      given: 'Erin',
      birthDate: '1961-04-02',
      phone: '0113 496 0000',
      identifiers: [{ system: 'urn:hospital', value: 'RX7' }],
    });
    expect(reasons(report)).toContain('The record has something else for given; the record was kept.');
    expect((await only()).patient.id).toBe(patientId);
  });

  it('does not touch a record whose number comes with another name and another date of birth', async () => {
    await load('patient.json', JSON.stringify(PATIENT));
    const before = await only();
    const stranger = {
      ...PATIENT,
      id: 'stranger-in-the-file',
      name: [{ family: 'Other' }],
      birthDate: '1999-09-09',
    };
    const report = await load(
      'mixed-up.json',
      fhir(stranger, heartRate(44, { subject: { reference: 'Patient/stranger-in-the-file' } })),
    );
    expect(report.created).toEqual({});
    expect(report.patients).toEqual([]);
    expect(reasons(report)).toContain('another name and date of birth');
    expect(await only()).toEqual(before);
  });

  it('imports nothing for identifiers that belong to two patients', async () => {
    await load('one.json', JSON.stringify({ ...PATIENT, identifier: [NHS] }));
    const second = {
      ...PATIENT,
      id: 'another-patient-here',
      identifier: [{ system: 'urn:hospital', value: 'RX7' }],
    };
    await load('two.json', JSON.stringify(second));
    const report = await load('both.json', JSON.stringify({ ...PATIENT, id: 'patient-with-both' }));
    expect(report.created).toEqual({});
    expect(reasons(report)).toContain('different patients');
  });

  it('leaves an invalid NHS number empty and says so', async () => {
    const wrong = { ...PATIENT, identifier: [{ ...NHS, value: '9434765918' }] };
    const report = await load('patient.json', JSON.stringify(wrong));
    expect(report.created).toEqual({ patient: 1 });
    expect((await only()).patient).toMatchObject({ family: 'Example', nhsNumber: null });
    expect(reasons(report)).toMatch(/nhsNumber is not a valid NHS number/);
    expect(reasons(report)).not.toContain('9434765918');
  });

  it('keeps results of a patient who comes in a later file, and joins them then', async () => {
    const early = await load('observation.json', JSON.stringify(heartRate(118)));
    expect(early.created).toEqual({ patient: 1, observation: 1 });
    expect(reasons(early)).toContain('patient without a name');
    const late = await load('patient.json', JSON.stringify(PATIENT));
    expect(late.created).toEqual({});
    const record = await only();
    expect(record.patient).toMatchObject({ family: 'Example', nhsNumber: '9434765919' });
    expect(record.observations).toMatchObject([{ vital: 'heartRate', value: 118 }]);
  });

  it('does not guess whom a short reference means', async () => {
    const report = await load(
      'observation.json',
      JSON.stringify(heartRate(118, { subject: { reference: 'Patient/1' } })),
    );
    expect(report.created).toEqual({});
    expect(reasons(report)).toContain('could mean another one elsewhere');
  });

  it('assesses again when a measurement of the visit comes in, and when it is taken at the bedside', async () => {
    await load('bundle.json', fhir(PATIENT, visit('in-progress'), heartRate(80)));
    expect(readQueue(test.clinic, test.store).rows).toMatchObject([{ acuity: 3 }]);
    await load('later.json', JSON.stringify(saturation(89, '2026-03-14T08:50:00Z')));
    expect(readQueue(test.clinic, test.store).rows).toMatchObject([{ acuity: 2 }]);
    const { encounter: _, ...bedside } = saturation(97, '2026-03-14T08:55:00Z');
    await load('bedside.json', JSON.stringify(bedside));
    expect(readQueue(test.clinic, test.store).rows).toMatchObject([{ acuity: 3 }]);
  });

  it.each([
    ['finished', { end: '2026-03-14T08:59:00Z' }, 'imported', 'discharged'],
    ['planned', {}, 'imported', undefined],
    ['arrived', {}, 'waiting', undefined],
    ['triaged', {}, 'waiting', undefined],
  ] as const)(
    'a visit that is %s becomes part of the record as it should',
    async (status, end, expected, outcome) => {
      await load(
        'visit.json',
        fhir(PATIENT, visit(status, { period: { start: '2026-03-14T08:30:00Z', ...end } })),
      );
      const record = await only();
      expect(record.encounters).toMatchObject([{ status: expected }]);
      expect(record.encounters[0]?.outcome?.kind).toBe(outcome);
    },
  );

  it('leaves out a visit that was cancelled', async () => {
    const report = await load('visit.json', fhir(PATIENT, visit('cancelled')));
    expect(report.created).toEqual({ patient: 1 });
    expect(reasons(report)).toContain('cancelled');
  });

  it('[URS-CLN-06] checks documents inside a file like any other, and keeps the rest', async () => {
    const documentOf = (id: string, contentType: string, bytes: Buffer) => ({
      resourceType: 'DocumentReference',
      id,
      status: 'current',
      subject,
      content: [{ attachment: { contentType, title: id, data: bytes.toString('base64') } }],
    });
    const program = Buffer.from('MZ\u0090\0 a program that claims to be a letter');
    const report = await load(
      'documents.json',
      fhir(
        PATIENT,
        documentOf('letter-of-the-gp.txt', 'text/plain', Buffer.from('Thank you for seeing her.')),
        documentOf('scan-of-a-form.pdf', 'application/pdf', program),
      ),
    );
    expect(report.created).toEqual({ patient: 1, attachment: 1 });
    expect(reasons(report)).toContain('The file is a program or a script');
    expect((await only()).attachments).toMatchObject([
      { name: 'letter-of-the-gp.txt', mediaType: 'text/plain' },
    ]);
  });
});

describe('importing HL7 v2', () => {
  it('[URS-CLN-03] brings a patient into the queue (A01), corrects details (A08) and ends the visit (A03)', async () => {
    const arrived = await load('a01.hl7', hl7({ event: 'A01', visit: pv1('MAJORS^3') }));
    expect(arrived).toMatchObject({ format: 'hl7v2', created: { patient: 1, encounter: 1 }, error: null });
    expect(readQueue(test.clinic, test.store).rows).toMatchObject([{ bay: 'MAJORS, 3' }]);
    await load(
      'a08.hl7',
      hl7({ event: 'A08', visit: pv1('RESUS^1'), family: 'Example-Smith', phone: '07700 900123' }),
    );
    expect(readQueue(test.clinic, test.store).rows).toMatchObject([
      { name: 'EXAMPLE-SMITH, Erin Mae', bay: 'RESUS, 1' },
    ]);
    await load('a03.hl7', hl7({ event: 'A03', visit: pv1('RESUS^1', '20260314085500+0000') }));
    expect(readQueue(test.clinic, test.store).rows).toEqual([]);
    const record = await only();
    expect(record.patient).toMatchObject({ family: 'Example-Smith', phone: '07700 900123' });
    expect(record.encounters).toMatchObject([
      { status: 'closed', outcome: { kind: 'discharged', at: '2026-03-14T08:55:00.000Z' } },
    ]);
  });

  it('takes the messages of one file in their order, as one change', async () => {
    const file = [
      hl7({ event: 'A04', visit: pv1('MINORS') }),
      hl7({ event: 'A03', visit: pv1('MINORS', '20260314085000+0000') }),
    ].join('\r');
    const report = await load('day.hl7', file);
    expect(report.created).toEqual({ patient: 1, encounter: 1 });
    expect(report.patients).toHaveLength(1);
    expect((await only()).encounters).toMatchObject([{ status: 'closed' }]);
    expect(test.store.changes.list({ action: 'clinic.importFile' })).toHaveLength(1);
  });

  it('does not open a visit again that is over, and says so', async () => {
    await load('a01.hl7', hl7({ event: 'A01', visit: pv1('MAJORS^3') }));
    await load('a03.hl7', hl7({ event: 'A03', visit: pv1('MAJORS^3', '20260314085500+0000') }));
    const late = await load('late.hl7', hl7({ event: 'A04', visit: pv1('MAJORS^3') }));
    expect(late.created).toEqual({});
    expect(reasons(late)).toContain('not opened again');
  });

  it('keeps the decision of a patient whose visit another system ends', async () => {
    await load('a01.hl7', hl7({ event: 'A01', visit: pv1('MAJORS^3') }));
    const encounterId = readQueue(test.clinic, test.store).rows[0]?.encounterId ?? '';
    const { assessment } = readEncounterView(test.clinic, test.store, encounterId);
    await decide(test.clinic, test.context, {
      encounterId,
      assessmentId: assessment?.id ?? '',
      shownDigest: assessment?.digest ?? '',
      decision: { kind: 'confirm' },
      signing: { passphrase: '' },
    });
    await load('a03.hl7', hl7({ event: 'A03', visit: pv1('MAJORS^3', '20260314085500+0000') }));
    const view = readEncounterView(test.clinic, test.store, encounterId);
    expect(view.encounter.status).toBe('closed');
    expect(view.decisions).toMatchObject([{ kind: 'confirm', signature: { state: 'valid' } }]);
  });
});

describe('files that cannot be imported', () => {
  it.each([
    ['nothing', '', 'interop.notClinical'],
    ['a letter', 'Dear colleague, thank you for seeing her.', 'interop.notClinical'],
    ['FHIR that was cut off', '{"resourceType":"Patient","name":[', 'interop.malformed.json'],
    [
      'XML with a document type',
      '<!DOCTYPE x [<!ENTITY a "b">]><Patient xmlns="http://hl7.org/fhir"/>',
      'interop.unsafeXml',
    ],
  ])('%s ends in an error that says what to do, and leaves nothing behind', async (_, content, code) => {
    const report = await load('../../etc/bad.json', content);
    expect(report).toMatchObject({ file: 'bad.json', created: {}, patients: [], error: { code } });
    expect(report.error?.next.length).toBeGreaterThan(10);
    expect(test.store.changes.list({ action: 'clinic.importFile' })).toEqual([]);
    expect((await directoryOf(test.store)).size).toBe(0);
  });

  it('keeps the imported file, encrypted, under the log entry of the import', async () => {
    const content = fhir(PATIENT);
    await load('Example_Erin.json', content);
    const [row] = test.store.read(({ $client }) =>
      $client.prepare<[], { blob: string; created: string }>('SELECT blob, created FROM import_file').all(),
    );
    expect(JSON.parse(row?.created ?? '')).toEqual({ patient: 1 });
    const kept = await test.store.blobs.get(row?.blob ?? '');
    expect(kept.content.toString()).toBe(content);
  });
});
