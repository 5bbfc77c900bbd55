import { inflateSync } from 'node:zlib';
import { activeContent, archive, damaged, encrypted, tooDense } from './refusals.ts';

/** What makes a PDF more than pages (ISO 32000-2): names of its actions and of what it may carry. */
const ACTIVE: readonly (readonly [RegExp, string])[] = [
  [/^(JavaScript|JS)$/, 'scripts'],
  [/^(Launch|ImportData|SubmitForm|GoToE|Rendition)$/, 'actions that start programs or send data'],
  [/^XFA$/, 'a form that runs scripts'],
  [/^(RichMedia|Movie|Sound|3D)$/, 'embedded media'],
];
const CARRIED = /^EmbeddedFiles?$/;

const UNPACKED_LIMIT = 64 * 1_048_576;
/** Readers look for the end mark in the last kilobyte; scanners pad a little more. */
const TAIL = 2_048;

/**
 * Looks for passwords, scripts, actions, carried files and truncation. Names are read with their escapes undone, and
 * compressed object streams are unpacked, since both are ways to hide them. Content of pages is not looked at.
 */
export function inspectPdf(bytes: Buffer): void {
  const text = bytes.toString('latin1');
  if (!text.slice(-TAIL).includes('%%EOF')) throw damaged('PDF');
  let unpacked = 0;
  for (const part of structure(text)) {
    if (part.packed === null) {
      refuseNames(part.text);
      continue;
    }
    const content = inflate(part.packed, UNPACKED_LIMIT - unpacked);
    unpacked += content.length;
    refuseNames(content.toString('latin1'));
  }
}

interface Part {
  readonly text: string;
  /** The bytes of a compressed object stream, whose content is structure too. */
  readonly packed: Buffer | null;
}

/** The file without the data of its streams, and the streams that hold objects. */
function* structure(text: string): Generator<Part> {
  let from = 0;
  for (;;) {
    const found = nextStream(text, from);
    if (found === undefined) break;
    const outside = text.slice(from, found.start);
    yield { text: outside, packed: null };
    if (/\/Type\s*\/ObjStm\b/.test(unescapeNames(outside.slice(-4_096)))) {
      yield { text: '', packed: Buffer.from(text.slice(found.start, found.end), 'latin1') };
    }
    from = found.end;
  }
  yield { text: text.slice(from), packed: null };
}

function nextStream(text: string, from: number): { start: number; end: number } | undefined {
  const opening = />>\s*stream(\r\n|\n|\r)/g;
  opening.lastIndex = from;
  const found = opening.exec(text);
  if (found === null) return undefined;
  const start = found.index + found[0].length;
  const end = text.indexOf('endstream', start);
  return { start, end: end < 0 ? text.length : end };
}

/** An object stream in another encoding than Flate is not read by us, so it cannot be vouched for. */
function inflate(packed: Buffer, limit: number): Buffer {
  if (limit <= 0) throw tooDense();
  try {
    return inflateSync(packed, { maxOutputLength: limit });
  } catch (thrown) {
    if (thrown instanceof RangeError) throw tooDense();
    throw damaged('PDF');
  }
}

function refuseNames(text: string): void {
  for (const [, raw = ''] of text.matchAll(/\/([^\s/<>[\](){}%]+)/g)) {
    const name = unescapeNames(raw);
    if (name === 'Encrypt') throw encrypted();
    if (CARRIED.test(name)) throw archive();
    const active = ACTIVE.find(([pattern]) => pattern.test(name));
    if (active !== undefined) throw activeContent(active[1]);
  }
}

/** `/J#61vaScript` is `/JavaScript`. */
function unescapeNames(text: string): string {
  return text.replaceAll(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
