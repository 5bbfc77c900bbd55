import type { z } from 'zod';
import { MEASUREMENTS, type MeasurementName } from './measurements.ts';

/**
 * What every clinical score is, and the one way in which all of them are added up: nothing is assumed. An
 * input that is not stated is named, a value that cannot be a measurement is asked about, and a score outside
 * the population it was made for is declined with the reason.
 */
export interface ScoreDefinition<I> {
  readonly id: string;
  readonly title: string;
  /** Of this implementation; it changes when a result can change. */
  readonly version: string;
  readonly source: string;
  readonly purpose: string;
  /** Every field is optional, so that what is missing can be named, and described with its unit. */
  readonly inputs: z.ZodObject;
  /** Least and greatest possible total. */
  readonly range: readonly [number, number];
  /** Why the score must not be used for this person, or null. */
  readonly appliesTo: (input: I) => string | null;
  readonly compute: (input: I) => ScoreResult;
}

export interface ScoreComponent {
  readonly name: string;
  readonly value: number | string | boolean;
  readonly unit: string | null;
  readonly points: number;
  readonly text: string;
}

export interface Doubt {
  readonly field: string;
  readonly value: number;
  readonly plausible: readonly [number, number];
}

/** The total can only be this or more, and that alone already calls for something. */
export interface Minimum {
  readonly total: number;
  readonly band: string;
  readonly bandText: string;
}

export type ScoreResult =
  | {
      readonly status: 'scored';
      readonly total: number;
      readonly band: string;
      readonly bandText: string;
      readonly components: readonly ScoreComponent[];
      readonly notes: readonly string[];
    }
  | {
      readonly status: 'missing';
      readonly missing: readonly string[];
      readonly atLeast: Minimum | null;
      readonly components: readonly ScoreComponent[];
    }
  | {
      readonly status: 'implausible';
      readonly fields: readonly Doubt[];
      readonly missing: readonly string[];
      readonly atLeast: Minimum | null;
    }
  | {
      readonly status: 'notTestable';
      readonly statement: string;
      readonly components: readonly ScoreComponent[];
    }
  | { readonly status: 'notApplicable'; readonly reason: string };

/** What one item of a score makes of the input: its points, or the fields without which it cannot tell. */
export type Reading =
  | { readonly points: number; readonly value: number | string | boolean; readonly note?: string }
  | { readonly missing: readonly string[] };

export interface Item<I> {
  readonly name: string;
  readonly unit: string | null;
  /** The fewest points this item can give: what an unknown item contributes to the least possible total. */
  readonly least: number;
  readonly read: (input: I) => Reading;
}

export interface Band {
  readonly id: string;
  readonly text: string;
  /** Whether the band alone calls for something, so that reaching it with input still missing matters. */
  readonly matters: boolean;
}

export interface ScoreParts<S extends z.ZodObject> {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly source: string;
  readonly purpose: string;
  readonly inputs: S;
  readonly range: readonly [number, number];
  readonly items: readonly Item<z.infer<S>>[];
  readonly bandOf: (total: number, points: readonly number[]) => Band;
  readonly appliesTo?: (input: z.infer<S>) => string | null;
  readonly notes?: (input: z.infer<S>) => readonly string[];
}

/** Makes a score out of its items and bands; totals are plain sums of the items' points. */
export function defineScore<S extends z.ZodObject>(parts: ScoreParts<S>): ScoreDefinition<z.infer<S>> {
  type Input = z.infer<S>;
  const appliesTo = (input: Input) => parts.appliesTo?.(input) ?? null;
  const compute = (input: Input): ScoreResult => {
    const reason = appliesTo(input);
    if (reason !== null) return { status: 'notApplicable', reason };
    const doubts = implausible(input);
    const trusted = withoutFields(
      input,
      doubts.map((doubt) => doubt.field),
    );
    const tally = addUp(parts.items, trusted);
    if (doubts.length > 0) {
      const doubted = new Set(doubts.map((doubt) => doubt.field));
      const missing = tally.missing.filter((field) => !doubted.has(field));
      return { status: 'implausible', fields: doubts, missing, atLeast: minimumOf(parts, tally) };
    }
    if (tally.missing.length > 0) {
      const { missing, components } = tally;
      return { status: 'missing', missing, atLeast: minimumOf(parts, tally), components };
    }
    const band = parts.bandOf(tally.total, tally.points);
    const notes = [...tally.notes, ...(parts.notes?.(input) ?? [])];
    const { total, components } = tally;
    return { status: 'scored', total, band: band.id, bandText: band.text, components, notes };
  };
  const { id, title, version, source, purpose, inputs, range } = parts;
  return { id, title, version, source, purpose, inputs, range, appliesTo, compute };
}

interface Tally {
  /** The total, or the least possible total while something is missing. */
  readonly total: number;
  readonly points: readonly number[];
  readonly components: readonly ScoreComponent[];
  readonly missing: readonly string[];
  readonly notes: readonly string[];
}

function addUp<I>(items: readonly Item<I>[], input: I): Tally {
  let total = 0;
  const points: number[] = [];
  const components: ScoreComponent[] = [];
  const missing = new Set<string>();
  const notes: string[] = [];
  for (const item of items) {
    const reading = item.read(input);
    if ('missing' in reading) {
      for (const field of reading.missing) missing.add(field);
      total += item.least;
      continue;
    }
    total += reading.points;
    points.push(reading.points);
    components.push(componentOf(item.name, item.unit, reading.value, reading.points));
    if (reading.note !== undefined) notes.push(reading.note);
  }
  return { total, points, components, missing: [...missing], notes };
}

export function componentOf(
  name: string,
  unit: string | null,
  value: number | string | boolean,
  points: number,
): ScoreComponent {
  const shown =
    typeof value === 'boolean' ? (value ? 'yes' : 'no') : `${value}${unit === null ? '' : ` ${unit}`}`;
  return { name, value, unit, points, text: `${name}: ${shown}` };
}

function minimumOf<S extends z.ZodObject>(parts: ScoreParts<S>, tally: Tally): Minimum | null {
  const band = parts.bandOf(tally.total, tally.points);
  return band.matters ? { total: tally.total, band: band.id, bandText: band.text } : null;
}

/** Measurements outside what a living patient can have: asked about, and left out of the least total. */
function implausible(input: Readonly<Record<string, unknown>>): Doubt[] {
  const doubts: Doubt[] = [];
  for (const [field, value] of Object.entries(input)) {
    if (typeof value !== 'number' || !isMeasurement(field)) continue;
    const { plausible } = MEASUREMENTS[field];
    if (value < plausible[0] || value > plausible[1]) doubts.push({ field, value, plausible });
  }
  return doubts;
}

function isMeasurement(field: string): field is MeasurementName {
  return Object.hasOwn(MEASUREMENTS, field);
}

function withoutFields<I extends Readonly<Record<string, unknown>>>(input: I, fields: readonly string[]): I {
  if (fields.length === 0) return input;
  return { ...input, ...Object.fromEntries(fields.map((field) => [field, undefined])) };
}
