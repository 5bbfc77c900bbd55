import { describe, expect, test } from 'vitest';
import { UK_PATIENT, UK_PATIENT_XML, ukBundle } from './fixtures.ts';
import { counts, onlyRecord, parse, reasonAt } from './testing.ts';

describe('a FHIR bundle of a British sender', () => {
  const parsed = parse(ukBundle());
  const record = onlyRecord(parsed);

  test('[URS-CLN-02] the patient has name, NHS number, and what matters for fairness', () => {
    expect(parsed).toMatchObject({ format: 'fhir-json', error: null });
    expect(record.patient).toMatchObject({
      family: 'Khalid',
      given: ['Samina', 'Noor'],
      prefix: 'Mrs',
      names: [{ family: 'Khalid' }, { family: 'Anwar', use: 'maiden' }],
      birthDate: '1961-07',
      birthTime: { iso: '1961-07-03T04:20:00+01:00' },
      sex: 'female',
      nhsNumber: '9434765919',
      postcode: 'BD1 4QQ',
      ethnicCategory: { code: 'J' },
      language: { codings: [{ code: 'ur' }] },
      interpreterNeeded: true,
      gpPractice: { ods: 'B83001' },
    });
    expect(record.patient.telecom).toHaveLength(2);
  });

  test('[URS-CLN-02] references by urn:uuid, by address with a version, and to contained resources are followed', () => {
    expect(counts(record)).toEqual({ encounters: 1, observations: 1, medications: 1, documents: 1 });
    expect(record.encounters[0]).toMatchObject({
      location: 'Emergency department',
      reasons: [{ text: 'Chest pain' }],
    });
    expect(record.observations[0]?.encounter).toBe('urn:uuid:22222222-2222-4222-8222-222222222222');
    expect(record.medications[0]).toMatchObject({
      kind: 'request',
      code: { text: 'Aspirin 300 mg tablets' },
    });
    expect(record.medications[0]?.dosages[0]).toMatchObject({
      text: 'One now',
      dose: { value: 300, unit: 'mg' },
    });
  });

  test('[URS-CLN-02] a decimal keeps the precision with which it was measured', () => {
    expect(record.observations[0]).toMatchObject({
      value: { kind: 'quantity', value: 37.5, decimal: '37.50' },
      vital: { key: 'temperature', value: 37.5 },
    });
  });

  test('a document brings the bytes of the Binary it points to', () => {
    const [document] = record.documents;
    expect(document).toMatchObject({ title: 'Referral letter', mediaType: 'text/plain' });
    expect(new TextDecoder().decode(document?.bytes ?? new Uint8Array())).toBe('Dear doctor');
  });

  test('[URS-CLN-02] what must not be read is left out whole, with the reason', () => {
    expect(reasonAt(parsed, 'Bundle.entry[7]')).toContain('modifier extension');
    expect(reasonAt(parsed, 'Bundle.entry[8]')).toContain('entered in error');
    expect(reasonAt(parsed, 'Bundle.entry[9]')).toContain('not carried out');
    expect(reasonAt(parsed, 'Bundle.entry.request')).toContain('server');
    expect(parsed.leftOut).toHaveLength(4);
  });
});

