import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

describe('an export for spreadsheets', () => {
  it('quotes what needs quoting and leaves empty what is not known', () => {
    expect(
      toCsv(
        ['group', 'rate'],
        [
          ['White, British', 0.25],
          ['say "other"', null],
        ],
      ),
    ).toBe('\u{feff}group,rate\r\n"White, British",0.25\r\n"say ""other""",\r\n');
  });

  it('never lets a spreadsheet run a text as a formula', () => {
    const dangerous = fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string())
      .map(([first, rest]) => first + rest);
    fc.assert(
      fc.property(dangerous, (text) => {
        const written = toCsv(['x'], [[text]]).slice('\u{feff}x\r\n'.length);
        expect(written.replace(/^"/, '').startsWith("'")).toBe(true);
      }),
      { seed: 20260314 },
    );
  });
});
