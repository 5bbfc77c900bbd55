import { z } from 'zod';
import type { Span } from './quantities.ts';

/** Sections of a clinical document, found by their headings (resources/lexicon/sections.yaml). */
export const sectionsSchema = z.strictObject({
  source: z.string().min(1),
  sections: z.record(
    z.string(),
    z.strictObject({
      name: z.string().min(1),
      explanation: z.string().min(1),
      /** What a statement in the section means unless its own words say otherwise. */
      asserts: z.enum(['historical', 'other']).optional(),
      /** Separated by semicolons, lower case. */
      headings: z.string().min(1),
      /** Written so, they are headings without a colon too. */
      bare: z.string().optional(),
    }),
  ),
});

export interface SectionKind {
  readonly id: string;
  readonly name: string;
  readonly asserts: 'historical' | 'other' | null;
}

/** Compiled headings. */
export interface SectionTable {
  readonly byHeading: ReadonlyMap<string, SectionKind>;
  readonly byBareHeading: ReadonlyMap<string, SectionKind>;
  /** Of the longest heading, in characters. */
  readonly longest: number;
}

/** A section: its heading as written, and where its text ends. `start` and `end` enclose both. */
export interface Section {
  readonly id: string;
  readonly name: string;
  readonly asserts: 'historical' | 'other' | null;
  readonly start: number;
  readonly end: number;
  readonly heading: Span;
  /** The heading stands alone on its line: what follows belongs to it up to the next heading. */
  readonly alone: boolean;
}

export function compileSections(data: z.infer<typeof sectionsSchema>): SectionTable {
  const byHeading = new Map<string, SectionKind>();
  const byBareHeading = new Map<string, SectionKind>();
  let longest = 0;
  for (const [id, { name, asserts, headings, bare }] of Object.entries(data.sections)) {
    const kind: SectionKind = { id, name, asserts: asserts ?? null };
    for (const heading of split(headings)) {
      byHeading.set(heading, kind);
      longest = Math.max(longest, heading.length);
    }
    for (const heading of split(bare ?? '')) byBareHeading.set(heading, kind);
  }
  return { byHeading, byBareHeading, longest };
}

function split(list: string): string[] {
  return list
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** A line's first words up to a colon, a spaced dash or the line's end, after any bullet or number. */
const LINE = /^[ \t]*(?:[-*•·#]+[ \t]*|\d{1,2}[.)][ \t]+)?/;
const COLON = /:/g;
const BARE = /^[A-Za-z]{1,9}(?:\/[A-Za-z]{1,3})?(?=[ \t]|$)/;

/**
 * The sections of a text in order, none overlapping. A section ends where the next one begins; one whose heading
 * stands inside a line ends with that line, so that a story told after it is not taken into it. Linear in the length.
 */
export function findSections(table: SectionTable, text: string): Section[] {
  const found: Section[] = [];
  let lineStart = 0;
  while (lineStart <= text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline;
    readLine(table, text, lineStart, lineEnd, found);
    if (newline < 0) break;
    lineStart = newline + 1;
  }
  return found.map((section, index) => close(section, found[index + 1], text));
}

function close(section: Section, next: Section | undefined, text: string): Section {
  const limit = next?.start ?? text.length;
  if (section.alone) return { ...section, end: limit };
  const newline = text.indexOf('\n', section.heading.end);
  let end = newline < 0 ? text.length : newline;
  // Items on lines of their own under a heading with its first item: "PMH: asthma\n- eczema".
  while (end < limit && /^\n[ \t]*[-*•][^\n]*/.test(text.slice(end, end + 40))) {
    const after = text.indexOf('\n', end + 1);
    end = after < 0 ? text.length : after;
  }
  return { ...section, end: Math.min(limit, end) };
}

function readLine(table: SectionTable, text: string, from: number, to: number, found: Section[]): void {
  const line = text.slice(from, Math.min(to, from + 400)).replace(/\r$/, '');
  const indent = LINE.exec(line)?.[0].length ?? 0;
  const words = line.slice(indent).trimEnd();
  const alone = table.byHeading.get(words.replace(/:$/, '').trimEnd().toLowerCase());
  // One letter alone is a heading only with its colon ("S:").
  if (alone && (words.length > 2 || words.endsWith(':'))) {
    const length = words.replace(/\s*:$/, '').length;
    found.push(sectionAt(alone, text, from + indent, from + indent + length, true));
    return;
  }
  const bare = BARE.exec(words)?.[0] ?? '';
  const kind = table.byBareHeading.get(bare);
  if (kind && words[bare.length] !== ':') {
    found.push(sectionAt(kind, text, from + indent, from + indent + bare.length, false));
  }
  COLON.lastIndex = 0;
  const whole = text.slice(from, to);
  for (let colon = COLON.exec(whole); colon !== null; colon = COLON.exec(whole)) {
    const candidate = headingBefore(table, whole, colon.index);
    if (!candidate) continue;
    found.push(sectionAt(candidate.kind, text, from + candidate.start, from + colon.index, false));
  }
}

/** The heading that ends at a colon and begins the line or a new sentence. */
function headingBefore(
  table: SectionTable,
  line: string,
  colon: number,
): { kind: SectionKind; start: number } | null {
  const window = line.slice(Math.max(0, colon - table.longest - 4), colon);
  const offset = colon - window.length;
  const boundary = Math.max(
    window.lastIndexOf('. '),
    window.lastIndexOf('; '),
    window.lastIndexOf('! '),
    window.lastIndexOf('? '),
  );
  let start = boundary < 0 ? 0 : boundary + 2;
  if (boundary < 0 && offset > 0) return null;
  if (boundary < 0) start = LINE.exec(window)?.[0].length ?? 0;
  const kind = table.byHeading.get(window.slice(start).trim().toLowerCase());
  if (!kind) return null;
  return {
    kind,
    start: offset + start + (window.slice(start).length - window.slice(start).trimStart().length),
  };
}

function sectionAt(kind: SectionKind, text: string, start: number, end: number, alone: boolean): Section {
  const heading = { start, end, text: text.slice(start, end) };
  return { ...kind, start, end, heading, alone };
}

/** A verb or a word of the present tells that the story goes on: it is no longer a list of former illnesses. */
const STORY =
  /\b(?:is|are|was|were|has|have|now|today|presents?|presented|presenting|complains?|complaining|came|comes|started|began|developed|since|reports?|feels?|seen|brought|woke|noticed)\b/i;

/**
 * What a section lends to a sentence in it. Under a heading inside a line only the first sentence, and further ones
 * that read like items of a list, are taken to belong to it.
 */
export function sectionAsserts(section: Section, text: string, start: number, end: number): boolean {
  if (section.asserts === null) return false;
  if (section.alone) return true;
  const between = text.slice(section.heading.end, start);
  if (!/[.!?]\s/.test(between)) return true;
  return (
    end - section.heading.end < 400 &&
    !STORY.test(text.slice(section.heading.end, end).replace(/^[^.!?]*[.!?]/, ''))
  );
}
