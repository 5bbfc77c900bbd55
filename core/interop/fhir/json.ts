import { malformed, notClinical, tooLarge } from '../failure.ts';
import { LIMITS } from '../limits.ts';
import { type SourceNode, sourceNode } from '../source.ts';

/**
 * FHIR JSON into a tree of elements. Own reading instead of `JSON.parse`, because that drops what must not be
 * lost or overlooked: the precision of decimals (`37.50`), all but the last of repeated names, and depth and
 * number of elements before they have filled the memory.
 */
export function readFhirJson(text: string): SourceNode {
  const reader: Reader = { text, at: 0, nodes: 0 };
  const value = readValue(reader, 0);
  skipSpace(reader);
  if (reader.at < text.length) throw problem(reader, 'something follows the end of the resource');
  if (value.kind !== 'object') throw notClinical('The file is JSON, but not a FHIR resource.');
  return resourceNode('', null, value);
}

type JsonValue =
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, JsonValue])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonValue[] }
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'null' };

interface Reader {
  readonly text: string;
  at: number;
  nodes: number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readValue(reader: Reader, depth: number): JsonValue {
  if (depth > LIMITS.depth) throw tooLarge(`elements are nested more than ${LIMITS.depth} deep`);
  reader.nodes += 1;
  if (reader.nodes > LIMITS.nodes) throw tooLarge(`more than ${LIMITS.nodes} elements`);
  skipSpace(reader);
  const { text, at } = reader;
  switch (text[at]) {
    case '{':
      return readObject(reader, depth);
    case '[':
      return readArray(reader, depth);
    case '"':
      return { kind: 'scalar', text: readString(reader) };
    case 't':
    case 'f':
    case 'n':
      return readWord(reader);
  }
  NUMBER.lastIndex = at;
  const number = NUMBER.exec(text);
  if (number === null) throw problem(reader, at < text.length ? 'a value was expected' : 'it ends too early');
  reader.at += number[0].length;
  return { kind: 'scalar', text: number[0] };
}

function readObject(reader: Reader, depth: number): JsonValue {
  const members: [string, JsonValue][] = [];
  reader.at += 1;
  skipSpace(reader);
  if (reader.text[reader.at] === '}') {
    reader.at += 1;
    return { kind: 'object', members };
  }
  for (;;) {
    skipSpace(reader);
    if (reader.text[reader.at] !== '"') throw problem(reader, 'a name in quotes was expected');
    const name = readString(reader);
    skipSpace(reader);
    expectMark(reader, ':');
    members.push([name, readValue(reader, depth + 1)]);
    if (!another(reader, '}')) return { kind: 'object', members };
  }
}

function readArray(reader: Reader, depth: number): JsonValue {
  const items: JsonValue[] = [];
  reader.at += 1;
  skipSpace(reader);
  if (reader.text[reader.at] === ']') {
    reader.at += 1;
    return { kind: 'array', items };
  }
  for (;;) {
    items.push(readValue(reader, depth + 1));
    if (!another(reader, ']')) return { kind: 'array', items };
  }
}

/** Past a comma: true. Past the closing mark: false. */
function another(reader: Reader, close: string): boolean {
  skipSpace(reader);
  const mark = reader.text[reader.at];
  if (mark !== ',' && mark !== close) {
    throw problem(reader, mark === undefined ? 'it ends too early' : `a comma or "${close}" was expected`);
  }
  reader.at += 1;
  return mark === ',';
}

function expectMark(reader: Reader, mark: string): void {
  if (reader.text[reader.at] !== mark) throw problem(reader, `"${mark}" was expected`);
  reader.at += 1;
}

/** Finds the closing quote; the engine's own parser then judges and decodes the escapes. */
function readString(reader: Reader): string {
  const { text, at } = reader;
  let end = text.indexOf('"', at + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  if (end === -1) throw problem(reader, 'a text has no closing quote');
  try {
    const value: unknown = JSON.parse(text.slice(at, end + 1));
    reader.at = end + 1;
    return String(value);
  } catch {
    throw problem(reader, 'a text holds a character or an escape that JSON does not allow');
  }
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function readWord(reader: Reader): JsonValue {
  for (const word of ['true', 'false', 'null']) {
    if (reader.text.startsWith(word, reader.at)) {
      reader.at += word.length;
      return word === 'null' ? { kind: 'null' } : { kind: 'scalar', text: word };
    }
  }
  throw problem(reader, 'a value was expected');
}

function skipSpace(reader: Reader): void {
  for (;;) {
    const code = reader.text.charCodeAt(reader.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    reader.at += 1;
  }
}

function problem(reader: Reader, what: string) {
  const before = reader.text.slice(0, reader.at);
  const line = before.split('\n').length;
  const column = reader.at - before.lastIndexOf('\n');
  return malformed('json', `line ${line}, column ${column}: ${what}`);
}

type JsonObject = Extract<JsonValue, { kind: 'object' }>;

function resourceNode(name: string, parent: SourceNode | null, value: JsonObject): SourceNode {
  const type = value.members.find(([key]) => key === 'resourceType')?.[1];
  const resourceType = type?.kind === 'scalar' ? type.text : '';
  if (parent === null && resourceType === '') throw notClinical('The file is JSON, but not a FHIR resource.');
  const node = sourceNode(name === '' ? resourceType : name, parent);
  node.type = resourceType;
  fill(node, value);
  return node;
}

/**
 * In JSON an element's own extensions stand beside it under `_name`; here, as in XML, they are its children.
 * The underscored members come second, so that the elements they belong to are there.
 */
function fill(node: SourceNode, value: JsonObject): void {
  let typeSeen = false;
  for (const [name, member] of value.members) {
    if (name === 'resourceType' && !typeSeen) typeSeen = true;
    else if (!name.startsWith('_')) add(node, name, member);
  }
  const extended = value.members.filter(([name]) => name.startsWith('_'));
  if (extended.length === 0) return;
  const owners = Map.groupBy(node.children, ({ name }) => name);
  for (const [name, member] of extended) attach(node, name.slice(1), owners.get(name.slice(1)) ?? [], member);
}

function add(parent: SourceNode, name: string, value: JsonValue): void {
  switch (value.kind) {
    case 'null':
      sourceNode(name, parent); // holds the place of a value that only has extensions
      return;
    case 'scalar':
      sourceNode(name, parent, value.text);
      return;
    case 'array':
      for (const item of value.items) add(parent, name, item);
      return;
    case 'object':
      if (value.members.some(([key]) => key === 'resourceType')) resourceNode(name, parent, value);
      else fill(sourceNode(name, parent), value);
  }
}

function attach(parent: SourceNode, name: string, owners: readonly SourceNode[], value: JsonValue): void {
  const items = value.kind === 'array' ? value.items : [value];
  for (const [index, item] of items.entries()) {
    const owner = owners[index] ?? sourceNode(name, parent);
    if (item.kind === 'object') fill(owner, item);
    else if (item.kind !== 'null') add(owner, 'value', item);
  }
}
