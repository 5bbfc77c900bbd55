import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { FairdocError } from '../kernel/errors.ts';
import type { Span } from './quantities.ts';

/** Laboratory values in text. Tests, units and limits are data (resources/lexicon/laboratory.yaml). */
export const laboratorySchema = z.strictObject({
  source: z.string().min(1),
  tests: z.record(
    z.string(),
    z.strictObject({
      name: z.string().min(1),
      terms: z.string().min(1),
      unit: z.string(),
      units: z.record(z.string(), z.number().positive()),
      infer: z.array(z.strictObject({ below: z.number().optional(), unit: z.string() })).min(1),
      plausible: z.tuple([z.number(), z.number()]),
    }),
  ),
});

type TestData = z.infer<typeof laboratorySchema>['tests'][string];

/** Compiled tests. */
export interface LaboratoryTable {
  readonly tests: ReadonlyMap<string, TestData>;
  /** Test id by term, lower case. */
  readonly terms: ReadonlyMap<string, string>;
  readonly pattern: RegExp;
}

export interface LaboratoryValue extends Span {
  readonly test: string;
  readonly name: string;
  /** In `unit`; null for a result in words ("troponin negative"). */
  readonly value: number | null;
  readonly unit: string;
  readonly comparator: '<' | '>' | null;
  /** As written. */
  readonly written: { readonly value: string; readonly unit: string | null };
  /** The text gives no unit: this one was assumed from the size of the value. */
  readonly assumedUnit: string | null;
  /** The value cannot be right as it stands. It is kept; `question` asks. */
  readonly implausible: boolean;
  readonly question: string | null;
}

