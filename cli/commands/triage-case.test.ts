import { describe, expect, test } from 'vitest';
import { readCase } from './triage-case.ts';

const read = (value: unknown) => readCase({ number: 1, text: JSON.stringify(value) });

describe('a line of cases', () => {
  test('is read with everything but the id left out', () => {
    expect(read({ id: 'a' })).toEqual({ case: { id: 'a' } });
  });

  test('takes null as not known, and passes over members that it does not know', () => {
    const given = { id: 'a', age: null, colour: 'red', vitals: { pain: null, heartRate: 80, mood: 'calm' } };
    expect(read(given)).toEqual({ case: { id: 'a', vitals: { heartRate: 80 } } });
  });

  test('takes the codes of other systems for the same thing', () => {
    expect(read({ id: 7, sex: 'F', vitals: { consciousness: 'alert' } })).toEqual({
      case: { id: '7', sex: 'female', vitals: { consciousness: 'A' } },
    });
  });

  test.each([
    [{ id: 'a', vitals: { heartRate: 'fast' } }, 'triage.lineInvalid', 'a', /vitals\.heartRate/],
    [{ id: 'a', vitals: { oxygenSaturation: 300 } }, 'triage.lineInvalid', 'a', /vitals\.oxygenSaturation/],
    [{ id: 'a', vitals: { consciousness: 'sleepy' } }, 'triage.lineInvalid', 'a', /vitals\.consciousness/],
    [{ id: 'a', age: { value: 3, unit: 'fortnights' } }, 'triage.lineInvalid', 'a', /age/],
    [{ narrative: 'chest pain' }, 'triage.lineInvalid', null, /id/],
    [[1], 'triage.lineInvalid', null, /the case/],
    [null, 'triage.lineInvalid', null, /the case/],
  ])('%j is refused with %s', (given, code, id, message) => {
    const reading = read(given);
    expect(reading).toMatchObject({ id, error: { code, kind: 'invalid' } });
    expect('error' in reading && reading.error.message).toMatch(message);
  });

  test('is refused when it is not JSON, or far too long, without quoting it', () => {
    const broken = readCase({ number: 1, text: '{"id":"a","narrative":"Ada Example' });
    expect(broken).toMatchObject({ id: null, error: { code: 'triage.lineNotJson' } });
    expect('error' in broken && broken.error.message).not.toMatch(/Ada/);
    expect(readCase({ number: 1, text: null })).toMatchObject({
      id: null,
      error: { code: 'triage.lineTooLong' },
    });
  });
});
