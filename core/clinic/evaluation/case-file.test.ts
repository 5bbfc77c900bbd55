import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCaseFile } from './case-file.ts';
import { readCsv } from './csv.ts';

const read = (text: string) => readCaseFile(new TextEncoder().encode(text));
const readingsOf = (text: string) => [...read(text).lines()];

describe('a file of cases', () => {
  test('is read as JSON, one object a line, past blank lines', () => {
    const file = read('{"id":"a","narrative":"x","gold":2}\n\n{"id":"b","gold":"urgent"}\r\n');
    expect(file).toMatchObject({ format: 'jsonl', size: 2 });
    expect([...file.lines()]).toMatchObject([
      { line: 1, reading: { case: { id: 'a' }, gold: { scale: 'five', index: 1 } } },
      { line: 3, reading: { case: { id: 'b' }, gold: { scale: 'four', index: 1 } } },
    ]);
  });

  test('is read as a table with columns as people name them', () => {
    const [first, second] = readingsOf(
      [
        '\uFEFFID,Age,Sex,Narrative,Heart rate,supplemental_oxygen,Conditions,Gold',
        'a,57,F,"Chest pain, ""heavy"",\nfor an hour",128,yes,COPD; diabetes,2',
        ',15 mo,m,Cough,,,,self-care',
      ].join('\n'),
    );
    expect(first).toEqual({
      line: 2,
      reading: {
        case: {
          id: 'a',
          age: 57,
          sex: 'female',
          narrative: 'Chest pain, "heavy",\nfor an hour',
          vitals: { heartRate: 128, supplementalOxygen: true },
          conditions: ['COPD', 'diabetes'],
        },
        gold: { scale: 'five', index: 1 },
      },
    });
    // The first row spans two lines of the file.
    expect(second).toMatchObject({
      line: 4,
      reading: {
        case: { id: 'line-4', age: { value: 15, unit: 'mo' }, sex: 'male' },
        gold: { scale: 'three' },
      },
    });
  });

  test('names the row whose value is not what it should be, and goes on', () => {
    const rows = readingsOf('narrative;heartRate;gold\nfaint;fast;2\nwell;70;5\nwell;70;\n');
    expect(rows[0]).toMatchObject({ line: 2, reading: { error: { code: 'triage.lineInvalid' } } });
    expect(rows[1]).toMatchObject({ reading: { gold: { index: 4 } } });
    expect(rows[2]).toMatchObject({ reading: { error: { code: 'evaluation.noGold' } } });
  });

  test.each([
    ['', 'evaluation.noCases'],
    ['  \n \n', 'evaluation.noCases'],
    ['colour,size\nred,4\n', 'evaluation.noColumns'],
    ['narrative,gold\n', 'evaluation.noCases'],
  ])('%j is refused with what to do', (text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });

  test('that is no text is refused', () => {
    const bytes = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0x00]);
    expect(() => readCaseFile(bytes)).toThrow(expect.objectContaining({ code: 'evaluation.notText' }));
  });
});

describe('comma-separated values', () => {
  const cell = fc.string({ maxLength: 12 }).map((text) => `${text.replaceAll('\r', '')}x`);
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

  test('come back as they were written, whatever the cells hold', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
        const text = `a,b,c\n${rows.map((row) => row.map(quote).join(',')).join('\r\n')}`;
        expect(
          readCsv(text)
            .slice(1)
            .map(({ cells }) => cells),
        ).toEqual(rows);
      }),
      { seed: 20_260_405 },
    );
  });
});
