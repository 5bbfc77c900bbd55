import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directoryOf, importFile, readPatientRecord, readQueue } from '../core/clinic/index.ts';
import { openTestClinic, type TestClinic } from '../core/clinic/testing.ts';
import type { ImportedFile } from '../core/contract/index.ts';
import { parseClinicalFile } from '../core/interop/index.ts';

const SHARED = path.resolve(import.meta.dirname, '../../shared/data');
const isHere = existsSync(SHARED);
const title = isHere ? '' : ' (skipped: ../shared/data is not here)';

let test: TestClinic;
beforeEach(async () => {
  test = await openTestClinic();
  test.clock.set('2026-11-21T09:00:00Z');
});
afterEach(() => test.remove());

const load = (file: string): Promise<ImportedFile> =>
  importFile(
    test.clinic,
    test.context,
    { name: path.basename(file), bytes: readFileSync(path.join(SHARED, file)) },
    parseClinicalFile,
  );

const EVERYMAN = { family: 'EVERYMAN', given: 'ADAM A', birthDate: '1988-08-18', sex: 'male' } as const;
const DUCK = { family: 'DUCK', given: 'DONALD D', birthDate: '1924-10-10', sex: 'male' } as const;
const NAMELESS = { family: null, given: null, birthDate: null, sex: 'unknown' } as const;
const visitWithFindings = { patient: 1, encounter: 1, observation: 1, condition: 1, allergy: 1 };
const one = (kind: string) => ({ patient: 1, [kind]: 1 });

/** File, whom it is about, what it adds to an empty workspace, the status of its visit. */
const FILES: readonly (readonly [string, Partial<ImportedFile['patients'][number]>, object, string?])[] = [
  ['hl7v2/ADT-A01-01.hl7', EVERYMAN, visitWithFindings, 'waiting'],
  ['hl7v2/ADT-A03-01.hl7', EVERYMAN, visitWithFindings, 'imported'],
  ['hl7v2/ADT-A04-01.hl7', EVERYMAN, visitWithFindings, 'waiting'],
  ['hl7v2/ADT-A08-01.hl7', EVERYMAN, visitWithFindings, 'imported'],
  ['hl7v2/ADT-A40-01.hl7', { family: 'Test', birthDate: '2018-02-05', sex: 'female' }, { patient: 1 }],
  ['hl7v2/LAB-ORU-1.hl7', DUCK, { patient: 1, observation: 10 }],
  [
    'hl7v2/MDM-T02-01.hl7',
    { family: 'PROSOLV', given: 'SAMPLE', birthDate: '1972-12-01' },
    { patient: 1, encounter: 1, observation: 2 },
    'imported',
  ],
  [
    'hl7v2/ORU-R01-01.hl7',
    { family: 'Finn', given: 'Huckleberry', birthDate: '1963-08-15' },
    { patient: 1, encounter: 1, observation: 3 },
    'imported',
  ],
  ['hl7v2/SIU-S12-01.hl7', EVERYMAN, { patient: 1, encounter: 1, observation: 1, condition: 1 }, 'imported'],
  [
    'fhir/Bundle-from-ADT01-28.json',
    { family: 'EVERYMAN', birthDate: '1961-06-15' },
    one('encounter'),
    'waiting',
  ],
  ['fhir/Bundle-from-LAB-ORU-1.json', DUCK, { patient: 1, observation: 10 }],
  ['fhir/UKCore-AllergyIntolerance-Amoxicillin.xml', NAMELESS, one('allergy')],
  ['fhir/UKCore-Bundle-NEWS2Observations.xml', NAMELESS, { patient: 1, observation: 16 }],
  ['fhir/UKCore-Condition-BleedingFromEar.xml', NAMELESS, one('condition')],
  ['fhir/UKCore-Encounter-InpatientEncounter.xml', NAMELESS, one('encounter'), 'imported'],
  ['fhir/UKCore-MedicationStatement-Amoxicillin.xml', NAMELESS, one('medication')],
  ['fhir/UKCore-Observation-OxygenTherapy.xml', NAMELESS, one('observation')],
  ['fhir/UKCore-Observation-PatientConsciousness.xml', NAMELESS, one('observation')],
  ['fhir/UKCore-Observation-VitalSigns-BloodPressure.xml', NAMELESS, { patient: 1, observation: 2 }],
  ['fhir/UKCore-Observation-VitalSigns-BodyTemperature.xml', NAMELESS, one('observation')],
  ['fhir/UKCore-Observation-VitalSigns-HeartRate.xml', NAMELESS, one('observation')],
  ['fhir/UKCore-Observation-VitalSigns-OxygenSaturation.xml', NAMELESS, one('observation')],
  [
    'fhir/UKCore-Patient-RichardSmith.xml',
    {
      family: 'SMITH',
      given: 'Richard',
      birthDate: '1970-09-11',
      sex: 'male',
      identifiers: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9912003888' }],
    },
    { patient: 1 },
  ],
];

