import type { z } from 'zod';
import { type TriageCase, triageCaseSchema } from '../../core/contract/triage-case.ts';
import { FairdocError } from '../../core/kernel/errors.ts';
import { LINE_LIMIT, type Line } from '../lines.ts';

/** What a line of the input holds: a case, or why it is none. `id` is the case's where at least that was readable. */
export type CaseReading =
  | { readonly case: TriageCase }
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

/** Reads one line. Members that Fairdoc does not know are passed over; what it knows has to be what it says. */
export function readCase({ text }: Line): CaseReading {
  if (text === null) {
    const message = `The line is longer than ${LINE_LIMIT / 1_048_576} million characters.`;
    return { id: null, error: invalid('triage.lineTooLong', message, 'Shorten the narrative.') };
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    const next = 'Write one JSON object a line.';
    return { id: null, error: invalid('triage.lineNotJson', 'The line is not JSON.', next) };
  }
  const value = normalise(raw);
  const parsed = triageCaseSchema.safeParse(value);
  if (parsed.success) return { case: parsed.data };
  const message = `The line is not a case: ${describe(parsed.error)}.`;
  const next = 'Correct the named members, or leave out what is not known.';
  return { id: idOf(value), error: invalid('triage.lineInvalid', message, next) };
}
