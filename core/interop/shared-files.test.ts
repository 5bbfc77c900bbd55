import { describe, expect, test } from 'vitest';
import { counts, hasSharedFiles, onlyRecord, parseShared, reasonAt, sharedTitle } from './testing.ts';

const SMITH = 'Patient/UKCore-Patient-RichardSmith-Example';

describe.skipIf(!hasSharedFiles)(`real FHIR files${sharedTitle}`, () => {
  test('[URS-CLN-02] UK Core patient', () => {
    const parsed = parseShared('fhir/UKCore-Patient-RichardSmith.xml');
    expect(parsed).toMatchObject({ format: 'fhir-xml', error: null });
    expect(onlyRecord(parsed).patient).toMatchObject({
      inFile: true,
      reference: SMITH,
      family: 'SMITH',
      given: ['Richard'],
      birthDate: '1970-09-11',
      sex: 'male',
      nhsNumber: '9912003888',
      nhsNumberStatus: '01',
      postcode: 'LS17 7DF',
      ethnicCategory: { code: 'G' },
      telecom: [{ value: '01131231234' }],
    });
    expect(onlyRecord(parsed).patient.language?.codings.map(({ code }) => code)).toEqual([
      'bfi',
      '703963007',
    ]);
    expect(parsed.leftOut.map(({ at }) => at)).toEqual([
      'Patient.text',
      'Patient.extension[1]',
      'Patient.extension[2]',
      'Patient.extension[3]',
      'Patient.contact',
    ]);
  });

  test.each([
    ['UKCore-AllergyIntolerance-Amoxicillin.xml', { allergies: 1 }, ['AllergyIntolerance.text']],
    ['UKCore-Condition-BleedingFromEar.xml', { conditions: 1 }, ['Condition.text']],
    ['UKCore-Encounter-InpatientEncounter.xml', { encounters: 1 }, ['Encounter.text']],
    ['UKCore-MedicationStatement-Amoxicillin.xml', { medications: 1 }, ['MedicationStatement.text']],
    ['UKCore-Observation-OxygenTherapy.xml', { observations: 1 }, ['Observation.text']],
    ['UKCore-Observation-PatientConsciousness.xml', { observations: 1 }, ['Observation.text']],
    ['UKCore-Observation-VitalSigns-BloodPressure.xml', { observations: 1 }, ['Observation.text']],
    ['UKCore-Observation-VitalSigns-BodyTemperature.xml', { observations: 1 }, ['Observation.text']],
    ['UKCore-Observation-VitalSigns-HeartRate.xml', { observations: 1 }, ['Observation.text']],
    ['UKCore-Observation-VitalSigns-OxygenSaturation.xml', { observations: 1 }, ['Observation.text']],
  ])('[URS-CLN-02] %s imports for a patient who is not in the file', (file, expected, leftOut) => {
    const parsed = parseShared(`fhir/${file}`);
    const record = onlyRecord(parsed);
    expect(parsed.error).toBeNull();
    expect(record.patient).toMatchObject({ inFile: false, reference: SMITH });
    expect(counts(record)).toEqual(expected);
    expect(parsed.leftOut.map(({ at }) => at)).toEqual(leftOut);
  });

  test.each([
    ['OxygenTherapy', [['supplementalOxygen', true]]],
    ['PatientConsciousness', [['consciousness', 'V']]],
    [
      'VitalSigns-BloodPressure',
      [
        ['systolicBloodPressure', 142],
        ['diastolicBloodPressure', 94],
      ],
    ],
    ['VitalSigns-BodyTemperature', [['temperature', 36.5]]],
    ['VitalSigns-HeartRate', [['heartRate', 104]]],
    ['VitalSigns-OxygenSaturation', [['oxygenSaturation', 96]]],
  ])('[URS-CLN-02] %s is recognised as vital signs', (name, expected) => {
    expect(vitals(`fhir/UKCore-Observation-${name}.xml`)).toEqual(expected);
  });

  test('[URS-CLN-02] a NEWS2 chart: eight observations, the seven vital signs, and the total', () => {
    const file = 'fhir/UKCore-Bundle-NEWS2Observations.xml';
    const record = onlyRecord(parseShared(file));
    expect(counts(record)).toEqual({ observations: 8 });
    expect(vitals(file)).toEqual([
      ['respiratoryRate', 21],
      ['heartRate', 95],
      ['oxygenSaturation', 93],
      ['supplementalOxygen', false],
      ['temperature', 37.5],
      ['systolicBloodPressure', 120],
      ['diastolicBloodPressure', 60],
      ['consciousness', 'A'],
    ]);
    const [total] = record.observations;
    expect(total?.value).toMatchObject({ value: 6 });
    expect(total?.components).toHaveLength(7);
  });

  test('[URS-CLN-02] an admission as a bundle: patient and visit, with doctor and place', () => {
    const parsed = parseShared('fhir/Bundle-from-ADT01-28.json');
    const record = onlyRecord(parsed);
    expect(parsed).toMatchObject({ format: 'fhir-json', error: null });
    expect(record.patient).toMatchObject({
      family: 'EVERYMAN',
      given: ['ADAM', 'A'],
      birthDate: '1961-06-15',
      sex: 'male',
    });
    expect(record.patient.identifiers.map(({ value }) => value)).toEqual([
      'PATID1234',
      '123456789',
      '444333333',
      '987654',
    ]);
    expect(counts(record)).toEqual({ encounters: 1 });
    expect(record.encounters[0]).toMatchObject({
      class: { code: 'IMP' },
      status: 'in-progress',
      location: '2000',
      participants: [{ role: 'attender', name: 'AARON A ATTEND' }],
    });
    expect(reasonAt(parsed, 'Bundle.entry[11]')).toContain('next of kin');
  });

  test('[URS-CLN-02] laboratory results as a bundle: ten results of two reports', () => {
    const record = onlyRecord(parseShared('fhir/Bundle-from-LAB-ORU-1.json'));
    expect(record.patient).toMatchObject({
      family: 'DUCK',
      given: ['DONALD', 'D'],
      birthDate: '1924-10-10',
      sex: 'male',
    });
    expect(counts(record)).toEqual({ reports: 2, observations: 10 });
    expect(record.observations.map(({ report }) => report)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(record.observations[1]).toMatchObject({
      value: { value: 4.06, unit: 'tera.l-1' },
      status: 'preliminary',
    });
  });
});

function vitals(file: string): unknown[] {
  return onlyRecord(parseShared(file))
    .observations.flatMap((each) => [each, ...each.components])
    .flatMap(({ vital }) => (vital === null ? [] : [[vital.key, vital.value]]));
}

const EVERYMAN = {
  family: 'EVERYMAN',
  given: ['ADAM', 'A'],
  prefix: 'Dr.',
  birthDate: '1988-08-18',
  sex: 'male',
  ethnicCategory: null,
  deceased: { value: true },
};

describe.skipIf(!hasSharedFiles)(`real HL7 v2 files${sharedTitle}`, () => {
  test.each([
    ['ADT-A01-01.hl7', 'ADT^A01', 'in-progress', null],
    ['ADT-A03-01.hl7', 'ADT^A03', 'finished', '2015-02-09T11:34:19+01:10'],
    ['ADT-A04-01.hl7', 'ADT^A04', null, null],
    ['ADT-A08-01.hl7', 'ADT^A08', null, null],
  ])('[URS-CLN-03] %s: patient, visit, heart rate, allergy and diagnosis', (file, kind, status, end) => {
    const parsed = parseShared(`hl7v2/${file}`);
    const record = onlyRecord(parsed);
    expect(parsed).toMatchObject({ format: 'hl7v2', error: null });
    expect(record.source.kind).toBe(kind);
    expect(record.patient).toMatchObject(EVERYMAN);
    expect(record.patient.identifiers.map(({ value }) => value)).toEqual([
      'PATID1234',
      '123456789',
      '1234567',
      'PATID567',
      'PSSN123121234',
      'DLN-123',
    ]);
    expect(counts(record)).toEqual({ encounters: 1, observations: 1, conditions: 1, allergies: 1 });
    const [visit] = record.encounters;
    expect(visit?.period?.start?.iso).toBe('2015-02-08T11:34:19+01:10');
    if (status !== null) expect(visit?.status).toBe(status);
    if (end !== null) expect(visit?.period?.end?.iso).toBe(end);
    expect(visit?.participants[0]).toMatchObject({
      role: 'attending doctor',
      name: 'Dr. Mohammed Mahi Alaz JR',
    });
    expect(record.observations[0]?.value).toMatchObject({
      kind: 'several',
      values: [{ value: 60 }, { value: 120 }],
    });
    expect(record.conditions[0]).toMatchObject({
      code: { text: 'Stroke', codings: [{ code: '422504002' }] },
    });
    expect(record.allergies[0]?.code.codings[0]?.display).toBe('PENICILLIN');
    expect(reasonAt(parsed, 'ARV[1]')).toContain('by hand');
    expect(reasonAt(parsed, 'PID-22')).toContain('Ethnic group');
  });

  test('[URS-CLN-03] a merge names the surviving and the retired record and is not carried out', () => {
    const parsed = parseShared('hl7v2/ADT-A40-01.hl7');
    const record = onlyRecord(parsed);
    expect(record.patient).toMatchObject({
      family: 'Test',
      given: ['Test', 'A'],
      birthDate: '2018-02-05',
      sex: 'female',
    });
    expect(record.patient.identifiers.map(({ value }) => value)).toEqual(['12345']);
    expect(record.mergedFrom.map(({ value }) => value)).toEqual(['56789']);
    expect(reasonAt(parsed, 'MRG')).toContain('not merged automatically');
  });

  test('[URS-CLN-03] laboratory results: ten results of two orders, pending ones without a value', () => {
    const record = onlyRecord(parseShared('hl7v2/LAB-ORU-1.hl7'));
    expect(record.patient).toMatchObject({
      family: 'DUCK',
      given: ['DONALD', 'D'],
      birthDate: '1924-10-10',
      deceased: { value: false },
    });
    expect(counts(record)).toEqual({ reports: 2, observations: 10 });
    expect(
      record.observations.map(({ value, status }) => [
        value?.kind === 'quantity' ? value.value : null,
        status,
      ]),
    ).toEqual([
      [null, 'registered'],
      [4.06, 'preliminary'],
      [null, 'registered'],
      [40.1, 'preliminary'],
      [221, 'final'],
      [72, 'preliminary'],
      [2, 'preliminary'],
      [20, 'preliminary'],
      [6, 'preliminary'],
      [0, 'preliminary'],
    ]);
    expect(record.observations[1]?.effective?.start?.iso).toBe('2014-10-06T06:27:00+07:00');
  });

  test('[URS-CLN-03] a stool culture: coded result with its notes, and pointers to documents that are not fetched', () => {
    const parsed = parseShared('hl7v2/ORU-R01-01.hl7');
    const record = onlyRecord(parsed);
    expect(record.source.processing).toBe('T');
    expect(reasonAt(parsed, 'MSH-11')).toContain('training or test');
    expect(record.patient).toMatchObject({
      family: 'Finn',
      given: ['Huckleberry'],
      birthDate: '1963-08-15',
      sex: 'male',
    });
    expect(counts(record)).toEqual({ encounters: 1, reports: 1, observations: 2, documents: 2 });
    expect(record.observations[0]).toMatchObject({
      value: { kind: 'coded', concept: { codings: [{ code: '27268008', display: 'Salmonella' }] } },
      notes: ['Submission of serum', 'No Antibodies Detected'],
    });
    expect(record.reports[0]?.notes[0]).toContain('O157:H7 & other STECs');
    expect(record.documents.map(({ url, bytes }) => [url, bytes])).toEqual([
      ['https://testurl.com', null],
      ['https://testurl.com', null],
    ]);
    expect(reasonAt(parsed, 'OBX[2]')).toContain('empty');
  });

  test('[URS-CLN-03] a described document (MDM) with an empty attachment', () => {
    const parsed = parseShared('hl7v2/MDM-T02-01.hl7');
    const record = onlyRecord(parsed);
    expect(record.patient).toMatchObject({
      family: 'PROSOLV',
      given: ['SAMPLE'],
      birthDate: '1972-12-01',
      sex: 'male',
    });
    expect(counts(record)).toEqual({ encounters: 1, reports: 1, observations: 1, documents: 1 });
    expect(record.documents[0]).toMatchObject({
      status: 'final',
      time: { iso: '2008-01-31T15:55+02:15' },
      bytes: null,
    });
    expect(record.observations[0]?.notes).toEqual(['Antibodies Detected']);
    expect(reasonAt(parsed, 'OBX[2]')).toContain('empty');
  });

  test('[URS-CLN-03] an appointment (SIU) is a planned visit', () => {
    const record = onlyRecord(parseShared('hl7v2/SIU-S12-01.hl7'));
    expect(record.patient).toMatchObject({ family: 'EVERYMAN', given: ['ADAM', 'A'] });
    expect(counts(record)).toEqual({ encounters: 1, observations: 1, conditions: 1 });
    expect(record.encounters[0]).toMatchObject({
      status: 'planned',
      class: { code: 'AMB' },
      planned: { start: { iso: '2021-09-24T09:30:00+02:15' }, end: { iso: '2021-09-24T10:20:00+02:15' } },
      notes: ['Appointment booked for emergency procedure'],
    });
    expect(record.observations[0]?.vital).toEqual({ key: 'heartRate', value: 72 });
  });
});
