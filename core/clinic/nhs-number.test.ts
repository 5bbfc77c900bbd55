import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNhsNumber } from '../contract/nhs-number.ts';
import { isFairdocError } from '../kernel/errors.ts';
import { isNhsNumber, readNhsNumber } from './nhs-number.ts';

const SEED = 20_260_314;

describe('NHS number', () => {
  // 943 476 5919 and 401 023 2137 are printed as examples in NHS documents; 999 numbers are reserved for tests.
  it.each([
    ['9434765919', true, 'printed example'],
    ['4010232137', true, 'printed example'],
    ['9912003888', true, 'UK Core example patient'],
    ['9990000018', true, 'test range; nine digits give a check digit of 8'],
    ['9434765918', false, 'last digit one lower'],
    ['9434765910', false, 'last digit zero'],
    ['9437465919', false, 'two neighbours exchanged'],
    ['9999999999', true, 'passes the arithmetic'],
    ['0000000000', true, 'passes the arithmetic'],
    ['1234567890', false, 'counting up: its check is 10, which no digit can be'],
    ['943476591', false, 'nine digits'],
    ['94347659190', false, 'eleven digits'],
    ['943476591X', false, 'a letter'],
    ['٩٤٣٤٧٦٥٩١٩', false, 'digits of another script'],
    ['', false, 'empty'],
  ])('[URS-CLN-01] %s: %s (%s)', (digits, valid) => {
    expect(isNhsNumber(digits)).toBe(valid);
  });

  it.each(['943 476 5919', '943-476-5919', ' 9434765919 ', '943\u00a0476\u00a05919'])(
    'reads %j as people write it',
    (written) => {
      expect(readNhsNumber(written)).toBe('9434765919');
      expect(formatNhsNumber(readNhsNumber(written))).toBe('943 476 5919');
    },
  );

  it.each(['943 476 591', '9434765918', 'unknown'])('refuses %j and says what to do', (written) => {
    const error = catchError(() => readNhsNumber(written));
    expect(isFairdocError(error, 'clinic.nhsNumber')).toBe(true);
  });

  it('[URS-CLN-01] notices every single wrong digit and every exchange of two neighbours', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (serial, place, shift) => {
          const number = withCheckDigit(String(serial).padStart(9, '0'));
          fc.pre(number !== undefined);
          const digits = [...number];
          const wrong = digits.with(place, String((Number(digits[place]) + shift) % 10)).join('');
          expect(isNhsNumber(wrong)).toBe(false);
          const [a, b] = [digits[place], digits[place + 1]];
          if (a === undefined || b === undefined || a === b) return;
          expect(
            isNhsNumber(
              digits
                .with(place, b)
                .with(place + 1, a)
                .join(''),
            ),
          ).toBe(false);
        },
      ),
      { seed: SEED, numRuns: 2_000 },
    );
  });
});

/** Found by trying, not by the formula under test. */
function withCheckDigit(nine: string): string | undefined {
  return Array.from({ length: 10 }, (_, digit) => `${nine}${digit}`).find(isNhsNumber);
}

function catchError(work: () => unknown): unknown {
  try {
    work();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}
