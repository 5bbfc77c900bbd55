import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCsvReader, decodeCell } from './csv.ts';
import { isFairdocError } from './errors.ts';

interface Read {
  columns: readonly string[];
  separator: string;
  rows: { line: number; cells: string[] }[];
}

/** The whole file as text, pushed in chunks of the given size. */
function read(content: string | Uint8Array, chunk = 1_000_000): Read {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const found: Read = { columns: [], separator: '', rows: [] };
  const reader = createCsvReader(({ columns, separator }) => {
    found.columns = columns;
    found.separator = separator;
    const cells: string[] = [];
    return {
      slots: Int32Array.from(columns, (_, index) => index),
      cell: (slot, source, start, end) => {
        cells[slot] = decodeCell(source.subarray(start, end));
      },
      row: (line) => found.rows.push({ line, cells: [...cells] }),
    };
  });
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.subarray(at, at + chunk));
  reader.end();
  return found;
}

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (thrown) {
    if (isFairdocError(thrown)) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
};

describe('delimited text', () => {
  test.each([
    ['a,b\n1,2\n', ','],
    ['a;b\n1;2\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['"a,b,c";b\n1;2\n', ';'],
    ['sep=;\na;b\n1;2\n', ';'],
  ])('%j is separated by %j', (text, separator) => {
    const { rows, ...header } = read(text);
    expect(header.separator).toBe(separator);
    expect(rows.map(({ cells }) => cells)).toEqual([['1', '2']]);
  });

  test.each([
    ['a byte order mark', '\uFEFFa,b\n1,2\n', [['1', '2']]],
    [
      'Windows line ends',
      'a,b\r\n1,2\r\n3,4\r\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['no line end at the end', 'a,b\n1,2', [['1', '2']]],
    [
      'blank lines',
      'a,b\n\n1,2\n\r\n\n3,4\n\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['quoted cells', 'a,b\n"1,x","say ""so"""\n', [['1,x', 'say "so"']]],
    ['line breaks in quotes', 'a,b\n"1\n2",3\n', [['1\n2', '3']]],
    [
      'empty cells and blanks around cells',
      'a,b\n,  x \n"",\n',
      [
        ['', 'x'],
        ['', ''],
      ],
    ],
    ['letters of many bytes', 'a,b\nĄę,日本\n', [['Ąę', '日本']]],
    ['one column', 'a\n1\n2', [['1'], ['2']]],
  ])('%s', (_, text, cells) => {
    expect(read(text).rows.map((row) => row.cells)).toEqual(cells);
    expect(read(text, 1).rows.map((row) => row.cells)).toEqual(cells);
  });

  test('text of an older Windows spreadsheet is read as it was meant', () => {
    expect(read(Uint8Array.from([97, 10, 0xe9, 116, 0xe9, 10])).rows[0]?.cells).toEqual(['été']);
  });

  test('rows are counted by the line on which they begin', () => {
    expect(read('a,b\n"x\ny",1\n\n2,3\n').rows.map(({ line }) => line)).toEqual([2, 5]);
  });

  test.each([
    ['csv.ragged', 'a,b\n1,2\n"x\ny",2,3\n', 'Line 3 has 3 cells, the first line names 2 columns.'],
    ['csv.ragged', 'a,b\n1,2\n3\n', 'Line 3 has 1 cell, the first line names 2 columns.'],
    ['csv.badQuote', 'a,b\n"x"y,2\n', 'The row that begins on line 2 has text after a closing quote.'],
    [
      'csv.unclosedQuote',
      'a,b\n1,2\n"x,2\n3,4\n',
      'The row that begins on line 3 has a quote that is never closed.',
    ],
    ['csv.empty', '', 'The file has no first line with the names of its columns.'],
    ['csv.empty', '\n', 'The file has no first line with the names of its columns.'],
    [
      'csv.notText',
      Uint8Array.from([80, 75, 3, 4, 20, 0, 6, 0]),
      'The file is not text with separators; files of a spreadsheet program are not read as they are.',
    ],
    [
      'csv.encoding',
      Uint8Array.from([0xff, 0xfe, 97, 0]),
      'The file is written in UTF-16, which is not read.',
    ],
  ])('%s is named with its line: %j', (code, text, message) => {
    const error = codeOf(() => read(text));
    expect(error.code).toBe(code);
    expect(error.message).toBe(message);
  });

  test('what is written is what is read, however the bytes arrive', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ',', ';', '"', '\n', ' ', '日'), maxLength: 6 });
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const trimmed = (text: string) => text.replace(/^ +| +$/g, '');
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, chunk) => {
        const header = (rows[0] ?? []).map((_, index) => `c${index}`).join(',');
        const text = [header, ...rows.map((row) => row.map(quote).join(','))].join('\r\n');
        expect(read(text, chunk).rows.map(({ cells }) => cells)).toEqual(rows.map((row) => row.map(trimmed)));
      }),
      { seed: 20_261_121 },
    );
  });
});
