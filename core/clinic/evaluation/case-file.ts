import { vitalsSchema } from '../../contract/triage-case.ts';
import { FairdocError } from '../../kernel/errors.ts';
import { type GoldReading, readGoldCase, readGoldText } from './case-text.ts';
import { readCsv } from './csv.ts';
import { GOLD_MEMBERS } from './gold.ts';

/** A whole file of cases with gold levels: JSON, one object a line, or a table of comma-separated values. */

export interface CaseLine {
  /** From 1. */
  readonly line: number;
  readonly reading: GoldReading;
}

export interface CaseFile {
  readonly format: 'jsonl' | 'csv';
  /** How many lines hold something. */
  readonly size: number;
  lines(): Generator<CaseLine, void>;
}

const VITALS = Object.keys(vitalsSchema.shape);
const LISTS = ['conditions', 'medications', 'allergies'];
/** Columns as people name them, without case, spaces and hyphens. */
const COLUMNS: ReadonlyMap<string, string> = new Map(
  ['id', 'age', 'sex', 'narrative', 'pregnancyWeeks', ...LISTS, ...VITALS, ...GOLD_MEMBERS].map((name) => [
    plain(name),
    name,
  ]),
);

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/**
 * Opens the content of a file. The first sign tells which kind it is: `{` begins JSON.
 * @throws evaluation.notText, evaluation.noCases, evaluation.noColumns
 */
export function readCaseFile(bytes: Uint8Array): CaseFile {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw problem('notText', 'The file is not text in UTF-8.', 'Save it as UTF-8 and try again.');
  }
  const start = text.trimStart();
  if (start === '')
    throw problem('noCases', 'The file holds no cases.', 'Choose a file with one case a line.');
  return start.startsWith('{') ? linesOf(text) : tableOf(text);
}

function linesOf(text: string): CaseFile {
  const lines = text.split('\n').map((content, index) => ({ line: index + 1, content: content.trim() }));
  const held = lines.filter(({ content }) => content !== '');
  return {
    format: 'jsonl',
    size: held.length,
    *lines() {
      for (const { line, content } of held) yield { line, reading: readGoldText(content) };
    },
  };
}

function tableOf(text: string): CaseFile {
  const [heading, ...rows] = readCsv(text);
  const columns = heading?.cells.map((name) => COLUMNS.get(plain(name)) ?? null) ?? [];
  if (!columns.includes('narrative') && !columns.some((name) => name !== null && VITALS.includes(name))) {
    throw problem(
      'noColumns',
      'The table has neither a column “narrative” nor one of a vital sign.',
      'Name the columns in the first line: id, age, sex, narrative, gold, and vital signs such as heartRate.',
    );
  }
  if (rows.length === 0)
    throw problem('noCases', 'The table holds no cases.', 'Choose a file with one case a line.');
  return {
    format: 'csv',
    size: rows.length,
    *lines() {
      for (const { line, cells } of rows) {
        yield { line, reading: readGoldCase(caseValue(columns, cells, line)) };
      }
    },
  };
}

/** A row as the JSON of a case. Empty cells say that nothing is known; a row without an id is named by its line. */
function caseValue(columns: readonly (string | null)[], cells: readonly string[], line: number): unknown {
  const value: Record<string, unknown> = { id: `line-${line}` };
  const vitals: Record<string, unknown> = {};
  for (const [index, name] of columns.entries()) {
    const cell = cells[index]?.trim() ?? '';
    if (name === null || cell === '') continue;
    if (VITALS.includes(name)) vitals[name] = typed(name, cell);
    else if (LISTS.includes(name)) value[name] = cell.split(/\s*[;|]\s*/).filter((item) => item !== '');
    else value[name] = typed(name, cell);
  }
  return Object.keys(vitals).length === 0 ? value : { ...value, vitals };
}

const AGE = /^(\d+(?:\.\d+)?)\s*(d|wk|mo|y)$/i;
const TEXTS = new Set(['id', 'sex', 'narrative', 'consciousness', ...GOLD_MEMBERS]);

function typed(name: string, cell: string): unknown {
  if (TEXTS.has(name)) return cell;
  if (name === 'supplementalOxygen' && /^(yes|true|1|no|false|0)$/i.test(cell))
    return /^(yes|true|1)$/i.test(cell);
  const age = name === 'age' ? AGE.exec(cell) : null;
  if (age) return { value: Number(age[1]), unit: (age[2] ?? 'y').toLowerCase() };
  const number = Number(cell.replace(',', '.'));
  return Number.isFinite(number) ? number : cell;
}

function problem(what: string, message: string, next: string): FairdocError {
  return new FairdocError('invalid', `evaluation.${what}`, message, next);
}
