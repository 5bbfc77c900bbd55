import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeIn } from './intake.ts';
import { readQueue } from './queue.ts';
import { intakeOf, openTestClinic, type TestClinic } from './testing.ts';
import { readEncounterView, readPatientRecord } from './views.ts';

let test: TestClinic;
beforeEach(async () => {
  test = await openTestClinic();
});
afterEach(() => test.remove());

describe('taking a patient in', () => {
  it('[URS-CLN-01] records patient, encounter, vital signs and history, and assesses, as one change', async () => {
    const before = test.store.changes.list({ limit: 1 })[0]?.seq ?? 0;
    const { patientId, encounterId } = await takeIn(
      test.clinic,
      test.context,
      intakeOf({
        patient: {
          details: {
            sex: 'male',
            family: ' Everyman ',
            given: 'Adam',
            birthDate: '1975-06-30',
            nhsNumber: '943 476 5919',
            postcode: 'ls1 4ap',
            ethnicCategory: 'H',
            language: 'pa',
            interpreterNeeded: true,
            deprivationQuintile: 2,
            gpPractice: 'A81001',
            phone: '0113 496 0000',
          },
        },
        narrative: 'cough and fever, level 4',
        bay: 'Majors 3',
        arrivalMode: 'ambulance',
        vitals: { heartRate: 118, oxygenSaturation: 89, supplementalOxygen: false, consciousness: 'A' },
        history: [
          { kind: 'condition', text: 'COPD' },
          { kind: 'allergy', text: 'Penicillin', detail: 'rash' },
        ],
        attachments: [new File(['referred by GP'], 'letter.txt')],
      }),
    );
    const record = readPatientRecord(test.store, patientId);
    expect(record.patient).toMatchObject({
      family: 'Everyman',
      nhsNumber: '9434765919',
      postcode: 'LS1 4AP',
      ethnicCategory: 'H',
      language: 'pa',
      interpreterNeeded: true,
      deprivationQuintile: 2,
      gpPractice: 'A81001',
      archived: null,
    });
    const values = record.observations.map(({ vital, value, unit }) => [vital, value, unit]);
    expect(new Set(values)).toEqual(
      new Set([
        ['heartRate', 118, '/min'],
        ['oxygenSaturation', 89, '%'],
        ['supplementalOxygen', false, null],
        ['consciousness', 'A', null],
      ]),
    );
    expect(record.history.map(({ kind, text }) => [kind, text])).toEqual([
      ['condition', 'COPD'],
      ['allergy', 'Penicillin'],
    ]);
    expect(record.attachments).toMatchObject([{ name: 'letter.txt', mediaType: 'text/plain', size: 14 }]);
    const view = readEncounterView(test.clinic, test.store, encounterId);
    expect(view.age).toBe('50 years');
    // The saturation makes it level 2, whatever the words say.
    expect(view.assessment).toMatchObject({ status: 'current', result: { acuity: 2 } });
    const sets = test.store.changes.list({ afterSeq: before });
    expect(sets).toHaveLength(1);
    expect(sets[0]).toMatchObject({ action: 'clinic.takeIn', actorName: 'Dr Amara Osei' });
  });

  it('records nothing at all when one part is refused', async () => {
    const queueBefore = readQueue(test.clinic, test.store).rows;
    const program = new File([Buffer.from('MZ\u0090\0rest of a program')], 'scan.pdf');
    await expect(
      takeIn(test.clinic, test.context, intakeOf({ attachments: [program] })),
    ).rejects.toMatchObject({ code: 'clinic.attachment.executable' });
    await expect(
      takeIn(
        test.clinic,
        test.context,
        intakeOf({ patient: { details: { sex: 'female', nhsNumber: '9434765918' } } }),
      ),
    ).rejects.toMatchObject({ code: 'clinic.nhsNumber' });
    expect(readQueue(test.clinic, test.store).rows).toEqual(queueBefore);
    const count = test.store.read(({ $client }) =>
      $client.prepare('SELECT count(*) FROM patient').pluck().get(),
    );
    expect(count).toBe(0);
  });

  it('takes a known patient in again without a second record, but not an archived or unknown one', async () => {
    const first = await takeIn(test.clinic, test.context, intakeOf({}));
    const again = await takeIn(
      test.clinic,
      test.context,
      intakeOf({ patient: { id: first.patientId }, narrative: 'fell off a ladder' }),
    );
    expect(again.patientId).toBe(first.patientId);
    expect(readPatientRecord(test.store, first.patientId).encounters).toHaveLength(2);
    const unknown = intakeOf({ patient: { id: '01900000-0000-7000-8000-000000000000' } });
    await expect(takeIn(test.clinic, test.context, unknown)).rejects.toMatchObject({
      code: 'clinic.patientNotFound',
    });
  });

  it('refuses an arrival in the future and accepts one in the past', async () => {
    await expect(
      takeIn(test.clinic, test.context, intakeOf({ arrivedAt: '2026-03-14T10:00:00Z' })),
    ).rejects.toMatchObject({ code: 'clinic.arrivalInFuture' });
    const { encounterId } = await takeIn(
      test.clinic,
      test.context,
      intakeOf({ arrivedAt: '2026-03-14T08:40:00Z' }),
    );
    const view = readEncounterView(test.clinic, test.store, encounterId);
    expect(view.encounter.arrivedAt).toBe('2026-03-14T08:40:00.000Z');
  });

  it('keeps who the patient is out of every table', async () => {
    await takeIn(
      test.clinic,
      test.context,
      intakeOf({
        patient: {
          details: {
            sex: 'female',
            family: 'Canaryfamily',
            given: 'Canarygiven',
            address: '1 Canary Wharf',
            nhsNumber: '9434765919',
          },
        },
      }),
    );
    const dump = test.store.read(({ $client }) => {
      const tables = $client
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .pluck()
        .all() as string[];
      return tables
        .map((table) => JSON.stringify($client.prepare(`SELECT * FROM "${table}"`).all()))
        .join('\n');
    });
    for (const canary of ['Canaryfamily', 'Canarygiven', 'Canary Wharf', '9434765919', '1984-05-02']) {
      expect(dump).not.toContain(canary);
    }
    expect(dump).toContain('chest pain since this morning'); // the dump does reach the rows
  });
});
