import { fileTypeFromBuffer } from 'file-type';
import { FILE_LIMIT_MIB } from '../../contract/index.ts';
import { inspectImage } from './images.ts';
import { EXECUTABLE_EXTENSIONS, safeName, splitName } from './names.ts';
import { inspectOffice } from './office.ts';
import { inspectPdf } from './pdf.ts';
import {
  activeContent,
  archive,
  empty,
  encrypted,
  executable,
  falseExtension,
  olderFormat,
  tooLarge,
  unknownType,
} from './refusals.ts';
import { zipEnd } from './zip.ts';

/** A document that may be kept. */
export interface Inspected {
  readonly name: string;
  /** By content. */
  readonly mediaType: string;
}

interface Kind {
  readonly mediaType: string;
  readonly title: string;
  readonly extensions: readonly string[];
  readonly inspect: (bytes: Buffer, mediaType: string) => void;
}

const nothing = () => undefined;

const kind = (
  mediaType: string,
  title: string,
  extensions: string,
  inspect: Kind['inspect'] = nothing,
): Kind => ({
  mediaType,
  title,
  extensions: extensions.split(' '),
  inspect,
});

const OPEN_XML = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

/** What may be attached. */
const KINDS: readonly Kind[] = [
  kind('application/pdf', 'a PDF', 'pdf', inspectPdf),
  kind('image/png', 'a PNG image', 'png', inspectImage),
  kind('image/jpeg', 'a JPEG image', 'jpg jpeg jpe jfif', inspectImage),
  kind('image/gif', 'a GIF image', 'gif', inspectImage),
  kind('image/webp', 'a WebP image', 'webp', inspectImage),
  kind('image/bmp', 'a BMP image', 'bmp', inspectImage),
  kind('image/tiff', 'a TIFF image', 'tif tiff'),
  kind('image/heic', 'a HEIC image', 'heic heif'),
  kind('application/dicom', 'a DICOM object', 'dcm dicom'),
  kind('application/rtf', 'a rich text document', 'rtf', inspectRichText),
  kind(`${OPEN_XML}.wordprocessingml.document`, 'a Word document', 'docx', inspectOffice),
  kind(`${OPEN_XML}.spreadsheetml.sheet`, 'an Excel workbook', 'xlsx', inspectOffice),
  kind(`${OPEN_XML}.presentationml.presentation`, 'a PowerPoint presentation', 'pptx', inspectOffice),
  kind(`${OPEN_DOCUMENT}.text`, 'an OpenDocument text', 'odt', inspectOffice),
  kind(`${OPEN_DOCUMENT}.spreadsheet`, 'an OpenDocument spreadsheet', 'ods', inspectOffice),
  kind(`${OPEN_DOCUMENT}.presentation`, 'an OpenDocument presentation', 'odp', inspectOffice),
];
const BY_TYPE = new Map(KINDS.map((entry) => [entry.mediaType, entry]));

/** Text is told apart by its name, since its content cannot say. Markup is kept, but never shown as a page. */
const TEXT_TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  text: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  md: 'text/markdown',
  json: 'application/json',
  xml: 'application/xml',
  hl7: 'text/plain',
  eml: 'text/plain',
  html: 'text/html',
  htm: 'text/html',
  svg: 'image/svg+xml',
};

/** Signatures of programs, which count before anything else that the file may also be. */
const PROGRAMS: readonly (readonly [offset: number, hex: string])[] = [
  [0, '4d5a'], // Windows and DOS
  [0, '7f454c46'], // Linux
  [0, 'feedface'],
  [0, 'feedfacf'],
  [0, 'cefaedfe'],
  [0, 'cffaedfe'], // macOS
  [0, 'cafebabe'], // Java, or macOS for several processors
  [0, '0061736d'], // WebAssembly
  [0, '6465780a'], // Android
  [0, '4c0000000114020000000000c0000000'], // Windows shortcut
  [0, '2321'], // #! script
];

const OLE = 'd0cf11e0a1b11ae1';
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');
const ARCHIVES =
  /^application\/(zip|x-7z|x-rar|x-tar|gzip|x-bzip|x-xz|zstd|x-lzip|x-compress|vnd\.ms-cab|java-archive|x-iso|x-apple-diskimage|x-deb|x-rpm|x-cpio|x-ar|x-unix-archive)/;

