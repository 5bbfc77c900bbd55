import { decodeBase64 } from '../base64.ts';
import type { DocumentDraft } from '../draft.ts';
import { leave, type SourceNode, take } from '../source.ts';
import { coded, first, identifierEi, part, peopleXcn, timeAt, value } from './read.ts';

/** Data subtypes of HL7 table 0291 that say by themselves what a file is. */
const SUBTYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  rtf: 'text/rtf',
  html: 'text/html',
  jpeg: 'image/jpeg',
  png: 'image/png',
  tiff: 'image/tiff',
  xml: 'text/xml',
  plain: 'text/plain',
};

const MAIN_TYPES = new Set(['application', 'image', 'text', 'audio', 'video']);

/** Type and subtype of an ED or RP as a media type, where together they are one; else they are left out. */
function mediaTypeOf(content: SourceNode | undefined, place: number): string | null {
  const [type, subtype] = [part(content, place), part(content, place + 1)];
  const name = subtype?.text?.trim().toLowerCase() ?? '';
  const main = type?.text?.trim().toLowerCase() ?? '';
  const known =
    SUBTYPES[name] ?? (MAIN_TYPES.has(main) && /^[a-z0-9.+-]+$/.test(name) ? `${main}/${name}` : null);
  if (known === null) return null;
  take(type);
  take(subtype);
  return known;
}

/** Whether OBX-2 says that the value is text, of which the body of a document consists. */
export function isText(obx: SourceNode): boolean {
  return ['TX', 'FT', 'ST'].includes(part(first(obx, 2))?.text ?? '');
}

/** Whether OBX-2 says that the value is a document (ED) or a pointer to one (RP). */
export function isDocument(obx: SourceNode): boolean {
  const type = part(first(obx, 2))?.text;
  return type === 'ED' || type === 'RP';
}

const NOTHING: Omit<DocumentDraft, 'at'> = {
  reference: null,
  identifiers: [],
  title: null,
  type: null,
  categories: [],
  status: null,
  time: null,
  authors: [],
  encounter: null,
  mediaType: null,
  fileName: null,
  text: null,
  bytes: null,
  url: null,
  notes: [],
};

/**
 * An OBX of type ED or RP. What TXA says of the document comes first, and what OBX says beside it stays
 * untaken. Null, with the reason, when there is neither content nor pointer.
 */
export function readAttachedDocument(
  obx: SourceNode,
  at: string,
  encounter: string | null,
  described: DocumentDraft | null,
): DocumentDraft | null {
  const content = first(obx, 5);
  const body = part(content, 5);
  const isPointer = part(first(obx, 2))?.text === 'RP';
  if (isPointer ? part(content, 1) === undefined : body === undefined) {
    leave(obx, 'The document it announces is empty.');
    return null;
  }
  const bytes = isPointer ? null : readBytes(content, body);
  if (bytes === null && !isPointer) return null;
  take(part(first(obx, 2)));
  const code = coded(first(obx, 3));
  return {
    ...(described ?? NOTHING),
    at,
    encounter,
    bytes,
    url: isPointer ? value(content, 1) : null,
    mediaType: mediaTypeOf(content, isPointer ? 3 : 2),
    type: described?.type ?? code,
    categories: described?.type == null || code === null ? [] : [code],
    status: described?.status ?? value(first(obx, 11)),
    time: described?.time ?? timeAt(first(obx, 14)),
    authors: [...(described?.authors ?? []), ...peopleXcn(obx, 16, 'responsible observer')],
    identifiers: [...(described?.identifiers ?? []), ...identifierEi(first(obx, 21), null)],
  };
}

/** ED-4 says how ED-5 is encoded: Base64, Hex, or A for plain text. */
function readBytes(content: SourceNode | undefined, body: SourceNode | undefined): Uint8Array | null {
  const encoding = part(content, 4);
  const text = body?.text ?? '';
  const bytes = decodeBytes(encoding?.text?.toLowerCase() ?? 'base64', text);
  if (bytes === null) {
    leave(body, 'The content of the document cannot be decoded.');
    return null;
  }
  take(encoding);
  take(body);
  return bytes;
}

function decodeBytes(encoding: string, text: string): Uint8Array | null {
  if (encoding === 'a') return new TextEncoder().encode(text);
  if (encoding === 'hex') {
    return /^([0-9a-f]{2})+$/i.test(text) ? new Uint8Array(Buffer.from(text, 'hex')) : null;
  }
  return encoding === 'base64' ? decodeBase64(text) : null;
}

/** HL7 table 0271, completion status of a document, in the words of FHIR. */
const DOCUMENT_STATUS: Readonly<Record<string, string>> = {
  DI: 'preliminary',
  DO: 'preliminary',
  IN: 'preliminary',
  IP: 'preliminary',
  PA: 'preliminary',
  AU: 'final',
  LA: 'final',
};

/** The document of an MDM message: TXA describes it, the OBX segments that follow are its content. */
export function readDescribedDocument(txa: SourceNode, at: string, encounter: string | null): DocumentDraft {
  const statusNode = part(first(txa, 17));
  const status = DOCUMENT_STATUS[statusNode?.text ?? ''];
  if (status !== undefined) take(statusNode);
  return {
    ...NOTHING,
    at,
    encounter,
    identifiers: identifierEi(first(txa, 12), null),
    type: coded(first(txa, 2)),
    status: status ?? null,
    time: timeAt(first(txa, 4)) ?? timeAt(first(txa, 6)),
    authors: [...peopleXcn(txa, 9, 'originator'), ...peopleXcn(txa, 5, 'primary activity provider')],
    fileName: value(first(txa, 16)),
  };
}
