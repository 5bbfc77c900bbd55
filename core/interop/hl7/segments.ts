import { Hl7Context, Hl7Segment } from '@medplum/core';
import type { LeftOut } from '../draft.ts';
import { malformed, tooLarge } from '../failure.ts';
import { LIMITS } from '../limits.ts';
import { type SourceNode, sourceNode } from '../source.ts';
import { decodeHl7 } from './charset.ts';
import { type Delimiters, unescapeText } from './escapes.ts';

/** The lines of one message, and the marks that separate their parts. */
export interface RawMessage {
  readonly lines: readonly string[];
  readonly delimiters: Delimiters;
}

export interface RawMessages {
  readonly messages: readonly RawMessage[];
  /** For the bytes in `\\X…\\` escapes. */
  readonly encoding: string;
  /** Lines that are no segments, and doubts about the file as a whole. */
  readonly problems: readonly LeftOut[];
}

/** Finds the messages: one, several in a row, batches (FHS, BHS) and MLLP frames; lines end in CR, LF or CR LF. */
export function splitMessages(bytes: Uint8Array): RawMessages {
  const { text, encoding, doubt } = decodeHl7(bytes);
  const state: State = { messages: [], current: null, problems: doubt === null ? [] : [doubt] };
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    readLine(state, withoutFrame(line), number);
  }
  const { messages, problems } = state;
  if (messages.length === 0) throw malformed('hl7', 'no message header (MSH) could be read');
  return { messages, encoding, problems };
}

interface State {
  readonly messages: { lines: string[]; delimiters: Delimiters }[];
  current: { lines: string[]; delimiters: Delimiters } | null;
  readonly problems: LeftOut[];
}

function* linesOf(text: string): Generator<string> {
  const end = /\r\n|\r|\n/g;
  let from = 0;
  for (let match = end.exec(text); match !== null; match = end.exec(text)) {
    yield text.slice(from, match.index);
    from = end.lastIndex;
  }
  yield text.slice(from);
}

/** MLLP frames a message with VT before and FS after it. */
function withoutFrame(line: string): string {
  return line
    .replaceAll('\u000b', '')
    .replaceAll('\u001c', '')
    .replace(/^\ufeff/, '');
}

function readLine(state: State, line: string, number: number): void {
  if (line.trim() === '') return;
  if (line.startsWith('MSH')) {
    startMessage(state, line, number);
  } else if (/^(FHS|BHS|BTS|FTS)\W?/.test(line)) {
    readEnvelope(state, line, number);
  } else if (state.current === null) {
    reportLine(state, number, 'It stands before any readable message header (MSH).');
  } else if (!isSegment(line, state.current.delimiters)) {
    const mark = state.current.delimiters.field;
    reportLine(state, number, `Not a segment: it does not begin with a segment name and "${mark}".`);
  } else {
    state.current.lines.push(line);
  }
}

/** Neighbouring lines with one fault, such as a text that was broken into lines, make one entry: `lines 4–9`. */
function reportLine(state: State, number: number, reason: string): void {
  const last = state.problems.at(-1);
  const [from, to] = /^lines? (\d+)(?:–(\d+))?$/.exec(last?.at ?? '')?.slice(1) ?? [];
  if (from !== undefined && last?.reason === reason && Number(to ?? from) === number - 1) {
    state.problems[state.problems.length - 1] = { at: `lines ${from}–${number}`, reason };
  } else {
    state.problems.push({ at: `line ${number}`, reason });
  }
}

function isSegment(line: string, { field }: Delimiters): boolean {
  return /^[A-Z][A-Z0-9]{2}$/.test(line.slice(0, 3)) && (line.length === 3 || line[3] === field);
}

function startMessage(state: State, line: string, number: number): void {
  const delimiters = delimitersOf(line);
  state.current = delimiters === null ? null : { lines: [line], delimiters };
  if (state.current === null) {
    const reason =
      'A message header (MSH) whose separators cannot be read; what follows it cannot be read either.';
    state.problems.push({ at: `line ${number}`, reason });
  } else {
    state.messages.push(state.current);
  }
}