describe('FHIR in other forms', () => {
  test('[URS-CLN-02] XML: old NHS number system, legacy language extension, entities and a year of birth', () => {
    const parsed = parse(UK_PATIENT_XML);
    expect(parsed).toMatchObject({ format: 'fhir-xml', error: null });
    expect(onlyRecord(parsed).patient).toMatchObject({
      family: 'Nowak & Søn',
      nhsNumber: '9434765919',
      birthDate: '1988',
      language: { codings: [{ code: 'pl' }] },
      interpreterNeeded: true,
      deceased: { value: false, at: null },
    });
    expect(parsed.leftOut).toEqual([
      { at: 'Patient.birthDate.extension', reason: 'Extension "estimated" has no place in the record.' },
    ]);
  });

  test('Latin-1 XML is read by the encoding it declares', () => {
    const xml =
      '<?xml version="1.0" encoding="ISO-8859-1"?><Patient xmlns="http://hl7.org/fhir"><name><family value="Müller"/></name></Patient>';
    expect(onlyRecord(parse(new Uint8Array(Buffer.from(xml, 'latin1')))).patient.family).toBe('Müller');
  });

  test('UTF-16 JSON with a byte order mark is read', () => {
    const text = `\ufeff${JSON.stringify({ resourceType: 'Patient', name: [{ family: 'Müller' }] })}`;
    expect(onlyRecord(parse(new Uint8Array(Buffer.from(text, 'utf16le')))).patient.family).toBe('Müller');
  });

  test('[URS-CLN-02] one resource alone keeps the reference to its patient, or the identifier it is named by', () => {
    const observation = {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'Pain' },
      valueInteger: 4,
    };
    const byReference = parse(
      JSON.stringify({ ...observation, subject: { reference: 'Patient/elsewhere' } }),
    );
    expect(onlyRecord(byReference).patient).toMatchObject({ inFile: false, reference: 'Patient/elsewhere' });
    const identifier = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9434765919' };
    const byNumber = parse(JSON.stringify({ ...observation, subject: { identifier } }));
    expect(onlyRecord(byNumber).patient).toMatchObject({ inFile: false, nhsNumber: '9434765919' });
  });

  test('a resource that names no patient, or something else than a patient, is not given to anybody', () => {
    const observation = { resourceType: 'Observation', status: 'final', code: { text: 'Pain' } };
    const entry = [
      { resource: UK_PATIENT },
      { resource: observation },
      { resource: { ...observation, subject: { reference: 'Group/1' } } },
    ];
    const parsed = parse(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }));
    expect(counts(onlyRecord(parsed))).toEqual({});
    expect(reasonAt(parsed, 'Bundle.entry[1]')).toContain('which patient');
    expect(reasonAt(parsed, 'Bundle.entry[2]')).toContain('not a patient');
  });

  test('the records of two patients in one bundle stay apart', () => {
    const condition = (patient: string, text: string) => ({
      resource: { resourceType: 'Condition', code: { text }, subject: { reference: `Patient/${patient}` } },
    });
    const patient = (id: string) => ({ resource: { resourceType: 'Patient', id, name: [{ family: id }] } });
    const entry = [
      condition('b', 'gout'),
      patient('a'),
      patient('b'),
      condition('a', 'asthma'),
      condition('b', 'angina'),
    ];
    const { records } = parse(JSON.stringify({ resourceType: 'Bundle', type: 'message', entry }));
    expect(
      records.map((each) => [each.patient.family, each.conditions.map(({ code }) => code.text)]),
    ).toEqual([
      ['a', ['asthma']],
      ['b', ['gout', 'angina']],
    ]);
  });

  test('a report gives its conclusion and is linked to its results', () => {
    const entry = [
      { resource: { resourceType: 'Patient', id: 'p' } },
      {
        resource: {
          resourceType: 'DiagnosticReport',
          status: 'final',
          code: { text: 'FBC' },
          conclusion: 'Anaemia',
          subject: { reference: 'Patient/p' },
          result: [{ reference: 'Observation/hb' }],
        },
      },
      {
        resource: {
          resourceType: 'Observation',
          id: 'hb',
          status: 'final',
          code: { text: 'Hb' },
          subject: { reference: 'Patient/p' },
        },
      },
      {
        resource: {
          resourceType: 'Observation',
          id: 'k',
          status: 'final',
          code: { text: 'K' },
          subject: { reference: 'Patient/p' },
        },
      },
    ];
    const record = onlyRecord(parse(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry })));
    expect(record.reports).toMatchObject([{ code: { text: 'FBC' }, conclusion: 'Anaemia' }]);
    expect(record.observations.map(({ code, report }) => [code.text, report])).toEqual([
      ['Hb', 0],
      ['K', null],
    ]);
  });

  test('values that are not what they should be are left out, never bent into shape', () => {
    const patient = {
      resourceType: 'Patient',
      birthDate: '1961-02-30',
      gender: 'F',
      deceasedBoolean: 'perhaps',
    };
    const parsed = parse(JSON.stringify(patient));
    expect(onlyRecord(parsed).patient).toMatchObject({ birthDate: null, sex: 'unknown', deceased: null });
    expect(parsed.leftOut.map(({ at }) => at)).toEqual([
      'Patient.birthDate',
      'Patient.gender',
      'Patient.deceasedBoolean',
    ]);
  });

  test('of a name given twice in one object neither is lost', () => {
    const parsed = parse('{"resourceType":"Patient","gender":"male","gender":"female"}');
    expect(onlyRecord(parsed).patient.sex).toBe('male');
    expect(parsed.leftOut.map(({ at }) => at)).toEqual(['Patient.gender[1]']);
  });
});
