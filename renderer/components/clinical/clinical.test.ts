import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vitalsSchema } from '../../../core/contract/index.ts';
import { birthDateProblem, readBirthDate, shortAge } from './birth-date.ts';
import {
  NO_VITALS,
  NUMERIC_VITALS,
  pressuresCrossed,
  readVital,
  vitalsOf,
  withUnit,
} from './vital-fields.ts';
import { nameOf } from './words.ts';

const NOW = new Date('2026-03-14T09:05:00Z');

describe('a date of birth as it is typed', () => {
  it.each([
    ['14/3/1956', '1956-03-14'],
    ['14.03.1956', '1956-03-14'],
    ['14 Mar 1956', '1956-03-14'],
    ['14 march 1956', '1956-03-14'],
    ['14mar1956', '1956-03-14'],
    ['14031956', '1956-03-14'],
    ['1956-03-14', '1956-03-14'],
    ['Mar 1956', '1956-03'],
    ['03/1956', '1956-03'],
    ['1956', '1956'],
  ])('%s is read day first as %s', (typed, date) => expect(readBirthDate(typed)).toBe(date));

  it.each(['31/2/1956', '0/5/1956', '14/13/1956', '56', 'about 70', '14/3/56'])(
    '%s is not read as a date',
    (typed) => expect(readBirthDate(typed)).toBeNull(),
  );

  it('must not lie in the future or further back than anybody lives', () => {
    expect(birthDateProblem('15/3/2026', NOW)).toBe('future');
    expect(birthDateProblem('14/3/2026', NOW)).toBeNull();
    expect(birthDateProblem('1890', NOW)).toBe('tooOld');
    expect(birthDateProblem('soon', NOW)).toBe('unreadable');
    expect(birthDateProblem('', NOW)).toBeNull();
  });
});

it('an age is cut short for narrow places', () => {
  expect(shortAge('57 years')).toBe('57 y');
  expect(shortAge('about 1 year')).toBe('~1 y');
  expect(shortAge('15 months')).toBe('15 mo');
});

describe('a vital sign as it is typed', () => {
  it('is a number in its unit, with a comma or a point', () => {
    expect(readVital('temperature', '38,5')).toEqual({ state: 'measured', value: 38.5 });
    expect(readVital('respiratoryRate', ' 22 ')).toEqual({ state: 'measured', value: 22 });
    expect(readVital('heartRate', '')).toEqual({ state: 'notMeasured' });
  });

  it('is asked about outside what a patient can have, and never changed', () => {
    expect(readVital('heartRate', '12')).toMatchObject({ state: 'doubtful', value: 12 });
    expect(readVital('oxygenSaturation', '9')).toMatchObject({ state: 'doubtful', value: 9 });
    expect(readVital('oxygenSaturation', '101')).toMatchObject({ state: 'unreadable' });
    expect(readVital('heartRate', 'fast')).toMatchObject({ state: 'unreadable' });
    expect(readVital('heartRate', '-80')).toMatchObject({ state: 'unreadable' });
  });

  it('in °F is recognised and offered in °C, not converted silently', () => {
    expect(readVital('temperature', '101.3')).toMatchObject({ state: 'unreadable', instead: 38.5 });
  });

  it('leaves out what was not measured and keeps every value that was typed', () => {
    expect(vitalsOf(NO_VITALS)).toEqual({});
    const whole = fc.record(
      Object.fromEntries(
        NUMERIC_VITALS.map((name) => [name, fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined })]),
      ),
    );
    fc.assert(
      fc.property(whole, (values) => {
        const numbers = { ...NO_VITALS.numbers };
        for (const name of NUMERIC_VITALS) numbers[name] = String(values[name] ?? '');
        const vitals = vitalsOf({ ...NO_VITALS, numbers });
        expect(vitalsSchema.safeParse(vitals).success).toBe(true);
        for (const name of NUMERIC_VITALS) expect(vitals[name]).toBe(values[name]);
      }),
      { seed: 20260314 },
    );
  });

  it('notices a systolic pressure that is not above the diastolic', () => {
    const numbers = { ...NO_VITALS.numbers, systolicBloodPressure: '80', diastolicBloodPressure: '120' };
    expect(pressuresCrossed({ ...NO_VITALS, numbers })).toBe(true);
    expect(pressuresCrossed(NO_VITALS)).toBe(false);
  });

  it('is shown with its unit', () => {
    expect(withUnit(22, '/min')).toBe('22 /min');
    expect(withUnit(95, '%')).toBe('95%');
    expect(withUnit(7, '/10')).toBe('7/10');
    expect(withUnit(true, null)).toBe('yes');
  });
});

it('a name is shown family first and is never empty', () => {
  expect(nameOf({ family: 'Rivers', given: 'Ada', prefix: 'Ms' })).toBe('RIVERS, Ada (Ms)');
  expect(nameOf({ family: null, given: 'Ada', prefix: null })).toBe('Ada');
  expect(nameOf({ family: null, given: '', prefix: null })).toBe('Name not known');
});
