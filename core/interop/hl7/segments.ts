import { Hl7Context, Hl7Segment } from '@medplum/core';
import type { LeftOut } from '../draft.ts';
import { malformed, tooLarge } from '../failure.ts';
import { LIMITS } from '../limits.ts';
import { type SourceNode, sourceNode } from '../source.ts';
import { decodeHl7 } from './charset.ts';
import { type Delimiters, unescapeText } from './escapes.ts';

/**
 * A file of HL7 v2 messages as a tree: message, segment, field, repetition, component, subcomponent, each but
 * the segments named by its number. Empty parts have no node.
 */
export interface Hl7Tree {
  readonly root: SourceNode;
  /** Lines that are no segments, and doubts about the file as a whole. */
  readonly problems: readonly LeftOut[];
}

/** Reads one message, several in a row, batches (FHS, BHS) and MLLP frames; lines end in CR, LF or CR LF. */
export function readMessages(bytes: Uint8Array): Hl7Tree {
  const { text, encoding, doubt } = decodeHl7(bytes);
  const root = sourceNode('file', null);
  const state: State = {
    root,
    encoding,
    problems: doubt === null ? [] : [doubt],
    nodes: 0,
    message: null,
    messages: 0,
  };
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    readLine(state, withoutFrame(line), number);
  }
  if (state.messages === 0) throw malformed('hl7', 'no message header (MSH) could be read');
  return { root, problems: state.problems };
}

interface State {
  readonly root: SourceNode;
  readonly encoding: string;
  readonly problems: LeftOut[];
  nodes: number;
  messages: number;
  message: {
    readonly node: SourceNode;
    readonly context: Hl7Context;
    readonly delimiters: Delimiters;
  } | null;
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
  const name = line.slice(0, 3);
  if (name === 'MSH') {
    startMessage(state, line, number);
  } else if (/^(FHS|BHS|BTS|FTS)\W?/.test(line)) {
    readEnvelope(state, line, number);
  } else if (state.message === null) {
    state.problems.push({
      at: `line ${number}`,
      reason: 'It stands before any readable message header (MSH).',
    });
  } else if (!isSegment(line, state.message.delimiters)) {
    const reason = `Not a segment: it does not begin with a segment name and "${state.message.delimiters.field}".`;
    state.problems.push({ at: `line ${number}`, reason });
  } else {
    addSegment(state, line);
  }
}

function isSegment(line: string, { field }: Delimiters): boolean {
  return /^[A-Z][A-Z0-9]{2}$/.test(line.slice(0, 3)) && (line.length === 3 || line[3] === field);
}

function startMessage(state: State, line: string, number: number): void {
  const delimiters = delimitersOf(line);
  state.message = null;
  if (delimiters === null) {
    const reason =
      'A message header (MSH) whose separators cannot be read; what follows it cannot be read either.';
    state.problems.push({ at: `line ${number}`, reason });
    return;
  }
  state.messages += 1;
  const { field, component, repetition, escaping, subcomponent } = delimiters;
  state.message = {
    node: sourceNode(`message ${state.messages}`, state.root),
    context: new Hl7Context('\r', field, component, repetition, escaping, subcomponent),
    delimiters,
  };
  addSegment(state, line);
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

function addSegment(state: State, line: string): void {
  const { message } = state;
  if (message === null) return;
  budget(state, line, message.delimiters);
  const parsed = Hl7Segment.parse(line, message.context);
  const segment = sourceNode(parsed.name, message.node);
  const isHeader = parsed.name === 'MSH';
  for (const [index, field] of parsed.fields.entries()) {
    // MSH-1 is the separator itself, MSH-2 the other marks, and a set ID only counts: nothing to read.
    if (index === 0 || (index === 1 && (isHeader || NUMBERED.has(parsed.name)))) continue;
    addField(state, segment, isHeader ? index + 1 : index, field.components);
  }
}

/** Bounds the work before it is done: each mark can start another value. */
function budget(
  state: State,
  line: string,
  { field, component, repetition, subcomponent }: Delimiters,
): void {
  for (const mark of line) {
    if (mark === field || mark === component || mark === repetition || mark === subcomponent)
      state.nodes += 1;
  }
  if (state.nodes > LIMITS.nodes) throw tooLarge(`more than ${LIMITS.nodes} values`);
}

function addField(state: State, segment: SourceNode, number: number, repetitions: readonly string[][]): void {
  if (repetitions.every((components) => components.every((component) => component === ''))) return;
  const field = sourceNode(String(number), segment);
  for (const [index, components] of repetitions.entries()) {
    if (components.every((component) => component === '')) continue;
    const repetition = sourceNode(String(index + 1), field);
    for (const [place, component] of components.entries())
      addComponent(state, repetition, place + 1, component);
  }
}

function addComponent(state: State, repetition: SourceNode, number: number, text: string): void {
  const delimiters = state.message?.delimiters;
  if (text === '' || delimiters === undefined) return;
  const parts = text.split(delimiters.subcomponent);
  const decode = (part: string) => unescapeText(part, delimiters, state.encoding);
  if (parts.length === 1) {
    sourceNode(String(number), repetition, decode(text));
    return;
  }
  const component = sourceNode(String(number), repetition);
  for (const [index, part] of parts.entries()) {
    if (part !== '') sourceNode(String(index + 1), component, decode(part));
  }
}

/** Batch headers and trailers; a trailer that counts otherwise than we do means that something was lost. */
function readEnvelope(state: State, line: string, number: number): void {
  const name = line.slice(0, 3);
  const counted = /^BTS\W(\d+)/.exec(line)?.[1];
  const missing = counted !== undefined && Number(counted) !== state.messages;
  const reason = missing
    ? `The batch says that it holds ${counted} messages, but ${state.messages} were found up to here.`
    : 'Envelope of a batch: how the messages travelled.';
  state.problems.push({ at: `line ${number} (${name})`, reason });
  if (name === 'BHS' || name === 'FHS') state.message = null;
}
