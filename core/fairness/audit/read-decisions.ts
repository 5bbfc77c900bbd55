import type { AuditChoice } from '../../contract/fairness-audit.ts';
import { type CsvReader, type CsvTarget, createCsvReader, decodeCell } from '../../kernel/csv.ts';
import { type ByteDictionary, createByteDictionary } from './byte-dictionary.ts';
import { type Cells, createCellCounter } from './cells.ts';
import {
  ambiguousColumn,
  badWeight,
  columnTwice,
  tooManyCells,
  tooManyValues,
  unknownColumn,
} from './errors.ts';

/** The decisions of a file: its different rows with their counts, and what their codes stand for. */
export interface DecisionTable {
  readonly rows: number;
  readonly separator: string;
  readonly weighted: boolean;
  /** Names as the file writes them. */
  readonly names: { readonly decision: string; readonly outcome: string; readonly groups: readonly string[] };
  /** Values by code, for decision, outcome and each group column, in the order of `cells.codes`. */
  readonly values: readonly (readonly string[])[];
  readonly cells: Cells;
}

export interface DecisionReader {
  push(chunk: Uint8Array): void;
  /** Rows so far. */
  readonly rows: number;
  end(): DecisionTable;
}

type Columns = Pick<AuditChoice, 'decision' | 'outcome' | 'groups' | 'weight'>;

/**
 * Reads the chosen columns of a delimited file as its bytes come. Memory grows with the number of different rows, not
 * with the file.
 * @throws FairdocError csv.*, fairness.unknownColumn, ambiguousColumn, columnTwice, tooManyValues, tooManyCells,
 * badWeight
 */
export function createDecisionReader(choice: Columns): DecisionReader {
  const wanted = [choice.decision, choice.outcome, ...choice.groups];
  const dictionaries: ByteDictionary[] = wanted.map(createByteDictionary);
  const counter = createCellCounter(wanted.length);
  const row = new Uint16Array(wanted.length);
  const weightSlot = choice.weight === undefined ? -1 : wanted.length;
  let names: string[] = [];
  let separator = '';
  let weight = 1;
  let rows = 0;

  const target = (slots: Int32Array): CsvTarget => ({
    slots,
    cell(slot, bytes, start, end, line) {
      if (slot === weightSlot) {
        weight = weightOf(choice.weight ?? '', line, bytes.subarray(start, end));
        return;
      }
      const code = dictionaries[slot]?.code(bytes, start, end) ?? -1;
      if (code < 0) throw tooManyValues(names[slot] ?? '');
      row[slot] = code;
    },
    row() {
      if (!counter.add(row, weight)) throw tooManyCells();
      rows += 1;
    },
  });

  const reader: CsvReader = createCsvReader((header) => {
    separator = header.separator;
    const positions = [...wanted, ...(choice.weight === undefined ? [] : [choice.weight])].map((name) =>
      positionOf(name, header.columns),
    );
    names = positions.map((position) => header.columns[position] ?? '');
    const slots = new Int32Array(header.columns.length).fill(-1);
    for (const [slot, position] of positions.entries()) {
      if ((slots[position] ?? -1) >= 0) throw columnTwice(names[slot] ?? '');
      slots[position] = slot;
    }
    return target(slots);
  });

  return {
    push: reader.push,
    get rows() {
      return rows;
    },
    end() {
      reader.end();
      const [decision = '', outcome = '', ...rest] = names;
      return {
        rows,
        separator,
        weighted: weightSlot >= 0,
        names: { decision, outcome, groups: rest.slice(0, choice.groups.length) },
        values: dictionaries.map((dictionary) => dictionary.values()),
        cells: counter.cells(),
      };
    },
  };
}

/** Position of a column, by its exact name, else by its name in other letter case. */
function positionOf(name: string, columns: readonly string[]): number {
  const among = (same: (column: string) => boolean) =>
    columns.flatMap((column, index) => (same(column) ? [index] : []));
  const exact = among((column) => column === name);
  const found = exact.length > 0 ? exact : among((column) => column.toLowerCase() === name.toLowerCase());
  if (found.length > 1) throw ambiguousColumn(name);
  const [position] = found;
  if (position === undefined) throw unknownColumn(name, columns);
  return position;
}

function weightOf(column: string, line: number, bytes: Uint8Array): number {
  const text = decodeCell(bytes);
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || value < 0) throw badWeight(column, line, text);
  return value;
}
