import type {
  AddressDraft,
  CodingDraft,
  ConceptDraft,
  IdentifierDraft,
  NameDraft,
  PeriodDraft,
  QuantityDraft,
  RangeDraft,
  TelecomDraft,
  TimeDraft,
} from '../draft.ts';
import { isNhsNumber, NHS_NUMBER_SYSTEM, plainNhsNumber } from '../identifiers.ts';
import { leave, type SourceNode, take } from '../source.ts';
import { fhirTime } from '../times.ts';

/** Reading FHIR data types off the tree. Whatever is read is marked as taken. */

export function many(node: SourceNode | undefined, name: string): SourceNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}

export function one(node: SourceNode | undefined, name: string): SourceNode | undefined {
  return node?.children.find((child) => child.name === name);
}

/** The element of a choice such as `value[x]`, under whichever type it was sent. */
export function choice(node: SourceNode | undefined, stem: string): SourceNode | undefined {
  return node?.children.find(({ name }) => name.startsWith(stem) && /^[A-Z]/.test(name.slice(stem.length)));
}

export function text(node: SourceNode | undefined, name: string): string | null {
  return take(one(node, name));
}

export function texts(node: SourceNode | undefined, name: string): string[] {
  return many(node, name).flatMap((child) => take(child) ?? []);
}

export function flag(node: SourceNode | undefined): boolean | null {
  if (node?.text === 'true' || node?.text === 'false') return take(node) === 'true';
  leave(node, 'Neither true nor false.');
  return null;
}

export function time(node: SourceNode | undefined): TimeDraft | null {
  if (node === undefined || node.text === null) return null;
  const read = fhirTime(node.text.trim());
  if (read === null) leave(node, 'Not a date or time that exists.');
  else take(node);
  return read;
}

export function period(node: SourceNode | undefined): PeriodDraft | null {
  if (node === undefined) return null;
  const [start, end] = [time(one(node, 'start')), time(one(node, 'end'))];
  return start === null && end === null ? null : { start, end };
}

/** `effective[x]`, `onset[x]` and the like: a moment becomes a period that starts and ends then. */
export function moment(node: SourceNode | undefined): PeriodDraft | null {
  if (node === undefined || /(Timing|Age|Range|String)$/.test(node.name)) return null; // not taken: reported
  if (node.name.endsWith('Period')) return period(node);
  const read = time(node);
  return read === null ? null : { start: read, end: read };
}

export function coding(node: SourceNode): CodingDraft {
  return { system: text(node, 'system'), code: text(node, 'code'), display: text(node, 'display') };
}

export function concept(node: SourceNode | undefined): ConceptDraft | null {
  if (node === undefined) return null;
  const codings = many(node, 'coding').map(coding);
  const words = text(node, 'text');
  return codings.length === 0 && words === null ? null : { codings, text: words };
}

export function concepts(nodes: readonly SourceNode[]): ConceptDraft[] {
  return nodes.flatMap((node) => concept(node) ?? []);
}

/**
 * The first code of a concept that is bound to one code system, such as a status: `active`, `confirmed`. The
 * system and the display say no more than the code does; further codings stay untaken.
 */
export function statusCode(node: SourceNode | undefined): string | null {
  const chosen = many(node, 'coding').find((each) => one(each, 'code') !== undefined);
  return chosen === undefined ? text(node, 'text') : coding(chosen).code;
}

export function quantity(node: SourceNode | undefined): QuantityDraft | null {
  const number = one(node, 'value');
  if (node === undefined || number === undefined) return null;
  const value = Number(number.text);
  if (number.text === null || number.text.trim() === '' || !Number.isFinite(value)) {
    leave(node, 'The quantity is not a number.');
    return null;
  }
  const decimal = take(number) ?? '';
  const [comparator, unit] = [text(node, 'comparator'), text(node, 'unit')];
  const [system, code] = [text(node, 'system'), text(node, 'code')];
  return { kind: 'quantity', value, decimal, comparator, unit, system, code };
}

export function range(node: SourceNode): RangeDraft {
  return { low: quantity(one(node, 'low')), high: quantity(one(node, 'high')), text: text(node, 'text') };
}

export function identifier(node: SourceNode): IdentifierDraft | null {
  const valueNode = one(node, 'value');
  const value = take(valueNode);
  if (value === null) return null;
  const system = text(node, 'system');
  const type = statusCode(one(node, 'type'));
  const assigner = text(one(node, 'assigner'), 'display');
  const validity = period(one(node, 'period'));
  if (isNhsNumber(system, type)) {
    return {
      kind: 'nhsNumber',
      system: NHS_NUMBER_SYSTEM,
      value: plainNhsNumber(value),
      type,
      assigner,
      period: validity,
    };
  }
  return { kind: 'other', system, value, type, assigner, period: validity };
}

export function identifiers(node: SourceNode, name = 'identifier'): IdentifierDraft[] {
  return many(node, name).flatMap((child) => identifier(child) ?? []);
}

export function humanName(node: SourceNode): NameDraft {
  return {
    use: text(node, 'use'),
    family: text(node, 'family'),
    given: texts(node, 'given'),
    prefix: texts(node, 'prefix').join(' ') || null,
    suffix: texts(node, 'suffix').join(' ') || null,
    text: text(node, 'text'),
    period: period(one(node, 'period')),
  };
}

export function address(node: SourceNode): AddressDraft {
  return {
    use: text(node, 'use'),
    lines: texts(node, 'line'),
    city: text(node, 'city'),
    district: text(node, 'district'),
    state: text(node, 'state'),
    postcode: text(node, 'postalCode'),
    country: text(node, 'country'),
    text: text(node, 'text'),
    period: period(one(node, 'period')),
  };
}

const TELECOM_SYSTEMS = {
  phone: 'phone',
  sms: 'phone',
  email: 'email',
  fax: 'fax',
  pager: 'other',
  url: 'other',
} as const;

export function telecom(node: SourceNode): TelecomDraft | null {
  const value = text(node, 'value');
  if (value === null) return null;
  const systemNode = one(node, 'system');
  const known = Object.entries(TELECOM_SYSTEMS).find(([name]) => name === systemNode?.text);
  if (known !== undefined) take(systemNode);
  // Without a system it is a number to call, as far as anybody has seen; another system is reported.
  const system = known?.[1] ?? (systemNode === undefined ? 'phone' : 'other');
  return { system, value, use: text(node, 'use') };
}

export function notes(node: SourceNode): string[] {
  return many(node, 'note').flatMap((note) => text(note, 'text') ?? []);
}

/** The extension whose URL ends in one of the names, whatever its base; UK Core and its forerunners differ in that. */
export function extension(node: SourceNode | undefined, pattern: RegExp): SourceNode | undefined {
  return many(node, 'extension').find((each) => pattern.test(one(each, 'url')?.text ?? ''));
}

/** The value of an extension; its URL is represented by what the value becomes. */
export function extensionValue(node: SourceNode | undefined): SourceNode | undefined {
  const value = choice(node, 'value');
  if (value !== undefined) take(one(node, 'url'));
  return value;
}

/** Given and family name as one line, for people who are not the patient. */
export function spokenName(name: NameDraft): string | null {
  const parts = [name.prefix, ...name.given, name.family].filter((part) => part !== null);
  return name.text ?? (parts.length === 0 ? null : parts.join(' '));
}
