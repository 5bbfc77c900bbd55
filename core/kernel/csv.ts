import { FairdocError } from './errors.ts';

/**
 * Delimited text (RFC 4180) read from bytes as they come: quoted cells may hold separators, doubled quotes and line
 * breaks; lines end with LF or CRLF; a byte order mark and blank lines are passed over. Cells are handed out as ranges
 * of bytes, so that a million rows cost no million strings.
 */

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const EQUALS = 61;

/** A row longer than this is taken for a quote that was never closed. */
const LONGEST_ROW = 4 * 1_048_576;
/** No text holds a byte of zero; files of spreadsheets do, early on. */
const LOOKED_AT = 1_024;
const SEPARATORS = [',', ';', '\t', '|'] as const;

/** Takes the rows of a file. */
export interface CsvTarget {
  /** For each column of the file, the slot to which its cells go; below 0 for columns that nobody needs. */
  readonly slots: Int32Array;
  /**
   * A cell without its quotes and without blanks around it: `bytes` from `start` up to `end`, valid during the call
   * only. May be called again for the same row before `row` is.
   */
  cell(slot: number, bytes: Uint8Array, start: number, end: number, line: number): void;
  /** The row is complete. `line` counts from 1 and is where it begins. */
  row(line: number): void;
}

export interface CsvReader {
  /** The chunk is kept for as long as a row of it is incomplete: it must not be written to afterwards. */
  push(chunk: Uint8Array): void;
  /** @returns rows after the header */
  end(): number;
}

/** The first line of a file and the sign between its cells. */
export interface CsvHeader {
  readonly columns: readonly string[];
  readonly separator: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows = new TextDecoder('windows-1252');

/** Text of a cell. Bytes that are not UTF-8 are read as Windows-1252, which spreadsheets still write. */
export function decodeCell(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return windows.decode(bytes);
  }
}

/**
 * A reader that is pushed chunks of any size. `begin` is called once with the header, before the first row.
 * @throws FairdocError csv.encoding, csv.notText, csv.empty, csv.ragged, csv.badQuote, csv.unclosedQuote
 */