describe.skipIf(!isHere)(`the real FHIR and HL7 v2 files${title}`, () => {
  it('are all in the table below', () => {
    const found = ['hl7v2', 'fhir'].flatMap((folder) =>
      readdirSync(path.join(SHARED, folder)).map((name) => `${folder}/${name}`),
    );
    expect(new Set(FILES.map(([file]) => file))).toEqual(new Set(found));
  });

  it.each(FILES.map(([file, patient, created, visit]) => ({ file, patient, created, visit })))(
    '[URS-CLN-02] [URS-CLN-03] $file: the right patient, visit and findings',
    async ({ file, patient, created, visit }) => {
      const report = await load(file);
      expect(report).toMatchObject({ error: null, created, patients: [patient] });
      expect(Object.keys(report.created).sort()).toEqual(Object.keys(created).sort());
      for (const { at, reason } of report.leftOut) {
        expect(at).not.toBe('');
        expect(reason).toMatch(/^\S.{9,}/);
      }
      const [found] = (await directoryOf(test.store)).search('', { includeArchived: false });
      const record = readPatientRecord(test.store, found?.id ?? '');
      expect(record.encounters.map(({ status }) => status)).toEqual(visit === undefined ? [] : [visit]);
      const queue = readQueue(test.clinic, test.store).rows;
      expect(queue.map(({ encounterId }) => encounterId)).toEqual(
        record.encounters.filter(({ status }) => status === 'waiting').map(({ id }) => id),
      );
    },
  );

  it('come together in one workspace, and add nothing when they come again', async () => {
    for (const [file] of FILES) await load(file);
    const people = () =>
      test.store.read(({ $client }) => $client.prepare('SELECT count(*) FROM patient').pluck().get());
    // Everyman (HL7 v2 and FHIR number him differently), Test, Duck (two), Prosolv, Finn, the NEWS2 patient, Smith.
    expect(people()).toBe(9);
    const [smith] = (await directoryOf(test.store)).search('9912003888', { includeArchived: false });
    const record = readPatientRecord(test.store, smith?.id ?? '');
    expect(record.patient).toMatchObject({
      family: 'SMITH',
      ethnicCategory: 'G',
      language: 'bfi',
      postcode: 'LS17 7DF',
    });
    const vitals = record.observations.map(({ vital, value, unit }) => [vital, value, unit]);
    expect(new Set(vitals)).toEqual(
      new Set([
        ['supplementalOxygen', true, null],
        ['consciousness', 'V', null],
        ['systolicBloodPressure', 142, 'mmHg'],
        ['diastolicBloodPressure', 94, 'mmHg'],
        ['temperature', 36.5, '°C'],
        ['heartRate', 104, '/min'],
        ['oxygenSaturation', 96, '%'],
      ]),
    );
    expect(record.history.map(({ kind }) => kind).sort()).toEqual(['allergy', 'condition', 'medication']);
    expect(record.encounters).toMatchObject([
      { status: 'imported', outcome: { kind: 'discharged', at: '2019-12-11T13:00:00.000Z' } },
    ]);
    for (const [file] of FILES) expect(await load(file)).toMatchObject({ created: {}, error: null });
    expect(people()).toBe(9);
  });
});
