import { describe, expect, it } from 'vitest';
import { formatNhsNumber, nhsNumberState, plainNhsNumber } from './nhs-number.ts';

describe('the NHS number', () => {
  it.each(['943 476 5919', '9434765919', '943-476-5919', '4010232137'])(
    'takes %s, whose check digit fits',
    (text) => expect(nhsNumberState(text)).toBe('valid'),
  );

  it('notices every single mistyped digit and every exchange of neighbours', () => {
    const number = '9434765919';
    for (let at = 0; at < 10; at += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        const typed = `${number.slice(0, at)}${digit}${number.slice(at + 1)}`;
        expect(nhsNumberState(typed)).toBe(typed === number ? 'valid' : 'wrongCheckDigit');
      }
      const next = number[at + 1];
      if (next === undefined || next === number[at]) continue;
      const swapped = `${number.slice(0, at)}${next}${number[at]}${number.slice(at + 2)}`;
      expect(nhsNumberState(swapped)).toBe('wrongCheckDigit');
    }
  });

  it('refuses a number whose check digit would be 10', () => {
    // 1 × 10: 11 − 10 = 1, so 1000000001 fits; 6 × 2 in ninth place gives a check of 10.
    expect(nhsNumberState('1000000001')).toBe('valid');
    for (let digit = 0; digit < 10; digit += 1) {
      expect(nhsNumberState(`00000000${6}${digit}`)).toBe('wrongCheckDigit');
    }
  });

  it('says how far the typing has come', () => {
    expect(nhsNumberState('')).toBe('incomplete');
    expect(nhsNumberState('943 476')).toBe('incomplete');
    expect(nhsNumberState('94347659190')).toBe('malformed');
    expect(nhsNumberState('943 476 591O')).toBe('malformed');
  });

  it('is grouped 3-3-4 for reading and plain for storing', () => {
    expect(formatNhsNumber('9434765919')).toBe('943 476 5919');
    expect(formatNhsNumber('unknown')).toBe('unknown');
    expect(plainNhsNumber(' 943 476-5919 ')).toBe('9434765919');
  });
});
