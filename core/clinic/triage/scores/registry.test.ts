import { describe, expect, test } from 'vitest';
import { isFairdocError } from '../../../kernel/errors.ts';
import { computeScore, listScores } from './registry.ts';

const NAMES = [
  'news2',
  'qsofa',
  'sirs',
  'mews',
  'curb65',
  'wells-pe',
  'wells-dvt',
  'perc',
  'heart',
  'gcs',
  'pews',
];

describe('the list of scores', () => {
  test('holds every score with its source, its inputs with units, and PEWS disabled with the reason', () => {
    expect(listScores().map(({ id }) => id)).toEqual(NAMES);
    for (const score of listScores()) {
      expect(score.source).toMatch(/\d{4}/);
      for (const input of score.inputs) expect(input.description, `${score.id}.${input.name}`).not.toBe('');
    }
    const disabled = listScores().filter((score) => score.disabled !== null);
    expect(disabled.map(({ id }) => id)).toEqual(['pews']);
    expect(disabled[0]?.disabled).toContain('clinician');
  });

  test('[URS-TRI-01] PEWS gives the reason and no number', () => {
    expect(computeScore('PEWS', { respiratoryRate: 40 })).toMatchObject({ status: 'notApplicable' });
  });
});

describe('a score by name', () => {
  test.each(['NEWS2', 'news-2', 'News 2'])('"%s" is found however it is written', (name) => {
    expect(computeScore(name, {})).toMatchObject({ status: 'missing' });
  });

  test.each(NAMES.filter((name) => name !== 'pews'))(
    '[URS-TRI-01] %s without any input names what it needs',
    (name) => {
      const result = computeScore(name, {});
      expect(result.status).toBe('missing');
      if (result.status === 'missing') {
        expect(result.missing.length).toBeGreaterThan(0);
        const inputs = listScores()
          .find(({ id }) => id === name)
          ?.inputs.map((input) => input.name);
        for (const field of result.missing) expect(inputs).toContain(field);
        expect(result.atLeast).toBeNull();
      }
    },
  );

  test('an unknown name lists the known ones', () => {
    expect.assertions(2);
    try {
      computeScore('apache', {});
    } catch (error) {
      expect(isFairdocError(error, 'score.unknown')).toBe(true);
      expect(isFairdocError(error) && error.next).toContain('news2');
    }
  });

  test.each([
    [{ respiratoryRate: 'fast' }, 'respiratoryRate'],
    [{ heartrate: 80 }, 'heartrate'],
    [{ consciousness: 'X' }, 'consciousness'],
    [{ supplementalOxygen: 'no' }, 'supplementalOxygen'],
    [{ temperature: Number.NaN }, 'temperature'],
    [[1, 2], 'input'],
    [7, 'input'],
  ])('input %o of a wrong type is refused and the field %s named', (input, field) => {
    expect.assertions(2);
    try {
      computeScore('news2', input);
    } catch (error) {
      expect(isFairdocError(error, 'score.input')).toBe(true);
      expect(isFairdocError(error) && JSON.stringify(error.details)).toContain(field);
    }
  });
});