/**
 * Decides by content whether a file may be kept as a clinical document, and as what.
 * @param file the name as it came and the complete content.
 * @returns a name that is safe to show and save, and the media type.
 * @throws clinic.attachment.*: empty, tooLarge, executable, falseExtension, unknownType, archive, encrypted,
 *   activeContent, tooDense, tooManyPixels, damaged.
 */
export async function inspectAttachment(file: { name: string; bytes: Uint8Array }): Promise<Inspected> {
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  const name = safeName(file.name);
  const { base, extension } = splitName(name);
  if (bytes.length === 0) throw empty();
  if (bytes.length > FILE_LIMIT_MIB.attachment * 1_048_576) throw tooLarge(FILE_LIMIT_MIB.attachment);
  if (EXECUTABLE_EXTENSIONS.has(extension) || PROGRAMS.some((program) => startsWith(bytes, program))) {
    throw executable();
  }
  // A password turns an Office document into an OLE file.
  if (startsWith(bytes, [0, OLE])) throw bytes.includes(ENCRYPTED_PACKAGE) ? encrypted() : olderFormat();
  const found = await fileTypeFromBuffer(bytes);
  if (found === undefined || found.mime === 'application/xml')
    return { name, mediaType: textType(bytes, extension) };
  if (ARCHIVES.test(found.mime)) throw archive();
  if (/macroenabled/i.test(found.mime)) throw activeContent('macros');
  const known = BY_TYPE.get(found.mime === 'image/heif' ? 'image/heic' : found.mime);
  if (known === undefined) throw unknownType();
  if (extension === '') return keep(known, bytes, `${base}.${known.extensions[0]}`);
  if (!known.extensions.includes(extension)) throw falseExtension(extension, known.title);
  return keep(known, bytes, name);
}

function keep(known: Kind, bytes: Buffer, name: string): Inspected {
  known.inspect(bytes, known.mediaType);
  if (known.inspect !== inspectOffice && zipEnd(bytes) !== undefined) throw archive();
  return { name, mediaType: known.mediaType };
}

function inspectRichText(bytes: Buffer): void {
  if (/\\obj(data|emb|auto|ocx|link|update)\b/.test(bytes.toString('latin1')))
    throw activeContent('embedded objects');
}

function textType(bytes: Buffer, extension: string): string {
  const text = readText(bytes);
  if (text === undefined) throw unknownType();
  const markup = markupType(text);
  const named = TEXT_TYPES[extension];
  if (named === undefined && extension !== '') {
    // The name promises something whose content would have been recognised.
    if (KINDS.some(({ extensions }) => extensions.includes(extension)))
      throw falseExtension(extension, 'plain text');
    throw unknownType();
  }
  return markup ?? named ?? 'text/plain';
}

function markupType(text: string): string | undefined {
  const head = text.slice(0, 4_096).toLowerCase();
  if (/<(!doctype\s+html|html|head|body|script|iframe)\b/.test(head)) return 'text/html';
  return /<svg\b/.test(head) ? 'image/svg+xml' : undefined;
}

/** Text in UTF-8, or UTF-16 with a mark; undefined when the bytes are not text. */
function readText(bytes: Buffer): string | undefined {
  const encoding = startsWith(bytes, [0, 'fffe'])
    ? 'utf-16le'
    : startsWith(bytes, [0, 'feff'])
      ? 'utf-16be'
      : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells binary data from text
    return /[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function startsWith(bytes: Buffer, [offset, hex]: readonly [number, string]): boolean {
  return bytes.subarray(offset, offset + hex.length / 2).toString('hex') === hex;
}

/** Media types that a page may show as they are. Everything else is offered for saving only. */
const SHOWN = /^(application\/pdf|image\/(png|jpeg|gif|webp|bmp)|text\/(plain|csv))$/;

/** The media type under which content leaves the core: what could run in a page leaves as plain bytes. */
export function servedType(mediaType: string): string {
  return SHOWN.test(mediaType) ? mediaType : 'application/octet-stream';
}