/** @throws FairdocError `text.badLexicon` */
export function loadLaboratory(folder: string): LaboratoryTable {
  const name = 'laboratory.yaml';
  const parsed = laboratorySchema.safeParse(load(readFileSync(path.join(folder, name), 'utf8')));
  if (parsed.success) return compileLaboratory(parsed.data);
  const [issue] = parsed.error.issues;
  throw new FairdocError(
    'damaged',
    'text.badLexicon',
    `The lexicon file ${name} cannot be used: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
    'Correct the file, or restore it from the installation.',
  );
}

const UNIT =
  '(?:x?\\s?10\\s?[\\^*]?\\s?[39]\\s?\\/\\s?(?:ul|µl|μl|l)|[munpk]?(?:mol|eq|iu|u)\\s?\\/\\s?(?:l|ml|mol)|[µμ]mol\\s?\\/\\s?l|(?:m|n|p|u|µ|μ|mc|k)?gm?\\s?\\/\\s?(?:dl|l|ml)|k\\s?\\/\\s?[uµμ]l|cells\\s?\\/\\s?[uµμ]l|\\/\\s?(?:[uµμ]l|mm3)|mm\\s?\\/\\s?hr?|mmhg|kpa|torr|g%|%|ml\\s?\\/\\s?min(?:\\s?\\/\\s?1\\.73\\s?m2)?|l\\s?\\/\\s?l|mmol|k|mm)';
/** What may stand between the name of a test and its value. */
const LINK =
  '(?:\\s|:|=|,|\\(|was|is|of|at|level|count|result|came back|returned|raised|elevated|high|low|mildly|markedly|only|up|down|to|from|today|initial|repeat|peak|now|about|around|approximately|~|↑|↓){0,8}';

export function compileLaboratory(data: z.infer<typeof laboratorySchema>): LaboratoryTable {
  const tests = new Map(Object.entries(data.tests));
  const terms = new Map<string, string>();
  for (const [id, { terms: list }] of tests) for (const term of list.split('|')) terms.set(term.trim(), id);
  const names = [...terms.keys()]
    .sort((a, b) => b.length - a.length)
    .map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s'));
  const pattern = new RegExp(
    `(?<![\\p{L}\\d-])(${names.join('|')})(?![\\p{L}\\d])${LINK}` +
      `(?:([<>≤≥])\\s?|(?:less|greater|more) than\\s)?(-?\\d{1,7}(?:[.,]\\d{1,3})*)(?![\\d/])\\s?(${UNIT}(?![\\p{L}\\d]))?`,
    'giu',
  );
  return { tests, terms, pattern };
}

/** Abbreviations that are also words or other things: they need capitals, or a unit, or a colon. */
const RISKY = new Set([
  'k',
  'na',
  'cr',
  'ca',
  'be',
  'ck',
  'hb',
  'lac',
  'ur',
  'alt',
  'alb',
  'bm',
  'ph',
  'pct',
  'ast',
  'trop',
  'sbr',
  'dimer',
  'glu',
  'tnt',
  'tni',
  'bili',
  'plt',
  'neut',
  'anc',
]);
const CAPITALISED = /[A-Z]/;

/**
 * Every laboratory value of the text, in order, in the unit of its test. A missing unit is inferred from the size of
 * the value and said; a value that cannot be right is kept as written, with a question.
 */
export function findLaboratory(table: LaboratoryTable, text: string): LaboratoryValue[] {
  const found: LaboratoryValue[] = [];
  if (!/\d/.test(text)) return found;
  for (const match of text.matchAll(table.pattern)) {
    const [whole, term = '', sign, number = '', unitText] = match;
    const id = table.terms.get(term.toLowerCase().replace(/\s/g, ' '));
    const test = id === undefined ? undefined : table.tests.get(id);
    if (id === undefined || !test) continue;
    if (RISKY.has(term.toLowerCase()) && !CAPITALISED.test(term) && unitText === undefined) continue;
    const after = text.slice(match.index + whole.length, match.index + whole.length + 12);
    if (
      unitText === undefined &&
      /^\s?(?:mg|mcg|g|ml|tabs?|tablets?|units?|days?|weeks?|hours?|years?|months?|times|o'clock)\b/i.test(
        after,
      )
    )
      continue; // a dose or a time, not a result
    found.push(readValue(id, test, { whole, sign, number, unitText, start: match.index }));
  }
  return found;
}

interface Written {
  readonly whole: string;
  readonly sign: string | undefined;
  readonly number: string;
  readonly unitText: string | undefined;
  readonly start: number;
}

function readValue(
  id: string,
  test: TestData,
  { whole, sign, number, unitText, start }: Written,
): LaboratoryValue {
  const amount = amountOf(number);
  const stated = unitText === undefined ? null : unitText.toLowerCase().replace(/\s/g, '');
  const known = stated !== null && (stated in test.units || stated === '%');
  const unit =
    known && stated !== null
      ? stated
      : (test.infer.find(({ below }) => below === undefined || Math.abs(amount) < below)?.unit ?? '');
  const value = convert(id, test, amount, unit);
  const [low, high] = test.plausible;
  const implausible = !(value >= low && value <= high);
  const shown = `${test.name} ${number}${unitText ? ` ${unitText}` : ''}`;
  return {
    test: id,
    name: test.name,
    value,
    unit: test.unit,
    comparator: sign === '<' || sign === '≤' ? '<' : sign === '>' || sign === '≥' ? '>' : null,
    written: { value: number, unit: unitText ?? null },
    assumedUnit: known || test.unit === '' ? null : unit,
    implausible,
    question: implausible ? `The text says "${shown}". Is the value, or its unit, right?` : null,
    start,
    end: start + whole.trimEnd().length,
    text: whole.trimEnd(),
  };
}

/** "12,500" is twelve thousand, "12,5" twelve and a half. */
function amountOf(number: string): number {
  if (/,\d{3}(?:\D|$)/.test(number)) return Number(number.replaceAll(',', ''));
  return Number(number.replace(',', '.'));
}

function convert(id: string, test: TestData, amount: number, unit: string): number {
  // NGSP % to IFCC mmol/mol: (value − 2.15) × 10.929 (Hoelzel et al., Clin Chem 2004).
  const raw = id === 'hba1c' && unit === '%' ? (amount - 2.15) * 10.929 : amount * (test.units[unit] ?? 1);
  return Number(raw.toPrecision(4));
}