export function createCsvReader(begin: (header: CsvHeader) => CsvTarget): CsvReader {
  let data: Uint8Array = new Uint8Array(0);
  let first = true;
  let line = 1;
  let rows = 0;
  let separator = 0;
  let width = 0;
  let target: CsvTarget | null = null;
  let scratch = new Uint8Array(256);

  /** Reads the row that begins at `from`; returns where the next one begins, or −1 when this one is not all there. */
  function readRow(into: CsvTarget, from: number): number {
    const length = data.length;
    const slots = into.slots;
    let at = from;
    let column = 0;
    let breaks = 0;
    for (;;) {
      let start = at;
      let end = at;
      let doubled = false;
      if (data[at] === QUOTE) {
        start = at + 1;
        at = start;
        for (; ; at += 1) {
          if (at >= length) return -1;
          const byte = data[at];
          if (byte === LF) breaks += 1;
          if (byte !== QUOTE) continue;
          if (at + 1 >= length) return -1;
          if (data[at + 1] !== QUOTE) break;
          doubled = true;
          at += 1;
        }
        end = at;
        at += 1;
        while (at < length && (data[at] === SPACE || data[at] === CR)) at += 1;
        if (at >= length) return -1;
        if (data[at] !== separator && data[at] !== LF) throw badQuote(line);
      } else {
        let byte = data[at];
        while (at < length && byte !== separator && byte !== LF) {
          at += 1;
          byte = data[at];
        }
        if (at >= length) return -1;
        end = at > start && byte === LF && data[at - 1] === CR ? at - 1 : at;
      }
      const slot = slots[column] ?? -1;
      const lineEnds = data[at] === LF;
      if (lineEnds && column === 0 && start === end && data[from] !== QUOTE) {
        line += 1;
        return at + 1;
      }
      if (slot >= 0) handOver(into, slot, start, end, doubled);
      column += 1;
      at += 1;
      if (lineEnds) break;
    }
    if (column !== width) throw ragged(line, column, width);
    into.row(line);
    rows += 1;
    line += 1 + breaks;
    return at;
  }

  function handOver(into: CsvTarget, slot: number, from: number, until: number, doubled: boolean): void {
    let start = from;
    let end = until;
    while (start < end && data[start] === SPACE) start += 1;
    while (end > start && data[end - 1] === SPACE) end -= 1;
    if (!doubled) {
      into.cell(slot, data, start, end, line);
      return;
    }
    if (scratch.length < end - start) scratch = new Uint8Array(end - start);
    let size = 0;
    for (let at = start; at < end; at += 1) {
      scratch[size] = data[at] ?? 0;
      size += 1;
      if (data[at] === QUOTE) at += 1;
    }
    into.cell(slot, scratch, 0, size, line);
  }

  /** Reads the header, when it is all there, and begins. Returns where the rows begin, or −1. */
  function readHeader(): number {
    let from = 0;
    if (first) {
      if (data.length < 3) return -1;
      if ((data[0] === 0xff && data[1] === 0xfe) || (data[0] === 0xfe && data[1] === 0xff)) throw encoding();
      if (data.subarray(0, LOOKED_AT).includes(0)) throw notText();
      if (data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf) from = 3;
    }
    const end = lineEnd(data, from);
    if (end < 0) return -1;
    const text = decodeCell(data.subarray(from, end));
    // Spreadsheets write `sep=;` above the header for each other.
    if (data[from + 3] === EQUALS && /^sep=.\r?$/.test(text)) {
      separator = text.charCodeAt(4);
      data = data.slice(end + 1);
      first = false;
      line += 1;
      return readHeader();
    }
    if (separator === 0) separator = separatorOf(text);
    const columns = headerOf(data, from);
    if (columns.every((name) => name === '')) throw emptyFile();
    target = begin({ columns, separator: String.fromCharCode(separator) });
    width = columns.length;
    line += text.split('\n').length;
    return end + 1;
  }

  /** The cells of the header, read with the same code as any row. */
  function headerOf(bytes: Uint8Array, from: number): string[] {
    const columns: string[] = [];
    const count = 1 + countSeparators(bytes, from, separator);
    width = count;
    const own = line;
    readRow(
      {
        slots: Int32Array.from({ length: count }, (_, index) => index),
        cell: (_, source, start, end) => columns.push(decodeCell(source.subarray(start, end))),
        row: () => undefined,
      },
      from,
    );
    line = own;
    rows = 0;
    return columns;
  }

  function readRows(): void {
    let from = 0;
    if (target === null) {
      from = Math.max(0, readHeader());
    }
    while (target !== null && from < data.length) {
      const next = readRow(target, from);
      if (next < 0) break;
      from = next;
    }
    data = data.subarray(from);
    if (data.length > LONGEST_ROW) throw unclosedQuote(line);
  }

  return {
    push(chunk) {
      data = data.length === 0 ? chunk : joined(data, chunk);
      readRows();
    },
    end() {
      if (data.length > 0 && data[data.length - 1] !== LF) data = joined(data, Uint8Array.of(LF));
      if (data.length > 0 && data.length < 3) data = joined(data, Uint8Array.of(LF, LF));
      readRows();
      if (target === null) throw data.length > 0 ? unclosedQuote(line) : emptyFile();
      if (data.length > 0) throw unclosedQuote(line);
      return rows;
    },
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** The end of the line that begins at `from`, passing over breaks inside quotes; −1 when there is none. */
function lineEnd(data: Uint8Array, from: number): number {
  let quoted = false;
  for (let at = from; at < data.length; at += 1) {
    if (data[at] === QUOTE) quoted = !quoted;
    else if (data[at] === LF && !quoted) return at;
  }
  return -1;
}

function countSeparators(data: Uint8Array, from: number, separator: number): number {
  let quoted = false;
  let count = 0;
  for (let at = from; at < data.length; at += 1) {
    if (data[at] === QUOTE) quoted = !quoted;
    else if (!quoted && data[at] === LF) break;
    else if (!quoted && data[at] === separator) count += 1;
  }
  return count;
}

/** The sign of which the first line has most outside of quotes; a comma when it has none. */
function separatorOf(header: string): number {
  const bare = header.replace(/"[^"]*"/g, '');
  const count = (sign: string) => bare.split(sign).length - 1;
  const best = SEPARATORS.reduce((a, b) => (count(b) > count(a) ? b : a));
  return best.charCodeAt(0);
}

const AS_CSV = 'Save the file as CSV in UTF-8 and try again.';

const encoding = () =>
  new FairdocError('invalid', 'csv.encoding', 'The file is written in UTF-16, which is not read.', AS_CSV);

const notText = () =>
  new FairdocError(
    'invalid',
    'csv.notText',
    'The file is not text with separators; files of a spreadsheet program are not read as they are.',
    AS_CSV,
  );

const emptyFile = () =>
  new FairdocError(
    'invalid',
    'csv.empty',
    'The file has no first line with the names of its columns.',
    AS_CSV,
  );

const ragged = (line: number, cells: number, columns: number) =>
  new FairdocError(
    'invalid',
    'csv.ragged',
    `Line ${line} has ${cells} ${cells === 1 ? 'cell' : 'cells'}, the first line names ${columns} columns.`,
    'Correct the line; cells that hold the separator have to stand in double quotes.',
    { details: { line, cells, columns } },
  );

const badQuote = (line: number) =>
  new FairdocError(
    'invalid',
    'csv.badQuote',
    `The row that begins on line ${line} has text after a closing quote.`,
    'Write a quote inside a quoted cell twice.',
    { details: { line } },
  );

const unclosedQuote = (line: number) =>
  new FairdocError(
    'invalid',
    'csv.unclosedQuote',
    `The row that begins on line ${line} has a quote that is never closed.`,
    'Close the quote, or write a quote inside a quoted cell twice.',
    { details: { line } },
  );
