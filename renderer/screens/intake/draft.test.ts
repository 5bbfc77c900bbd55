import { describe, expect, it } from 'vitest';
import { intakeSchema, type Patient, triageCaseSchema } from '../../../core/contract/index.ts';
import {
  changesOf,
  detailsOf,
  detailsProblems,
  draftOf,
  NO_DETAILS,
} from '../../components/clinical/details-draft.ts';
import { NO_VITALS } from '../../components/clinical/vital-fields.ts';
import {
  caseOf,
  EMPTY_INTAKE,
  type IntakeDraft,
  intakeOf,
  intakeProblems,
  isDirty,
  readArrival,
} from './draft.ts';

const NOW = new Date('2026-03-14T09:05:00Z');

const FILLED: IntakeDraft = {
  ...EMPTY_INTAKE,
  details: {
    ...NO_DETAILS,
    family: ' Rivers ',
    given: 'Ada',
    birthDate: '14 Mar 1956',
    sex: 'female',
    nhsNumber: '943 476 5919',
    gpPractice: 'a81001',
  },
  bay: 'B4',
  narrative: '  Crushing chest pain since 7 this morning.  ',
  vitals: { ...NO_VITALS, numbers: { ...NO_VITALS.numbers, heartRate: '112', temperature: '37,2' } },
  history: [{ kind: 'condition', text: 'COPD' }],
};

describe('the intake form', () => {
  it('asks for the narrative and the sex, and for nothing else', () => {
    expect(intakeProblems(EMPTY_INTAKE, NOW).map(({ field }) => field)).toEqual(['details', 'narrative']);
    expect(intakeProblems(FILLED, NOW)).toEqual([]);
  });

  it('becomes an intake that the core accepts, with what is not known left out', () => {
    const intake = intakeOf(FILLED, NOW);
    expect(intakeSchema.safeParse(intake).success).toBe(true);
    expect(intake).toMatchObject({
      patient: {
        details: {
          family: 'Rivers',
          given: 'Ada',
          birthDate: '1956-03-14',
          sex: 'female',
          nhsNumber: '9434765919',
          gpPractice: 'A81001',
        },
      },
      narrative: 'Crushing chest pain since 7 this morning.',
      vitals: { heartRate: 112, temperature: 37.2 },
      bay: 'B4',
    });
    expect(intake.patient).not.toHaveProperty('details.phone');
    expect(intake).not.toHaveProperty('arrivedAt');
  });

  it('is assessed as it stands, with what the record already holds', () => {
    const triageCase = caseOf(FILLED, [{ kind: 'allergy', text: 'Penicillin' }], NOW);
    expect(triageCaseSchema.safeParse(triageCase).success).toBe(true);
    expect(triageCase).toMatchObject({
      age: { value: 70, unit: 'y' },
      conditions: ['COPD'],
      allergies: ['Penicillin'],
    });
    expect(caseOf(EMPTY_INTAKE, [], NOW)).toBeNull();
  });

  it('keeps an allergy that was typed and not yet added', () => {
    const draft: IntakeDraft = { ...FILLED, historyInHand: { kind: 'allergy', text: ' Penicillin ' } };
    expect(intakeOf(draft, NOW).history).toEqual([
      { kind: 'condition', text: 'COPD' },
      { kind: 'allergy', text: 'Penicillin' },
    ]);
    expect(caseOf(draft, [], NOW)?.allergies).toEqual(['Penicillin']);
  });

  it('knows whether leaving would lose something', () => {
    expect(isDirty(EMPTY_INTAKE)).toBe(false);
    expect(isDirty({ ...EMPTY_INTAKE, historyInHand: { kind: 'allergy', text: 'Pen' } })).toBe(true);
    expect(isDirty({ ...EMPTY_INTAKE, narrative: 'x' })).toBe(true);
    expect(isDirty({ ...EMPTY_INTAKE, attachments: [new File(['x'], 'x.txt')] })).toBe(true);
  });

  it('takes a time of arrival of today, or of yesterday when it has not come yet', () => {
    expect(readArrival('', NOW)).toBeUndefined();
    expect(readArrival('soon', NOW)).toBeNull();
    expect(readArrival('25:00', NOW)).toBeNull();
    const earlier = new Date(NOW.getTime() - 3_600_000);
    const clock = `${earlier.getHours()}:${String(earlier.getMinutes()).padStart(2, '0')}`;
    expect(readArrival(clock, NOW)).toBe(earlier.toISOString());
    const later = new Date(NOW.getTime() + 3_600_000);
    const tomorrow = `${later.getHours()}${String(later.getMinutes()).padStart(2, '0')}`;
    expect(Date.parse(readArrival(tomorrow, NOW) ?? '')).toBeLessThan(NOW.getTime());
  });
});

describe('details of a person as they are typed', () => {
  it('are checked in words a person can act on', () => {
    const draft = { ...NO_DETAILS, sex: 'other' as const };
    expect(detailsProblems({ ...draft, nhsNumber: '943 476 5918' }, NOW).nhsNumber).toMatch(/check digit/);
    expect(detailsProblems({ ...draft, nhsNumber: '943' }, NOW).nhsNumber).toMatch(/ten digits/);
    expect(detailsProblems({ ...draft, birthDate: '31/2/1999' }, NOW).birthDate).toMatch(/14\/3\/1956/);
    expect(detailsProblems({ ...draft, gpPractice: '81001' }, NOW).gpPractice).toMatch(/A81001/);
    expect(detailsProblems(draft, NOW)).toEqual({});
  });

  it('are corrected only where they differ from the record', () => {
    const patient: Patient = {
      ...detailsOf({ ...FILLED.details }),
      identifiers: [],
      deceasedAt: null,
      id: '00000000-0000-4000-8000-000000000001',
      createdAt: NOW.toISOString(),
      version: 'v1',
      archived: null,
    };
    expect(changesOf(patient, draftOf(patient))).toEqual({});
    expect(changesOf(patient, { ...draftOf(patient), family: 'Rivers-Cole', birthDate: '1956' })).toEqual({
      family: 'Rivers-Cole',
      birthDate: '1956',
    });
  });
});