/** Five different marks, none of them a letter, a digit or a space. */
function delimitersOf(line: string): Delimiters | null {
  const [field = '', component = '', repetition = '', escaping = '', subcomponent = ''] = line.slice(3, 8);
  const marks = [field, component, repetition, escaping, subcomponent];
  const distinct = new Set(marks).size === marks.length;
  return distinct && marks.every((mark) => /^[^\w\s]$/.test(mark))
    ? { field, component, repetition, escaping, subcomponent }
    : null;
}

/** Segments whose first field is a set ID, of those that are read. */
const NUMBERED = new Set(['PID', 'PV1', 'OBR', 'OBX', 'NTE', 'AL1', 'DG1', 'TXA', 'TQ1']);

interface Building {
  readonly delimiters: Delimiters;
  readonly encoding: string;
  nodes: number;
}

/**
 * A message as a tree: segment, field, repetition, component, subcomponent, each but the segments named by its
 * number. Empty parts have no node. `name` is the message's own, for positions in files of several.
 */
export function treeOf(message: RawMessage, encoding: string, name: string): SourceNode {
  const { field, component, repetition, escaping, subcomponent } = message.delimiters;
  const context = new Hl7Context('\r', field, component, repetition, escaping, subcomponent);
  const building: Building = { delimiters: message.delimiters, encoding, nodes: 0 };
  const root = sourceNode(name, null);
  for (const line of message.lines) {
    checkMarks(line, message.delimiters);
    addSegment(building, root, Hl7Segment.parse(line, context));
  }
  return root;
}

function addSegment(building: Building, root: SourceNode, parsed: Hl7Segment): void {
  count(building);
  const segment = sourceNode(parsed.name, root);
  const isHeader = parsed.name === 'MSH';
  for (const [index, field] of parsed.fields.entries()) {
    // MSH-1 is the separator itself, MSH-2 the other marks, and a set ID only counts: nothing to read.
    if (index === 0 || (index === 1 && (isHeader || NUMBERED.has(parsed.name)))) continue;
    addField(building, segment, isHeader ? index + 1 : index, field.components);
  }
}

/** Bounds the work before it is done: each separator starts another part, even if it is empty. */
function checkMarks(line: string, { field, component, repetition, subcomponent }: Delimiters): void {
  let marks = 0;
  for (const mark of line) {
    if (mark === field || mark === component || mark === repetition || mark === subcomponent) marks += 1;
  }
  if (marks > LIMITS.marks) throw tooLarge(`a segment with more than ${LIMITS.marks} parts`);
}

function count(building: Building): void {
  building.nodes += 1;
  if (building.nodes > LIMITS.nodes) throw tooLarge(`a message with more than ${LIMITS.nodes} values`);
}

function addField(
  building: Building,
  segment: SourceNode,
  number: number,
  repetitions: readonly string[][],
): void {
  if (repetitions.every((components) => components.every((component) => component === ''))) return;
  const field = sourceNode(String(number), segment);
  for (const [index, components] of repetitions.entries()) {
    if (components.every((component) => component === '')) continue;
    const repetition = sourceNode(String(index + 1), field);
    for (const [place, component] of components.entries())
      addComponent(building, repetition, place + 1, component);
  }
}

function addComponent(building: Building, repetition: SourceNode, number: number, text: string): void {
  if (text === '') return;
  const { delimiters, encoding } = building;
  const parts = text.split(delimiters.subcomponent);
  const decode = (part: string) => unescapeText(part, delimiters, encoding);
  if (parts.length === 1) {
    count(building);
    sourceNode(String(number), repetition, decode(text));
    return;
  }
  const component = sourceNode(String(number), repetition);
  for (const [index, part] of parts.entries()) {
    if (part === '') continue;
    count(building);
    sourceNode(String(index + 1), component, decode(part));
  }
}

/** Batch headers and trailers; a trailer that counts otherwise than we do means that something was lost. */
function readEnvelope(state: State, line: string, number: number): void {
  const name = line.slice(0, 3);
  const counted = /^BTS\W(\d+)/.exec(line)?.[1];
  const missing = counted !== undefined && Number(counted) !== state.messages.length;
  const reason = missing
    ? `The batch says that it holds ${counted} messages, but ${state.messages.length} were found up to here.`
    : 'Envelope of a batch: how the messages travelled.';
  state.problems.push({ at: `line ${number} (${name})`, reason });
  if (name === 'BHS' || name === 'FHS') state.current = null;
}
