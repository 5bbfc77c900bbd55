import type { z } from 'zod';
import { type TriageCase, triageCaseSchema } from '../../contract/triage-case.ts';
import { FairdocError } from '../../kernel/errors.ts';
import { goldOf, type Level } from './gold.ts';

/** Cases as they stand in a file, one JSON object a line. */

/** What a line holds: a case, or why it is none. `id` is the case's where at least that was readable. */
export type CaseReading =
  | { readonly case: TriageCase }
  | { readonly id: string | null; readonly error: FairdocError };

/** A case with its gold level, or why it cannot be judged. */
export type GoldReading =
  | { readonly case: TriageCase; readonly gold: Level }
  | { readonly id: string | null; readonly error: FairdocError };

/** Codes that other systems write for the same thing. Only ones that can mean nothing else. */
const SEX: Readonly<Record<string, string>> = { f: 'female', m: 'male', u: 'unknown', o: 'other' };
const CONSCIOUSNESS: Readonly<Record<string, string>> = {
  alert: 'A',
  confusion: 'C',
  confused: 'C',
  voice: 'V',
  pain: 'P',
  unresponsive: 'U',
};

function invalid(code: string, message: string, next: string): FairdocError {
  return new FairdocError('invalid', code, message, next);
}

/** Members that are null say that nothing is known, as if they were not there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const stated = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(stated.map(([name, member]) => [name, withoutNulls(member)]));
}

function recode(holder: unknown, member: string, codes: Readonly<Record<string, string>>): void {
  if (typeof holder !== 'object' || holder === null) return;
  const value: unknown = Reflect.get(holder, member);
  if (typeof value !== 'string') return;
  const plain = value.trim().toLowerCase();
  Reflect.set(holder, member, codes[plain] ?? (plain.length === 1 ? plain.toUpperCase() : plain));
}

/** Other systems' numbers are ids too; anything else is not. */
function normalise(raw: unknown): unknown {
  const value = withoutNulls(raw);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const id: unknown = Reflect.get(value, 'id');
  if (typeof id === 'number') Reflect.set(value, 'id', String(id));
  recode(value, 'sex', SEX);
  recode(Reflect.get(value, 'vitals'), 'consciousness', CONSCIOUSNESS);
  return value;
}

function idOf(value: unknown): string | null {
  const id: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined;
  return typeof id === 'string' && id !== '' ? id.slice(0, 200) : null;
}

function describe({ issues }: z.ZodError): string {
  return issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'the case'}: ${issue.message}`)
    .join('; ');
}

/** A case from parsed JSON. Members that Fairdoc does not know are passed over; what it knows has to be what it says. */
export function readCaseValue(raw: unknown): CaseReading {
  const value = normalise(raw);
  const parsed = triageCaseSchema.safeParse(value);
  if (parsed.success) return { case: parsed.data };
  const message = `The line is not a case: ${describe(parsed.error)}.`;
  const next = 'Correct the named members, or leave out what is not known.';
  return { id: idOf(value), error: invalid('triage.lineInvalid', message, next) };
}

/** Parses one line. The text is never quoted in an error: it may name a patient. */
export function parseLine(text: string): { readonly value: unknown } | { readonly error: FairdocError } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const next = 'Write one JSON object a line.';
    return { error: invalid('triage.lineNotJson', 'The line is not JSON.', next) };
  }
}

export function readCaseText(text: string): CaseReading {
  const line = parseLine(text);
  return 'error' in line ? { id: null, error: line.error } : readCaseValue(line.value);
}

/**
 * A case with its gold level (see `goldOf`). The case may also stand in a member `case` of the line, beside the id and
 * the gold level.
 */
export function readGoldCase(value: unknown): GoldReading {
  const nested: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, 'case') : undefined;
  const isNested =
    typeof nested === 'object' && nested !== null && typeof value === 'object' && value !== null;
  const reading = readCaseValue(isNested ? { id: Reflect.get(value, 'id'), ...nested } : value);
  if ('error' in reading) return reading;
  const gold = goldOf(value);
  if (gold !== null) return { case: reading.case, gold };
  return {
    id: reading.case.id,
    error: invalid(
      'evaluation.noGold',
      'The line has no gold level, or one that is not understood.',
      'Add "gold": a level 1 to 5, a disposition (emergency, urgent, routine, self-care), or emergency, non-emergency or self-care.',
    ),
  };
}

export function readGoldText(text: string): GoldReading {
  const line = parseLine(text);
  return 'error' in line ? { id: null, error: line.error } : readGoldCase(line.value);
}
