import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PatientDetails } from '../contract/index.ts';
import { reassessOpen } from './assessments.ts';
import { directoryOf } from './directory.ts';
import { takeIn } from './intake.ts';
import type { DetailsChanges } from './patient-details.ts';
import { createPatient, readPatient, setArchived, updatePatient } from './patients.ts';
import { readQueue } from './queue.ts';
import { intakeOf, openTestClinic, type TestClinic } from './testing.ts';
import { readEncounterView } from './views.ts';

let test: TestClinic;
beforeEach(async () => {
  test = await openTestClinic();
});
afterEach(() => test.remove());

const add = (details: DetailsChanges): string =>
  test.store.change({ actor: test.context.actor, action: 'test.add' }, (tx) =>
    createPatient(test.clinic, test.store, tx, details),
  ).value;

const correct = (patientId: string, changes: Partial<PatientDetails>, version?: string) =>
  updatePatient(
    test.clinic,
    test.context,
    {
      patientId,
      version: version ?? readPatient(test.store, patientId).version,
      changes,
      reason: 'as on the passport',
    },
    (tx) => reassessOpen(test.clinic, test.store, tx, patientId),
  );

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (thrown) {
    return (thrown as { code?: string }).code;
  }
  return undefined;
};

describe('patient details', () => {
  it.each<[string, Partial<PatientDetails>, string[]]>([
    ['an NHS number with a wrong check digit', { nhsNumber: '9434765918' }, ['nhsNumber']],
    ['an NHS number that is too short', { nhsNumber: '943476591' }, ['nhsNumber']],
    ['a day that does not exist', { birthDate: '2025-02-29' }, ['birthDate']],
    ['a birth tomorrow', { birthDate: '2026-03-15' }, ['birthDate']],
    ['a birth in another century', { birthDate: '1890-01-01' }, ['birthDate']],
    ['a death before the birth', { birthDate: '1980-01-01', deceasedAt: '1979-12-31' }, ['deceasedAt']],
    ['a death in the future', { deceasedAt: '2026-03-15T00:00:00Z' }, ['deceasedAt']],
    ['an ethnic category that is not one', { ethnicCategory: 'Q' }, ['ethnicCategory']],
    ['a language that is no tag', { language: 'polish please' }, ['language']],
    ['a practice code of another form', { gpPractice: 'LEEDS1' }, ['gpPractice']],
    ['a sixth quintile', { deprivationQuintile: 6 }, ['deprivationQuintile']],
    [
      'several things at once',
      { nhsNumber: '1', birthDate: '2027', ethnicCategory: '7' },
      ['nhsNumber', 'birthDate', 'ethnicCategory'],
    ],
  ])('[URS-CLN-01] refuses %s, naming the field', (_, details, fields) => {
    try {
      add({ sex: 'male', family: 'Test', ...details });
      expect.unreachable();
    } catch (thrown) {
      expect(thrown).toMatchObject({ kind: 'invalid', details: { fields } });
      expect(JSON.stringify(thrown)).not.toContain('9434765918');
    }
  });

  it.each<[string, Partial<PatientDetails>, Partial<PatientDetails>]>([
    ['NHS number', { nhsNumber: ' 943-476 5919 ' }, { nhsNumber: '9434765919' }],
    [
      'NHS number among the identifiers',
      { identifiers: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9434765919' }] },
      { nhsNumber: '9434765919', identifiers: [] },
    ],
    ['UK postcode', { postcode: 'sw1a1aa' }, { postcode: 'SW1A 1AA' }],
    ['postcode of elsewhere', { postcode: 'D-10115' }, { postcode: 'D-10115' }],
    ['language tag', { language: 'PT-br' }, { language: 'pt-BR' }],
    ['empty text', { family: '  ', address: '' }, { family: null, address: null }],
    ['ethnic category not stated', { ethnicCategory: 'Z' }, { ethnicCategory: 'Z' }],
    ['ethnic category not known', { ethnicCategory: '99' }, { ethnicCategory: '99' }],
    ['a year of birth alone', { birthDate: '1951' }, { birthDate: '1951' }],
    [
      'the same identifier twice',
      {
        identifiers: [
          { system: 'urn:ward', value: '7 ' },
          { system: 'urn:ward', value: '7' },
        ],
      },
      { identifiers: [{ system: 'urn:ward', value: '7' }] },
    ],
  ])('[URS-CLN-01] keeps %s in one form', (_, given, kept) => {
    expect(readPatient(test.store, add({ sex: 'female', ...given }))).toMatchObject(kept);
  });

  it('has one record for an NHS number, also when the record that has it is archived', () => {
    const first = add({ sex: 'male', family: 'First', nhsNumber: '9434765919' });
    const second = add({ sex: 'male', family: 'Second' });
    expect(codeOf(() => add({ sex: 'male', nhsNumber: '943 476 5919' }))).toBe('clinic.nhsNumberInUse');
    expect(codeOf(() => correct(second, { nhsNumber: '9434765919' }))).toBe('clinic.nhsNumberInUse');
    setArchived(test.clinic, test.context, { patientId: first, archived: true, reason: 'moved away' });
    expect(codeOf(() => correct(second, { nhsNumber: '9434765919' }))).toBe('clinic.nhsNumberInUse');
    expect(correct(second, { family: 'Second' }).nhsNumber).toBeNull();
  });
});

describe('correcting a patient', () => {
  it('writes the correction with its reason, and a second one on stale details is a conflict', () => {
    const patientId = add({ sex: 'male', family: 'Smith', birthDate: '1970-09-11' });
    const { version } = readPatient(test.store, patientId);
    const corrected = correct(patientId, { family: 'Smyth' }, version);
    expect(corrected).toMatchObject({ family: 'Smyth', birthDate: '1970-09-11' });
    expect(corrected.version).not.toBe(version);
    expect(codeOf(() => correct(patientId, { family: 'Schmidt' }, version))).toBe('clinic.patientChanged');
    expect(readPatient(test.store, patientId).family).toBe('Smyth');
    expect(test.store.changes.list({ limit: 1 })[0]).toMatchObject({
      action: 'clinic.updatePatient',
      reason: 'as on the passport',
    });
  });

  it('assesses a waiting patient again when the age turns out to be another', async () => {
    const { patientId, encounterId } = await takeIn(test.clinic, test.context, intakeOf({}));
    const before = readEncounterView(test.clinic, test.store, encounterId);
    correct(patientId, { birthDate: '2024-05-02' });
    const after = readEncounterView(test.clinic, test.store, encounterId);
    expect(before.age).toBe('41 years');
    expect(after.age).toBe('22 months');
    expect(after.assessment?.digest).not.toBe(before.assessment?.digest);
    expect(after.earlierAssessments.map(({ id }) => id)).toEqual([before.assessment?.id]);
  });

  it('leaves the assessment alone when nothing that it rests on has changed', async () => {
    const { patientId, encounterId } = await takeIn(test.clinic, test.context, intakeOf({}));
    const before = readEncounterView(test.clinic, test.store, encounterId);
    correct(patientId, { phone: '0113 496 0001' });
    expect(readEncounterView(test.clinic, test.store, encounterId).assessment).toEqual(before.assessment);
  });
});

describe('archiving a patient', () => {
  it('[URS-STO-09] takes the record out of every list, keeps it, and brings it back', async () => {
    const patientId = add({ sex: 'male', family: 'Archer' });
    const directory = await directoryOf(test.store);
    const reason = 'registered twice';
    const archived = setArchived(test.clinic, test.context, { patientId, archived: true, reason });
    expect(archived.archived).toEqual({ at: '2026-03-14T09:00:00.000Z', by: 'Dr Amara Osei', reason });
    expect(directory.search('archer', { includeArchived: false })).toEqual([]);
    expect(directory.search('archer', { includeArchived: true })).toMatchObject([{ archived: true }]);
    expect(codeOf(() => correct(patientId, { family: 'Other' }))).toBe('clinic.patientArchived');
    await expect(
      takeIn(test.clinic, test.context, intakeOf({ patient: { id: patientId } })),
    ).rejects.toMatchObject({ code: 'clinic.patientArchived' });
    const back = setArchived(test.clinic, test.context, { patientId, archived: false, reason: 'needed' });
    expect(back).toMatchObject({ archived: null, family: 'Archer' });
    expect(directory.search('archer', { includeArchived: false })).toHaveLength(1);
  });

  it('is refused while the patient stands in the queue', async () => {
    const { patientId } = await takeIn(test.clinic, test.context, intakeOf({}));
    const archive = () =>
      setArchived(test.clinic, test.context, { patientId, archived: true, reason: 'a mistake' });
    expect(codeOf(archive)).toBe('clinic.encounterOpen');
    expect(readQueue(test.clinic, test.store).rows).toHaveLength(1);
  });
});

describe('finding patients', () => {
  const names = async (query: string) =>
    (await directoryOf(test.store)).search(query, { includeArchived: false }).map(({ name }) => name);

  beforeEach(() => {
    add({ sex: 'female', family: "O'Neill", given: 'Siobhán', birthDate: '1980-03-14', prefix: 'Ms' });
    add({ sex: 'male', family: 'Neilson', given: 'Erik', birthDate: '1980-03-14' });
    add({ sex: 'male', family: 'Łukasz', given: 'Szymon', nhsNumber: '9434765919' });
    add({
      sex: 'female',
      family: 'Smith-Jones',
      given: 'Ann Marie',
      identifiers: [{ system: 'urn:hospital', value: 'RX7' }],
    });
  });

  it.each([
    ['oneill', ["O'NEILL, Siobhán (Ms)"]],
    ["O'NEILL", ["O'NEILL, Siobhán (Ms)"]],
    ['siobhan', ["O'NEILL, Siobhán (Ms)"]],
    ['nei', ['NEILSON, Erik']],
    ['lukasz', ['ŁUKASZ, Szymon']],
    ['marie jones', ['SMITH-JONES, Ann Marie']],
    ['jones marie', ['SMITH-JONES, Ann Marie']],
    ['jones erik', []],
    ['943 476 5919', ['ŁUKASZ, Szymon']],
    ['9434765910', []],
    ['urn:hospital|RX7', ['SMITH-JONES, Ann Marie']],
    ['14/3/1980', ['NEILSON, Erik', "O'NEILL, Siobhán (Ms)"]],
    ['1980-03-14', ['NEILSON, Erik', "O'NEILL, Siobhán (Ms)"]],
    ['%', ['ŁUKASZ, Szymon', 'NEILSON, Erik', "O'NEILL, Siobhán (Ms)", 'SMITH-JONES, Ann Marie']],
  ])('%j finds %j', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it('follows what is recorded: new patients, corrections, and who came last', async () => {
    expect(await names('okafor')).toEqual([]);
    const { patientId } = await takeIn(test.clinic, test.context, intakeOf({}));
    expect(await names('okafor')).toEqual(['OKAFOR, Ngozi']);
    correct(patientId, { family: 'Okafor-Bell' });
    expect(await names('bell')).toEqual(['OKAFOR-BELL, Ngozi']);
    const [first] = (await directoryOf(test.store)).search('', { includeArchived: false });
    expect(first).toMatchObject({ name: 'OKAFOR-BELL, Ngozi', encounters: 1 });
  });
});
